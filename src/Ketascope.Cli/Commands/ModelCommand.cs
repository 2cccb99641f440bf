using System.CommandLine;
using System.Globalization;
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
        Option<bool> ignoreFast = Shared.IgnoreFast();
        Command command = new("check", "Read a model and report every problem, each with its place") { model, units, ignoreFast };
        command.SetAction(parsed =>
        {
            DiagnosticBag diagnostics = new();
            LoadedModel? loaded = ModelLoading.TryLoad(parsed.GetRequiredValue(model), diagnostics, parsed.GetValue(units) ? UnitPolicy.Require : UnitPolicy.Refuse, ignoreFast: parsed.GetValue(ignoreFast));
            foreach (Diagnostic item in diagnostics.Items)
            {
                Console.Error.WriteLine(item);
            }

            int errors = diagnostics.Items.Count(item => item.Severity == Severity.Error);
            string found = $"{parsed.GetRequiredValue(model)}: {Count(errors, "error")}, {Count(diagnostics.Items.Count - errors, "warning")}";
            if (loaded is null)
            {
                Console.Error.WriteLine(found);
                return ExitCode.Failure;
            }

            OdeSystem system = loaded.System;
            Console.Out.WriteLine(
                $"{found}. Model '{system.Name}': {Count(system.States.Length, "state")}, {Count(system.Parameters.Length, "parameter")}, {Count(system.Assignments.Length, "assignment")}, {Count(system.Events.Length + system.Conditions.Length, "event")}.");
            return ExitCode.Success;
        });
        return command;
    }

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "no" : count)} {what}{(count == 1 ? "" : "s")}");

    private static Command Show()
    {
        Argument<string> model = Shared.Model();
        Option<bool> ignoreFast = Shared.IgnoreFast();
        Command command = new("show", "Print a model's equations, values, units and sources") { model, ignoreFast };
        command.SetAction(parsed =>
        {
            ModelText.Write(ModelLoading.Load(parsed.GetRequiredValue(model), UnitPolicy.Warn, ignoreFast: parsed.GetValue(ignoreFast)).System);
            return ExitCode.Success;
        });
        return command;
    }
}
