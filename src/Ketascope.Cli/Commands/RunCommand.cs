using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope run MODEL</c>: solves any model, for one subject or a table of them.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Model = Shared.Model();
    private static readonly Option<double?> For =
        Shared.Number<double?>("--for", "Run until this time, in the model's unit of time; later points are left out", "TIME", null);
    private static readonly Option<string?> Points = new("--points")
    {
        Description = "Times of the values: START:STEP:END or a list 0,0.5,1",
        HelpName = "POINTS",
    };
    private static readonly Option<string?> PointsFile = new("--points-file") { Description = "Times of the values, from a file", HelpName = "FILE" };
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string?> Show = new("--show")
    {
        Description = "What to report, separated by commas (default: all variables that are integrated)",
        HelpName = "NAMES",
    };
    private static readonly Option<string?> SubjectsFile = new("--subjects-file")
    {
        Description = "A CSV table with one row a subject; a column sets the parameter of its name",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "A data set in NONMEM's form: doses, times and covariates of each subject",
        HelpName = "FILE",
    };
    private static readonly Option<string> Interpolation = new Option<string>("--interpolation") { Description = "Between two records of a data set a covariate has the value of the next one (nocb, as in NONMEM) or of the last one (locf)", HelpName = "RULE", DefaultValueFactory = _ => "nocb" }.AcceptOnlyFromAmong("nocb", "locf");
    private static readonly Option<string> Order = new Option<string>("--record-order") { Description = "At one time the records of a data set come as they stand (nonmem), or observations before all doses (observations-first)", HelpName = "RULE", DefaultValueFactory = _ => "nonmem" }.AcceptOnlyFromAmong("nonmem", "observations-first");
    private static readonly Option<string?> Carry = new("--carry")
    {
        Description = "With --data: copy these columns of the data set into the table, separated by commas",
        HelpName = "COLUMNS",
    };
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
    private static readonly Option<int?> MaxSteps =
        Shared.Number<int?>("--max-steps", "The most steps for a subject (default: 10000000; 50000 where reactions are fast)", "N", null);
    private static readonly Option<bool> IgnoreFast = Shared.IgnoreFast();
    private static readonly Option<int> Threads = Shared.Number("--threads", "How many threads work (default: one for each processor)", "N", 0);
    private static readonly Option<int> Width = Shared.Number("--width", "How many subjects share a vector: 1, 2, 4 or 8 (default: what suits)", "N", 0);
    private static readonly Option<int> Repeat =
        Shared.Number("--repeat", "Solve this many times and time the last, when the JIT compiler has ended its work (default: 1)", "N", 1);
    private static readonly Option<bool> Timing = new("--timing") { Description = "Print compile time, solve time, subjects per second and work counters" };

    private static readonly UncertaintyOptions Uncertainty = new();
    private static readonly AnswerOptions Files = new();

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
            Model, For, Points, PointsFile, Set, Show, SubjectsFile, Data, Carry, Interpolation, Order, Out, Table, Plot, Log, Rtol, Atol, Method,
            MaxStep, MaxSteps, NoCheck, IgnoreFast, Threads, Width, Repeat, Timing,
        };
        People.AddTo(command);
        Uncertainty.AddTo(command);
        Files.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        RequireUse(parsed);
        return Answer.WriteAsync(
            parsed,
            Uncertainty.Read(parsed, Request(parsed)),
            Files.Read(parsed) with
            {
                Table = parsed.GetValue(Table),
                Plot = parsed.GetValue(Plot),
                Folder = parsed.GetValue(Out),
                Timing = parsed.GetValue(Timing),
                Logarithmic = parsed.GetValue(Log),
            },
            cancellation);
    }

    private static RunModelRequest Request(ParseResult parsed)
    {
        PeopleRequest? people = People.Read(parsed);
        return new RunModelRequest
        {
            Model = parsed.GetRequiredValue(Model),
            For = parsed.GetValue(For),
            Points = parsed.GetValue(Points),
            PointsFile = parsed.GetValue(PointsFile),
            Set = Assignments.Parse(parsed.GetValue(Set) ?? []),
            Show = Names(parsed.GetValue(Show)),
            SubjectsFile = parsed.GetValue(SubjectsFile),
            Data = parsed.GetValue(Data),
            Carry = Names(parsed.GetValue(Carry)),
            Interpolation = Shared.IsGiven(parsed, Interpolation) ? parsed.GetValue(Interpolation) : null,
            RecordOrder = Shared.IsGiven(parsed, Order) ? parsed.GetValue(Order) : null,
            People = people,
            Auc = People.ReadAreas(parsed),
            Seed = people is null && People.HasSeed(parsed) ? People.ReadSeed(parsed) : null,
            Rtol = parsed.GetValue(Rtol),
            Atol = parsed.GetValue(Atol),
            Method = parsed.GetValue(Method),
            MaxStep = parsed.GetValue(MaxStep) is var longest && double.IsFinite(longest) ? longest : null,
            MaxSteps = parsed.GetValue(MaxSteps),
            Check = !parsed.GetValue(NoCheck),
            IgnoreFast = parsed.GetValue(IgnoreFast),
            Threads = parsed.GetValue(Threads),
            Width = parsed.GetValue(Width),
            Repeat = parsed.GetValue(Repeat),
        };
    }

    /// <summary>Refuses files, and what is said of them, that would change nothing.</summary>
    private static void RequireUse(ParseResult parsed)
    {
        bool hasPeople = Shared.IsGiven(parsed, People.Subjects), hasData = parsed.GetValue(Data) is not null, hasPlot = parsed.GetValue(Plot) is not null;
        bool isDrawn = hasPlot || parsed.GetValue(Out) is not null || (parsed.GetValue(Table) is null && !parsed.GetValue(Timing));
        Shared.Refuse(parsed, isDrawn ? [] : [Log], "goes with a plot: --plot FILE");
        Shared.Refuse(parsed, parsed.GetValue(Timing) || hasData ? [] : [Repeat], "goes with --timing, which prints what it measures");
        Shared.Refuse(parsed, parsed.GetValue(Out) is null ? [] : [Timing, Repeat], "measures runs that stay in memory; leave it out beside --out");
        Shared.Refuse(parsed, hasData && !hasPeople && !hasPlot ? [Log] : [], "goes with --plot");
        Shared.Refuse(parsed, hasData ? [Timing] : [], "measures runs without a data set; leave it out beside --data");
        Shared.Refuse(parsed, parsed.GetValue(Timing) ? [.. Uncertainty.All] : [],
            "shows intervals of numbers, and --timing shows none; leave one of them out");
        Shared.Refuse(parsed, hasPeople ? [] : [Out], "goes with --subjects N");
        if (parsed.GetValue(Out) is not null && (parsed.GetValue(Table) is not null || hasPlot))
        {
            throw new UserErrorException("--out writes values and plots into the folder, so --table and --plot cannot stand beside it");
        }
    }

    private static ImmutableArray<string> Names(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
