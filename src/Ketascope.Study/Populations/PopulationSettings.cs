using System.Collections.Immutable;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>Which virtual people are made.</summary>
public sealed record PopulationSettings
{
    /// <summary>How many subjects, at least 1; they are numbered from 1 on.</summary>
    public required long Subjects { get; init; }

    /// <summary>The seed: the same one makes the same people.</summary>
    public required ulong Seed { get; init; }

    /// <summary>
    /// The seed of deviations and residual errors where it is another one, so that the same people in several models differ independently in each; null for
    /// <see cref="Seed"/>.
    /// </summary>
    public ulong? DeviationSeed { get; init; }

    /// <summary>What describes the people, drawn independently of each other where <see cref="Correlations"/> do not say otherwise.</summary>
    public ImmutableArray<Covariate> Covariates { get; init; } = [];

    /// <summary>Correlations of <see cref="Covariates"/>.</summary>
    public ImmutableArray<CovariateCorrelation> Correlations { get; init; } = [];

    /// <summary>
    /// People to take rows from, each with equal probability and as often as it is drawn; null for none. Columns that the model does not know are
    /// left out.
    /// </summary>
    public SubjectTable? Donors { get; init; }

    /// <summary>Where <see cref="Donors"/> come from, for messages and records.</summary>
    public string DonorsName { get; init; } = "the table of people";

    /// <summary>
    /// When a new occasion of a subject begins, in the model's time unit, ascending and after the start of the run; parameters <c>kappa_X</c> are
    /// drawn anew then.
    /// Empty for one occasion.
    /// </summary>
    public ImmutableArray<double> Occasions { get; init; } = [];

    /// <summary>Whether each dose of a data set after the first begins an occasion of its subject.</summary>
    public bool IsDoseAnOccasion { get; init; }

    /// <summary>The column of a data set that numbers the occasions of each subject; null for none.</summary>
    public string? OccasionColumn { get; init; }

    /// <summary>Whether there is anything that begins occasions.</summary>
    internal bool HasOccasions => !Occasions.IsEmpty || IsDoseAnOccasion || OccasionColumn is not null;

    /// <summary>Whether values get the residual error that the model's text gives (<see cref="PopulationChunk.Observed"/>).</summary>
    public bool ResidualError { get; init; }

    /// <summary>Stretches of time over which areas are asked for, in the model's time unit.</summary>
    public ImmutableArray<TimeWindow> Areas { get; init; } = [];

    /// <summary>
    /// How many subjects are held in memory at a time: a multiple of 8, or 0 for what fits into 4 MB of values for each thread. Results do not depend
    /// on it.
    /// </summary>
    public int ChunkSize { get; init; }

    /// <summary>What a folder of results tells of these people.</summary>
    /// <param name="drawn">The parameters that differ between subjects.</param>
    internal PopulationManifest ToManifest(ImmutableArray<string> drawn) => new(drawn)
    {
        Covariates = Covariates.ToImmutableSortedDictionary(one => one.Parameter, one => Distributions.Text(one.Distribution)),
        Correlations = [.. Correlations.Select(one => $"{one.First},{one.Second}={NumberText.Exact(one.Value)}")],
        Table = Donors is null ? null : DonorsName,
        Occasions = Occasions,
        OccasionsBy = OccasionColumn ?? (IsDoseAnOccasion ? "dose" : null),
        ResidualError = ResidualError,
    };
}
