using Ketascope.Study.Results;
using SkiaSharp;

namespace Ketascope.Study.Plots;

/// <summary>Pictures as SVG and PNG. The drawing library is loaded by the first call and by nothing else.</summary>
public static class PictureFile
{
    /// <summary>Makes sure, before any work is done, that a picture can be written.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <exception cref="OutputException">The name ends in neither .svg nor .png, or nothing can be written there.</exception>
    public static void RequireWritable(string path)
    {
        _ = IsSvg(path);
        OutputFile.RequireWritable(path);
    }

    /// <summary>The picture as an SVG document: text stays text, and everything needed is in it.</summary>
    internal static string Svg(IDrawing drawing, string title, PlotSettings settings)
    {
        using MemoryStream stream = new();
        using (SKManagedWStream target = new(stream))
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, settings.Width, drawing.Height), target))
        {
            drawing.Draw(canvas);
        }

        return SvgText.Finish(System.Text.Encoding.UTF8.GetString(stream.ToArray()), title);
    }

    /// <summary>The picture as a PNG file.</summary>
    internal static byte[] Png(IDrawing drawing, PlotSettings settings)
    {
        SKImageInfo size = new((int)(settings.Width * settings.Scale), (int)(drawing.Height * settings.Scale));
        using SKSurface surface = SKSurface.Create(size);
        surface.Canvas.Scale(settings.Scale);
        drawing.Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Writes the picture to a file, as SVG or PNG after the ending of its name; what is a stream and has no ending is sent SVG.</summary>
    /// <exception cref="OutputException">The name ends in neither .svg nor .png, or the file cannot be written; nothing is left behind.</exception>
    internal static void Write(string path, IDrawing drawing, string title, PlotSettings settings, CancellationToken cancellation)
    {
        if (IsSvg(path))
        {
            string svg = Svg(drawing, title, settings);
            OutputFile.WriteText(path, writer => writer.Write(svg), cancellation);
        }
        else
        {
            OutputFile.WriteBytes(path, Png(drawing, settings), cancellation);
        }
    }

    private static bool IsSvg(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SVG" => true,
        ".PNG" => false,
        "" when OutputFile.IsStream(path) => true,
        _ => throw new OutputException($"cannot write '{path}': a picture's name must end in .svg or .png"),
    };
}
