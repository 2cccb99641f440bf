using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ketascope.Pharmacology.Exposure;

/// <summary>
/// The exposure of eight courses at the same times in one pass, as <see cref="ExposureAnalysis"/> finds it of one; that stays the reference, and
/// serves the courses that this does not cover. One
/// object belongs to one thread.
/// </summary>
/// <remarks>
/// The logarithm of each ratio of neighbours is found once, and serves areas and regression. Covered is a finite course that ends above 0, at the
/// last time that is shown too, and stays there after
/// its peak, with boluses only where nothing is to be extrapolated.
/// </remarks>
public sealed class LaneExposure
{
    /// <summary>How many courses are analysed at once.</summary>
    public const int Lanes = 8;

    /// <summary>Cmax, Tmax, AUClast, AUCinf, half-life and C0; areas over windows follow them.</summary>
    public const int FixedMeasures = 6;

    private readonly double[] _times;
    private readonly int _shown;
    private readonly int _afterDose;
    private readonly double _allowance;
    private readonly ImmutableArray<(double From, double To)> _windows;
    private readonly TerminalSums[] _sums;
    private readonly double[] _logarithms;
    private readonly double[] _areas;
    private readonly double[] _fits;
    private readonly double[] _slopes;

    /// <summary>Prepares the analysis.</summary>
    /// <param name="times">The times of all courses, ascending.</param>
    /// <param name="shown">Of how many of them Cmax, Tmax and AUClast are; AUCinf and half-life are of all.</param>
    /// <param name="settings">How; the method of areas is the default one, and there is no limit of quantification.</param>
    /// <param name="windows">Stretches of time over which areas are asked for.</param>
    /// <exception cref="ArgumentException">The times do not ascend.</exception>
    public LaneExposure(ImmutableArray<double> times, int shown, ExposureSettings settings, ImmutableArray<(double From, double To)> windows)
    {
        _times = [.. times];
        ExposureAnalysis.RequireTimes(_times);
        _shown = Math.Min(shown, _times.Length);
        _afterDose = Array.FindIndex(_times, time => time >= settings.LastDoseEnd) is >= 0 and var first ? first : _times.Length;
        _allowance = settings.AdjustedRSquaredAllowance;
        _windows = windows;
        _sums = TerminalSums.Of(_times);
        int room = _times.Length * Lanes;
        (_logarithms, _areas, _fits, _slopes) = (new double[room], new double[room], new double[room], new double[room]);
    }

    /// <summary>Whether there are times enough; without, nothing is covered.</summary>
    public bool IsUseful => _times.Length > TerminalPhase.MinimumPoints && _shown > 1;

    /// <summary>Analyses eight courses.</summary>
    /// <param name="values">The value at time <c>i</c> in lane <c>l</c> at <c>[start + i*stride + l]</c>.</param>
    /// <param name="start">Where the first value is.</param>
    /// <param name="stride">How far apart the times are.</param>
    /// <param name="boluses">When boluses enter what is measured, ascending.</param>
    /// <param name="measures">Receives <see cref="FixedMeasures"/> and the windows' areas, measure by measure, each of eight lanes; not a number
    /// where one cannot be estimated.</param>
    /// <returns>A bit for each lane that is covered; the measures of the others mean nothing.</returns>
    public uint Analyse(ReadOnlySpan<double> values, int start, int stride, ImmutableArray<double> boluses, Span<double> measures)
    {
        ReadOnlySpan<double> course = values.Slice(start, ((_times.Length - 1) * stride) + Lanes);
        Vector512<double> covered = Crossed(course, stride, boluses, measures.Slice((FixedMeasures - 1) * Lanes, Lanes));
        if (covered == Vector512<double>.Zero)
        {
            return 0;
        }

        covered &= Peaks(course, stride, measures);
        covered &= Terminal(course, stride, measures, Vector512.Create<double>(measures[..Lanes]));
        uint lanes = (uint)covered.ExtractMostSignificantBits();
        for (int window = 0; window < _windows.Length; window++)
        {
            Window(course, stride, _windows[window], measures.Slice((FixedMeasures + window) * Lanes, Lanes));
        }

        return lanes;
    }

