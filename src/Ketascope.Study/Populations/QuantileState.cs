using System.Collections.Immutable;

namespace Ketascope.Study.Populations;

/// <summary>What a <see cref="QuantileSketch"/> holds, to be sent to another machine and merged there.</summary>
/// <param name="Bits">How many bits of the mantissa tell the bin.</param>
/// <param name="Count">How many numbers.</param>
/// <param name="Exact">The numbers themselves, while there are at most <see cref="QuantileSketch.ExactCount"/>.</param>
/// <param name="Zeros">How many are 0.</param>
/// <param name="Positive">How many lie in each bin above 0.</param>
/// <param name="FirstPositive">The number of the first of those bins.</param>
/// <param name="Negative">How many lie in each bin below 0.</param>
/// <param name="FirstNegative">The number of the first of those bins.</param>
public sealed record QuantileState(
    int Bits, long Count, ImmutableArray<double> Exact, long Zeros, ImmutableArray<long> Positive, int FirstPositive, ImmutableArray<long> Negative, int FirstNegative);
