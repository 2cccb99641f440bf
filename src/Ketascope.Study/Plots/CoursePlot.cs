using Ketascope.Study.Results;

namespace Ketascope.Study.Plots;

/// <summary>Pictures of courses over time, as SVG and PNG.</summary>
public static class CoursePlot
{
    /// <summary>The picture as an SVG document: text stays text, and everything needed is in it.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; by default as <see cref="PlotSettings"/> says.</param>
    public static string Svg(CourseFigure figure, PlotSettings? settings = null)
    {
        settings ??= new PlotSettings();
        return PictureFile.Svg(new CourseDrawing(figure, settings), figure.Title, settings);
    }

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; by default as <see cref="PlotSettings"/> says.</param>
    public static byte[] Png(CourseFigure figure, PlotSettings? settings = null)
    {
        settings ??= new PlotSettings();
        return PictureFile.Png(new CourseDrawing(figure, settings), settings);
    }

    /// <summary>Writes the picture to a file, as SVG or PNG after the ending of its name.</summary>
    /// <param name="path">Where it is to go.</param>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; by default as <see cref="PlotSettings"/> says.</param>
    /// <param name="cancellation">Ends the waiting for a reader of a FIFO.</param>
    /// <exception cref="OutputException">The name ends in neither .svg nor .png, or the file cannot be written; nothing is left behind.</exception>
    public static void Write(string path, CourseFigure figure, PlotSettings? settings = null, CancellationToken cancellation = default)
    {
        settings ??= new PlotSettings();
        PictureFile.Write(path, new CourseDrawing(figure, settings), figure.Title, settings, cancellation);
    }
}
