namespace Ketascope.Language.Diagnostics;

/// <summary>Collects the diagnostics of a reading or checking pass, so that all of them are reported at once.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>Everything reported so far, in order of report.</summary>
    public IReadOnlyList<Diagnostic> Items => _items;

    /// <summary>Whether any error (not only warnings) was reported.</summary>
    public bool HasErrors => _items.Exists(d => d.Severity == Severity.Error);

    /// <summary>Takes over a diagnostic that was collected elsewhere.</summary>
    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);

    /// <summary>Reports an error.</summary>
    public void Error(string code, string message, SourceSpan span) => _items.Add(new Diagnostic(code, Severity.Error, message, span));

    /// <summary>Reports a warning.</summary>
    public void Warning(string code, string message, SourceSpan span) => _items.Add(new Diagnostic(code, Severity.Warning, message, span));
}
