using Ketascope.Study.Claims;

namespace Ketascope.Ketamine.Claims;

/// <summary>The experiment that tests a sentence of the mission; its sentence and what is expected are text (<c>claims/NN-title.json</c>).</summary>
public abstract class Claim
{
    /// <summary>The number of the claim.</summary>
    public abstract int Number { get; }

    /// <summary>Runs the experiment.</summary>
    /// <param name="bench">What there is to experiment with.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="Study.Requests.UserErrorException">A model or drug file is missing or has errors.</exception>
    /// <exception cref="OperationCanceledException">The experiment was cancelled.</exception>
    public abstract ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation);
}
