using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Study.Observations;

/// <summary>The fields of one row of a file of observations, read one by one; the first that means nothing is kept as the row's problem.</summary>
/// <param name="fields">What stands in each column.</param>
/// <param name="vocabulary">The words of the experiments.</param>
internal sealed class ObservationFields(IReadOnlyDictionary<string, string> fields, ObservationVocabulary vocabulary)
{
    private static readonly string[] Statistics =
        ["mean", "median", "geometric mean", "typical", "individual", "range", "change", "difference", "ratio", "share of subjects"];

    /// <summary>The column of the first field that means nothing, and what was expected there; null where all mean something.</summary>
    public (string Column, string Message)? Problem { get; private set; }

    /// <summary>Keeps a problem, unless there is one already.</summary>
    /// <param name="column">The column.</param>
    /// <param name="message">What was expected; nothing is kept where this is empty.</param>
    public void Refuse(string column, string message) => Problem ??= message.Length > 0 ? (column, message) : null;

    /// <summary>A field; empty where the file has no such column.</summary>
    /// <param name="column">The column.</param>
    public string Text(string column) => fields.GetValueOrDefault(column, "");

    /// <summary>A field that must not be empty.</summary>
    /// <param name="column">The column.</param>
    public string Filled(string column)
    {
        Refuse(column, Text(column).Length > 0 ? "" : "it is empty; expected a value");
        return Text(column);
    }

    /// <summary>A number, or null where the field is empty.</summary>
    /// <param name="column">The column.</param>
    public double? Number(string column)
    {
        string text = Text(column);
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        Refuse(column, isNumber || text.Length == 0 ? "" : $"'{text}' is not a finite number; expected one with a decimal point");
        return isNumber ? number : null;
    }

    /// <summary>When, or which measure of the course.</summary>
    public string Time()
    {
        string text = Filled("time");
        Refuse("time", vocabulary.TimeProblem(text));
        return text;
    }

    /// <summary>What the value is of the subjects' values.</summary>
    public string Statistic() => Text("statistic") is { Length: > 0 } text ? Word("statistic", text, Statistics) : "mean";

    /// <summary>The unit.</summary>
    public string Unit()
    {
        string text = Filled("unit");
        string unit = text == "%" ? "percent" : text;
        Refuse("unit", UnitParser.TryParse(unit, out string problem) is null ? problem : "");
        return unit;
    }

    /// <summary>Who was studied and how, by name.</summary>
    public ImmutableSortedDictionary<string, string> Setting()
    {
        ImmutableSortedDictionary<string, string>.Builder setting = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        // Papers print 70 (12) and 70 ± 12, which belong together.
        string joined = Text("setting").Replace(" (", "(", StringComparison.Ordinal)
            .Replace(" ±", "±", StringComparison.Ordinal).Replace("± ", "±", StringComparison.Ordinal);
        foreach (string part in joined.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            string name = Word("setting", pair[0], [.. vocabulary.Settings]);
            Refuse("setting", pair.Length == 2 && pair[1].Length > 0 ? "" : $"'{part}' is not name=value, for example {vocabulary.Example}");
            setting[name] = pair[^1];
        }

        return setting.ToImmutable();
    }

    private string Word(string column, string text, string[] words)
    {
        string? known = Array.Find(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
        Refuse(column, known is not null ? "" : $"'{text}' is not known; expected one of {string.Join(", ", words)}{NearestName.Hint(text, words)}");
        return known ?? text;
    }
}
