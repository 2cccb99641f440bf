namespace Ketascope.Study.Plots;

/// <summary>How a picture is set in a terminal.</summary>
public sealed record TerminalPlotSettings
{
    /// <summary>The columns that the whole picture may take; at least 40. Default 80.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The rows of each panel's data area; at least 4. Default 14.</summary>
    public int Height { get; init; } = 14;

    /// <summary>Whether the y axes are logarithmic. Default: linear.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether to use nothing but ASCII characters. Default: Unicode.</summary>
    public bool Ascii { get; init; }

    /// <summary>Whether to use ANSI colours. Default: none.</summary>
    public bool Colour { get; init; }
}
