using ScottPlot;

namespace Ketascope.Study.Plots;

/// <summary>
/// Colours that people with any of the common forms of colour blindness can tell apart: those of Okabe and Ito (2008, "Color Universal Design",
/// jfly.uni-koeln.de/color), without yellow, which is too pale for a line on white.
/// </summary>
internal static class Palette
{
    private static readonly Color[] Colours =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#D55E00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#000000"),
    ];

    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted];

    /// <summary>The colour of a series.</summary>
    /// <param name="series">Which series, from 0.</param>
    public static Color Colour(int series) => Colours[series % Colours.Length];

    /// <summary>The line of a series: another pattern where the colours begin again.</summary>
    /// <param name="series">Which series, from 0.</param>
    public static LinePattern Pattern(int series) => Patterns[series / Colours.Length % Patterns.Length];
}
