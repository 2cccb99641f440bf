using Ketascope.Study.Results;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>Pictures of courses over time, as SVG and PNG. The drawing library is loaded by the first call and by nothing else.</summary>
public static class CoursePlot
{
    /// <summary>The picture as an SVG document: text stays text, and everything needed is in it.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; by default as <see cref="PlotSettings"/> says.</param>
    public static string Svg(CourseFigure figure, PlotSettings? settings = null)
    {
        settings ??= new PlotSettings();
        CourseDrawing drawing = new(figure, settings);
        using MemoryStream stream = new();
        using (SKManagedWStream target = new(stream))
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, settings.Width, drawing.Height), target))
        {
            drawing.Draw(canvas);
        }

        return SvgText.Finish(System.Text.Encoding.UTF8.GetString(stream.ToArray()), figure.Title);
    }

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; by default as <see cref="PlotSettings"/> says.</param>
    public static byte[] Png(CourseFigure figure, PlotSettings? settings = null)
    {
        settings ??= new PlotSettings();
        CourseDrawing drawing = new(figure, settings);
        SKImageInfo size = new((int)(settings.Width * settings.Scale), (int)(drawing.Height * settings.Scale));
        using SKSurface surface = SKSurface.Create(size);
        surface.Canvas.Scale(settings.Scale);
        drawing.Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Writes the picture to a file, as SVG or PNG after the ending of its name.</summary>
    /// <param name="path">Where it is to be; an older file there is replaced.</param>
    /// <param name="figure">What it shows.</param>
    /// <param name="settings">How it is drawn; by default as <see cref="PlotSettings"/> says.</param>
    /// <exception cref="OutputException">The name ends in neither .svg nor .png, or the file cannot be written; nothing is left behind.</exception>
    public static void Write(string path, CourseFigure figure, PlotSettings? settings = null)
    {
        if (IsSvg(path))
        {
            OutputFile.WriteText(path, writer => writer.Write(Svg(figure, settings)));
        }
        else
        {
            OutputFile.WriteBytes(path, Png(figure, settings));
        }
    }

    /// <summary>Makes sure, before any work is done, that a picture can be written.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <exception cref="OutputException">The name ends in neither .svg nor .png, or nothing can be written there.</exception>
    public static void RequireWritable(string path)
    {
        _ = IsSvg(path);
        OutputFile.RequireWritable(path);
    }

    private static bool IsSvg(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => true,
        ".PNG" => false,
        _ => throw new OutputException($"cannot write '{path}': a picture's name must end in .svg or .png"),
    };
}
