using MathNet.Numerics.LinearAlgebra;

namespace Ketascope.Study.Fitting;

/// <summary>The value, the gradient and the expected second derivatives of what is made smallest.</summary>
/// <param name="Gradient">The gradient by the components of the search space.</param>
/// <param name="Information">The expected second derivatives: twice Fisher's information.</param>
internal sealed record Curvature(Vector<double> Gradient, Matrix<double> Information);

/// <summary>
/// -2 log likelihood of normal errors plus the squares of the priors. Where standard deviations are not estimated but variances given, a common factor of them is
/// taken at its best value, which makes the minimum that of the weighted squares.
/// Beal and Sheiner (1988), Technometrics 30:327, doi:10.1080/00401706.1988.10488406; Carroll and Ruppert (1988), Transformation and Weighting in Regression, ch. 2 and 3.
/// </summary>
internal static class Objective
{
    private const double LogTwoPi = 1.8378770664093453;

    // The least sum of squares: data that are met exactly.
    private const double NoSquares = 1e-250;

    /// <summary>The value; infinity where a prediction is missing or allows no error.</summary>
    /// <param name="space">The space.</param>
    /// <param name="place">The place in it.</param>
    /// <param name="predictions">The predictions there.</param>
    /// <param name="variances">The variances of the observations up to a common factor; null where they follow from the place.</param>
    public static double Value(SearchSpace space, double[] place, double[] predictions, double[]? variances)
    {
        int count = 0;
        double squares = 0, logs = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            Moments at = Moments.At(space, place, i, predictions[i], variances);
            bool measured = space.Problem.Observations[i].Range is null;
            if (!measured && variances is null && !double.IsNaN(predictions[i]))
            {
                logs += at.Probability(space, i, predictions[i]).MinusTwoLog;
                continue;
            }

            if (!(at.Variance > 0) || !double.IsFinite(at.Residual))
            {
                return double.PositiveInfinity;
            }

            count += measured ? 1 : 0;
            squares += at.Residual * at.Residual / at.Variance;
            logs += Math.Log(at.Variance) + at.LogJacobian;
        }

        double value = variances is null || space.HoldsErrors ? squares
            : (Math.Max(1, count) * Math.Log(Math.Max(squares, NoSquares) / Math.Max(1, count))) + count;
        value += logs + (count * LogTwoPi) + Penalty(space, place);
        return double.IsFinite(value) ? value : double.PositiveInfinity;
    }

    /// <summary>The sum of the squared residuals, each over its variance.</summary>
    public static double Squares(SearchSpace space, double[] place, double[] predictions, double[]? variances)
    {
        double squares = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            Moments at = Moments.At(space, place, i, predictions[i], variances);
            squares += at.Residual * at.Residual / at.Variance;
        }

        return squares;
    }

    /// <summary>The squares that the priors add.</summary>
    public static double Penalty(SearchSpace space, double[] place) => space.Priors.Value(space.Values(place));

    /// <summary>The derivatives where the value is finite.</summary>
    /// <param name="space">The space.</param>
    /// <param name="place">The place in it.</param>
    /// <param name="predictions">The predictions there.</param>
    /// <param name="slopes">For each free parameter the derivatives of the predictions by its place.</param>
    /// <param name="variances">The variances of the observations up to a common factor; null where they follow from the place.</param>
    public static Curvature Derivatives(SearchSpace space, double[] place, double[] predictions, double[][] slopes, double[]? variances)
    {
        int size = space.Size;
        Vector<double> gradient = Vector<double>.Build.Dense(size);
        Matrix<double> information = Matrix<double>.Build.Dense(size, size);
        double squares = 0;
        double[] mean = new double[size], spread = new double[size];
        for (int i = 0; i < predictions.Length; i++)
        {
            Moments at = Moments.At(space, place, i, predictions[i], variances);
            squares += at.Residual * at.Residual / at.Variance;
            Array.Clear(mean);
            Array.Clear(spread);
            for (int j = 0; j < slopes.Length; j++)
            {
                mean[j] = at.MeanSlope * slopes[j][i];
                spread[j] = at.LogVarianceSlope * slopes[j][i];
            }

            (ErrorPart? a, ErrorPart? b) = space.PartsOf(space.Problem.Observations[i].Output);
            SetShare(spread, space, place, (a, at.AdditiveShare));
            SetShare(spread, space, place, (b, 1 - at.AdditiveShare));
            if (space.Problem.Observations[i].Range is null || variances is not null)
            {
                Add(gradient, information, (mean, spread), at, variances is null);
            }
            else
            {
                Add(gradient, information, (mean, spread), at, at.Probability(space, i, predictions[i]));
            }
        }

        if (variances is not null && !space.HoldsErrors)
        {
            double factor = Math.Max(1, space.Problem.Observations.Count(observation => observation.Range is null)) / Math.Max(squares, NoSquares);
            gradient.Multiply(factor, gradient);
            information.Multiply(factor, information);
        }

        space.Priors.AddDerivatives(space, place, gradient, information);
        return new Curvature(gradient, information);
    }

    // A value that was not measured. Its own second derivative, by the distance of the limit, is in place of the expected one; within two limits both
    // parts count by its weight.
    private static void Add(Vector<double> gradient, Matrix<double> information, (double[] Mean, double[] Spread) slopes, Moments at, RangeProbability range)
    {
        if (range.Weight == 0 && range.MeanSlope == 0 && range.SpreadSlope == 0)
        {
            return;
        }

        double deviation = Math.Sqrt(at.Variance);
        bool isOneSided = range.Limit is not null;
        double[] distance = [.. slopes.Mean.Select((mean, j) => (mean / deviation) + ((range.Limit ?? 0) / 2 * slopes.Spread[j]))];
        for (int j = 0; j < distance.Length; j++)
        {
            gradient[j] += (range.MeanSlope * slopes.Mean[j] / deviation) + (range.SpreadSlope * slopes.Spread[j]);
            for (int k = 0; k < distance.Length; k++)
            {
                information[j, k] += range.Weight * ((2 * distance[j] * distance[k]) + (isOneSided ? 0 : slopes.Spread[j] * slopes.Spread[k]));
            }
        }
    }

    // The derivative of the logarithm of the variance by the place of a standard deviation.
    private static void SetShare(double[] spread, SearchSpace space, double[] place, (ErrorPart? Part, double Share) of)
    {
        if (of.Part is { IsHeld: false, Component: var component })
        {
            spread[component] = 2 * of.Share * space[component].Slope(place[component]) / space.Deviation(place, of.Part);
        }
    }

    private static void Add(Vector<double> gradient, Matrix<double> information, (double[] Mean, double[] Spread) slopes, Moments at, bool variancesFollow)
    {
        double excess = variancesFollow ? 1 - (at.Residual * at.Residual / at.Variance) : 0;
        for (int j = 0; j < slopes.Mean.Length; j++)
        {
            gradient[j] += (-2 * at.Residual * slopes.Mean[j] / at.Variance) + (excess * slopes.Spread[j]);
            for (int k = 0; k < slopes.Mean.Length; k++)
            {
                information[j, k] += (2 * slopes.Mean[j] * slopes.Mean[k] / at.Variance) + (slopes.Spread[j] * slopes.Spread[k]);
            }
        }
    }
}
