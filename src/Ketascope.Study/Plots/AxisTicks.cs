using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Results;

namespace Ketascope.Study.Plots;

/// <summary>Round places for the marks of an axis.</summary>
public static class AxisTicks
{
    private static readonly double[] DecimalSteps = [1, 2, 5];
    private static readonly double[] ClockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080];
    private static readonly double[] HourSteps = [1, 2, 3, 4, 6, 12, 24, 48, 72, 168, 336, 672];
    private static readonly double[] DaySteps = [1, 2, 7, 14, 28, 56];

    /// <summary>Marks at whole multiples of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="low">The lower end of the axis.</param>
    /// <param name="high">The upper end, above <paramref name="low"/>.</param>
    /// <param name="most">The most marks.</param>
    public static ImmutableArray<AxisTick> Linear(double low, double high, int most) => Multiples(low, high, DecimalStep((high - low) / most));

    /// <summary>Marks of a time axis: whole quarters of an hour, hours or weeks where the axis is long enough, else as <see cref="Linear"/>.</summary>
    /// <param name="low">The start.</param>
    /// <param name="high">The end, after <paramref name="low"/>.</param>
    /// <param name="most">The most marks.</param>
    /// <param name="unit">The unit of time, or null.</param>
    public static ImmutableArray<AxisTick> Time(double low, double high, int most, string? unit)
    {
        double least = (high - low) / most;
        double[] steps = unit switch
        {
            "s" or "second" or "seconds" or "min" or "minute" or "minutes" => ClockSteps,
            "h" or "hour" or "hours" => HourSteps,
            "d" or "day" or "days" => DaySteps,
            _ => [],
        };
        double step = least < 0.5 ? 0 : steps.FirstOrDefault(candidate => candidate >= least);
        return Multiples(low, high, step > 0 ? step : DecimalStep(least));
    }

    /// <summary>Marks of a logarithmic axis: a label at each power of ten (and at 2 and 5 times it on a short axis), minor ticks at the other whole multiples.</summary>
    /// <param name="low">The lower end, above 0.</param>
    /// <param name="high">The upper end, above <paramref name="low"/>.</param>
    public static ImmutableArray<AxisTick> Logarithmic(double low, double high)
    {
        int first = (int)Math.Floor(Math.Log10(low));
        int last = (int)Math.Ceiling(Math.Log10(high));
        bool isShort = Math.Log10(high / low) < 2;
        int stride = Math.Max(1, (last - first) / 8);
        ImmutableArray<AxisTick>.Builder ticks = ImmutableArray.CreateBuilder<AxisTick>();
        for (int decade = first; decade <= last; decade++)
        {
            for (int multiple = 1; multiple <= 9; multiple++)
            {
                double value = multiple * Math.Pow(10, decade);
                bool labelled = multiple == 1 ? (decade - first) % stride == 0 : isShort && multiple is 2 or 5;
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
                {
                    ticks.Add(new AxisTick(value, labelled ? NumberText.Short(value, 1) : null));
                }
            }
        }

        return ticks.ToImmutable();
    }

    private static double DecimalStep(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return DecimalSteps.Append(10).First(step => step * power >= least * (1 - 1e-9)) * power;
    }

    private static ImmutableArray<AxisTick> Multiples(double low, double high, double step)
    {
        long first = (long)Math.Ceiling((low / step) - 1e-9);
        long last = (long)Math.Floor((high / step) + 1e-9);
        ImmutableArray<AxisTick>.Builder ticks = ImmutableArray.CreateBuilder<AxisTick>();
        for (long multiple = first; multiple <= last; multiple++)
        {
            ticks.Add(new AxisTick(multiple * step, Label(multiple * step, step)));
        }

        return ticks.ToImmutable();
    }

    private static string Label(double value, double step)
    {
        if (value == 0)
        {
            return "0";
        }

        int decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));
        return Math.Abs(value) >= 1e6 || decimals > 5
            ? value.ToString("0.###e+0", CultureInfo.InvariantCulture)
            : value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
