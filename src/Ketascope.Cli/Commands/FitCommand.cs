using System.Collections.Immutable;
using System.CommandLine;
using Ketascope.Cli.Terminal;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;
using Ketascope.Study.DataSets;
using Ketascope.Study.Fitting;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Cli.Commands;

/// <summary><c>ketascope fit MODEL --data FILE --estimate NAMES</c>: estimates parameters of any model.</summary>
internal static class FitCommand
{
    private static readonly Argument<string> Model = Shared.Model();
    private static readonly Option<string?> Data = new("--data") { Description = "The observations: a data set in NONMEM's form with DV (docs/data-sets.md)", HelpName = "FILE" };
    private static readonly Option<string[]> Estimate = Many("--estimate", "The parameters to estimate, separated by commas", "NAMES");
    private static readonly Option<bool> Individual = new("--individual") { Description = "Fit each subject alone (default: all subjects share one set of parameters)" };
    private static readonly Option<string?> Output = new("--output") { Description = "The quantity that DV is (default: the only one that the model computes)", HelpName = "NAME" };
    private static readonly Option<string[]> Observe = Many("--observe", "Several quantities: which one DV is, by DVID (or else CMT): 1=CP,2=CM", "KEY=NAME");
    private static readonly Option<string[]> Error = Many("--error", "proportional, additive, combined or log; or for each quantity CP=proportional,CM=additive (default: proportional; additive with --method ols)", "MODEL");
    private static readonly Option<string> Method = Shared.Word("--method", "Maximum likelihood, weighted or ordinary least squares (default: ml)", "ml", "wls", "ols");
    private static readonly Option<string[]> Bounds = Many("--bounds", "Bounds: CL=0.1..50,V1=1..; parameters that start above 0 stay there unless a bound says -inf..", "NAME=LOW..HIGH");
    private static readonly Option<string[]> Prior = Many("--prior", "What is known before (with ml): CL=lognormal(5,30%) or V1=normal(10,2); text: what the model's text draws people from", "NAME=DISTRIBUTION");
    private static readonly Option<string[]> Correlation = Many("--correlation", "The correlation of two priors: eta_CL,eta_V=0.5 (default: that of the text, if it ties them)", "NAME,NAME=NUMBER");
    private static readonly Option<string[]> Fix = Many("--fix", "Hold parameters, standard deviations of the residual error among them: NAME or NAME=VALUE", "NAME=VALUE");
    private static readonly Option<int> Starts = Shared.Number("--starts", "How many starts, the first at the model's values (default: 1)", "N", 1);
    private static readonly Option<int> Seed = Shared.Number("--seed", "The seed of the other starts (default: 1)", "N", 1);
    private static readonly Option<string[]> Profile = Many("--profile", "Profile the likelihood of these parameters", "NAMES");
    private static readonly Option<string[]> Set = Shared.Set();
    private static readonly Option<string> Interpolation = Shared.Word("--interpolation", "Between two records a covariate has the value of the next one or of the last one (default: nocb)", "nocb", "locf");
    private static readonly Option<string> Order = Shared.Word("--record-order", "At one time records come as they stand, or observations first (default: nonmem)", "nonmem", "observations-first");
    private static readonly Option<double> Rtol = Shared.Number("--rtol", "Relative tolerance of a step (default: 1e-9)", "NUMBER", 1e-9);
    private static readonly Option<double?> Atol = Shared.AbsoluteTolerance();
    private static readonly Option<bool> IgnoreFast = Shared.IgnoreFast();
    private static readonly Option<int> Threads = Shared.Number("--threads", "How many threads work (default: one for each processor)", "N", 0);
    private static readonly Option<string?> Out = new("--out") { Description = "Write a folder: estimates, residuals, profiles, correlations, parameters for 'run', goodness-of-fit plots", HelpName = "DIR" };

    public static string[] Examples { get; } =
    [
        "fit model.ant --data concentrations.csv --estimate CL,V1,Q2 --output CP",
        "fit model.ant --data concentrations.csv --estimate CL,V1 --individual --out fit/",
        "fit model.ant --data data.csv --estimate CL,V,KA --observe 1=CP,2=CM --error CP=proportional,CM=additive",
        "fit model.ant --data data.csv --estimate CL,V --bounds \"CL=0.1..50\" --prior \"CL=lognormal(5,30%)\" --starts 10 --profile CL",
        "fit model.ant --data patient.csv --individual --estimate eta_CL,eta_V --prior text --fix sigma_proportional_CP",
        FitObservations.Example,
    ];

