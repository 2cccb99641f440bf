using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Ends the reading of a regimen at its first mistake; never leaves <see cref="RegimenParser"/>.</summary>
internal sealed class RegimenSyntaxException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public RegimenSyntaxException(string code, string message, SourceSpan span)
        : this(new Diagnostic(code, Severity.Error, message, span))
    {
    }

    /// <summary>The mistake.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
