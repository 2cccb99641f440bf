using System.Collections.Immutable;

namespace Ketascope.Study.Plots;

/// <summary>What a picture of values against values shows (concentration-response curves, observed against predicted), before anything is drawn.</summary>
public sealed record PointFigure
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>A second line under the title, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The panels, from left to right.</summary>
    public required ImmutableArray<PointPanel> Panels { get; init; }
}

/// <summary>One pair of axes.</summary>
/// <param name="Horizontal">The title of the horizontal axis, with its unit.</param>
/// <param name="Vertical">The title of the vertical axis, with its unit.</param>
/// <param name="Series">What is shown.</param>
public sealed record PointPanel(string Horizontal, string Vertical, ImmutableArray<PointSeries> Series)
{
    /// <summary>Whether the horizontal axis is logarithmic; values must be above 0.</summary>
    public bool LogarithmicHorizontal { get; init; }

    /// <summary>Whether the vertical axis is logarithmic; values must be above 0.</summary>
    public bool LogarithmicVertical { get; init; }

    /// <summary>A line under the panel's top, or null.</summary>
    public string? Title { get; init; }
}

/// <summary>Points, or a line through them.</summary>
/// <param name="Label">The name for people; null shows none.</param>
/// <param name="Horizontal">The horizontal values.</param>
/// <param name="Vertical">The vertical values.</param>
/// <param name="IsLine">Whether a line is drawn rather than points.</param>
public sealed record PointSeries(string? Label, ImmutableArray<double> Horizontal, ImmutableArray<double> Vertical, bool IsLine)
{
    /// <summary>The lower and upper ends of bars at the points, or empty.</summary>
    public ImmutableArray<(double Low, double High)> Bars { get; init; } = [];

    /// <summary>Which colour it has; series that belong together (points and their curve) share one.</summary>
    public int Colour { get; init; }
}