    public static Command Create()
    {
        Command command = new("fit", "Estimate parameters of a model from concentrations (or anything that it computes)")
        {
            Model, Data, FitObservations.File, FitObservations.Role, Estimate, Individual, Output, Observe, Error, Method, Bounds, Prior, Correlation, Fix, Starts, Seed, Profile, Set, Interpolation, Order, Rtol, Atol, IgnoreFast, Threads, Out,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        RequireEffect(parsed);
        using OutputFolder? folder = parsed.GetValue(Out) is { } path ? OutputFolder.Create(path) : null;
        using FitProgressLine progress = new(Console.Error, FitProgressLine.StartThere);
        Shared.Refuse(parsed, parsed.GetValue(Starts) > 1 ? [] : [Seed], "draws the further starts, so it goes with --starts N above 1");
        if (parsed.GetValue(FitObservations.File) is not null)
        {
            FitObservations.Refuse(parsed, [Data, Individual, Output, Observe, Error, Correlation, Interpolation, Order, Rtol, Atol, IgnoreFast, Threads]);
            if (FitText.SaysText(parsed.GetValue(Prior) ?? []))
            {
                throw new UserErrorException("--prior text is of one person's deviations and goes with --data; with --observations write --prior \"NAME=lognormal(5,30%)\"");
            }

            return FitObservations.Run(parsed, FitObservations.Started(Parameters(parsed), Values(parsed)), Settings(parsed), progress, folder, cancellation);
        }

        Shared.Refuse(parsed, [FitObservations.Role], "goes with --observations, whose rows have roles");
        LoadedModel model = ModelLoading.Load(parsed.GetRequiredValue(Model), UnitPolicy.Warn, ignoreFast: parsed.GetValue(IgnoreFast));
        WarningText.Write(model);
        string file = parsed.GetValue(Data) ?? throw new UserErrorException("say with --data FILE or --observations FILE which observations to fit");
        DataSet set = DataSetReader.Read(file, model.System);
        if (set.Note is { } note)
        {
            Console.Error.WriteLine(TextWrap.Paragraph(note, indent: 2));
        }

        FitRequest request = Request(parsed, model, set);
        request = request with { Settings = request.Settings with { Progress = progress } };
        DataSetFitResult fit = progress.Follow(() => DataSetFit.Run(request, cancellation));
        FitReport.Write(fit);
        if (folder is not null)
        {
            FitFolder.Write(folder, fit, TimeProvider.System);
        }

        return fit.Results.All(result => result.Converged || result.Problem.Observations.IsEmpty) ? ExitCode.Success : ExitCode.Failure;
    }

    /// <summary>Refuses options that would change nothing.</summary>
    private static void RequireEffect(ParseResult parsed)
    {
        bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
        if (IsGiven(Seed) && parsed.GetValue(Starts) == 1)
        {
            throw new UserErrorException("--seed draws the starts after the first, so it goes with --starts N, 2 or more");
        }

        if (IsGiven(FitObservations.Role) && parsed.GetValue(FitObservations.File) is null)
        {
            throw new UserErrorException("--role goes with --observations, not with --data");
        }
    }

    private static FitRequest Request(ParseResult parsed, LoadedModel model, DataSet set) => new()
    {
        Run = new RunRequest
        {
            Model = model,
            Times = [0],
            Overrides = Values(parsed),
            Solver = new SolverSettings { RelativeTolerance = parsed.GetValue(Rtol), AbsoluteTolerance = parsed.GetValue(Atol), MaxSteps = StepLimit.For(model.System) },
            Threads = parsed.GetValue(Threads),
        },
        Data = set,
        Rules = new DataSetRules(
            parsed.GetValue(Interpolation) == "locf" ? CovariateInterpolation.LastRecord : CovariateInterpolation.NextRecord,
            parsed.GetValue(Order) == "observations-first" ? RecordOrder.ObservationsFirst : RecordOrder.Nonmem),
        Parameters = Parameters(parsed),
        Correlations = [.. (parsed.GetValue(Correlation) ?? []).Select(CovariateCorrelation.Parse)],
        TakesTextPriors = FitText.SaysText(parsed.GetValue(Prior) ?? []),
        Observe = Observed(parsed),
        Errors = FitText.Errors(parsed.GetValue(Error) ?? []),
        Individual = parsed.GetValue(Individual),
        Settings = Settings(parsed),
    };

    private static FitSettings Settings(ParseResult parsed) => new()
    {
        Method = parsed.GetValue(Method) switch { "wls" => FitMethod.WeightedLeastSquares, "ols" => FitMethod.OrdinaryLeastSquares, _ => FitMethod.MaximumLikelihood },
        Starts = parsed.GetValue(Starts),
        Seed = parsed.GetValue(Seed) is >= 0 and var seed ? (ulong)seed : throw new UserErrorException("the seed must not be negative"),
        Precision = parsed.GetValue(Rtol),
        Profile = [.. Names(parsed.GetValue(Profile))],
    };

    /// <summary>The values that <c>--set</c> and <c>--fix</c> give.</summary>
    private static ImmutableSortedDictionary<string, double> Values(ParseResult parsed) =>
        Assignments.Parse(parsed.GetValue(Set) ?? []).SetItems(Held(parsed).Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!.Value)));

    private static ImmutableArray<FitParameter> Parameters(ParseResult parsed)
    {
        string[] names = [.. Names(parsed.GetValue(Estimate))];
        if (names.Length == 0)
        {
            throw new UserErrorException("say with --estimate NAMES which parameters to estimate");
        }

        ImmutableSortedDictionary<string, FitBounds> bounds = FitText.Bounds(parsed.GetValue(Bounds) ?? []);
        ImmutableSortedDictionary<string, Prior> priors = FitText.Priors(parsed.GetValue(Prior) ?? []);
        HashSet<string> held = [.. Held(parsed).Select(pair => pair.Key)];
        RequireAmong(names, bounds.Keys, "--bounds");
        RequireAmong(names, priors.Keys, "--prior");
        return
        [
            .. names.Concat(held.Except(names)).Select(name => new FitParameter(name, double.NaN)
            {
                Lower = bounds.GetValueOrDefault(name)?.Lower,
                Upper = bounds.GetValueOrDefault(name)?.Upper,
                Prior = priors.GetValueOrDefault(name),
                IsFixed = held.Contains(name),
            }),
        ];
    }

    private static void RequireAmong(string[] names, IEnumerable<string> given, string option)
    {
        if (given.FirstOrDefault(name => !names.Contains(name)) is { } other)
        {
            throw new UserErrorException($"{option} names '{other}', which is not among the parameters to estimate{Language.Diagnostics.NearestName.Suggest(other, names)}");
        }
    }

    private static IEnumerable<KeyValuePair<string, double?>> Held(ParseResult parsed)
    {
        foreach (string text in Names(parsed.GetValue(Fix)))
        {
            yield return text.Contains('=', StringComparison.Ordinal)
                ? Assignments.Parse([text]).Select(pair => KeyValuePair.Create(pair.Key, (double?)pair.Value)).Single()
                : KeyValuePair.Create(text, (double?)null);
        }
    }

    private static ImmutableArray<(string Key, string Name)> Observed(ParseResult parsed)
    {
        string[] several = [.. Names(parsed.GetValue(Observe))];
        if (parsed.GetValue(Output) is { } output)
        {
            return several.Length == 0 ? [("", output)] : throw new UserErrorException("--output and --observe exclude each other");
        }

        string[][] pairs = [.. several.Select(text => text.Split('=', StringSplitOptions.TrimEntries))];
        string? wrong = several.Where((_, i) => pairs[i] is not [{ Length: > 0 }, { Length: > 0 }]).FirstOrDefault();
        if (wrong is not null || pairs.Select(pair => pair[0]).Distinct().Count() < pairs.Length)
        {
            throw new UserErrorException(wrong is null ? "--observe names a DVID twice" : $"'{wrong}' is not of the form DVID=NAME, as in --observe 1=CP,2=CM");
        }

        return [.. pairs.Select(pair => (pair[0], pair[1]))];
    }

    private static IEnumerable<string> Names(string[]? texts) => (texts ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Option<string[]> Many(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
