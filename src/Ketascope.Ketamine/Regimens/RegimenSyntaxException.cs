using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Ends the reading of a regimen at its first mistake; never leaves <see cref="RegimenParser"/> and <see cref="TargetParser"/>.</summary>
internal sealed class RegimenSyntaxException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public RegimenSyntaxException(string code, string message, SourceSpan span)
        : this(new Diagnostic(code, Severity.Error, message, span))
    {
    }

    /// <summary>Tells the mistake.</summary>
    /// <param name="diagnostics">Gets it.</param>
    public void AddTo(DiagnosticBag diagnostics) => diagnostics.Error(diagnostic.Code, diagnostic.Message, diagnostic.Span);

    /// <summary>The mistake as what a user is told.</summary>
    public UserErrorException ToUserError()
    {
        DiagnosticBag diagnostics = new();
        AddTo(diagnostics);
        return new UserErrorException(diagnostics);
    }
}
