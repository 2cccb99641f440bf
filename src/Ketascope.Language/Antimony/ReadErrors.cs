using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Reports the errors of one file, but no more than a person can read.</summary>
internal sealed class ReadErrors(DiagnosticBag diagnostics)
{
    private const int Limit = 20;

    private int _count;

    /// <summary>Whether so many errors were found that reading on makes no sense.</summary>
    public bool IsFull => _count > Limit;

    /// <summary>Whether this file has any error.</summary>
    public bool Any => _count > 0;

    /// <summary>Reports an error; the one after the last shown says that there are more.</summary>
    public void Error(string code, string message, SourceSpan span)
    {
        _count++;
        if (_count <= Limit)
        {
            diagnostics.Error(code, message, span);
        }
        else if (_count == Limit + 1)
        {
            diagnostics.Error("too-many-errors", $"{span.Source?.Name}: further errors are not shown", default);
        }
    }

    /// <summary>Reports a warning.</summary>
    public void Warning(string code, string message, SourceSpan span) => diagnostics.Warning(code, message, span);
}
