using System.Globalization;

namespace Ketascope.Language.Markup;

/// <summary>Numbers as XML writes them.</summary>
internal static class XmlNumber
{
    /// <summary>The text as a number, blanks around it ignored, or null when it is none.</summary>
    public static double? Parse(string text) => text.Trim() switch
    {
        "INF" or "+INF" => double.PositiveInfinity,
        "-INF" => double.NegativeInfinity,
        "NaN" => double.NaN,
        var plain => double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null,
    };

    /// <summary>The number as text.</summary>
    public static string Text(double value) => value switch
    {
        double.PositiveInfinity => "INF",
        double.NegativeInfinity => "-INF",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
