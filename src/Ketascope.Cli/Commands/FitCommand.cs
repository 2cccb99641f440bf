using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Ketamine.Studies;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope fit MODEL --data FILE --estimate NAMES</c>: estimates parameters of any model.</summary>
internal static class FitCommand
{
    private static readonly Argument<string> Model = Shared.Model();
    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The observations: a data set in NONMEM's form with DV (docs/data-sets.md)",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Observations = new("--observations")
    {
        Description = "Fit rows of observations (docs/observations.md); MODEL is then a model of the library, by name, and the error is that of the logarithm",
        HelpName = "FILE",
    };

    private static readonly Option<string> Role = new("--role")
    {
        Description = "With --observations: the role of the rows to fit (default: calibration)",
        HelpName = "ROLE",
        DefaultValueFactory = _ => "calibration",
    };
    private static readonly Option<string[]> Estimate = Many("--estimate", "The parameters to estimate, separated by commas", "NAMES");
    private static readonly Option<bool> Individual = new("--individual")
    {
        Description = "Fit each subject alone (default: all subjects share one set of parameters)",
    };
    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The quantity that DV is (default: the only one that the model computes)",
        HelpName = "NAME",
    };
    private static readonly Option<string[]> Observe = Many("--observe", "Several quantities: which one DV is, by DVID (or else CMT): 1=CP,2=CM", "KEY=NAME");
    private static readonly Option<string[]> Error = Many("--error", "proportional, additive, combined or log; or for each quantity CP=proportional,CM=additive (default: proportional; additive with --method ols)", "MODEL");
    private static readonly Option<string> Method =
        Shared.Word("--method", "Maximum likelihood, weighted or ordinary least squares (default: ml)", "ml", "wls", "ols");
    private static readonly Option<string[]> Bounds =
        Many("--bounds", "Bounds: CL=0.1..50,V1=1..; parameters that start above 0 stay there unless a bound says -inf..", "NAME=LOW..HIGH");
    private static readonly Option<string[]> Prior =
        Many("--prior", "What is known before (with ml): CL=lognormal(5,30%) or V1=normal(10,2); text: what the model's text draws people from",
        "NAME=DISTRIBUTION");
    private static readonly Option<string[]> Correlation =
        Many("--correlation", "The correlation of two priors: eta_CL,eta_V=0.5 (default: that of the text, if it ties them)", "NAME,NAME=NUMBER");
    private static readonly Option<string[]> Fix =
        Many("--fix", "Hold parameters, standard deviations of the residual error among them: NAME or NAME=VALUE", "NAME=VALUE");
    private static readonly Option<int> Starts = Shared.Number("--starts", "How many starts, the first at the model's values (default: 1)", "N", 1);
    private static readonly Option<int> Seed = Shared.Number("--seed", "The seed of the other starts (default: 1)", "N", 1);
    private static readonly Option<string[]> Profile = Many("--profile", "Profile the likelihood of these parameters", "NAMES");
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string> Interpolation =
        Shared.Word("--interpolation", "Between two records a covariate has the value of the next one or of the last one (default: nocb)", "nocb", "locf");
    private static readonly Option<string> Order =
        Shared.Word("--record-order", "At one time records come as they stand, or observations first (default: nonmem)", "nonmem", "observations-first");
    private static readonly Option<double> Rtol = Shared.Number("--rtol", "Relative tolerance of a step (default: 1e-9)", "NUMBER", 1e-9);
    private static readonly Option<double?> Atol = Shared.AbsoluteTolerance();
    private static readonly Option<bool> IgnoreFast = Shared.IgnoreFast();
    private static readonly Option<int> Threads = Shared.Number("--threads", "How many threads work (default: one for each processor)", "N", 0);
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Write a folder: estimates, residuals, profiles, correlations, parameters for 'run', goodness-of-fit plots",
        HelpName = "DIR",
    };

    private static readonly AnswerOptions Files = new();

    public static string[] Examples { get; } =
    [
        "fit model.ant --data concentrations.csv --estimate CL,V1,Q2 --output CP",
        "fit model.ant --data concentrations.csv --estimate CL,V1 --individual --out fit/",
        "fit model.ant --data data.csv --estimate CL,V,KA --observe 1=CP,2=CM --error CP=proportional,CM=additive",
        "fit model.ant --data data.csv --estimate CL,V --bounds \"CL=0.1..50\" --prior \"CL=lognormal(5,30%)\" --starts 10 --profile CL",
        "fit model.ant --data patient.csv --individual --estimate eta_CL,eta_V --prior text --fix sigma_proportional_CP",
        "fit arterial-venous --observations evidence/pharmacokinetics/observations.csv --method ols --estimate fraction_tissue,MTT_tissue_typical",
    ];

    public static Command Create()
    {
        Command command = new("fit", "Estimate parameters of a model from concentrations (or anything that it computes)")
        {
            Model, Data, Observations, Role, Estimate, Individual, Output, Observe, Error, Method, Bounds, Prior, Correlation, Fix, Starts, Seed, Profile,
            Set, Interpolation, Order, Rtol, Atol, IgnoreFast, Threads, Out,
        };
        Files.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) => Answer.WriteAsync(
        parsed,
        parsed.GetValue(Observations) is { } rows ? OfObservations(parsed, rows) : OfData(parsed),
        Files.Read(parsed) with { Folder = parsed.GetValue(Out) },
        cancellation);

    private static FitObservationsRequest OfObservations(ParseResult parsed, string rows)
    {
        Shared.Refuse(parsed, [Data], "and --observations exclude each other");
        Shared.Refuse(parsed, [Individual, Output, Observe, Error, Correlation, Interpolation, Order, Rtol, Atol, IgnoreFast, Threads],
            "goes with --data, not with --observations");
        return new FitObservationsRequest
        {
            Model = parsed.GetRequiredValue(Model),
            Observations = rows,
            Role = parsed.GetValue(Role)!,
            Estimate = Texts(parsed, Estimate),
            Method = parsed.GetValue(Method),
            Bounds = Texts(parsed, Bounds),
            Prior = Texts(parsed, Prior),
            Fix = Texts(parsed, Fix),
            Starts = parsed.GetValue(Starts),
            Seed = Shared.IsGiven(parsed, Seed) ? Shared.ReadSeed(parsed.GetValue(Seed)) : null,
            Profile = Texts(parsed, Profile),
            Set = Assignments.Parse(parsed.GetValue(Set) ?? []),
        };
    }

    private static FitModelRequest OfData(ParseResult parsed)
    {
        Shared.Refuse(parsed, [Role], "goes with --observations, not with --data");
        return new FitModelRequest
        {
            Model = parsed.GetRequiredValue(Model),
            Data = parsed.GetValue(Data) ?? throw new UserErrorException("say with --data FILE or --observations FILE which observations to fit"),
            Estimate = Texts(parsed, Estimate),
            Individual = parsed.GetValue(Individual),
            Output = parsed.GetValue(Output),
            Observe = Texts(parsed, Observe),
            Error = Texts(parsed, Error),
            Method = parsed.GetValue(Method),
            Bounds = Texts(parsed, Bounds),
            Prior = Texts(parsed, Prior),
            Correlation = Texts(parsed, Correlation),
            Fix = Texts(parsed, Fix),
            Starts = parsed.GetValue(Starts),
            Seed = Shared.IsGiven(parsed, Seed) ? Shared.ReadSeed(parsed.GetValue(Seed)) : null,
            Profile = Texts(parsed, Profile),
            Set = Assignments.Parse(parsed.GetValue(Set) ?? []),
            Interpolation = parsed.GetValue(Interpolation),
            RecordOrder = parsed.GetValue(Order),
            Rtol = parsed.GetValue(Rtol),
            Atol = parsed.GetValue(Atol),
            IgnoreFast = parsed.GetValue(IgnoreFast),
            Threads = parsed.GetValue(Threads),
        };
    }

    private static ImmutableArray<string> Texts(ParseResult parsed, Option<string[]> option) => [.. parsed.GetValue(option) ?? []];

    private static Option<string[]> Many(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
