using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Ketascope.Ketamine.Receptor;

/// <summary>A decay as the sum of two exponentials, <c>F*exp(-t/Fast) + (1 - F)*exp(-t/Slow)</c> times its start, fitted by least squares to evenly spaced values.</summary>
/// <param name="Fast">The smaller time constant, s.</param>
/// <param name="Slow">The larger time constant, s.</param>
/// <param name="Fraction">The part of the faster one in the amplitude.</param>
public sealed record DecayFit(double Fast, double Slow, double Fraction)
{
    private const int Points = 400;

    /// <summary>The part of the start at which fitting ends.</summary>
    private const double Least = 5e-3;

    /// <summary>Fits a decay.</summary>
    /// <param name="trace">The course.</param>
    /// <param name="first">The index where the decay starts.</param>
    /// <param name="last">The last index.</param>
    /// <param name="baseline">What it decays to.</param>
    public static DecayFit Of(Trace trace, int first, int last, double baseline)
    {
        double height = trace.Values[first] - baseline;
        double end = trace.Crossing(first, last, baseline + (Least * height));
        double length = (double.IsNaN(end) ? trace.Times[last] : end) - trace.Times[first];
        double[] times = Generate.LinearSpaced(Points, 0, length);
        Vector<double> x = Vector<double>.Build.DenseOfArray(times);
        Vector<double> y = x.Map(time => (trace.At(trace.Times[first] + time) - baseline) / height);
        double middle = Math.Max(trace.Area(first, last, baseline) / height, 1e-6);

        // Logarithms keep the time constants positive and in their order, the logistic function keeps the fraction in 0 to 1.
        Vector<double> start = Vector<double>.Build.DenseOfArray([Math.Log(middle / 2), Math.Log(3), 0]);
        static Vector<double> Curve(Vector<double> p, Vector<double> at)
        {
            double fast = Math.Exp(p[0]), slow = fast * (1 + Math.Exp(p[1])), part = SpecialFunctions.Logistic(p[2]);
            return at.Map(time => (part * Math.Exp(-time / fast)) + ((1 - part) * Math.Exp(-time / slow)));
        }

        IObjectiveModel model = ObjectiveFunction.NonlinearModel(Curve, x, y);
        Vector<double> best = new LevenbergMarquardtMinimizer(gradientTolerance: 1e-12, stepTolerance: 1e-12, functionTolerance: 1e-12, maximumIterations: 500).FindMinimum(model, start).MinimizingPoint;
        double found = Math.Exp(best[0]);
        return new DecayFit(found, found * (1 + Math.Exp(best[1])), SpecialFunctions.Logistic(best[2]));
    }
}
