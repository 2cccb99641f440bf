using System.Collections.Immutable;

namespace Ketascope.Pharmacology.Exposure;

/// <summary>
/// A course with what a bolus does between two of its values: right before the bolus the value that the decline would have led to, right after it the
/// concentration extrapolated back to it (C0), each from the two nearest values by a straight line of logarithms. Values that are there already stay.
/// </summary>
/// <remarks>Gabrielsson J, Weiner D. Non-compartmental analysis. Methods Mol Biol 2012;929:377-389, doi:10.1007/978-1-62703-050-2_16.</remarks>
internal sealed class BolusCourse
{
    private readonly List<double> _times;
    private readonly List<double> _values;

    private BolusCourse(int count) => (_times, _values) = (new(count), new(count));

    /// <summary>The times; at a bolus there are two equal ones.</summary>
    public double[] Times => [.. _times];

    /// <summary>The values.</summary>
    public double[] Values => [.. _values];

    /// <summary>What is known of the value right after the first bolus where there is none.</summary>
    public static Estimate None { get; } = Estimate.Missing("there is no bolus");

    /// <summary>The value right after the first bolus; missing where there is none, or where the values after it do not decline.</summary>
    public Estimate First { get; private set; } = None;

    /// <summary>Whether <see cref="First"/> is extrapolated.</summary>
    public bool IsFirstExtrapolated { get; private set; }

    /// <summary>Completes a course.</summary>
    /// <param name="times">The times, ascending; two equal times are a jump that is known.</param>
    /// <param name="values">The values.</param>
    /// <param name="boluses">The times of boluses, ascending.</param>
    public static BolusCourse Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ImmutableArray<double> boluses)
    {
        BolusCourse course = new(times.Length + (2 * boluses.Length));
        int next = 0;
        double[] each = [.. boluses.Distinct()];
        for (int b = 0; b < each.Length; b++)
        {
            double bolus = each[b], until = b + 1 < each.Length ? each[b + 1] : double.PositiveInfinity;
            while (next < times.Length && times[next] < bolus)
            {
                course.Add(times[next], values[next++]);
            }

            int at = next, after = next;
            while (after < times.Length && times[after] == bolus)
            {
                after++;
            }

            int end = after;
            while (end < times.Length && times[end] < until)
            {
                end++;
            }

            if (bolus <= (times.IsEmpty ? double.NegativeInfinity : times[^1]))
            {
                Estimate right = course.Cross(bolus, values[at..after], times[after..end], values[after..end], out bool isExtrapolated);
                (course.First, course.IsFirstExtrapolated) = b == 0 ? (right, isExtrapolated) : (course.First, course.IsFirstExtrapolated);
            }

            next = after;
        }

        course._times.AddRange(times[next..]);
        course._values.AddRange(values[next..]);
        return course;
    }

    /// <summary>Adds what is at a bolus, and returns the value right after it.</summary>
    private Estimate Cross(double bolus, ReadOnlySpan<double> at, ReadOnlySpan<double> times, ReadOnlySpan<double> values, out bool isExtrapolated)
    {
        isExtrapolated = false;
        double? trough = Trough(bolus), extrapolated = Extrapolated(bolus, times, values);
        foreach (double value in at.Length > 1 ? at[..^1] : [])
        {
            // Several values at the bolus: all but the last are before it.
            Add(bolus, value);
            trough = value;
        }

        // A value lower than what follows, although that declines, is one right before the bolus.
        bool isBefore = at.Length > 0 && extrapolated is not null && values[0] > at[^1];
        double? before = isBefore ? at[^1] : at.Length > 1 ? null : trough, beyond = isBefore || at.Length == 0 ? extrapolated : at[^1];
        if (before is { } low && beyond is { } high && low < high)
        {
            Add(bolus, low);
        }

        if (beyond is not { } top)
        {
            return Estimate.Missing("the values after the bolus do not decline");
        }

        Add(bolus, top);
        isExtrapolated = isBefore || at.Length == 0;
        return Estimate.Of(top);
    }

    /// <summary>What the last two values lead to; one alone stays; null without any.</summary>
    private double? Trough(double bolus)
    {
        if (_times.Count == 0)
        {
            return null;
        }

        double last = _values[^1];
        return _times.Count > 1 && Line(_times[^2], _values[^2], _times[^1], last, bolus) is { } value && value <= last ? value : last;
    }

    /// <summary>What the first two values come from; null where they do not decline.</summary>
    private static double? Extrapolated(double bolus, ReadOnlySpan<double> times, ReadOnlySpan<double> values) =>
        values.Length > 1 && values[0] > values[1] ? Line(times[0], values[0], times[1], values[1], bolus) : null;

    private static double? Line(double from, double first, double to, double second, double at) =>
        first > 0 && second > 0 && to > from ? first * Math.Exp(Math.Log(second / first) * (at - from) / (to - from)) : null;

    private void Add(double time, double value)
    {
        _times.Add(time);
        _values.Add(value);
    }
}
