using System.Text;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Markup;

/// <summary>The plain text of XHTML, in which SBML has notes and messages.</summary>
internal static class XhtmlText
{
    /// <summary>The text of notes that may be XHTML; what is no XHTML stands as it is.</summary>
    public static string Plain(string notes)
    {
        if (!notes.Contains('<', StringComparison.Ordinal))
        {
            return notes;
        }

        return XmlTree.Read(new SourceText("notes", $"<notes>{notes}</notes>"), new DiagnosticBag()) is { } tree ? Plain(tree) : notes;
    }

    /// <summary>The text in an element of XHTML, its blocks on lines of their own.</summary>
    public static string Plain(XmlNode node)
    {
        StringBuilder text = new();
        Append(node);
        return text.ToString().Trim();

        void Append(XmlNode part)
        {
            if (part.Text.Trim() is { Length: > 0 } own)
            {
                text.Append(text.Length == 0 || text[^1] == '\n' ? "" : " ").Append(string.Join(' ', own.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            }

            foreach (XmlNode child in part.Children)
            {
                Append(child);
            }

            if (part.Name is "p" or "div" or "br" or "li" or "tr" or "h1" or "h2" or "h3" or "h4" && text.Length > 0 && text[^1] != '\n')
            {
                text.Append('\n');
            }
        }
    }
}
