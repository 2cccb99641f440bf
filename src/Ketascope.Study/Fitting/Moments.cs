namespace Ketascope.Study.Fitting;

/// <summary>What an error model says of one observation at a prediction.</summary>
/// <param name="Residual">Observed minus predicted, on the logarithmic scale where the error is there.</param>
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
        bool log = error is ErrorModel.Log or ErrorModel.KnownLog;
        double residual = log ? Math.Log(observation.Value / prediction) : observation.Value - prediction;
        double meanSlope = log ? 1 / prediction : 1;
        double jacobian = log ? 2 * Math.Log(observation.Value) : 0;
        if (variances is not null)
        {
            return new Moments(residual, variances[index], meanSlope, 0, 0, jacobian);
        }

        (ErrorPart? additive, ErrorPart? proportional) = space.PartsOf(observation.Output);
        double spread = observation.Spread * observation.Spread;
        double a = error is ErrorModel.KnownAdditive or ErrorModel.KnownLog ? spread : spread * Math.Pow(space.Deviation(place, additive), 2);
        double b = spread * Math.Pow(space.Deviation(place, proportional) * prediction, 2);
        double variance = a + b;
        return new Moments(residual, variance, meanSlope, b > 0 ? 2 * b / (variance * prediction) : 0, a / variance, jacobian);
    }
}
