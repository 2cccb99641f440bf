using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Reports;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope simulate REGIMEN</c>: a dose as people say it becomes concentrations over time.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string> Regimen = new("REGIMEN") { Description = "What is given, for example \"0.5 mg/kg iv over 40 min\" (docs/regimens.md)" };
    private static readonly Option<PrintedNumber?> Weight = Shared.Person("--weight", "Body weight in kg, with --subjects also \"70 (12)\" (mean and SD) or 53-93 (default: the model's reference; a child's goes with the age)", "KG");
    private static readonly Option<PrintedNumber?> Age = Shared.Person("--age", "Age in years, which decides between models of children and adults (default: an adult)", "YEARS");
    private static readonly Option<PrintedNumber?> Height = Shared.Person("--height", "Height in cm, for models that use it (default: the model's reference)", "CM");
    private static readonly Option<string?> SexOption = Shared.OptionalWord("--sex", "Sex, for models that use it; with --subjects also mixed, half of them women (default: the model's reference)", "male", "female", "mixed");
    private static readonly Option<string?> For = new("--for") { Description = "How long to simulate: 12h, 90min, 2d, or a number of hours (default: until 24 h after the last dose)", HelpName = "TIME" };
    private static readonly Option<string[]> Areas = Shared.Areas("in hours or with a unit (0:12, 0d:2d); tau: over the last dosing interval");
    private static readonly Option<string?> Model = new("--model") { Description = "The model to take, by name (default: the one that suits drug, route, site and age)", HelpName = "NAME" };
    private static readonly Option<string> Site = Shared.Word("--site", "The sampling site to predict (default: any, the model's own)", "any", "venous", "arterial");
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string?> Out = new("--out") { Description = "Write all results into a folder: Parquet, CSV, SVG, PNG, an HTML report and a manifest", HelpName = "DIR" };
    private static readonly Option<bool> Csv = new("--csv") { Description = "With --out: write the trajectories as CSV too" };
    private static readonly Option<string?> Table = Shared.Table("all values");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly Option<bool> Log = Shared.LogAxis();
    private static readonly Option<bool> NoCheck = Shared.NoCheck();
    private static readonly PeopleOptions People = new(isRegimen: true);
    private static readonly Option<bool> ShowRecords = new("--show-records") { Description = "Print the NONMEM-style dose records" };

    private const string LastInterval = "tau";

    public static string[] Examples { get; } =
    [
        "simulate \"0.5 mg/kg iv over 40 min\"",
        "simulate \"25 mg iv every 12 h x 6\" --auc 0:12,tau",
        "simulate \"0.25 mg/kg iv then 0.1 mg/kg/h iv for 4 h\" --weight 82 --for 12h --plot dose.svg",
        "simulate \"esketamine 0.25 mg/kg iv over 40 min every 84 h x 4\" --out run/",
        "simulate \"1 mg/kg iv\" --age 8 --weight 25",
        "simulate \"esketamine 0.5 mg/kg iv over 40 min\" --subjects 10000 --seed 7 --weight \"73 (12)\" --residual-error --out run/",
    ];

    public static Command Create()
    {
        Command command = new("simulate", "Simulate a dose of ketamine, or of a drug it is compared with, in a typical person or in virtual people")
        {
            Regimen, Weight, Age, Height, SexOption, For, Areas, Model, Site, Set, Out, Csv, Table, Plot, Log, NoCheck, ShowRecords,
        };
        People.AddTo(command);
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

        Outputs.Prepare(parsed, parsed.GetValue(Table), parsed.GetValue(Plot));

        // Opened before anything is computed, so that a folder that cannot be written is known at once.
        using OutputFolder? folder = target is null ? null : OutputFolder.Create(target);
        if (People.Read(parsed) is { } people)
        {
            Shared.Refuse(parsed, [Csv, Table], "is of one person; with --subjects, values go into a folder as Parquet: --out DIR");
            Shared.Refuse(parsed, [ShowRecords], "is of one person; with --subjects, doses by weight differ between people");
            return await PopulationAsync(parsed, people, folder, cancellation).ConfigureAwait(false);
        }

        if (People.HasSeed(parsed))
        {
            throw new UserErrorException($"{People.SeedName} changes nothing for one person; it goes with {People.Subjects.Name} N");
        }

        if (parsed.GetValue(SexOption) == "mixed")
        {
            throw new UserErrorException("--sex mixed goes with --subjects N");
        }

        foreach (Option<PrintedNumber?> option in (Option<PrintedNumber?>[])[Weight, Age, Height])
        {
            if (parsed.GetValue(option) is { Spread: not null })
            {
                throw new UserErrorException($"{option.Name}: a spread is of many people, so it goes with --subjects N");
            }
        }

        DoseSimulationResult simulated = await Task.Run(() => Simulate(parsed, cancellation), cancellation).ConfigureAwait(false);
        RunResult result = simulated.Result;
        bool log = parsed.GetValue(Log);
        if (folder is not null)
        {
            await RunFolder.WriteAsync(folder, result, new PlotSettings { Logarithmic = log }, csv, cancellation).ConfigureAwait(false);
        }

        if (parsed.GetValue(Table) is { } table)
        {
            OutputFile.WriteText(table, writer => TrajectoryCsv.WriteWide(writer, result.Trajectories, cancellation), cancellation);
        }

        if (parsed.GetValue(Plot) is { } plot)
        {
            CoursePlot.Write(plot, CourseFigure.Of(result), new PlotSettings { Logarithmic = log }, cancellation);
        }

        DoseText.Write(result, CourseFigure.Of(result), simulated.Records, new DoseTextOptions(log, parsed.GetValue(ShowRecords), target));
        return ExitCode.Success;
    }

    private static async Task<int> PopulationAsync(ParseResult parsed, PopulationSettings people, OutputFolder? folder, CancellationToken cancellation)
    {
        DosePopulation population = DosePopulation.Prepare(Request(parsed), people, ModelLibrary.Read(ModelLibrary.DefaultFolder()));
        using ProgressLine progress = new((int)people.Subjects);
        bool complete = await Task.Run(() => population.RunAsync(folder, progress, cancellation), CancellationToken.None).ConfigureAwait(false);
        progress.Dispose();
        RunResult result = population.Result(TimeProvider.System);
        CourseFigure figure = population.Figure(result);
        PlotSettings settings = new() { Logarithmic = parsed.GetValue(Log) };
        if (folder is not null)
        {
            // What an interruption left is written all the same, so without the token.
            RunFolder.Complete(folder, result, figure, settings, CancellationToken.None);
        }

        if (parsed.GetValue(Plot) is { } plot)
        {
            CoursePlot.Write(plot, figure, settings, complete ? cancellation : CancellationToken.None);
        }

        DoseText.Write(result, figure, [], new DoseTextOptions(settings.Logarithmic, Records: false, parsed.GetValue(Out)));
        return complete ? ExitCode.Success : ExitCode.Interrupted;
    }

    private static DoseSimulationResult Simulate(ParseResult parsed, CancellationToken cancellation) =>
        DoseSimulation.Run(Request(parsed), ModelLibrary.Read(ModelLibrary.DefaultFolder()), TimeProvider.System, cancellation);

    private static IEnumerable<string> Asked(ParseResult parsed) => (parsed.GetValue(Areas) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries));

    private static DoseRequest Request(ParseResult parsed) => new()
    {
        Regimen = parsed.GetRequiredValue(Regimen),
        WeightKg = parsed.GetValue(Weight)?.Centre,
        WeightSpread = parsed.GetValue(Weight)?.Spread,
        AgeYears = parsed.GetValue(Age)?.Centre,
        AgeSpread = parsed.GetValue(Age)?.Spread,
        HeightCm = parsed.GetValue(Height)?.Centre,
        HeightSpread = parsed.GetValue(Height)?.Spread,
        IsSexMixed = parsed.GetValue(SexOption) == "mixed",
        IsDoseAnOccasion = People.IsDoseAnOccasion(parsed),
        Sex = parsed.GetValue(SexOption) switch { "male" => Sex.Male, "female" => Sex.Female, _ => null },
        Hours = parsed.GetValue(For) is { } time ? RegimenTime.ReadHours(time, "--for") : null,
        Areas = TimeWindow.Parse(Asked(parsed).Where(text => text != LastInterval), time => RegimenTime.ReadHours(time, "--auc")),
        IsAreaOfInterval = Asked(parsed).Contains(LastInterval),
        Model = parsed.GetValue(Model),
        Site = parsed.GetValue(Site) is "any" ? null : parsed.GetValue(Site),
        Overrides = Assignments.Parse(parsed.GetValue(Set) ?? []),
        IsChecked = !parsed.GetValue(NoCheck),
    };
}
