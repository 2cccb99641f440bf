using Ketascope.Study.Plots;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints a plot made of characters, fitted to the terminal.</summary>
internal static class TerminalPlotText
{
    public static void Write(CourseFigure figure, bool logarithmic)
    {
        bool redirected = Console.IsOutputRedirected;
        TerminalPlotSettings settings = new()
        {
            Width = Math.Clamp(Screen.Width - 1, 60, 120),
            Logarithmic = logarithmic,
            Colour = !redirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
            Ascii = Console.OutputEncoding.CodePage is not 65001,
        };
        foreach (string line in TerminalPlot.Lines(figure, settings))
        {
            Console.Out.WriteLine(line);
        }
    }
}
