using System.Globalization;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// The rates of a pump that holds target concentrations: in every step the highest rate after which, were the pump to stop, the controlled concentration would
/// nowhere be above its target. Where it answers at once, in plasma, that is the rate after which it is on target at the end of the step (Bailey JM, Shafer SL,
/// IEEE Trans Biomed Eng 1991;38:522-525); where it comes later, at an effect site, the rate after which its peak is the target (Shafer SL, Gregg KM,
/// J Pharmacokinet Biopharm 1992;20:147-169, doi:10.1007/BF01070999). The model has to be linear with constant coefficients, so that what one step
/// gives adds to what others gave.
/// </summary>
internal sealed class InfusionController
{
    /// <summary>A response below this part of its highest value decides nothing.</summary>
    private const double Negligible = 1e-9;

    private const double BolusSeconds = 60;

    private readonly double[] _response;
    private readonly PumpSettings _pump;
    private readonly int _horizon;
    private readonly double _highest;

    /// <summary>A controller.</summary>
    /// <param name="response">
    /// The controlled concentration one, two, three ... steps after the start of an infusion of 1 mg/h that lasts one step, beyond all steps of the scheme.
    /// </param>
    /// <param name="pump">What the pump can do.</param>
    public InfusionController(double[] response, PumpSettings pump)
    {
        (_response, _pump) = (response, pump);
        _highest = response.Max();
        _horizon = Horizon(response);
    }

    /// <summary>How many steps a response has to go on beyond a scheme: three times the time to its peak.</summary>
    /// <param name="response">The response.</param>
    public static int Horizon(double[] response) => (3 * (1 + Array.IndexOf(response, response.Max()))) + 10;

    /// <summary>The rates.</summary>
    /// <param name="targets">The target in each step.</param>
    /// <returns>The rate in each step, mg/h, with five digits.</returns>
    public double[] Rates(ReadOnlySpan<double> targets)
    {
        double[] coming = new double[targets.Length + _horizon];
        double[] rates = new double[targets.Length];
        double bolus = 0;
        int changed = 0;
        for (int step = 0; step < targets.Length; step++)
        {
            if (step == 0 || targets[step] != targets[step - 1])
            {
                (bolus, changed) = (0, step);
            }

            double most = (step - changed) * _pump.StepSeconds < BolusSeconds
                ? Math.Min(_pump.MaximumRate, (_pump.MaximumBolus - bolus) / _pump.StepHours) : _pump.MaximumRate;
            rates[step] = Rounded(Math.Clamp(Highest(targets[step], coming.AsSpan(step)), 0, Math.Max(0, most)));
            bolus += rates[step] * _pump.StepHours;
            Add(rates[step], coming.AsSpan(step));
        }

        return rates;
    }

    /// <summary>The concentration under given rates, several times in each step; the last of them is the end of the step.</summary>
    /// <param name="rates">The rates, mg/h.</param>
    /// <param name="response">The response to 1 mg/h over one step, as many times in each step.</param>
    /// <param name="parts">How many times in each step.</param>
    public static double[] Course(ReadOnlySpan<double> rates, double[] response, int parts)
    {
        double[] course = new double[rates.Length * parts];
        for (int step = 0; step < rates.Length; step++)
        {
            for (int later = step * parts; rates[step] > 0 && later < course.Length; later++)
            {
                course[later] += rates[step] * response[later - (step * parts)];
            }
        }

        return course;
    }

    private double Highest(double target, ReadOnlySpan<double> coming)
    {
        double rate = double.PositiveInfinity;
        for (int later = 0; later < _horizon; later++)
        {
            if (_response[later] > Negligible * _highest)
            {
                rate = Math.Min(rate, (target - coming[later]) / _response[later]);
            }
        }

        return rate;
    }

    private void Add(double rate, Span<double> coming)
    {
        for (int later = 0; rate > 0 && later < coming.Length; later++)
        {
            coming[later] += rate * _response[later];
        }
    }

    private static double Rounded(double rate) => double.Parse(rate.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
