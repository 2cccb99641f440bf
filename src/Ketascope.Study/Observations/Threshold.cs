using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>A threshold on a measure: <c>S-ketamine &gt; 100 ng/mL</c>.</summary>
/// <param name="Output">What is measured.</param>
/// <param name="Above">Whether values above pass, rather than those below.</param>
/// <param name="Level">The level.</param>
/// <param name="Unit">Its unit; <c>dimensionless</c> where none is written.</param>
public sealed partial record Threshold(string Output, bool Above, double Level, string Unit)
{
    /// <summary>Reads a threshold.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">It has another form.</exception>
    public static Threshold Parse(string text) => Form().Match(text) is { Success: true } match
        ? new Threshold(match.Groups[1].Value.Trim(), match.Groups[2].Value[0] == '>', double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture),
            match.Groups[4].Success ? match.Groups[4].Value.Trim() : "dimensionless")
        : throw new UserErrorException($"a share of subjects needs a threshold in the output, for example 'S-ketamine > 100 ng/mL'; found '{text}'");

    /// <summary>Whether a value passes; one that is no number does not.</summary>
    /// <param name="value">The value.</param>
    public bool Passes(double value) => Above ? value >= Level : value <= Level;

    [GeneratedRegex(@"^(.+?)\s*(>=?|<=?)\s*(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*([^\d.\s].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
