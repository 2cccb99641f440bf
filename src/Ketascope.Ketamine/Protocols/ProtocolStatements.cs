using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Protocols;

/// <summary>Takes the text of a protocol apart: statements on lines of their own or after semicolons; <c>#</c> begins a comment.</summary>
internal static class ProtocolStatements
{
    /// <summary>Reads every statement of a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="read">Reads one statement, from its cursor.</param>
    /// <exception cref="Ketascope.Study.Requests.UserErrorException">Something is left of a statement that was read.</exception>
    public static void Read(SourceText source, Action<ProtocolCursor> read)
    {
        string text = source.Text;
        int at = 0;
        while (at <= text.Length)
        {
            int end = text.AsSpan(at).IndexOfAny('\n', ';');
            end = end < 0 ? text.Length : at + end;
            int comment = text.IndexOf('#', at, end - at);
            ProtocolCursor cursor = new(source, at, comment < 0 ? end : comment);
            if (!cursor.IsAtEnd)
            {
                read(cursor);
                if (!cursor.IsAtEnd)
                {
                    throw cursor.Expected("the end of the statement (a new line or a semicolon)", []);
                }
            }

            // A comment ends with its line, whatever semicolons are in it.
            at = comment < 0 || end == text.Length ? end + 1 : (text.IndexOf('\n', comment) is >= 0 and int line ? line : text.Length) + 1;
        }
    }
}
