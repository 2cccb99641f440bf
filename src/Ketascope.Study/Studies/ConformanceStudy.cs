using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Conformance;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Studies;

/// <summary>Runs cases of the SBML Test Suite, each judged by its own tolerances, or models without results.</summary>
public sealed class ConformanceStudy() : Study<ConformanceRequest>("conformance", () => StudyRequests.Default.ConformanceRequest)
{
    private const double DefaultLimit = 10, LongestLimit = 1e6;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ConformanceRequest request, StudyContext context, CancellationToken cancellation)
    {
        ModelRoute route = request.Through switch
        {
            null or "direct" => ModelRoute.Direct,
            "antimony" => ModelRoute.Antimony,
            "sbml" => ModelRoute.Sbml,
            var other => throw new UserErrorException($"the way '{other}' is none of direct, antimony, sbml"),
        };
        StudyResult result = ModelTrial.ModelsIn(request.Dir) is { IsEmpty: false } models
            ? OfModels(request, Chosen(models, path => Path.GetFileName(path), request.Case), route, cancellation)
            : OfCases(request, route, cancellation);
        return Task.FromResult(result);
    }

    private static StudyResult OfModels(ConformanceRequest request, ImmutableArray<string> models, ModelRoute route, CancellationToken cancellation)
    {
        double limit = request.Limit ?? DefaultLimit;
        if (limit is not (> 0 and <= LongestLimit))
        {
            throw new UserErrorException("--limit must be above 0 s and at most 1e6 s");
        }

        ModelTrialSettings settings = new(TimeSpan.FromSeconds(limit)) { IsAgainstTight = request.AgainstTight, IgnoresFast = request.IgnoreFast };
        return TrialAnswer.Of(ModelTrial.RunAll(models, route, settings, cancellation), request);
    }

    private static StudyResult OfCases(ConformanceRequest request, ModelRoute route, CancellationToken cancellation)
    {
        string? why = request.Limit is not null ? "--limit is for models without results; cases run to their end"
            : request.AgainstTight ? "--against-tight is for models without results; cases are judged by their own"
            : request.IgnoreFast ? "--ignore-fast goes with a folder of models without results; what is right in a case of the SBML Test Suite is " +
                "what its fast reactions do"
            : null;
        if (why is not null)
        {
            throw new UserErrorException(why);
        }

        return CaseAnswer.Of(
            ConformanceRun.RunAll(Chosen(ConformanceFolder.Cases(request.Dir), item => item.Name, request.Case), route, cancellation), request);
    }

    private static ImmutableArray<T> Chosen<T>(ImmutableArray<T> all, Func<T, string> name, ImmutableArray<string> only)
    {
        if (only.FirstOrDefault(word => all.All(item => name(item) != word)) is { } missing)
        {
            throw new UserErrorException($"there is no case '{missing}'{NearestName.Hint(missing, all.Select(name))}");
        }

        return only.Length == 0 ? all : [.. all.Where(item => only.Contains(name(item)))];
    }
}
