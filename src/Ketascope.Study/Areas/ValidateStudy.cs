using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Studies;

namespace Ketascope.Study.Areas;

/// <summary>Holds the models of an area against what was observed; misses are results, not errors.</summary>
/// <param name="areas">The areas.</param>
public sealed class ValidateStudy(AreaList areas) : Study<ValidateRequest>("validate", () => AreaRequests.Default.ValidateRequest)
{
    private const int UsualPeople = 500;

    /// <inheritdoc/>
    public override bool NeedsValuesOfDraws => true;

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ValidateRequest request, StudyContext context, CancellationToken cancellation)
    {
        IExperiment experiment = areas.Find(request.Area);
        int count = request.Subjects ?? (experiment.HasPeople ? UsualPeople : 1);
        if (count < 1)
        {
            throw new UserErrorException("the number of subjects must be at least 1");
        }

        if (!experiment.HasPeople && request.Subjects is not null)
        {
            throw new UserErrorException($"--subjects changes nothing in '{request.Area}', which has no virtual people; leave it out");
        }

        if (count == 1 && request.Seed is not null)
        {
            throw new UserErrorException("--seed changes nothing for a typical person; it goes with --subjects above 1");
        }

        ObservationFile file = ObservationFile.Read(request.Data ?? areas.ObservationsOf(experiment), experiment.Words);
        IReadOnlyList<Comparison> rows =
            Comparison.All(file, new ArmPredictor(experiment.Plan, new Cohort(count, request.Seed ?? 1)),
                context.Counter(file.Rows.Length, "rows"), cancellation);
        BenchmarkRows? benchmark = experiment.Benchmark is { } other ? new(other.Name, Comparison.All(file, other.Source, null, cancellation)) : null;
        return Task.FromResult(new StudyResult
        {
            Title = $"Validation of {request.Area}: {experiment.Title}",
            Sections = ValidationReport.Sections(experiment, file, rows, benchmark),
            Values = ValidationReport.Rows(file, rows),
        });
    }

    /// <summary>The rows with the medians and intervals that draws of uncertain parameters give their predictions.</summary>
    public override StudyResult Over(StudyResult usual, IReadOnlyList<StudyResult> draws) => ValidationReport.Over(usual, draws);
}
