using Ketascope.Study.Results;

namespace Ketascope.Study.Plots;

/// <summary>Pictures of values against values, as SVG and PNG.</summary>
public static class PointPlot
{
    /// <summary>The picture as an SVG document: text stays text, and everything needed is in it.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; its logarithmic axis is not looked at, since each panel says what it has.</param>
    public static string Svg(PointFigure figure, PlotSettings? settings = null)
    {
        settings ??= new PlotSettings();
        return PictureFile.Svg(new PointDrawing(figure, settings), figure.Title, settings);
    }

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn.</param>
    public static byte[] Png(PointFigure figure, PlotSettings? settings = null)
    {
        settings ??= new PlotSettings();
        return PictureFile.Png(new PointDrawing(figure, settings), settings);
    }

    /// <summary>Writes the picture to a file, as SVG or PNG after the ending of its name.</summary>
    /// <param name="path">Where it is to go.</param>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn.</param>
    /// <param name="cancellation">Ends the waiting for a reader of a FIFO.</param>
    /// <exception cref="OutputException">The name ends in neither .svg nor .png, or the file cannot be written; nothing is left behind.</exception>
    public static void Write(string path, PointFigure figure, PlotSettings? settings = null, CancellationToken cancellation = default)
    {
        settings ??= new PlotSettings();
        PictureFile.Write(path, new PointDrawing(figure, settings), figure.Title, settings, cancellation);
    }
}