    /// <summary>Cmax, Tmax and areas; the place of the peak after the last dose is left where Cmax belongs, until the terminal phase has been found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Peaks(ReadOnlySpan<double> course, int stride, Span<double> measures)
    {
        ref double values = ref MemoryMarshal.GetReference(course);
        ref double logarithms = ref MemoryMarshal.GetArrayDataReference(_logarithms);
        ref double areas = ref MemoryMarshal.GetArrayDataReference(_areas);
        Vector512<double> zero = Vector512<double>.Zero, most = Vector512.Create(double.MaxValue);
        Vector512<double> top = Vector512.Create(-1.0), topTime = zero, late = Vector512.Create(-1.0), lateIndex = zero, notPositive = Vector512.Create(-1.0);
        Vector512<double> area = zero, before = zero, shownArea = zero, shownLast = zero;
        Vector512<double> covered = Vector512.Equals(zero, zero);
        for (int i = 0; i < _times.Length; i++)
        {
            Vector512<double> raw = Vector512.LoadUnsafe(ref values, (nuint)(i * stride));
            covered &= Vector512.LessThanOrEqual(Vector512.Abs(raw), most);
            Vector512<double> positive = Vector512.GreaterThan(raw, zero);
            Vector512<double> value = raw & positive;
            notPositive = Vector512.ConditionalSelect(positive, notPositive, Vector512.Create((double)i));
            if (i < _shown)
            {
                Vector512<double> higher = Vector512.GreaterThan(value, top);
                top = Vector512.ConditionalSelect(higher, value, top);
                topTime = Vector512.ConditionalSelect(higher, Vector512.Create(_times[i]), topTime);
            }

            if (i >= _afterDose)
            {
                Vector512<double> higher = Vector512.GreaterThan(value, late);
                late = Vector512.ConditionalSelect(higher, value, late);
                lateIndex = Vector512.ConditionalSelect(higher, Vector512.Create((double)i), lateIndex);
            }

            if (i > 0)
            {
                (Vector512<double> logarithm, Vector512<double> mean) = Between(before, value);
                Vector512<double> part = mean * Vector512.Create(_times[i] - _times[i - 1]);
                area += part;
                logarithm.StoreUnsafe(ref logarithms, (nuint)(i * Lanes));
                part.StoreUnsafe(ref areas, (nuint)(i * Lanes));
            }

            if (i == _shown - 1)
            {
                (shownArea, shownLast) = (area, value);
            }

            before = value;
        }

        lateIndex.CopyTo(measures[..Lanes]);
        topTime.CopyTo(measures.Slice(Lanes, Lanes));
        shownArea.CopyTo(measures.Slice(2 * Lanes, Lanes));
        area.CopyTo(measures.Slice(3 * Lanes, Lanes));
        top.CopyTo(measures.Slice(4 * Lanes, Lanes));
        return covered & Vector512.GreaterThan(before, zero) & Vector512.GreaterThan(shownLast, zero) & Vector512.LessThan(notPositive,
            Vector512.Max(lateIndex, Vector512.Create(0.5)));
    }

