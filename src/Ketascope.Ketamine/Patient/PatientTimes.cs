using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Patient;

/// <summary>When a patient is looked at: often after each dose, less often later.</summary>
internal static class PatientTimes
{
    private const double Minute = 1.0 / 60, Second = 1.0 / 3600;

    /// <summary>How long after a dose starts times are so far apart, h.</summary>
    private static readonly ImmutableArray<(double Until, double Step)> AfterDose = [(0.25, 15 * Second), (2, 2 * Minute), (6, 6 * Minute), (24, 0.5)];

    private const double UsualStep = 2;

    /// <summary>A run has at most about so many times: with more doses than that allows, times after each are sparser in proportion.</summary>
    private const int MostTimes = 4000;

    /// <summary>The times.</summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="end">The last time, h.</param>
    public static ImmutableArray<double> For(Regimen regimen, double end)
    {
        (double Start, double End)[] doses = [.. SamplingGrid.DoseTimes(regimen).Where(dose => dose.Start <= end)];
        double[] starts = [.. doses.Select(dose => dose.Start).Distinct().Order()];
        double coarser = Math.Max(1, starts.Length * (double)Steps(1, double.PositiveInfinity).Count() / MostTimes);
        HashSet<double> exact = [0, end, .. doses.SelectMany(dose => (double[])[dose.Start, dose.End])];
        SortedSet<double> times = [.. exact];
        for (int i = 0; i < starts.Length; i++)
        {
            double next = i + 1 < starts.Length ? starts[i + 1] : double.PositiveInfinity;
            foreach (double after in Steps(coarser, Math.Min(next, end) - starts[i]))
            {
                times.Add(starts[i] + after);
            }
        }

        double usual = Math.Max(UsualStep, end / MostTimes);
        for (int i = 1; i * usual < end; i++)
        {
            times.Add(i * usual);
        }

        return SamplingGrid.Apart(times, exact, end);
    }

    private static IEnumerable<double> Steps(double coarser, double length)
    {
        double time = 0;
        foreach ((double until, double step) in AfterDose)
        {
            double used = step * coarser;
            for (; time + used <= Math.Min(until, length); time += used)
            {
                yield return time + used;
            }
        }
    }
}
