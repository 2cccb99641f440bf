using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ketascope.Cli.Terminal;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Study.DataSets;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope run MODEL</c>: solves any model, for one subject or a table of them.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Model = Shared.Model();
    private static readonly Option<double?> For = Shared.Number<double?>("--for", "Run until this time, in the model's unit of time; later points are left out", "TIME", null);
    private static readonly Option<string?> Points = new("--points") { Description = "Times of the values: START:STEP:END or a list 0,0.5,1", HelpName = "POINTS" };
    private static readonly Option<string?> PointsFile = new("--points-file") { Description = "Times of the values, from a file", HelpName = "FILE" };
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string?> Show = new("--show") { Description = "What to report, separated by commas (default: all variables that are integrated)", HelpName = "NAMES" };
    private static readonly Option<string?> SubjectsFile = new("--subjects-file") { Description = "A CSV table with one row a subject; a column sets the parameter of its name", HelpName = "FILE" };
    private static readonly Option<string?> Data = new("--data") { Description = "A data set in NONMEM's form: doses, times and covariates of each subject", HelpName = "FILE" };
    private static readonly Option<string> Interpolation = new Option<string>("--interpolation") { Description = "Between two records of a data set a covariate has the value of the next one (nocb, as in NONMEM) or of the last one (locf)", HelpName = "RULE", DefaultValueFactory = _ => "nocb" }.AcceptOnlyFromAmong("nocb", "locf");
    private static readonly Option<string> Order = new Option<string>("--record-order") { Description = "At one time the records of a data set come as they stand (nonmem), or observations before all doses (observations-first)", HelpName = "RULE", DefaultValueFactory = _ => "nonmem" }.AcceptOnlyFromAmong("nonmem", "observations-first");
    private static readonly Option<string?> Carry = new("--carry") { Description = "With --data: copy these columns of the data set into the table, separated by commas", HelpName = "COLUMNS" };
    private static readonly PeopleOptions People = new(isRegimen: false);
    private static readonly Option<string?> Out = new("--out") { Description = "With --subjects: write values, percentiles and exposure into a folder, in memory that does not grow with the number of subjects", HelpName = "DIR" };
    private static readonly Option<string?> Table = Shared.Table("all values");
    private static readonly Option<string?> Plot = Shared.Plot();
    private static readonly Option<bool> Log = Shared.LogAxis();
    private static readonly Option<double> Rtol = Shared.RelativeTolerance();
    private static readonly Option<double?> Atol = Shared.AbsoluteTolerance();
    private static readonly Option<string> Method = Shared.Method();
    private static readonly Option<double> MaxStep = Shared.MaxStep();
    private static readonly Option<bool> NoCheck = Shared.NoCheck();
    private static readonly Option<int?> MaxSteps = Shared.Number<int?>("--max-steps", "The most steps for a subject (default: 10000000; 50000 where reactions are fast)", "N", null);
    private static readonly Option<bool> IgnoreFast = Shared.IgnoreFast();
    private static readonly Option<int> Threads = Shared.Number("--threads", "How many threads work (default: one for each processor)", "N", 0);
    private static readonly Option<int> Width = Shared.Number("--width", "How many subjects share a vector: 1, 2, 4 or 8 (default: what suits)", "N", 0);
    private static readonly Option<int> Repeat = Shared.Number("--repeat", "Solve this many times and time the last, when the JIT compiler has ended its work (default: 1)", "N", 1);
    private static readonly Option<bool> Timing = new("--timing") { Description = "Print compile time, solve time, subjects per second and work counters" };

    public static string[] Examples { get; } =
    [
        "run model.ant --for 24 --points 0:0.1:24 --set CL=80 --show Cp,Ce --table out.csv --plot out.svg",
        "run model.ant --subjects-file rows.csv --points 0:0.1:24 --rtol 1e-8 --atol 1e-8 --threads 1 --timing",
        "run model.ant --data dosing.csv --show CP --table out.csv",
        "run model.xml --for 100 --ignore-fast",
        "run model.ant --subjects 1000 --seed 7 --for 24 --show Cp --auc 0:12 --out run/",
        "run model.ant --data study.csv --subjects 100 --residual-error --show CP --carry DV,WT --table simulated.csv",
    ];

    public static Command Create()
    {
        Command command = new("run", "Solve a model, for one subject or a table of them")
        {
            Model, For, Points, PointsFile, Set, Show, SubjectsFile, Data, Carry, Interpolation, Order, Out, Table, Plot, Log, Rtol, Atol, Method, MaxStep, MaxSteps, NoCheck, IgnoreFast, Threads, Width, Repeat, Timing,
        };
        People.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Outputs.Prepare(parsed, parsed.GetValue(Table), parsed.GetValue(Plot));
        RequireUse(parsed);
        LoadedModel model = ModelLoading.Load(parsed.GetRequiredValue(Model), UnitPolicy.Warn, People.ReadSeed(parsed), parsed.GetValue(IgnoreFast));
        WarningText.Write(model);
        if (parsed.GetValue(Data) is { } data)
        {
            return await RunDataAsync(parsed, model, data, cancellation).ConfigureAwait(false);
        }

        Shared.Refuse(parsed, [Carry, Interpolation, Order], "goes with --data FILE");
        ImmutableArray<double> times = Times(parsed);
        RunRequest request = Request(parsed, model) with
        {
            StartTime = Math.Min(0, times[0]),
            Times = times,
            Subjects = parsed.GetValue(SubjectsFile) is { } table ? SubjectTable.Read(table) : null,
        };
        RequireOnce(request.Overrides.Keys, request.Subjects?.Columns ?? [], SubjectsFile);
        WriteNote(GivenStarts.Note(model.System, [.. request.Overrides.Keys, .. request.Subjects?.Columns ?? []]));
        PopulationSettings? people = People.Read(parsed);
        RequireSeed(parsed, model, people);
        RequireUndrawn(request.Overrides.Keys, people);
        if (people is not null && request.Subjects is not null)
        {
            throw new UserErrorException("--subjects and --subjects-file exclude each other");
        }

        if (people is { Areas.IsEmpty: false } && parsed.GetValue(Out) is null)
        {
            throw new UserErrorException("--auc is of the exposure that --out DIR writes; add --out DIR");
        }

        if (parsed.GetValue(Out) is { } folder)
        {
            return people is null ? throw new UserErrorException("--out goes with --subjects N")
                : parsed.GetValue(Table) is not null || parsed.GetValue(Plot) is not null ? throw new UserErrorException("--out writes values and plots into the folder, so --table and --plot cannot stand beside it")
                : await PopulationRuns.RunAsync(request, people, folder, parsed.GetValue(Log), cancellation).ConfigureAwait(false);
        }

        using ProgressLine progress = new((int?)people?.Subjects ?? request.Subjects?.Ids.Length ?? 1);
        RunOutcome outcome = people is null ? ModelRun.Run(request, progress, cancellation) : RunPeople(request, people, progress, cancellation);
        progress.Dispose();
        return RunReport.Write(request, outcome, new RunReportOptions(parsed.GetValue(Table), parsed.GetValue(Plot), parsed.GetValue(Log), parsed.GetValue(Timing)), cancellation);
    }

    private static RunRequest Request(ParseResult parsed, LoadedModel model) => new()
    {
        Model = model,
        Times = [0],
        Overrides = Assignments.Parse(parsed.GetValue(Set) ?? []),
        Show = Names(parsed.GetValue(Show)),
        Solver = Shared.Solver(parsed, Rtol, Atol, Method) with { MaxStep = parsed.GetValue(MaxStep), MaxSteps = parsed.GetValue(MaxSteps) ?? StepLimit.For(model.System) },
        IsChecked = !parsed.GetValue(NoCheck),
        Threads = parsed.GetValue(Threads),
        Width = parsed.GetValue(Width),
        Repetitions = parsed.GetValue(Repeat),
    };

    private static async Task<int> RunDataAsync(ParseResult parsed, LoadedModel model, string data, CancellationToken cancellation)
    {
        Shared.Refuse(parsed, [SubjectsFile], "cannot stand beside --data, which brings its own subjects");
        Shared.Refuse(parsed, [Timing, Repeat], "measures runs without a data set; leave it out beside --data");
        PopulationSettings? people = People.Read(parsed, hasData: true);
        RequireSeed(parsed, model, people);
        bool hasPoints = ((Option[])[For, Points, PointsFile]).Any(option => parsed.GetResult(option) is { Implicit: false });
        DataSetRules rules = new(
            parsed.GetValue(Interpolation) == "locf" ? CovariateInterpolation.LastRecord : CovariateInterpolation.NextRecord,
            parsed.GetValue(Order) == "observations-first" ? RecordOrder.ObservationsFirst : RecordOrder.Nonmem)
        {
            Points = hasPoints ? Times(parsed) : [],
        };
        DataSetRuns runs = new(Request(parsed, model), data, rules, Names(parsed.GetValue(Carry)), people?.OccasionColumn)
        {
            Table = parsed.GetValue(Table),
            Plot = parsed.GetValue(Plot),
            Logarithmic = parsed.GetValue(Log),
            Folder = parsed.GetValue(Out),
        };
        RequireOnce(runs.Request.Overrides.Keys, runs.Set.Parameters, Data);
        RequireUndrawn(runs.Request.Overrides.Keys, people);
        WriteNote(GivenStarts.Note(model.System, [.. runs.Request.Overrides.Keys, .. runs.Set.Parameters]));
        return people is null ? runs.Run(cancellation) : await runs.RunAsync(people, cancellation).ConfigureAwait(false);
    }

    /// <summary>Refuses what would change nothing, whatever is run.</summary>
    private static void RequireUse(ParseResult parsed)
    {
        bool isDrawn = parsed.GetValue(Plot) is not null || parsed.GetValue(Out) is not null || (parsed.GetValue(Table) is null && !parsed.GetValue(Timing));
        Shared.Refuse(parsed, isDrawn ? [] : [Log], "goes with a plot: --plot FILE");
        Shared.Refuse(parsed, parsed.GetValue(Timing) || parsed.GetValue(Data) is not null ? [] : [Repeat], "goes with --timing, which prints what it measures");
        Shared.Refuse(parsed, parsed.GetValue(Out) is null ? [] : [Timing, Repeat], "measures runs that stay in memory; leave it out beside --out");
    }

    /// <summary>A seed without anything to draw would change nothing.</summary>
    private static void RequireSeed(ParseResult parsed, LoadedModel model, PopulationSettings? people)
    {
        if (people is null && People.HasSeed(parsed) && !Flattener.HasDraws(model.Document))
        {
            throw new UserErrorException(
                $"{People.SeedName} changes nothing here: the model draws no random numbers, and there are no virtual people; {People.SeedName} goes with {People.Subjects.Name} N");
        }
    }

    private static RunOutcome RunPeople(RunRequest request, PopulationSettings people, ProgressLine progress, CancellationToken cancellation)
    {
        PopulationSimulation population = PopulationSimulation.Prepare(request, people);
        WriteNote(population.UnusedColumns);
        WriteNote(GivenStarts.Undrawn(request.Model.System, population.Columns));
        if (population.Alike is { } alike)
        {
            Console.Error.WriteLine(TextWrap.Paragraph($"warning: {alike}", indent: 2));
        }

        PopulationChunk chunk = population.Solve(population.Draw(1, checked((int)people.Subjects)), progress, cancellation);
        return chunk.Outcome with { Trajectories = chunk.Observed };
    }

    private static void WriteNote(string? note)
    {
        if (note is not null)
        {
            Console.Error.WriteLine(TextWrap.Paragraph($"note: {note}", indent: 2));
        }
    }

    /// <summary>A value that a column gives to each subject leaves nothing for --set to do.</summary>
    private static void RequireOnce(IEnumerable<string> set, IEnumerable<string> columns, Option option)
    {
        if (set.Intersect(columns).FirstOrDefault() is { } twice)
        {
            throw new UserErrorException($"'{twice}' is given by {Set.Name} and is a column of {option.Name}, which sets it for each subject; leave one of them out");
        }
    }

    /// <summary>Nor does a value that is drawn for each person.</summary>
    private static void RequireUndrawn(IEnumerable<string> set, PopulationSettings? people)
    {
        if (set.Intersect([.. people?.Covariates.Select(one => one.Parameter) ?? [], .. people?.Donors?.Columns ?? []]).FirstOrDefault() is { } twice)
        {
            throw new UserErrorException($"'{twice}' is given by {Set.Name} and drawn for each person (--covariate or --covariates-from); leave one of them out");
        }
    }

    private static ImmutableArray<string> Names(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static ImmutableArray<double> Times(ParseResult parsed)
    {
        double? end = parsed.GetValue(For);
        ImmutableArray<double> times = (parsed.GetValue(Points), parsed.GetValue(PointsFile)) switch
        {
            ({ } points, null) => TimeGrid.Parse(points),
            (null, { } file) => TimeGrid.Read(file),
            (null, null) when end is > 0 and { } until => TimeGrid.Regular(0, until / 200, until),
            (null, null) when end is not null => throw new UserErrorException("the run starts at 0, so --for must be above 0"),
            (null, null) => throw new UserErrorException("say how long to run: --for TIME, or --points START:STEP:END"),
            _ => throw new UserErrorException("--points and --points-file exclude each other"),
        };
        if (end < times[0])
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"--for {end} ends before the first point at {times[0]}"));
        }

        return end is { } last && times[^1] != last ? [.. times.Where(time => time < last), last] : times;
    }
}
