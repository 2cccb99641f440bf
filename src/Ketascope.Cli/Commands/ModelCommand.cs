using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;

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
        Option<bool> units = new("--require-units") { Description = "Every quantity must state its unit, as in the models that come with Ketascope" };
        Command command = new("check", "Read a model and report every problem, each with its place") { model, units };
        command.SetAction(parsed =>
        {
            DiagnosticBag diagnostics = new();
            LoadedModel? loaded = ModelLoading.TryLoad(parsed.GetRequiredValue(model), diagnostics, parsed.GetValue(units));
            if (loaded is null)
            {
                throw new UserErrorException(ModelLoading.Describe(diagnostics));
            }

            if (diagnostics.Items.Count > 0)
            {
                Console.Error.WriteLine(ModelLoading.Describe(diagnostics));
            }

            OdeSystem system = loaded.System;
            Console.Out.WriteLine($"{loaded.Path}: no errors. Model '{system.Name}': {system.States.Length} states, {system.Parameters.Length} parameters, {system.Assignments.Length} assignments, {system.Events.Length} events.");
            return CommandLine.Success;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> model = Shared.Model();
        Command command = new("show", "Print a model's equations, values, units and sources") { model };
        command.SetAction(parsed =>
        {
            ModelText.Write(ModelLoading.Load(parsed.GetRequiredValue(model)).System);
            return CommandLine.Success;
        });
        return command;
    }
}
