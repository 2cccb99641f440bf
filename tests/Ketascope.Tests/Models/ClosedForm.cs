namespace Ketascope.Tests.Models;

/// <summary>
/// The concentration in the central compartment of a mammillary model with first-order elimination, as a sum of exponentials
/// (Gibaldi M, Perrier D. Pharmacokinetics, 2nd edition 1982, chapters 1, 2 and appendix B).
/// </summary>
internal sealed class ClosedForm
{
    private readonly double[] _rates;
    private readonly double[] _coefficients;

    /// <summary>Finds the exponents and coefficients for a unit bolus.</summary>
    /// <param name="volume">The central volume.</param>
    /// <param name="clearance">The elimination clearance.</param>
    /// <param name="peripheral">Volume and distribution clearance of each peripheral compartment: none, one or two.</param>
    internal ClosedForm(double volume, double clearance, params (double Volume, double Clearance)[] peripheral)
    {
        double elimination = clearance / volume;
        double[] outward = [.. peripheral.Select(p => p.Clearance / volume)];
        double[] inward = [.. peripheral.Select(p => p.Clearance / p.Volume)];
        _rates = peripheral.Length switch
        {
            0 => [elimination],
            1 => Quadratic(elimination + outward[0] + inward[0], elimination * inward[0]),
            2 => Cubic(
                elimination + outward[0] + outward[1] + inward[0] + inward[1],
                (elimination * (inward[0] + inward[1])) + (inward[0] * inward[1]) + (inward[0] * outward[1]) + (inward[1] * outward[0]),
                elimination * inward[0] * inward[1]),
            _ => throw new ArgumentException("At most two peripheral compartments.", nameof(peripheral)),
        };
        _coefficients = [.. _rates.Select(rate =>
            inward.Aggregate(1.0, (product, k) => product * (k - rate)) / _rates.Where(other => other != rate).Aggregate(volume, (product, other) => product * (other - rate)))];
    }

    /// <summary>After a bolus into the central compartment.</summary>
    internal double Bolus(double amount, double time) => amount * Sum((rate, coefficient) => coefficient * Math.Exp(-rate * time));

    /// <summary>During and after an infusion at an even rate.</summary>
    internal double Infusion(double amount, double duration, double time) => amount / duration * Sum((rate, coefficient) =>
        coefficient / rate * (1 - Math.Exp(-rate * Math.Min(time, duration))) * Math.Exp(-rate * Math.Max(time - duration, 0)));

    /// <summary>After a dose into a depot that empties at first order into the central compartment.</summary>
    internal double Absorption(double amount, double absorptionRate, double time) => amount * absorptionRate * Sum((rate, coefficient) =>
        coefficient / (absorptionRate - rate) * (Math.Exp(-rate * time) - Math.Exp(-absorptionRate * time)));

    private double Sum(Func<double, double, double> term) => _rates.Zip(_coefficients, term).Sum();

    // x^2 - b x + c = 0 with two real roots; the smaller one without cancellation.
    private static double[] Quadratic(double b, double c)
    {
        double larger = (b + Math.Sqrt((b * b) - (4 * c))) / 2;
        return [larger, c / larger];
    }

    // x^3 - a x^2 + b x - c = 0 with three real roots, by the cosine formula of Viete, each improved by Newton's method.
    private static double[] Cubic(double a, double b, double c)
    {
        double p = ((a * a) - (3 * b)) / 9;
        double q = ((2 * a * a * a) - (9 * a * b) + (27 * c)) / 54;
        double angle = Math.Acos(Math.Clamp(q / Math.Sqrt(p * p * p), -1, 1));
        return [.. Enumerable.Range(0, 3).Select(k => Polish((a / 3) + (2 * Math.Sqrt(p) * Math.Cos((angle + (2 * Math.PI * k)) / 3))))];

        double Polish(double root)
        {
            for (int i = 0; i < 3; i++)
            {
                root -= ((((root - a) * root) + b) * root - c) / ((((3 * root) - (2 * a)) * root) + b);
            }

            return root;
        }
    }
}
