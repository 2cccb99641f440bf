using System.Collections.Immutable;

namespace Ketascope.Study.Plots;

/// <summary>One pair of axes: the courses of quantities of one unit.</summary>
/// <param name="Title">The title of the y axis, with the unit: <c>concentration (µg/L)</c>.</param>
/// <param name="Series">The courses.</param>
public sealed record CoursePanel(string Title, ImmutableArray<CourseSeries> Series)
{
    // Below the ten-thousandth part of the peak a course says nothing on paper, while a start from exact zero would stretch the axis without end.
    private const double DeepestFraction = 1e-4;

    /// <summary>The ends of the y axis: round on a logarithmic axis (1, 2 or 5 times a power of ten), from zero on a linear one unless values are below it.</summary>
    /// <param name="logarithmic">Whether the axis is logarithmic.</param>
    public (double Low, double High) Range(bool logarithmic)
    {
        double[] finite = [.. Series.SelectMany(series => series.Values).Where(double.IsFinite)];
        double top = finite.DefaultIfEmpty(0).Max();
        if (!logarithmic)
        {
            double bottom = Math.Min(0, finite.DefaultIfEmpty(0).Min());
            return top > bottom ? (bottom, top + ((top - bottom) * 0.05)) : (bottom, bottom + 1);
        }

        if (top <= 0)
        {
            return (0.1, 1);
        }

        double least = Math.Max(finite.Where(value => value > 0).Min(), top * DeepestFraction);
        double low = Round(least, -1);
        double high = Round(top, 1);
        return high > low ? (low, high) : (low / 10, high * 10);
    }

    private static double Round(double value, int direction)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] steps = [1, 2, 5, 10];
        return direction < 0
            ? steps.Last(step => step * power <= value * (1 + 1e-12)) * power
            : steps.First(step => step * power >= value * (1 - 1e-12)) * power;
    }
}
