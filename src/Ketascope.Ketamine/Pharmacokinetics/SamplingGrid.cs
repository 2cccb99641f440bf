using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>The times at which a simulated dose is sampled: every minute (less often in long runs) and wherever a dose starts or ends.</summary>
public static class SamplingGrid
{
    private const int MaxPoints = 20_000;
    private const double DenseHours = 24;
    private const double TailHours = 144;
    private const double TailStepHours = 0.5;

    /// <summary>The times.</summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="hours">The end, h; above 0.</param>
    /// <returns>Times in h, ascending, from 0 to the end.</returns>
    public static ImmutableArray<double> For(Regimen regimen, double hours)
    {
        int count = (int)Math.Clamp(Math.Ceiling(hours * 60), 1, MaxPoints);
        HashSet<double> doses = [.. DoseTimes(regimen).SelectMany(dose => (double[])[dose.Start, dose.End])];
        SortedSet<double> times = [.. Enumerable.Range(0, count + 1).Select(k => hours * k / count), .. doses];

        return Apart(times, doses, hours);
    }

    /// <summary>Times of which those that differ by rounding alone are one, so that a value is asked once for each.</summary>
    /// <param name="times">The times, h; those before 0 and after the end are left out.</param>
    /// <param name="exact">Times that are kept to the last bit, such as those of doses.</param>
    /// <param name="hours">The end, h.</param>
    internal static ImmutableArray<double> Apart(SortedSet<double> times, IReadOnlySet<double> exact, double hours)
    {
        List<double> kept = [];
        foreach (double time in times.Where(time => time >= 0 && time <= hours))
        {
            if (kept.Count == 0 || time - kept[^1] > 1e-9 * hours)
            {
                kept.Add(time);
            }
            else if (exact.Contains(time))
            {
                kept[^1] = time;
            }
        }

        return [.. kept];
    }

    /// <summary>
    /// Times after the end that is shown, until six days after the last dose: half-lives and areas to infinity belong to the drug, not to the window that
    /// somebody looks at.
    /// Until a day after the last dose they are as dense as those shown would be.
    /// </summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="hours">The end that is shown, h.</param>
    public static IEnumerable<double> Tail(Regimen regimen, double hours)
    {
        double last = LastDoseEnd(regimen);
        double dense = last + DenseHours;
        IEnumerable<double> near = hours < dense ? For(regimen, dense).Where(time => time > hours * (1 + 1e-9)) : [];
        double from = Math.Max(hours, dense);
        int count = (int)Math.Max(0, Math.Floor((last + TailHours - from) / TailStepHours));
        return near.Concat(Enumerable.Range(1, count).Select(k => from + (k * TailStepHours)));
    }

    /// <summary>
    /// The times from which measures of a course are taken: as dense as those shown until a day after the last dose, then until six days after it.
    /// </summary>
    /// <param name="regimen">The doses.</param>
    /// <param name="until">A time that the course must reach, h; the times go on to it where it is later.</param>
    public static ImmutableArray<double> ForMeasures(Regimen regimen, double until)
    {
        double dense = LastDoseEnd(regimen) + DenseHours;
        double[] times = [.. For(regimen, dense), .. Tail(regimen, dense)];
        int count = (int)Math.Clamp(Math.Ceiling((until - times[^1]) / TailStepHours), 0, MaxPoints);
        return [.. times, .. Enumerable.Range(1, count).Select(k => times[^1] + ((until - times[^1]) * k / count))];
    }

    /// <summary>When the last dose has been given, h: one of the times of <see cref="For"/>, to the last bit.</summary>
    /// <param name="regimen">The doses.</param>
    public static double LastDoseEnd(Regimen regimen) => DoseTimes(regimen).Max(dose => dose.End);

    /// <summary>Start and end of each single dose of a regimen, h.</summary>
    /// <param name="regimen">The doses.</param>
    public static IEnumerable<(double Start, double End)> DoseTimes(Regimen regimen) =>
        regimen.Administrations().Select(one => (one.Start, one.Start + (one.Dose.Duration?.Hours ?? 0)));
}
