using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ketascope.Pharmacology.Exposure;

/// <summary>Non-compartmental analysis of the course of a value over time.</summary>
/// <remarks>Gabrielsson J, Weiner D. Non-compartmental analysis. Methods Mol Biol 2012;929:377-389, doi:10.1007/978-1-62703-050-2_16.</remarks>
public static class ExposureAnalysis
{
    /// <summary>Analyses a course.</summary>
    /// <param name="times">The times, ascending; two equal times are a jump.</param>
    /// <param name="values">The value at each time.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <returns>Every measure, or the reason why it cannot be estimated.</returns>
    /// <exception cref="ArgumentException">There is not one value for each time, or the times do not ascend.</exception>
    public static ExposureMeasures Analyse(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ExposureSettings? settings = null)
    {
        RequireCourse(times, values);
        settings ??= new ExposureSettings();
        return Refusal(times, values) is { } reason ? ExposureMeasures.Missing(reason)
            : Measure(times, Quantified(values, settings.QuantificationLimit), settings);
    }

    /// <summary>Cmax and Tmax alone, as <see cref="Analyse"/> finds them, without the regressions of the terminal phase.</summary>
    /// <param name="times">The times, ascending; two equal times are a jump.</param>
    /// <param name="values">The value at each time.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <returns>Both, or the reason why they cannot be estimated.</returns>
    /// <exception cref="ArgumentException">There is not one value for each time, or the times do not ascend.</exception>
    public static (Estimate Cmax, Estimate Tmax) Peak(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ExposureSettings? settings = null)
    {
        RequireCourse(times, values);
        return Refusal(times, values) is { } reason ? (Estimate.Missing(reason), Estimate.Missing(reason))
            : Highest(times, Quantified(values, settings?.QuantificationLimit ?? 0));
    }

    /// <summary>The area over a window. At a bolus at its start the value right after it counts, at one at its end the value right before.</summary>
    /// <param name="times">The times, ascending; two equal times are a jump.</param>
    /// <param name="values">The value at each time.</param>
    /// <param name="from">The start.</param>
    /// <param name="to">The end, after the start.</param>
    /// <param name="settings">How; null for the defaults.</param>
    /// <returns>The area, or the reason why it cannot be estimated: the window is not within the course.</returns>
    /// <exception cref="ArgumentException">There is not one value for each time, or the times do not ascend.</exception>
    public static Estimate AreaBetween(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double from, double to, ExposureSettings? settings = null)
    {
        RequireCourse(times, values);
        settings ??= new ExposureSettings();
        ReadOnlySpan<double> t = times, v = Quantified(values, settings.QuantificationLimit);
        _ = Completed(ref t, ref v, settings);
        if (t.Length == 0 || from < t[0] || to > t[^1] || !(from < to))
        {
            return Estimate.Missing(string.Create(CultureInfo.InvariantCulture, $"the window from {from} to {to} is not within the course{(t.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", which goes from {t[0]} to {t[^1]}"))}"));
        }

        // The last value at the start and the first one at the end.
        int first = Last(t, from), last = 0;
        while (t[last] < to)
        {
            last++;
        }

        double start = ValueAt(t, v, from, settings.AucMethod).Value ?? double.NaN;
        double end = t[last] == to ? v[last] : ValueAt(t, v, to, settings.AucMethod).Value ?? double.NaN;
        (double area, double time, double value) = last > first + 1
            ? (Area((from, start), t[(first + 1)..last], v[(first + 1)..last], settings.AucMethod), t[last - 1], v[last - 1]) : (0, from, start);
        return Estimate.Of(area + (Mean(value, end, settings.AucMethod) * (to - time)));
    }

