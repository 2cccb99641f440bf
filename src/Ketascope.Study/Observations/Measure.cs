using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Study.Observations;

/// <summary>When something was observed, or which measure of the course (docs/observations.md).</summary>
/// <param name="Kind">Which.</param>
/// <param name="From">The time, or the start of the window, h.</param>
/// <param name="To">The end of the window, h; null for the whole course.</param>
public sealed partial record Measure(MeasureKind Kind, double From = 0, double? To = null)
{
    private const string Unit = "(s|sec|seconds?|min|mins|minutes?|h|hr|hrs|hours?|d|days?|wk|weeks?)";

    private static readonly Dictionary<string, MeasureKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["max"] = MeasureKind.Maximum,
        ["Cmax"] = MeasureKind.Maximum,
        ["min"] = MeasureKind.Minimum,
        ["Cmin"] = MeasureKind.Minimum,
        ["tmax"] = MeasureKind.TimeOfMaximum,
        ["average"] = MeasureKind.Average,
        ["Cavg"] = MeasureKind.Average,
        ["auc"] = MeasureKind.Area,
        ["half-life"] = MeasureKind.HalfLife,
        ["t1/2"] = MeasureKind.HalfLife,
        ["end of infusion"] = MeasureKind.EndOfInfusion,
        ["CL"] = MeasureKind.Clearance,
        ["CL/F"] = MeasureKind.Clearance,
        ["Vss"] = MeasureKind.Volume,
        ["Vz"] = MeasureKind.TerminalVolume,
        ["Vz/F"] = MeasureKind.TerminalVolume,
        ["MRT"] = MeasureKind.ResidenceTime,
        ["F"] = MeasureKind.Bioavailability,
    };

    /// <summary>What a table calls it: <c>Cmax</c>, <c>AUC 0-6 h</c>, <c>2 h</c>.</summary>
    public string Short => this switch
    {
        { Kind: MeasureKind.At } at => FormattableString.Invariant($"{at.From:G4} h"),
        { To: { } to } window => FormattableString.Invariant($"{Name(window.Kind)} {window.From:G4}-{to:G4} h"),
        var other => Name(other.Kind),
    };

    /// <summary>What a text of the column <c>time</c> means.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is expected, and the nearest word, where it means nothing; empty where it means something.</param>
    /// <returns>The measure, or null where it means nothing.</returns>
    public static Measure? TryParse(string text, out string problem)
    {
        problem = "";
        string plain = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (Words.TryGetValue(ToInfinity().Replace(plain, "auc"), out MeasureKind kind) && kind != MeasureKind.Average)
        {
            return new Measure(kind);
        }

        if (Moment().Match(plain) is { Success: true } moment)
        {
            return new Measure(MeasureKind.At, Hours(moment.Groups[1].Value, moment.Groups[2].Value));
        }

        if (Window().Match(plain) is { Success: true } window && Words.TryGetValue(window.Groups[1].Value, out kind) && kind is MeasureKind.Area or MeasureKind.Maximum or MeasureKind.Minimum or MeasureKind.TimeOfMaximum or MeasureKind.Average)
        {
            // NONMEM-like names (AUC0-24) leave the unit out and mean hours.
            string unit = window.Groups[4].Value is { Length: > 0 } said ? said : "h";
            double from = Hours(window.Groups[2].Value, unit), to = Hours(window.Groups[3].Value, unit);
            problem = to > from ? "" : $"'{text}': the window must end after it starts";
            return to > from ? new Measure(kind, from, to) : null;
        }

        problem = $"'{text}' is no time or measure; expected a time (0.5 h, 30 min), a window (auc 0-6 h, max 0-2 h, average 0-24 h) or one of " +
            $"{string.Join(", ", Words.Keys)}{NearestName.Hint(plain, Words.Keys)}";
        return null;
    }

    private static string Name(MeasureKind kind) => kind switch
    {
        MeasureKind.At => "at",
        MeasureKind.EndOfInfusion => "end of infusion",
        MeasureKind.Maximum => "Cmax",
        MeasureKind.Minimum => "Cmin",
        MeasureKind.TimeOfMaximum => "Tmax",
        MeasureKind.Average => "Cavg",
        MeasureKind.Area => "AUC",
        MeasureKind.HalfLife => "half-life",
        MeasureKind.Clearance => "CL",
        MeasureKind.Volume => "Vss",
        MeasureKind.TerminalVolume => "Vz",
        MeasureKind.ResidenceTime => "MRT",
        MeasureKind.Bioavailability => "F",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static double Hours(string number, string unit) => double.Parse(number, CultureInfo.InvariantCulture) * char.ToUpperInvariant(unit[0]) switch
    {
        'S' => 1 / 3600d,
        'M' => 1 / 60d,
        'D' => 24,
        'W' => 168,
        _ => 1,
    };

    [GeneratedRegex(@"^auc ?(0 ?[-\u2013] ?)?(inf|infinity|\u221e)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ToInfinity();

    [GeneratedRegex(@"^(\d+(?:\.\d+)?) ?" + Unit + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^([a-z]+) ?(\d+(?:\.\d+)?) ?[-\u2013] ?(\d+(?:\.\d+)?) ?" + Unit + "?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Window();
}
