using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ketascope.Solvers.Linear;

/// <summary>Finds times that follow one another with equal steps.</summary>
internal static unsafe class TimeRun
{
    private const double Rounding = 4 * 2.220446049250313e-16;

    /// <summary>
    /// How many of the next times are a step apart, and the step; the times that the steps lead to differ from those given by no more than their rounding.
    /// </summary>
    /// <param name="start">The time before the first.</param>
    /// <param name="times">The times, ascending.</param>
    /// <param name="most">How many there are, at least one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Count, double Step) Find(double start, double* times, int most)
    {
        double first = times[0] - start;
        int count = 1;
        Vector512<double> rounding = Vector512.Create(Rounding), firsts = Vector512.Create(first);
        while (count + Vector512<double>.Count <= most)
        {
            Vector512<double> now = Vector512.Load(times + count);
            if (Vector512.GreaterThanAny(Vector512.Abs(now - Vector512.Load(times + count - 1) - firsts), rounding * Vector512.Abs(now)))
            {
                break;
            }

            count += Vector512<double>.Count;
        }

        while (count < most && Math.Abs(times[count] - times[count - 1] - first) <= Rounding * Math.Abs(times[count]))
        {
            count++;
        }

        double step = (times[count - 1] - start) / count;
        return LeadThere(start, times, count, step) ? (count, step) : (1, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool LeadThere(double start, double* times, int count, double step)
    {
        Vector512<double> rounding = Vector512.Create(Rounding), starts = Vector512.Create(start), steps = Vector512.Create(step);
        Vector512<double> number = Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8), next = Vector512.Create((double)Vector512<double>.Count);
        int i = 0;
        for (; i + Vector512<double>.Count <= count; i += Vector512<double>.Count, number += next)
        {
            Vector512<double> time = Vector512.Load(times + i);
            if (Vector512.GreaterThanAny(Vector512.Abs(starts + (number * steps) - time), rounding * Vector512.Abs(time)))
            {
                return false;
            }
        }

        for (; i < count; i++)
        {
            if (Math.Abs(start + ((i + 1) * step) - times[i]) > Rounding * Math.Abs(times[i]))
            {
                return false;
            }
        }

        return true;
    }
}
