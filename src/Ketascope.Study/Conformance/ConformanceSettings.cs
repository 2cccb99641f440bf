using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Conformance;

/// <summary>What a case of the SBML Test Suite asks: the file <c>settings.txt</c> of its folder.</summary>
/// <param name="Start">The first time.</param>
/// <param name="Duration">From the first time to the last.</param>
/// <param name="Steps">How many intervals there are.</param>
/// <param name="Variables">The names of the values.</param>
/// <param name="Absolute">The tolerance Ta in |C - U| &lt;= Ta + Tr |C|.</param>
/// <param name="Relative">The tolerance Tr.</param>
/// <param name="Amounts">The species whose amounts are asked for.</param>
/// <param name="Concentrations">The species whose concentrations are asked for.</param>
public sealed record ConformanceSettings(
    double Start,
    double Duration,
    int Steps,
    ImmutableArray<string> Variables,
    double Absolute,
    double Relative,
    ImmutableHashSet<string> Amounts,
    ImmutableHashSet<string> Concentrations)
{
    /// <summary>The times of the values, evenly spaced.</summary>
    public ImmutableArray<double> Times() => [.. Enumerable.Range(0, Steps + 1).Select(i => Start + (Duration * i / Math.Max(Steps, 1)))];

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">It cannot be read or is not of this form.</exception>
    public static ConformanceSettings Read(string path)
    {
        Dictionary<string, string> lines = new(StringComparer.Ordinal);
        foreach (string line in InputFile.ReadText(path).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                lines[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            }
        }

        return new ConformanceSettings(
            Number("start", 0), Number("duration", null), (int)Number("steps", null), [.. Names("variables")], Number("absolute", null), Number("relative", null),
            [.. Names("amount")], [.. Names("concentration")]);

        double Number(string key, double? missing)
        {
            string text = lines.GetValueOrDefault(key, "");
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
                : text.Length == 0 && missing is { } given ? given
                : throw new UserErrorException($"{path}: '{key}' must be a number, found '{text}'");
        }

        IEnumerable<string> Names(string key) => lines.GetValueOrDefault(key, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
