
namespace Ketascope.Study.Observations;

/// <summary>What a model says of an observation, in the observation's unit.</summary>
/// <param name="Value">The typical or median value.</param>
/// <param name="Low">The 5th percentile of a population; null for a typical subject.</param>
/// <param name="High">The 95th percentile of a population; null for a typical subject.</param>
/// <param name="Model">The model's identifier.</param>
public sealed record Prediction(double Value, double? Low, double? High, string Model)
{
    /// <summary>What is doubtful about it, or why there is no interval, in a line; null where there is nothing to say.</summary>
    public string? Note { get; init; }
}
