using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// The times at which a population is sampled: those of <see cref="SamplingGrid"/>, thinned out so that the distance to the next is a thirtieth of the time since a dose
/// last started or ended. A course that falls exponentially is followed as well, in a fraction of the values.
/// </summary>
public static class PopulationGrid
{
    private const double Fraction = 1.0 / 30;

    /// <summary>The times.</summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="hours">The end that is shown, h; above 0.</param>
    /// <param name="pumps">Stretches of time, h, in which doses are given to each person at times of their own, so that no time is left out.</param>
    /// <returns>Times in h, ascending, and how many of them are shown; the others are for half-lives and areas to infinity.</returns>
    public static (ImmutableArray<double> Times, int Shown) For(Regimen regimen, double hours, ImmutableArray<(double From, double To)> pumps)
    {
        double[] doses = [.. SamplingGrid.DoseTimes(regimen).SelectMany(dose => (double[])[dose.Start, dose.End]).Order()];
        ImmutableArray<double> shown = Thin(SamplingGrid.For(regimen, hours), doses, pumps);
        ImmutableArray<double> tail = Thin([.. SamplingGrid.Tail(regimen, hours)], doses, pumps);
        return ([.. shown, .. tail], shown.Length);
    }

    private static ImmutableArray<double> Thin(ImmutableArray<double> times, double[] doses, ImmutableArray<(double From, double To)> pumps)
    {
        List<double> kept = [];
        foreach (double time in times)
        {
            int place = Array.BinarySearch(doses, time);
            double before = place >= 0 ? time : ~place > 0 ? doses[~place - 1] : 0;
            if (place >= 0 || time == times[^1] || pumps.Any(pump => time > pump.From && time < pump.To)
                || kept.Count == 0 || time - kept[^1] >= (kept[^1] - before) * Fraction)
            {
                kept.Add(time);
            }
        }

        return [.. kept];
    }
}
