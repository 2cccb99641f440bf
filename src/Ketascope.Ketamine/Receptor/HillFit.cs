using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Ketascope.Ketamine.Receptor;

/// <summary>
/// A concentration-response curve after Hill (1910): <c>Bottom + (Top - Bottom)*x^n/(x^n + K^n)</c>, fitted by least squares. For block, <see cref="Top"/> is below <see cref="Bottom"/>.
/// </summary>
/// <param name="Bottom">The value without the substance; given, not fitted.</param>
/// <param name="Top">The value at the highest concentrations.</param>
/// <param name="Midpoint">The concentration of half effect (EC50 or IC50), in the unit of the concentrations.</param>
/// <param name="Slope">The Hill coefficient.</param>
/// <param name="Residual">The root mean square residual, as a fraction of the height of the curve.</param>
public sealed record HillFit(double Bottom, double Top, double Midpoint, double Slope, double Residual)
{
    /// <summary>The curve at a concentration.</summary>
    /// <param name="concentration">The concentration.</param>
    public double At(double concentration) => Value(concentration, Bottom, Top, Math.Log(Midpoint), Slope);

    /// <summary>Fits the curve.</summary>
    /// <param name="concentrations">The concentrations, above 0, at least four.</param>
    /// <param name="values">The responses.</param>
    /// <param name="bottom">The response without the substance.</param>
    /// <param name="top">The response at saturation where it is known (0 for a complete block); null to fit it.</param>
    public static HillFit Of(IReadOnlyList<double> concentrations, IReadOnlyList<double> values, double bottom, double? top = null)
    {
        double farthest = values.MaxBy(value => Math.Abs(value - bottom));
        double height = (top ?? farthest) - bottom;
        int half = Enumerable.Range(0, values.Count).MinBy(i => Math.Abs(values[i] - bottom - (height / 2)));

        // Values are fitted as fractions of the height, so that a current of pA and a probability are alike.
        Vector<double> fractions = Vector<double>.Build.Dense(values.Count, i => (values[i] - bottom) / height);
        Vector<double> start = Vector<double>.Build.DenseOfArray(top is null ? [Math.Log(concentrations[half]), 1.2, 1] : [Math.Log(concentrations[half]), 1.2]);
        Vector<double> Curve(Vector<double> p, Vector<double> x) => x.Map(one => Value(one, 0, p.Count > 2 ? p[2] : 1, p[0], p[1]));
        IObjectiveModel model = ObjectiveFunction.NonlinearModel(Curve, Vector<double>.Build.DenseOfEnumerable(concentrations), fractions);
        NonlinearMinimizationResult fit = new LevenbergMarquardtMinimizer(gradientTolerance: 1e-14, stepTolerance: 1e-14, functionTolerance: 1e-14, maximumIterations: 500).FindMinimum(model, start);
        Vector<double> best = fit.MinimizingPoint;
        double residual = (Curve(best, Vector<double>.Build.DenseOfEnumerable(concentrations)) - fractions).L2Norm() / Math.Sqrt(values.Count);
        return new HillFit(bottom, bottom + (height * (best.Count > 2 ? best[2] : 1)), Math.Exp(best[0]), best[1], residual);
    }

    private static double Value(double x, double bottom, double top, double logMidpoint, double slope) =>
        bottom + ((top - bottom) / (1 + Math.Exp(slope * (logMidpoint - Math.Log(x)))));
}
