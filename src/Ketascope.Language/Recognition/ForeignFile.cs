using System.Text.Json;

namespace Ketascope.Language.Recognition;

/// <summary>Says of a file that is no model what it is, by its content, so that a person knows what to do with it.</summary>
internal static class ForeignFile
{
    private const string Readable = "Ketascope reads Antimony and SBML";
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>What a file of bytes is, in one sentence; null where that is not known.</summary>
    /// <param name="bytes">The content.</param>
    public static string? Describe(ReadOnlySpan<byte> bytes)
    {
        foreach ((byte[] begin, ForeignFormat format) in ForeignFormat.Binaries)
        {
            if (bytes.StartsWith(begin))
            {
                return Sentence(format);
            }
        }

        return null;
    }

    /// <summary>What a text that is no Antimony is, in one sentence; null where that is not known.</summary>
    /// <param name="text">The text.</param>
    public static string? Describe(string text)
    {
        string trimmed = text.TrimStart('\uFEFF').Trim();
        return IsJson(trimmed) ? "this is JSON, not a model; " + Readable
            : IsTable(trimmed) ? "this is a table of numbers, not a model; a data set goes with --data FILE beside a model, a row a subject with " +
                "--subjects-file FILE"
            : ForeignFormat.Texts.FirstOrDefault(format => format.IsFoundIn(trimmed)) is { } found ? Sentence(found)
            : null;
    }

    /// <summary>What XML that is no SBML is, in one sentence; null where that is not known.</summary>
    /// <param name="root">The name of the root element.</param>
    public static string? DescribeXml(string root) => ForeignFormat.Roots.TryGetValue(root, out ForeignFormat? format) ? Sentence(format) : null;

    private static string Sentence(ForeignFormat format) => $"this is {format.Name}, and {Readable}; {format.Advice}";

    private static bool IsJson(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether every line has as many fields as the first, several, and one after it is of numbers.</summary>
    private static bool IsTable(string text)
    {
        const int MostLines = 20;
        string[] lines = [.. text.Split('\n').Take(MostLines + 1).Where(line => !string.IsNullOrWhiteSpace(line))];
        foreach (char separator in Separators)
        {
            string[][] rows = [.. lines.Select(line => line.Trim('\r').Split(separator))];
            if (rows.Length > 1 && rows[0].Length > 1 && rows.All(row => row.Length == rows[0].Length)
                && rows[1..].Any(row => row.Count(IsNumber) * 2 >= row.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(string field) =>
        field.Trim(' ', '"') is "." or "NA"
            || double.TryParse(field.Trim(' ', '"'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
}
