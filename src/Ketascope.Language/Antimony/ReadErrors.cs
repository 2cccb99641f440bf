using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Collects what is wrong with a text and its imports, and hands it on in the order of the text, no more than a person can read.</summary>
internal sealed class ReadErrors
{
    private const int Limit = 20;

    private readonly List<Diagnostic> _items = [];
    private readonly List<SourceText> _sources = [];
    private SourceText? _fullAt;
    private int _count;

    /// <summary>Whether so many errors were found that reading on makes no sense.</summary>
    public bool IsFull => _count > Limit;

    /// <summary>Whether there is any error.</summary>
    public bool Any => _count > 0;

    /// <summary>Reports an error; beyond the limit it is only counted.</summary>
    public void Error(string code, string message, SourceSpan span)
    {
        _count++;
        if (_count <= Limit)
        {
            Add(new Diagnostic(code, Severity.Error, message, span));
        }
        else
        {
            _fullAt ??= span.Source;
        }
    }

    /// <summary>Reports a warning.</summary>
    public void Warning(string code, string message, SourceSpan span) => Add(new Diagnostic(code, Severity.Warning, message, span));

    /// <summary>Hands everything on, file by file, each from top to bottom.</summary>
    public void WriteTo(DiagnosticBag diagnostics)
    {
        HashSet<(SourceText, int)> spoiltLines = [];
        foreach (Diagnostic item in _items.OrderBy(i => i.Span.Source is null ? int.MaxValue : _sources.IndexOf(i.Span.Source)).ThenBy(i => i.Span.Start))
        {
            if (item.Severity == Severity.Warning)
            {
                diagnostics.Warning(item.Code, item.Message, item.Span);
            }
            else if (!IsConsequence(item, spoiltLines))
            {
                diagnostics.Error(item.Code, item.Message, item.Span);
            }
        }

        if (IsFull)
        {
            diagnostics.Error("too-many-errors", $"{_fullAt?.Name}: further errors are not shown", default);
        }
    }

    private void Add(Diagnostic item)
    {
        _items.Add(item);
        if (item.Span.Source is { } source && !_sources.Contains(source))
        {
            _sources.Add(source);
        }
    }

    /// <summary>Whether an error only follows from a character that could not be read before it on its line.</summary>
    private static bool IsConsequence(Diagnostic item, HashSet<(SourceText, int)> spoiltLines)
    {
        if (item.Span.Source is not { } source)
        {
            return false;
        }

        (SourceText, int) line = (source, source.Locate(item.Span.Start).Line);
        return item.Code is "unknown-character" or "open-text"
            ? !spoiltLines.Add(line)
            : item.Code == "syntax" && spoiltLines.Contains(line);
    }
}
