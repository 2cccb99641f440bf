using System.Collections.Immutable;

namespace Ketascope.Study.Populations;

/// <summary>
/// What a <see cref="PopulationSummary"/> holds of one part of a population, to be sent elsewhere and merged there. The parts may be cut anyhow: what
/// they give together is the same to the last bit.
/// </summary>
public sealed record PopulationState
{
    /// <summary>How many subjects.</summary>
    public required long Subjects { get; init; }

    /// <summary>How many of them could not be solved to the end.</summary>
    public required long Failed { get; init; }

    /// <summary>How many lie outside of each range that is watched.</summary>
    public required ImmutableArray<long> Outside { get; init; }

    /// <summary>The exposure: quantity, then measure.</summary>
    public required ImmutableArray<MeasureState> Measures { get; init; }

    /// <summary>The times, ascending.</summary>
    public required ImmutableArray<double> Times { get; init; }

    /// <summary>The values: time, then quantity.</summary>
    public required ImmutableArray<QuantileState> Values { get; init; }
}