    /// <summary>The value at a time, between two values by the line or exponential that the area is found with.</summary>
    /// <param name="times">The times, ascending; at a jump the later value counts.</param>
    /// <param name="values">The value at each time.</param>
    /// <param name="time">The time that is asked for.</param>
    /// <param name="method">How; the default is that of the area.</param>
    /// <returns>The value, or the reason why there is none.</returns>
    /// <exception cref="ArgumentException">There is not one value for each time, or the times do not ascend.</exception>
    public static Estimate ValueAt(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double time, AucMethod method = AucMethod.LinearUpLogDown)
    {
        RequireCourse(times, values);
        if (times.IsEmpty || !(time >= times[0] && time <= times[^1]))
        {
            return Estimate.Missing(string.Create(CultureInfo.InvariantCulture, $"time {time} is outside the course"));
        }

        int left = Last(times, time);
        if (times[left] == time)
        {
            return Estimate.Of(values[left]);
        }

        return Estimate.Of(Interpolated(values[left], values[left + 1], (time - times[left]) / (times[left + 1] - times[left]), method));
    }

    /// <summary>The value at a part of the way from one value to the next.</summary>
    internal static double Interpolated(double a, double b, double part, AucMethod method) =>
        IsLogarithmic(a, b, method) ? a * Math.Pow(b / a, part) : a + (part * (b - a));

    /// <summary>The mean of a course between two of its values.</summary>
    internal static double Mean(double a, double b, AucMethod method = AucMethod.LinearUpLogDown) =>
        IsLogarithmic(a, b, method) ? LogarithmicMean(a, b) : (a + b) / 2;

    private static void RequireCourse(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        if (times.Length != values.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {times.Length} times and {values.Length} values."), nameof(values));
        }

        RequireTimes(times);
    }

    /// <summary>Refuses times that do not ascend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RequireTimes(ReadOnlySpan<double> times)
    {
        for (int i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (i > 0 && times[i] < times[i - 1]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Time {i + 1} ({times[i]}) is not finite or before the one above."), nameof(times));
            }
        }
    }