    /// <summary>The logarithm of the ratio of two neighbours, and the mean of the course between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Logarithm, Vector512<double> Mean) Between(Vector512<double> a, Vector512<double> b)
    {
        // ln(a/b) = 2 atanh(c), c = (a - b)/(a + b): below 1/8 its series to c^16 leaves an error of 3e-18; above, the logarithm of the ratio loses nothing.
        Vector512<double> sum = a + b, difference = a - b, c = difference / sum, square = c * c;
        Vector512<double> series = Vector512.Create(1.0 / 17);
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 15));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 13));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 11));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 9));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 7));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 5));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0 / 3));
        series = Vector512.FusedMultiplyAdd(series, square, Vector512.Create(1.0));
        Vector512<double> logarithm = (c + c) * series;
        Vector512<double> near = Vector512.LessThan(square, Vector512.Create(1.0 / 64));
        if (near != Vector512<double>.AllBitsSet)
        {
            logarithm = Vector512.ConditionalSelect(near, logarithm, Vector512.Log(a / b));
        }

        Vector512<double> falls = Vector512.GreaterThan(a, b) & Vector512.GreaterThan(b, Vector512<double>.Zero);
        return (logarithm, Vector512.ConditionalSelect(falls, difference / logarithm, sum * Vector512.Create(0.5)));
    }

    /// <summary>AUCinf and half-life, by the regressions that <see cref="TerminalPhase.Find"/> makes; puts Cmax into its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector512<double> Terminal(ReadOnlySpan<double> course, int stride, Span<double> measures, Vector512<double> peak)
    {
        ref double logarithms = ref MemoryMarshal.GetArrayDataReference(_logarithms);
        ref double fits = ref MemoryMarshal.GetArrayDataReference(_fits);
        ref double slopes = ref MemoryMarshal.GetArrayDataReference(_slopes);
        measures.Slice(4 * Lanes, Lanes).CopyTo(measures[..Lanes]);
        int last = _times.Length - 1, first = _afterDose > last ? last : Math.Min(last, (int)Smallest(peak));
        Vector512<double> zero = Vector512<double>.Zero, one = Vector512.Create(1.0), none = Vector512.Create(double.NegativeInfinity);
        Vector512<double> y = zero, sumY = zero, sumXY = zero, sumYY = zero, best = none, odd = zero;
        for (int i = last; i > first; i--)
        {
            if (i < last)
            {
                y += Vector512.LoadUnsafe(ref logarithms, (nuint)((i + 1) * Lanes));
            }

            ref TerminalSums sums = ref _sums[i];
            Vector512<double> active = Vector512.GreaterThan(Vector512.Create((double)i), peak);
            Vector512<double> counted = y & active;
            sumY += counted;
            sumXY = Vector512.FusedMultiplyAdd(Vector512.Create(sums.X), counted, sumXY);
            sumYY = Vector512.FusedMultiplyAdd(counted, counted, sumYY);
            Vector512<double> fit = none;
            if (sums.Count >= TerminalPhase.MinimumPoints && sums.CentredXX > 0)
            {
                Vector512<double> xy = sumXY - (sumY * Vector512.Create(sums.MeanX)), yy = sumYY - (sumY * sumY * Vector512.Create(1.0 / sums.Count));
                Vector512<double> squared = Vector512.Min(one, xy * xy / (yy * Vector512.Create(sums.CentredXX)));
                Vector512<double> declines = active & Vector512.LessThan(xy, zero);
                odd |= declines & Vector512.LessThanOrEqual(yy, zero);
                fit = Vector512.ConditionalSelect(declines, one - ((one - squared) * Vector512.Create(sums.Adjustment)), none);
                best = Vector512.Max(best, fit);
                (xy * Vector512.Create(1 / sums.CentredXX)).StoreUnsafe(ref slopes, (nuint)(i * Lanes));
            }

            fit.StoreUnsafe(ref fits, (nuint)(i * Lanes));
        }

        Vector512<double> rate = Chosen(best, first);
        Vector512<double> final = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(course), (nuint)(last * stride));
        Finite(Vector512.Create<double>(measures.Slice(3 * Lanes, Lanes)) + (final / rate)).CopyTo(measures.Slice(3 * Lanes, Lanes));
        Finite(Vector512.Create(Math.Log(2)) / rate).CopyTo(measures.Slice(4 * Lanes, Lanes));
        return ~odd;
    }

    /// <summary>The rate of the longest of the regressions that are nearly as good as the best; not a number without one.</summary>
    private Vector512<double> Chosen(Vector512<double> best, int first)
    {
        Vector512<double> rate = Vector512.Create(double.NaN), least = best - Vector512.Create(_allowance);
        Vector512<double> missing = Vector512.GreaterThan(best, Vector512.Create(double.NegativeInfinity));
        for (int i = first + 1; i < _times.Length && missing != Vector512<double>.Zero; i++)
        {
            Vector512<double> found = missing & Vector512.GreaterThanOrEqual(Vector512.LoadUnsafe(ref _fits[0], (nuint)(i * Lanes)), least);
            rate = Vector512.ConditionalSelect(found, -Vector512.LoadUnsafe(ref _slopes[0], (nuint)(i * Lanes)), rate);
            missing = Vector512.AndNot(missing, found);
        }

        return rate;
    }

    /// <summary>C0, and in which lanes areas need nothing else of the boluses: one at a time that the course begins with, after which it falls.</summary>
    private Vector512<double> Crossed(ReadOnlySpan<double> course, int stride, ImmutableArray<double> boluses, Span<double> start)
    {
        start.Fill(double.NaN);
        if (!IsUseful)
        {
            return Vector512<double>.Zero;
        }

        if (boluses.IsEmpty)
        {
            return Vector512<double>.AllBitsSet;
        }

        if (boluses[0] != _times[0] || boluses[^1] != _times[0] || _times[1] <= _times[0])
        {
            return Vector512<double>.Zero;
        }

        Vector512<double> first = Vector512.Create(course[..Lanes]), second = Vector512.Create(course.Slice(stride, Lanes));
        first.CopyTo(start);
        return Vector512.GreaterThan(first, Vector512<double>.Zero) & Vector512.GreaterThanOrEqual(first, second);
    }

    /// <summary>The area over a window, from the areas between neighbours.</summary>
    private void Window(ReadOnlySpan<double> course, int stride, (double From, double To) window, Span<double> area)
    {
        (double from, double to) = window;
        if (from < _times[0] || to > _times[^1] || !(from < to))
        {
            area.Fill(double.NaN);
            return;
        }

        int first = Array.FindLastIndex(_times, time => time <= from), last = Array.FindIndex(_times, time => time >= to);
        for (int lane = 0; lane < Lanes; lane++)
        {
            double start = At(course, stride, lane, from, first), end = _times[last] == to ? Math.Max(0, course[(last * stride) + lane])
                : At(course, stride, lane, to, last - 1);
            double sum = 0, time = from, value = start;
            for (int i = first + 1; i < last; i++)
            {
                double next = Math.Max(0, course[(i * stride) + lane]);
                sum += i == first + 1 ? ExposureAnalysis.Mean(value, next) * (_times[i] - time) : _areas[(i * Lanes) + lane];
                (time, value) = (_times[i], next);
            }

            area[lane] = sum + (ExposureAnalysis.Mean(value, end) * (to - time));
        }
    }

    private double At(ReadOnlySpan<double> course, int stride, int lane, double time, int left)
    {
        double a = Math.Max(0, course[(left * stride) + lane]);
        return _times[left] == time ? a
            : ExposureAnalysis.Interpolated(a, Math.Max(0, course[((left + 1) * stride) + lane]),
                (time - _times[left]) / (_times[left + 1] - _times[left]), AucMethod.LinearUpLogDown);
    }

    private static Vector512<double> Finite(Vector512<double> value) =>
        Vector512.ConditionalSelect(Vector512.LessThanOrEqual(Vector512.Abs(value), Vector512.Create(double.MaxValue)), value, Vector512.Create(double.NaN));

    private static double Smallest(Vector512<double> numbers)
    {
        double smallest = numbers[0];
        for (int lane = 1; lane < Lanes; lane++)
        {
            smallest = Math.Min(smallest, numbers[lane]);
        }

        return smallest;
    }

    /// <summary>What the regressions from each time to the last need of the times.</summary>
    private readonly record struct TerminalSums(int Count, double X, double MeanX, double CentredXX)
    {
        /// <summary>By what 1 - R^2 is multiplied for the adjusted one.</summary>
        public double Adjustment { get; } = (Count - 1.0) / (Count - 2.0);

        public static TerminalSums[] Of(double[] times)
        {
            TerminalSums[] sums = new TerminalSums[times.Length];
            double sum = 0, squares = 0;
            for (int i = times.Length - 1; i >= 0; i--)
            {
                double x = times[i] - times[^1];
                int count = times.Length - i;
                sum += x;
                squares += x * x;
                sums[i] = new TerminalSums(count, x, sum / count, squares - (sum * sum / count));
            }

            return sums;
        }
    }
}
