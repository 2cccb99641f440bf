namespace Ketascope.Study.Plots;

/// <summary>A picture: courses over time, or values against values.</summary>
/// <param name="Courses">Courses, or null.</param>
/// <param name="Points">Values against values, or null.</param>
public sealed record Figure(CourseFigure? Courses, PointFigure? Points)
{
    /// <summary>The title.</summary>
    public string Title => Courses?.Title ?? Points!.Title;

    /// <summary>A picture of courses.</summary>
    /// <param name="courses">The courses.</param>
    public static Figure Of(CourseFigure courses) => new(courses, null);

    /// <summary>A picture of values against values.</summary>
    /// <param name="points">The values.</param>
    public static Figure Of(PointFigure points) => new(null, points);

    /// <summary>The picture as an SVG document.</summary>
    public string Svg() => Courses is not null ? CoursePlot.Svg(Courses) : PointPlot.Svg(Points!);

    /// <summary>Writes the picture, as SVG or PNG after the ending of the name.</summary>
    /// <param name="path">Where it is to go.</param>
    /// <param name="settings">How courses are drawn.</param>
    /// <param name="cancellation">Ends the waiting for a reader of a FIFO.</param>
    /// <exception cref="Results.OutputException">It cannot be written.</exception>
    public void Write(string path, PlotSettings settings, CancellationToken cancellation)
    {
        if (Courses is not null)
        {
            CoursePlot.Write(path, Courses, settings, cancellation);
        }
        else
        {
            PointPlot.Write(path, Points!, cancellation: cancellation);
        }
    }
}
