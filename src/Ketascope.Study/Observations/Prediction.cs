
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

/// <summary>Predicts observations, for a typical subject or a population.</summary>
public interface IPredictionSource
{
    /// <summary>Predicts one observation.</summary>
    /// <param name="observation">The observation.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="Ketascope.Study.Requests.UserErrorException">The experiment cannot be run; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    Prediction Predict(Observation observation, CancellationToken cancellation);
}
