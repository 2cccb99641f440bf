using System.Text;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>Writes a picture in the format that the file's name says.</summary>
internal static class PlotFile
{
    public static void Write(string path, CourseFigure figure, bool logarithmic)
    {
        PlotSettings settings = new() { Logarithmic = logarithmic };
        byte[] content = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => Encoding.UTF8.GetBytes(CoursePlot.Svg(figure, settings)),
            ".png" => CoursePlot.Png(figure, settings),
            _ => throw new UserErrorException($"'{path}': a plot is written as .svg or .png"),
        };
        OutputFile.WriteBytes(path, content);
    }
}
