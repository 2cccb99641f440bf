using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Study.DataSets;
using Ketascope.Study.Fitting;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>Estimates parameters of any model from a data set.</summary>
public sealed class FitModelStudy() : Study<FitModelRequest>("fit", () => StudyRequests.Default.FitModelRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(FitModelRequest request, StudyContext context, CancellationToken cancellation)
    {
        FitSettings settings = EstimationWords.Settings(request) with { Precision = request.Rtol };
        LoadedModel model = ModelLoading.Load(request.Model, UnitPolicy.Warn, ignoreFast: request.IgnoreFast);
        DataSet set = DataSetReader.Read(request.Data, model.System);
        FitRequest asked = Read(request, model, set);
        DataSetFitResult fit = DataSetFit.Run(asked with { Settings = settings with { Progress = context.Fitting?.Invoke() } }, cancellation);
        return Task.FromResult(FitAnswer.Of(fit, context));
    }

    private static FitRequest Read(FitModelRequest request, LoadedModel model, DataSet set) => new()
    {
        Run = new RunRequest
        {
            Model = model,
            Times = [0],
            Overrides = EstimationWords.Values(request),
            Solver = new SolverSettings { RelativeTolerance = request.Rtol, AbsoluteTolerance = request.Atol, MaxSteps = StepLimit.For(model.System) },
            Threads = request.Threads,
        },
        Data = set,
        Rules = RunModelWords.Rules(request.Interpolation, request.RecordOrder),
        Parameters = EstimationWords.Parameters(request),
        Correlations = [.. request.Correlation.Select(CovariateCorrelation.Parse)],
        TakesTextPriors = FitText.SaysText(request.Prior),
        Observe = Observed(request),
        Errors = FitText.Errors(request.Error),
        Individual = request.Individual,
    };

    private static ImmutableArray<(string Key, string Name)> Observed(FitModelRequest request)
    {
        string[] several = [.. EstimationWords.Names(request.Observe)];
        if (request.Output is { } output)
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
}
