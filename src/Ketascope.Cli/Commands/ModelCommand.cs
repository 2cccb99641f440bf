using System.CommandLine;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope model check|show MODEL</c>: what is in a model, and what is wrong with it.</summary>
internal static class ModelCommand
{
    public static string[] Examples { get; } =
    [
        "model check model.ant",
        "model show models/pharmacokinetics/otto-2021/otto-2021.ant",
    ];

    public static Command Create() => new("model", "Look at a model")
    {
        Check(),
        Show(),
    };

    private static Command Check()
    {
        Argument<string> model = Shared.Model();
        Option<bool> units = new("--require-units") { Description = "Every quantity must state its unit, as in the models that come with Ketascope" },
            ignoreFast = Shared.IgnoreFast();
        AnswerOptions files = new();
        Command command = new("check", "Read a model and report every problem, each with its place") { model, units, ignoreFast };
        files.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            new CheckModelRequest { Model = parsed.GetRequiredValue(model), RequireUnits = parsed.GetValue(units), IgnoreFast = parsed.GetValue(ignoreFast) },
            files.Read(parsed),
            cancellation));
        return command;
    }

    private static Command Show()
    {
        Argument<string> model = Shared.Model();
        Option<bool> ignoreFast = Shared.IgnoreFast();
        AnswerOptions files = new();
        Command command = new("show", "Print a model's equations, values, units and sources") { model, ignoreFast };
        files.AddTo(command);
        command.SetAction((parsed, cancellation) => Answer.WriteAsync(
            parsed,
            new ShowModelRequest { Model = parsed.GetRequiredValue(model), IgnoreFast = parsed.GetValue(ignoreFast) },
            files.Read(parsed),
            cancellation));
        return command;
    }
}
