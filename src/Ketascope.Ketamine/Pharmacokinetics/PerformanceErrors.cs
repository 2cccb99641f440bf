using Ketascope.Study.Results;
using MathNet.Numerics.LinearRegression;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// How well a pump holds what it predicts in one person: the performance error is the part by which the concentration differs from the predicted one, in %
/// (Varvel JR, Donoho DL, Shafer SL, J Pharmacokinet Biopharm 1992;20:63-94, https://pubmed.ncbi.nlm.nih.gov/1588504).
/// </summary>
/// <param name="Bias">The median performance error (MDPE), %: above 0 where concentrations are higher than predicted.</param>
/// <param name="Inaccuracy">The median absolute performance error (MDAPE), %.</param>
/// <param name="Wobble">The median absolute deviation of the errors from their median, %.</param>
/// <param name="Divergence">How fast the absolute error grows, % an hour: the slope of its regression on time.</param>
/// <param name="ShareWithin20">The share of times at which the error is at most 20 %.</param>
internal sealed record PerformanceErrors(double Bias, double Inaccuracy, double Wobble, double Divergence, double ShareWithin20)
{
    private const double Near = 20;

    /// <summary>The errors.</summary>
    /// <param name="hours">The times, h; at least one.</param>
    /// <param name="measured">The concentrations.</param>
    /// <param name="predicted">What the pump predicts, above 0.</param>
    public static PerformanceErrors Of(double[] hours, double[] measured, double[] predicted)
    {
        double[] errors = [.. measured.Zip(predicted, (value, expected) => 100 * (value - expected) / expected)];
        double[] sizes = [.. errors.Select(Math.Abs)];
        double bias = Median(errors);
        return new PerformanceErrors(bias, Median(sizes), Median(errors.Select(error => Math.Abs(error - bias))), Slope(hours, sizes),
            sizes.Count(size => size <= Near) / (double)sizes.Length);
    }

    private static double Median(IEnumerable<double> values) => SampleQuantile.Of([.. values.Order()], 0.5);

    private static double Slope(double[] x, double[] y) => x.Length > 1 ? SimpleRegression.Fit(x, y).B : 0;
}
