using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Study.Requests;

/// <summary>
/// A mistake in what the user gave (a file, an option, a name): its message is for the user and complete in itself. Anything else that is thrown is a defect of the program.
/// </summary>
public sealed class UserErrorException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What was wrong, what was expected, and the nearest right name where there is one; may hold several lines.</param>
    public UserErrorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error out of what a reader found.</summary>
    /// <param name="diagnostics">What was found; at least one error.</param>
    public UserErrorException(DiagnosticBag diagnostics)
        : base(string.Join('\n', diagnostics.Items)) => Diagnostics = [.. diagnostics.Items];

    /// <summary>Makes the error out of another one, for example of the file system.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="inner">The cause.</param>
    public UserErrorException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether the message is a list of diagnostics, which say themselves that they are errors, and where.</summary>
    public bool IsLocated => !Diagnostics.IsEmpty;

    /// <summary>What a reader found; empty where the message is a sentence.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; } = [];
}
