using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Patient;

/// <summary>The times at which a simulated dose is sampled: every minute (less often in long runs) and wherever a dose starts or ends.</summary>
public static class SamplingGrid
{
    private const int MaxPoints = 20_000;
    private const double TailHours = 144;
    private const double TailStepHours = 0.5;

    /// <summary>The times.</summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="hours">The end, h; above 0.</param>
    /// <returns>Times in h, ascending, from 0 to the end.</returns>
    public static ImmutableArray<double> For(Regimen regimen, double hours)
    {
        int count = (int)Math.Clamp(Math.Ceiling(hours * 60), 1, MaxPoints);
        SortedSet<double> times = [.. Enumerable.Range(0, count + 1).Select(k => hours * k / count)];
        foreach ((double start, double end) in DoseTimes(regimen))
        {
            times.Add(start);
            times.Add(end);
        }

        // Times that differ by rounding alone are one; a value is asked once for each.
        List<double> kept = [];
        foreach (double time in times.Where(time => time >= 0 && time <= hours))
        {
            if (kept.Count == 0 || time - kept[^1] > 1e-9 * hours)
            {
                kept.Add(time);
            }
            else if (DoseTimes(regimen).Any(dose => dose.Start == time || dose.End == time))
            {
                kept[^1] = time;
            }
        }

        return [.. kept];
    }

    /// <summary>
    /// Times after the end that is shown, until six days after the last dose: half-lives and areas to infinity belong to the drug, not to the window that somebody looks at.
    /// </summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="hours">The end that is shown, h.</param>
    public static IEnumerable<double> Tail(Regimen regimen, double hours)
    {
        double end = DoseTimes(regimen).Max(dose => dose.End) + TailHours;
        for (int k = 1; hours + (k * TailStepHours) <= end; k++)
        {
            yield return hours + (k * TailStepHours);
        }
    }

    /// <summary>Start and end of each single dose of a regimen, h.</summary>
    /// <param name="regimen">The doses.</param>
    public static IEnumerable<(double Start, double End)> DoseTimes(Regimen regimen)
    {
        ImmutableArray<double> starts = regimen.StartHours();
        for (int i = 0; i < starts.Length; i++)
        {
            DoseEvent dose = regimen.Doses[i];
            for (int k = 0; k < dose.Count; k++)
            {
                double start = starts[i] + (k * (dose.Interval?.Hours ?? 0));
                yield return (start, start + (dose.Duration?.Hours ?? 0));
            }
        }
    }
}
