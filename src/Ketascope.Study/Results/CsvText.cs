namespace Ketascope.Study.Results;

/// <summary>Comma-separated text after RFC 4180, with a line feed alone at the end of a line.</summary>
internal static class CsvText
{
    /// <summary>A field, in quotes where it holds a comma, a quote or a line break.</summary>
    /// <param name="text">The text.</param>
    public static string Field(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
