using System.Collections.Immutable;

namespace Ketascope.Study.Fitting;

/// <summary>What a fit is at.</summary>
public enum FitStage
{
    /// <summary>Least squares with weights from the observations, where every fit begins.</summary>
    FirstWeights,

    /// <summary>Maximum likelihood, the deviations of the error among the parameters.</summary>
    Likelihood,

    /// <summary>Least squares with weights from the predictions, found anew until they agree.</summary>
    Reweighting,

    /// <summary>Profiles of the likelihood.</summary>
    Profiles,
}

/// <summary>Where a fit is after a round of iterations.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Iterations">The rounds since the fit began; in each all running searches take a step.</param>
/// <param name="Running">How many searches have not ended.</param>
/// <param name="Searches">How many searches the stage has: starts times problems, or points of profiles.</param>
/// <param name="Objective">
/// What is made smallest: of each problem its best search, summed up. It differs from stage to stage by what is minimized; not-a-number while nothing has a finite value, and for profiles.
/// </param>
/// <param name="Best">The estimated parameters of the best search, for a fit of one problem; empty for several, and for profiles.</param>
public sealed record FitProgress(FitStage Stage, int Iterations, int Running, int Searches, double Objective, ImmutableArray<(string Name, double Value)> Best);
