using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Results;

namespace Ketascope.Study.Plots;

/// <summary>What a picture of courses over time shows, before anything is drawn; nothing here needs the drawing library.</summary>
public sealed record CourseFigure
{
    /// <summary>The line under every picture.</summary>
    public const string Disclaimer = "Ketascope: a research and teaching tool; not for treatment decisions.";

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>A second line under the title, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The panels, from top to bottom, with one time axis.</summary>
    public required ImmutableArray<CoursePanel> Panels { get; init; }

    /// <summary>The unit of time, or null.</summary>
    public string? TimeUnit { get; init; }

    /// <summary>When doses went in.</summary>
    public ImmutableArray<DoseInterval> Doses { get; init; } = [];

    /// <summary>The first and the last time.</summary>
    public (double Start, double End) Span
    {
        get
        {
            ImmutableArray<double> times = Panels[0].Series[0].Times;
            return times[^1] > times[0] ? (times[0], times[^1]) : (times[0], times[0] + 1);
        }
    }

    /// <summary>The figure of a run: a panel for each measure and unit, in the order of the quantities.</summary>
    /// <param name="result">The run.</param>
    /// <exception cref="ArgumentException">The run has no quantity, no time or no subject.</exception>
    public static CourseFigure Of(RunResult result) => Of(result.Title, result.Trajectories, result.TimeUnit, result.SamplingSite) with { Doses = result.Doses };

    /// <summary>The figure of some courses: a panel for each measure and unit, in the order of the quantities.</summary>
    /// <param name="title">The title.</param>
    /// <param name="block">The courses.</param>
    /// <param name="timeUnit">The unit of time, or null.</param>
    /// <param name="samplingSite">Where the simulated samples are drawn, or null.</param>
    /// <exception cref="ArgumentException">There is no quantity, no time or no subject.</exception>
    public static CourseFigure Of(string title, TrajectoryBlock block, string? timeUnit, string? samplingSite = null)
    {
        if (block.Quantities.IsEmpty || block.Values.Times.IsEmpty || block.Values.SubjectCount == 0)
        {
            throw new ArgumentException("There is nothing to show.", nameof(block));
        }

        string count = block.Values.SubjectCount.ToString(CultureInfo.InvariantCulture);
        string? spread = block.Values.SubjectCount > 1 ? $"median and 5th to 95th percentile of {count} subjects" : null;
        string? site = samplingSite is null ? null : $"sampling site: {samplingSite}";
        string subtitle = string.Join("; ", new[] { site, spread }.Where(part => part is not null));
        return new CourseFigure
        {
            Title = title,
            Subtitle = subtitle.Length > 0 ? subtitle : null,
            Panels = [.. Enumerable.Range(0, block.Quantities.Length).GroupBy(index => (Measure(block.Quantities[index]), block.Quantities[index].Unit)).Select(group => Panel(block, [.. group]))],
            TimeUnit = timeUnit,
        };
    }

    private static CoursePanel Panel(TrajectoryBlock block, int[] quantities)
    {
        QuantityInfo first = block.Quantities[quantities[0]];
        string measure = Measure(first) ?? (quantities.Length == 1 ? first.Label : "value");
        return new CoursePanel(UnitText.Heading(measure, first.Unit), [.. quantities.Select(quantity => CourseSeries.Of(block, quantity))]);
    }

    private static string? Measure(QuantityInfo quantity) =>
        quantity.Measure ?? (quantity.Unit is { } unit && (unit.EndsWith("/L", StringComparison.Ordinal) || unit.EndsWith("/mL", StringComparison.Ordinal)) ? "concentration" : null);
}
