namespace Ketascope.Study.Fitting;

/// <summary>What an error model says of one observation at a prediction.</summary>
/// <param name="Residual"> Observed minus predicted, on the logarithmic scale where the error is there. Where variances are given and the value was
/// not measured: how far the prediction lies outside of its range.
/// </param>
/// <param name="Variance">The variance of the residual.</param>
/// <param name="MeanSlope">The derivative of the predicted mean by the prediction.</param>
/// <param name="LogVarianceSlope">The derivative of the logarithm of the variance by the prediction.</param>
/// <param name="AdditiveShare">The share of the additive part in the variance.</param>
/// <param name="LogJacobian">What -2 log likelihood gains because the density is that of the observation and not of its logarithm.</param>
internal readonly record struct Moments(double Residual, double Variance, double MeanSlope, double LogVarianceSlope, double AdditiveShare, double LogJacobian)
{
    /// <summary>The moments of an observation.</summary>
    /// <param name="space">The space; it holds the standard deviations.</param>
    /// <param name="place">The place in it.</param>
    /// <param name="index">Which observation.</param>
    /// <param name="prediction">Its prediction.</param>
    /// <param name="variances">Given variances; null where they follow from the place.</param>
    public static Moments At(SearchSpace space, double[] place, int index, double prediction, double[]? variances)
    {
        FitObservation observation = space.Problem.Observations[index];
        ErrorModel error = space.Problem.Errors[observation.Output];
        bool log = IsLogarithmic(error);
        double meanSlope = log ? 1 / prediction : 1;
        double jacobian = log ? 2 * Math.Log(observation.Value) : 0;
        if (variances is not null)
        {
            double nearest = observation.Range is { } range ? Math.Clamp(prediction, range.Low, range.High) : observation.Value;
            return nearest == prediction && observation.Range is not null
                ? new Moments(0, variances[index], 0, 0, 0, 0)
                : new Moments(Distance(nearest, prediction, log), variances[index], meanSlope, 0, 0, jacobian);
        }

        (ErrorPart? additive, ErrorPart? proportional) = space.PartsOf(observation.Output);
        double spread = observation.Spread * observation.Spread;
        double a = error is ErrorModel.KnownAdditive or ErrorModel.KnownLog ? spread : spread * Math.Pow(space.Deviation(place, additive), 2);
        double b = spread * Math.Pow(space.Deviation(place, proportional) * prediction, 2);
        double variance = a + b;
        return new Moments(Distance(observation.Value, prediction, log), variance, meanSlope, b > 0 ? 2 * b / (variance * prediction) : 0,
            a / variance, jacobian);
    }

    /// <summary>The probability of the range of a value that was not measured.</summary>
    /// <param name="space">The space.</param>
    /// <param name="index">Which observation; it has a range.</param>
    /// <param name="prediction">Its prediction.</param>
    public RangeProbability Probability(SearchSpace space, int index, double prediction)
    {
        FitObservation observation = space.Problem.Observations[index];
        (double low, double high) = (observation.Range!.Value.Low, observation.Range.Value.High);
        if (!(Variance > 0))
        {
            // No error at all: a proportional one at a prediction of 0, as before the first dose.
            return new RangeProbability(low <= prediction && prediction < high ? 0 : double.PositiveInfinity, 0, 0, 0);
        }

        bool log = IsLogarithmic(space.Problem.Errors[observation.Output]);
        double deviation = Math.Sqrt(Variance);
        double from = double.IsNegativeInfinity(low) || (log && low <= 0) ? double.NegativeInfinity : Distance(low, prediction, log) / deviation;
        return RangeProbability.Of(from, double.IsPositiveInfinity(high) ? double.PositiveInfinity : Distance(high, prediction, log) / deviation);
    }

    private static bool IsLogarithmic(ErrorModel error) => error is ErrorModel.Log or ErrorModel.KnownLog;

    private static double Distance(double value, double prediction, bool log) => log ? Math.Log(value / prediction) : value - prediction;
}
