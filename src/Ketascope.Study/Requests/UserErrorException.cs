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

    /// <summary>Makes the error out of another one, for example of the file system.</summary>
    /// <param name="message">What was wrong.</param>
    /// <param name="inner">The cause.</param>
    public UserErrorException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
