using System.Collections.Immutable;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>
/// Answers requests, and puts into each result's manifest what was asked and what the numbers were, so that <see cref="Rerun"/> can ask again.
/// </summary>
/// <param name="catalogue">What can be asked.</param>
public sealed class StudyRunner(StudyCatalogue catalogue)
{
    /// <summary>What can be asked.</summary>
    public StudyCatalogue Catalogue => catalogue;

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">What the study needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public async Task<StudyResult> RunAsync(StudyRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request is UncertainRequest { Uncertainty: null, UncertaintySeed: not null })
        {
            throw new UserErrorException("--uncertainty-seed changes nothing without --uncertainty N");
        }

        IStudy study = catalogue.Of(request);
        StudyResult result = await Task.Run(
            () => request is UncertainRequest { Uncertainty: not null } uncertain
                ? new DrawnAnswers(catalogue).RunAsync(study, uncertain, context, cancellation)
                : study.RunAsync(request, context, cancellation),
            CancellationToken.None).ConfigureAwait(false);
        RunManifest manifest = (result.Manifest ?? new RunManifest { Version = ProgramVersion.Of(study.GetType()), Created = context.Clock.GetUtcNow() }) with
        {
            Request = context.NeedsNumbers ? catalogue.ToJson(request) : null,
            Numbers = context.NeedsNumbers ? ResultNumbers.Of(result) : ImmutableSortedDictionary<string, string>.Empty,
        };
        return result with { Manifest = manifest, Run = result.Run is { } run ? run with { Manifest = manifest } : null };
    }
}
