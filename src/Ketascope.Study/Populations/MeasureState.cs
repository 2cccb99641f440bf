namespace Ketascope.Study.Populations;

/// <summary>What is known of one exposure measure of some subjects.</summary>
/// <param name="Quantiles">The values.</param>
/// <param name="Logarithms">The moments of their logarithms.</param>
public sealed record MeasureState(QuantileState Quantiles, LogMomentsState Logarithms);
