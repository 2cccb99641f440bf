using System.Collections.Immutable;

namespace Ketascope.Study.Fitting;

/// <summary>What a fit of one problem gave.</summary>
public sealed record FitResult
{
    /// <summary>The problem.</summary>
    public required FitProblem Problem { get; init; }

    /// <summary>
    /// Whether a minimum was found; without it the estimates are the best that was met. Never where all predictions are 0; without any observation
    /// where all parameters have priors.
    /// </summary>
    public required bool Converged { get; init; }

    /// <summary>The parameters, in the order of the problem, fixed ones among them.</summary>
    public required ImmutableArray<FitEstimate> Estimates { get; init; }

    /// <summary>
    /// The standard deviations of the error models, by name: <c>a</c> (additive, log), <c>b</c> (proportional), numbered by output where there are several.
    /// Least squares give the unbiased estimate (divided by observations less parameters); maximum likelihood its own.
    /// </summary>
    public required ImmutableArray<FitEstimate> Deviations { get; init; }

    /// <summary>The names of the rows and columns of <see cref="Correlation"/>.</summary>
    public required ImmutableArray<string> CorrelationNames { get; init; }

    /// <summary>The correlations of the estimates on their scales, row by row; not-a-number where one cannot be told.</summary>
    public required ImmutableArray<ImmutableArray<double>> Correlation { get; init; }

    /// <summary>The largest over the smallest eigenvalue of the correlation matrix; infinity when the information is singular.</summary>
    public required double Condition { get; init; }

    /// <summary>-2 log likelihood, with the constant n log(2 pi); of least squares that of its weights with the best common factor.</summary>
    public required double MinusTwoLogLikelihood { get; init; }

    /// <summary>The squares that the priors add.</summary>
    public required double Penalty { get; init; }

    /// <summary>What was made smallest: <see cref="MinusTwoLogLikelihood"/> and <see cref="Penalty"/>.</summary>
    public double Objective => MinusTwoLogLikelihood + Penalty;

    /// <summary>The sum of the squared residuals (of logarithms under the log error) of measured values, not weighted.</summary>
    public required double SumOfSquares { get; init; }

    /// <summary>The number of estimated numbers, standard deviations of errors among them.</summary>
    public required int Estimated { get; init; }

    /// <summary>Akaike's criterion: -2 log likelihood + 2 p.</summary>
    public double Aic => MinusTwoLogLikelihood + (2.0 * Estimated);

    /// <summary>Schwarz's criterion: -2 log likelihood + p log n.</summary>
    public double Bic => MinusTwoLogLikelihood + (Estimated * Math.Log(Problem.Observations.Length));

    /// <summary>The predictions.</summary>
    public required ImmutableArray<double> Predictions { get; init; }

    /// <summary>The residuals, each over its standard deviation; not-a-number for a value that was not measured.</summary>
    public required ImmutableArray<double> WeightedResiduals { get; init; }

    /// <summary>How each start ended.</summary>
    public required ImmutableArray<FitStart> Starts { get; init; }

    /// <summary>The profiles that were asked for.</summary>
    public ImmutableArray<LikelihoodProfile> Profiles { get; init; } = [];

    /// <summary>What the user should know before believing the estimates; sentences.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Whether all predictions are 0, which no estimate has a part in.</summary>
    public bool PredictsNothing => !Predictions.IsEmpty && Predictions.All(prediction => prediction == 0);

    /// <summary>The values of all parameters.</summary>
    public ImmutableArray<double> Values => [.. Estimates.Select(estimate => estimate.Value)];
}

/// <summary>An estimate.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
/// <param name="StandardError">The standard error, by the delta method from the scale of the search; not-a-number where it is fixed, at a bound or not identifiable.</param>
/// <param name="Low">The lower end of the 95 % confidence interval, made on the scale of the search.</param>
/// <param name="High">The upper end.</param>
/// <param name="Kind">What became of it.</param>
public sealed record FitEstimate(string Name, double Value, double StandardError, double Low, double High, EstimateKind Kind)
{
    /// <summary>The relative standard error in percent; not-a-number of 0.</summary>
    public double RelativeStandardError => Value == 0 ? double.NaN : 100 * StandardError / Math.Abs(Value);
}

/// <summary>What became of a parameter.</summary>
public enum EstimateKind
{
    /// <summary>It was estimated.</summary>
    Estimated,

    /// <summary>It kept its value.</summary>
    Fixed,

    /// <summary>It ran into a bound, or to the end of its scale.</summary>
    AtBound,

    /// <summary>The data do not determine it.</summary>
    NotIdentifiable,
}

/// <summary>How a start ended.</summary>
/// <param name="Values">The values of all parameters at the end.</param>
/// <param name="Objective">The objective there; infinity where the start could not be predicted.</param>
/// <param name="Converged">Whether it is a minimum.</param>
/// <param name="Iterations">How many times derivatives were taken.</param>
public sealed record FitStart(ImmutableArray<double> Values, double Objective, bool Converged, int Iterations);

/// <summary>The profile of the likelihood over one parameter: the others are fitted anew at each of its values.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Low">Where the objective has risen by 3.84 below the estimate; not-a-number where it never does.</param>
/// <param name="High">The same above the estimate.</param>
/// <param name="Points">Values and rises of the objective, ascending by value.</param>
public sealed record LikelihoodProfile(string Name, double Low, double High, ImmutableArray<(double Value, double Rise)> Points)
{
    /// <summary>The rise at the ends of a 95 % interval: the quantile of chi-square with one degree of freedom.</summary>
    public const double Threshold = 3.841458820694124;
}
