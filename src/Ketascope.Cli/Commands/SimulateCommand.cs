using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope simulate REGIMEN</c>: a dose as people say it becomes concentrations over time.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN") { Description = "What is given, for example \"0.5 mg/kg iv over 40 min\" (docs/regimens.md)" };
    private static readonly Option<double?> Weight = Shared.Number<double?>("--weight", "Body weight in kg (default: the model's reference, 70)", "KG", null);
    private static readonly Option<string?> For = new("--for") { Description = "How long to simulate: 12h, 90min, 2d, or a number of hours (default: until 24 h after the last dose)", HelpName = "TIME" };
    private static readonly Option<string?> Model = new("--model") { Description = "The model to take, by name (default: the one that suits drug and route)", HelpName = "NAME" };
    private static readonly Option<string> Site = Shared.Word("--site", "The sampling site to predict (default: any, the model's own)", "any", "venous", "arterial");
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string?> Out = new("--out") { Description = "Write all results into a folder: Parquet, CSV, SVG, PNG, an HTML report and a manifest", HelpName = "DIR" };
    private static readonly Option<bool> Csv = new("--csv") { Description = "With --out: write the trajectories as CSV too" };
    private static readonly Option<string?> Table = new("--table") { Description = "Write all values to a CSV file", HelpName = "FILE" };
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly Option<bool> Log = Shared.LogAxis();
    private static readonly Option<bool> ShowRecords = new("--show-records") { Description = "Print the NONMEM-style dose records" };

    public static string[] Examples { get; } =
    [
        "simulate \"0.5 mg/kg iv over 40 min\"",
        "simulate \"0.25 mg/kg iv then 0.1 mg/kg/h iv for 4 h\" --weight 82 --for 12h --plot dose.svg",
        "simulate \"esketamine 0.25 mg/kg iv over 40 min every 84 h x 4\" --out run/",
    ];

    public static Command Create()
    {
        Command command = new("simulate", "Simulate a dose of ketamine in a typical person")
        {
            Regimen, Weight, For, Model, Site, Set, Out, Csv, Table, Plot, Log, ShowRecords,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string? target = parsed.GetValue(Out);
        bool csv = parsed.GetValue(Csv);
        if (csv && target is null)
        {
            throw new UserErrorException("--csv goes with --out DIR; --table FILE.csv writes one table");
        }

        Shared.RequireWritable(parsed.GetValue(Table), parsed.GetValue(Plot));

        // Opened before anything is computed, so that a folder that cannot be written is known at once.
        using OutputFolder? folder = target is null ? null : OutputFolder.Create(target);
        DoseSimulationResult simulated = await Task.Run(() => Simulate(parsed, cancellation), cancellation).ConfigureAwait(false);
        RunResult result = simulated.Result;
        bool log = parsed.GetValue(Log);
        if (folder is not null)
        {
            await RunFolder.WriteAsync(folder, result, new PlotSettings { Logarithmic = log }, csv, cancellation).ConfigureAwait(false);
        }

        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => TrajectoryCsv.WriteWide(writer, result.Trajectories, cancellation));
        }

        if (parsed.GetValue(Plot) is { } plot)
        {
            CoursePlot.Write(plot, CourseFigure.Of(result), new PlotSettings { Logarithmic = log });
        }

        DoseText.Write(simulated, new DoseTextOptions(log, parsed.GetValue(ShowRecords), target));
        return CommandLine.Success;
    }

    private static DoseSimulationResult Simulate(ParseResult parsed, CancellationToken cancellation) => DoseSimulation.Run(
        new DoseRequest
        {
            Regimen = parsed.GetRequiredValue(Regimen),
            WeightKg = parsed.GetValue(Weight),
            Hours = parsed.GetValue(For) is { } time ? RegimenTime.ReadHours(time, "--for") : null,
            Model = parsed.GetValue(Model),
            Site = parsed.GetValue(Site) is "any" ? null : parsed.GetValue(Site),
            Overrides = Assignments.Parse(parsed.GetValue(Set) ?? []),
        },
        ModelLibrary.Read(ModelLibrary.DefaultFolder()),
        TimeProvider.System,
        cancellation);
}