    /// <summary>Why a course has no measures at all; null where it has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static string? Refusal(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                return string.Create(CultureInfo.InvariantCulture, $"the value at time {times[i]} is {values[i]}");
            }
        }

        return values.IsEmpty ? "the course has no values" : null;
    }

    private static (Estimate Cmax, Estimate Tmax) Highest(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        int peak = Highest(values);
        return values[peak] > 0 ? (Estimate.Of(values[peak]), Estimate.Of(times[peak]))
            : (Estimate.Of(0), Estimate.Missing("no value is above the limit of quantification"));
    }

    /// <summary>The first of the highest values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Highest(ReadOnlySpan<double> values)
    {
        int peak = 0;
        for (int i = 1; i < values.Length; i++)
        {
            peak = values[i] > values[peak] ? i : peak;
        }

        return peak;
    }

    /// <summary>The last of the times that is not after a time, the first where there is none.</summary>
    private static int Last(ReadOnlySpan<double> times, double time)
    {
        // Of several equal times a search finds any.
        int place = times.BinarySearch(time);
        int last = place < 0 ? Math.Max(0, ~place - 1) : place;
        while (last + 1 < times.Length && times[last + 1] <= time)
        {
            last++;
        }

        return last;
    }

    /// <summary>The values with 0 in place of those that are not above a limit: themselves where all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ReadOnlySpan<double> Quantified(ReadOnlySpan<double> values, double limit)
    {
        int above = 0;
        while (above < values.Length && (values[above] > limit || (values[above] == 0 && !double.IsNegative(values[above]))))
        {
            above++;
        }

        if (above == values.Length)
        {
            return values;
        }

        double[] quantified = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            quantified[i] = values[i] > limit ? values[i] : 0;
        }

        return quantified;
    }

    /// <summary>Completes a course by what boluses do between its values.</summary>
    /// <returns>What is known of the first bolus; null where there is none.</returns>
    private static BolusCourse? Completed(ref ReadOnlySpan<double> times, ref ReadOnlySpan<double> values, ExposureSettings settings)
    {
        if (settings.Boluses.IsEmpty)
        {
            return null;
        }

        BolusCourse course = BolusCourse.Of(times, values, settings.Boluses);
        times = course.Times;
        values = course.Values;
        return course;
    }

    private static ExposureMeasures Measure(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ExposureSettings settings)
    {
        (Estimate cmax, Estimate tmax) = Highest(times, values);
        int last = values.Length - 1;
        while (last >= 0 && !(values[last] > 0))
        {
            last--;
        }

        if (last < 0)
        {
            return ExposureMeasures.Missing(tmax.Reason!) with { Cmax = cmax, AucLast = Estimate.Of(0) };
        }

        ReadOnlySpan<double> t = times[..(last + 1)], v = values[..(last + 1)];
        BolusCourse? course = Completed(ref t, ref v, settings);
        Estimate aucLast = values.Length > 1 ? Estimate.Of(Area((t[0], v[0]), t[1..], v[1..], settings.AucMethod))
            : Estimate.Missing("one value alone has no area");
        (TerminalPhase? phase, string reason) = Terminal(times, values, last, settings);
        Estimate tail = phase is null ? Estimate.Missing(reason) : Estimate.Of(values[last] / phase.Rate);
        return new ExposureMeasures
        {
            Cmax = cmax,
            Tmax = tmax,
            Clast = Estimate.Of(values[last]),
            Tlast = Estimate.Of(times[last]),
            C0 = course?.First ?? BolusCourse.None,
            IsC0Extrapolated = course?.IsFirstExtrapolated == true,
            AucLast = aucLast,
            AucInfinity = tail.Then(area => area + aucLast.Value!.Value),
            ExtrapolatedFraction = tail.Then(area => area / (area + aucLast.Value!.Value)),
            HalfLife = phase is null ? Estimate.Missing(reason) : Estimate.Of(phase.HalfLife),
            TerminalPhase = phase,
        };
    }

    /// <summary>The terminal phase among the values after the highest one since the last dose, which itself still belongs to the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (TerminalPhase? Phase, string Reason) Terminal(ReadOnlySpan<double> times, ReadOnlySpan<double> values, int last, ExposureSettings settings)
    {
        int peak = -1;
        for (int i = 0; i <= last; i++)
        {
            peak = times[i] >= settings.LastDoseEnd && (peak < 0 || values[i] > values[peak]) ? i : peak;
        }

        ReadOnlySpan<double> laterTimes = peak < 0 ? [] : times[(peak + 1)..(last + 1)], laterValues = peak < 0 ? [] : values[(peak + 1)..(last + 1)];
        if (laterValues.Contains(0))
        {
            List<double> keptTimes = [], kept = [];
            for (int i = 0; i < laterValues.Length; i++)
            {
                if (laterValues[i] > 0)
                {
                    keptTimes.Add(laterTimes[i]);
                    kept.Add(laterValues[i]);
                }
            }

            laterTimes = CollectionsMarshal.AsSpan(keptTimes);
            laterValues = CollectionsMarshal.AsSpan(kept);
        }

        if (laterValues.Length < TerminalPhase.MinimumPoints)
        {
            string since = double.IsFinite(settings.LastDoseEnd) ? " and the last dose" : "";
            return (null, string.Create(CultureInfo.InvariantCulture, $"fewer than {TerminalPhase.MinimumPoints} values follow the peak{since}"));
        }

        return (TerminalPhase.Find(laterTimes, laterValues, settings.AdjustedRSquaredAllowance), "the last values do not decline");
    }

    // A command analyses thousands of courses within its first second, before code that is compiled quickly would be replaced.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Area((double Time, double Value) start, ReadOnlySpan<double> times, ReadOnlySpan<double> values, AucMethod method)
    {
        double area = 0;
        for (int i = 0; i < times.Length; i++)
        {
            area += Mean(start.Value, values[i], method) * (times[i] - start.Time);
            start = (times[i], values[i]);
        }

        return area;
    }

    /// <summary>(a - b)/ln(a/b): the mean of an exponential that falls from a to b.</summary>
    private static double LogarithmicMean(double a, double b)
    {
        // ln(a/b) = 2*atanh(contrast); the logarithm loses digits where a and b are nearly equal, the atanh where they are far apart.
        double contrast = (a - b) / (a + b);
        return (a - b) / (contrast < 0.5 ? 2 * Math.Atanh(contrast) : Math.Log(a / b));
    }

    private static bool IsLogarithmic(double a, double b, AucMethod method) => method == AucMethod.LinearUpLogDown && a > b && b > 0;
}
