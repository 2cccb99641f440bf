using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Leaves a statement that cannot be read; caught at the statement's start, which reports it and goes on with the next one.</summary>
/// <remarks>An exception keeps the readers free of failure paths. It is thrown at most some twenty times for a file: see <see cref="ReadErrors"/>.</remarks>
internal sealed class SyntaxException(string code, string message, SourceSpan span) : Exception(message)
{
    /// <summary>The diagnostic's code.</summary>
    public string Code { get; } = code;

    /// <summary>The place.</summary>
    public SourceSpan Span { get; } = span;
}
