namespace Ketascope.Solvers.Linear;

/// <summary>Finds times that follow one another with equal steps.</summary>
internal static unsafe class TimeRun
{
    private const double Rounding = 4 * 2.220446049250313e-16;

    /// <summary>How many of the next times are a step apart, and the step; the times that the steps lead to differ from those given by no more than their rounding.</summary>
    /// <param name="start">The time before the first.</param>
    /// <param name="times">The times, ascending.</param>
    /// <param name="most">How many there are, at least one.</param>
    public static (int Count, double Step) Find(double start, double* times, int most)
    {
        double first = times[0] - start;
        int count = 1;
        while (count < most && Math.Abs(times[count] - times[count - 1] - first) <= Rounding * Math.Abs(times[count]))
        {
            count++;
        }

        double step = (times[count - 1] - start) / count;
        for (int i = 0; i < count; i++)
        {
            if (Math.Abs(start + ((i + 1) * step) - times[i]) > Rounding * Math.Abs(times[i]))
            {
                return (1, first);
            }
        }

        return (count, step);
    }
}
