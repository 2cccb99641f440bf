namespace Ketascope.Study.Plots;

/// <summary>How a picture is drawn.</summary>
public sealed record PlotSettings
{
    /// <summary>Whether the y axes are logarithmic. Default: linear.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The width of the picture in its own units (CSS pixels). Default 800, made for a full column of a report.</summary>
    public int Width { get; init; } = 800;

    /// <summary>Pixels of a PNG for one unit. Default 2.</summary>
    public float Scale { get; init; } = 2;
}
