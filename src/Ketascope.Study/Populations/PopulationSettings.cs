using System.Collections.Immutable;

namespace Ketascope.Study.Populations;

/// <summary>Which virtual people are made.</summary>
public sealed record PopulationSettings
{
    /// <summary>How many subjects, at least 1; they are numbered from 1 on.</summary>
    public required long Subjects { get; init; }

    /// <summary>The seed: the same one makes the same people.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What describes the people, drawn independently of each other.</summary>
    public ImmutableArray<Covariate> Covariates { get; init; } = [];

    /// <summary>How many subjects are held in memory at a time: a multiple of 8, or 0 for what fits into about 32 MB. Results do not depend on it.</summary>
    public int ChunkSize { get; init; }
}
