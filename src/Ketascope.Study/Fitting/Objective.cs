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
        int count = predictions.Length;
        double squares = 0, logs = 0;
        for (int i = 0; i < count; i++)
        {
            Moments at = Moments.At(space, place, i, predictions[i], variances);
            if (!(at.Variance > 0) || !double.IsFinite(at.Residual))
            {
                return double.PositiveInfinity;
            }

            squares += at.Residual * at.Residual / at.Variance;
            logs += Math.Log(at.Variance) + at.LogJacobian;
        }

        double value = variances is null || space.HoldsErrors ? squares : (count * Math.Log(Math.Max(squares, NoSquares) / count)) + count;
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
        int count = predictions.Length, size = space.Size;
        Vector<double> gradient = Vector<double>.Build.Dense(size);
        Matrix<double> information = Matrix<double>.Build.Dense(size, size);
        double squares = 0;
        double[] mean = new double[size], spread = new double[size];
        for (int i = 0; i < count; i++)
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
            Add(gradient, information, (mean, spread), at, variances is null);
        }

        if (variances is not null && !space.HoldsErrors)
        {
            double factor = count / Math.Max(squares, NoSquares);
            gradient.Multiply(factor, gradient);
            information.Multiply(factor, information);
        }

        space.Priors.AddDerivatives(space, place, gradient, information);
        return new Curvature(gradient, information);
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
