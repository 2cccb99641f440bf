namespace Ketascope.Language.Diagnostics;

/// <summary>How much a diagnostic matters.</summary>
public enum Severity
{
    /// <summary>The model can run; the reader may want to know.</summary>
    Warning,

    /// <summary>The model cannot run.</summary>
    Error,
}

/// <summary>One problem found in a text, with its place.</summary>
/// <param name="Code">The stable identifier of the kind of problem, for example <c>unknown-name</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found, what was expected, and the nearest right name where there is one.</param>
/// <param name="Span">The place.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceSpan Span)
{
    /// <summary>The message with file, line and column, the line itself and a caret under the place.</summary>
    public override string ToString()
    {
        string head = $"{(Severity == Severity.Error ? "error" : "warning")}: {Message} [{Code}]";
        if (Span.Source is null)
        {
            return head;
        }

        (int line, int column) = Span.Source.Locate(Span.Start);
        string text = Span.Source.Line(line);
        // A very long line is cut around the place, so that the caret stays on the screen.
        int from = Math.Max(0, column - 1 - 60);
        int length = Math.Min(text.Length - from, 120);
        string shown = length > 0 ? Printable(text.AsSpan(from, length)) : "";
        int caret = column - 1 - from;
        int width = Math.Clamp(Span.Length, 1, Math.Max(1, shown.Length - caret));
        return $"{Span}: {head}\n    {shown}\n    {new string(' ', caret)}{new string('^', width)}";
    }

    /// <summary>The text with a blank for each tab and a dot for each sign that would disturb a terminal.</summary>
    private static string Printable(ReadOnlySpan<char> text)
    {
        char[] shown = text.ToArray();
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = shown[i] == '\t' ? ' ' : char.IsControl(shown[i]) ? '.' : shown[i];
        }

        return new string(shown);
    }
}
