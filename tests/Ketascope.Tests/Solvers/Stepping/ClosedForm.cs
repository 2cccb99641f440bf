namespace Ketascope.Tests.Solvers.Stepping;

/// <summary>
/// The amount in the central compartment after a unit dose: a sum of exponentials whose rates are the roots of the characteristic equation, which lie between the
/// return rate constants. Source: Gibaldi and Perrier, Pharmacokinetics (1982), appendix B.
/// </summary>
internal sealed class ClosedForm
{
    private readonly double[] _rates;
    private readonly double[] _weights;

    public ClosedForm(double elimination, double[] peripheral)
    {
        double[] forth = [.. peripheral.Where((_, i) => i % 2 == 0)], back = [.. peripheral.Where((_, i) => i % 2 == 1)];
        double[] poles = [0, .. back.Order(), 1e3];
        double Characteristic(double rate) => elimination - rate + forth.Zip(back, (f, b) => f - (f * b / (b - rate))).Sum();
        _rates = [.. Enumerable.Range(0, back.Length + 1).Select(i => Root(Characteristic, poles[i], poles[i + 1]))];
        _weights = [.. _rates.Select(rate => back.Aggregate(1.0, (p, b) => p * (b - rate)) / _rates.Where(other => other != rate).Aggregate(1.0, (p, other) => p * (other - rate)))];
    }

    public double Bolus(double time) => time < 0 ? 0 : Sum(rate => Math.Exp(-rate * time));

    public double Infusion(double time, double duration)
    {
        double running = Math.Clamp(time, 0, duration);
        return Sum(rate => (1 - Math.Exp(-rate * running)) / rate * Math.Exp(-rate * (Math.Max(time, running) - running)));
    }

    private double Sum(Func<double, double> term) => _rates.Zip(_weights, (rate, weight) => weight * term(rate)).Sum();

    // Positive just above the lower pole, negative just below the upper one.
    private static double Root(Func<double, double> function, double low, double high)
    {
        for (int i = 0; i < 200; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = function(middle) > 0 ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }
}
