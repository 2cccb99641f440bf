using System.Collections.Immutable;
using Ketascope.Study.Populations;

namespace Ketascope.Study.Fitting;

/// <summary>One set of observations with the parameters that are to explain it: all subjects together, or one of them.</summary>
/// <param name="Unit">Passed to the predictor with each row; tells it whose observations are meant.</param>
/// <param name="Parameters">The parameters; all problems of one fit have the same ones.</param>
/// <param name="Observations">The observations; without any, priors alone say where the parameters are.</param>
/// <param name="Errors">How observations differ from predictions, for each output.</param>
public sealed record FitProblem(int Unit, ImmutableArray<FitParameter> Parameters, ImmutableArray<FitObservation> Observations,
    ImmutableArray<ErrorModel> Errors)
{
    /// <summary>
    /// For each output, which parameters are the standard deviations of its error; empty where none are, so that all are estimated beside the
    /// parameters. By maximum likelihood only.
    /// </summary>
    public ImmutableArray<ErrorParameters> ErrorParameters { get; init; } = [];

    /// <summary>
    /// Correlations of priors, by the names of the parameters; of two normal priors that of the parameters, of two log-normal ones that of their
    /// logarithms.
    /// </summary>
    public ImmutableArray<CovariateCorrelation> PriorCorrelations { get; init; } = [];
}

/// <summary>One observation.</summary>
/// <param name="Value">The value, or the limit that it lies beyond; above 0 under <see cref="ErrorModel.Log"/>.</param>
/// <param name="Output">Which of <see cref="FitProblem.Errors"/> holds.</param>
/// <param name="Spread">What the standard deviation of the error model is multiplied with; above 0. With a known error model: the standard deviation itself.</param>
public readonly record struct FitObservation(double Value, int Output = 0, double Spread = 1)
{
    /// <summary>
    /// Where the value lies, if it was not measured; null for a measured one. By maximum likelihood only, which takes the probability of the range.
    /// </summary>
    public ValueRange? Range { get; init; }
}

/// <summary>How observations of one output differ from predictions f: normally, with a standard deviation of <c>a</c>, <c>b*f</c> or sqrt(a^2 + b^2*f^2).</summary>
public enum ErrorModel
{
    /// <summary>The standard deviation is <c>b*f</c>.</summary>
    Proportional,

    /// <summary>The standard deviation is <c>a</c>.</summary>
    Additive,

    /// <summary>The standard deviation is sqrt(a^2 + b^2*f^2); by maximum likelihood only.</summary>
    Combined,

    /// <summary>The logarithm of the observation has the standard deviation <c>a</c>.</summary>
    Log,

    /// <summary>The standard deviation of each observation is its <see cref="FitObservation.Spread"/>; by maximum likelihood only.</summary>
    KnownAdditive,

    /// <summary>The standard deviation of the logarithm of each observation is its <see cref="FitObservation.Spread"/>; by maximum likelihood only.</summary>
    KnownLog,
}

/// <summary>Which standard deviations an error model has.</summary>
internal static class ErrorModels
{
    /// <summary>
    /// Whether there is one that does not depend on the prediction (that of the logarithm among them), and that is not given with each observation.
    /// </summary>
    public static bool HasAdditive(this ErrorModel error) => error is ErrorModel.Additive or ErrorModel.Combined or ErrorModel.Log;

    /// <summary>Whether there is one that is in proportion to the prediction.</summary>
    public static bool HasProportional(this ErrorModel error) => error is ErrorModel.Proportional or ErrorModel.Combined;
}

/// <summary>What is made smallest.</summary>
public enum FitMethod
{
    /// <summary>-2 log likelihood with the standard deviations among the parameters (extended least squares).</summary>
    MaximumLikelihood,

    /// <summary>Squares weighted by the variance that the error model gives at the predictions; the weights follow the fit until both agree (generalized least squares).</summary>
    WeightedLeastSquares,

    /// <summary>Plain squares, of the logarithms under <see cref="ErrorModel.Log"/>.</summary>
    OrdinaryLeastSquares,
}

/// <summary>How a fit is done.</summary>
public sealed record FitSettings
{
    /// <summary>What is made smallest. Default: -2 log likelihood.</summary>
    public FitMethod Method { get; init; }

    /// <summary>How many starts: the first at the start values, the others drawn around them. Default 1.</summary>
    public int Starts { get; init; } = 1;

    /// <summary>The seed of the starts. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The relative error of predictions, above rounding. Default 1e-9. Differences are taken with steps of its cubic root on the scale of each parameter.</summary>
    public double Precision { get; init; } = 1e-9;

    /// <summary>The most iterations of a search. Default 200.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>The parameters whose likelihood is profiled. Default: none.</summary>
    public ImmutableArray<string> Profile { get; init; } = [];

    /// <summary>Told after each round of iterations where the fit is; or null.</summary>
    public IProgress<FitProgress>? Progress { get; init; }
}
