using System.Globalization;

namespace Ketascope.Cli.Terminal;

/// <summary>The width of what is printed: the terminal's; where output goes to a file or a pipe, what <c>COLUMNS</c> says, else 80 characters.</summary>
internal static class Screen
{
    private const int Narrowest = 40;
    private const int Widest = 200;

    public static int Width { get; } = Math.Clamp(Measure(), Narrowest, Widest);

    private static int Measure() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) ? columns
        : Console.IsOutputRedirected ? 80
        : Console.WindowWidth;
}
