using System.Collections.Immutable;

namespace Ketascope.Study.Plots;

/// <summary>One pair of axes: the courses of quantities of one unit.</summary>
/// <param name="Title">The title of the y axis, with the unit: <c>concentration (µg/L)</c>.</param>
/// <param name="Series">The courses.</param>
public sealed record CoursePanel(string Title, ImmutableArray<CourseSeries> Series)
{
    // Below the ten-thousandth part of the peak a course says nothing on paper, while a start from exact zero would stretch the axis without end.
    private const double DeepestFraction = 1e-4;

    // Rounding errors of a solution around zero are no reason to leave the logarithmic axis.
    private const double NoiseFraction = 1e-6;

    /// <summary>Whether values are below zero, by more than rounding errors, so that there is no logarithmic axis.</summary>
    public bool IsBelowZero => !Scale(logarithmic: true).Logarithmic;

    /// <summary>
    /// The y axis. A linear one begins at zero unless values are below it; a logarithmic one has round ends (1, 2 or 5 times a power of ten), and is linear after all
    /// where values are negative.
    /// </summary>
    /// <param name="logarithmic">Whether a logarithmic axis is asked for.</param>
    internal AxisScale Scale(bool logarithmic)
    {
        double[] finite = [.. Series.SelectMany(series => series.Values).Where(double.IsFinite)];
        double top = finite.DefaultIfEmpty(0).Max();
        double bottom = Math.Min(0, finite.DefaultIfEmpty(0).Min());
        if (!logarithmic || bottom < -NoiseFraction * Math.Max(top, 0))
        {
            return new AxisScale(bottom, top > bottom ? top + ((top - bottom) * 0.05) : bottom + 1, false);
        }

        if (top <= 0)
        {
            return new AxisScale(0.1, 1, true);
        }

        double low = Round(Math.Max(finite.Where(value => value > 0).Min(), top * DeepestFraction), -1);
        double high = Round(top, 1);
        return high > low ? new AxisScale(low, high, true) : new AxisScale(low / 10, high * 10, true);
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
