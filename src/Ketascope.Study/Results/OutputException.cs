namespace Ketascope.Study.Results;

/// <summary>Results could not be written where the user asked; the message says what, where and why in one sentence for that user.</summary>
public sealed class OutputException : Exception
{
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int NoQuota = 122;

    /// <summary>An output error.</summary>
    /// <param name="message">What, where and why.</param>
    /// <param name="inner">The cause, or null.</param>
    public OutputException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The same sentence for every refusal of the file system.</summary>
    /// <param name="path">The target that the user named.</param>
    /// <param name="cause">What the file system said.</param>
    /// <param name="real">Where a link of that name leads; null for no link.</param>
    internal static OutputException From(string path, Exception cause, string? real = null) =>
        new($"cannot write '{path}': {Reason(real ?? path, cause)}", cause);

    /// <summary>The same sentence for standard output.</summary>
    /// <param name="cause">What the system said.</param>
    public static OutputException OfStandardOutput(Exception cause) =>
        new($"cannot write to standard output: {(cause is UnauthorizedAccessException ? "it is closed, or only open for reading" : Said(cause))}", cause);

    private static string Reason(string path, Exception cause)
    {
        if (path.Length == 0)
        {
            return "a name is missing";
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return "the name holds a null character";
        }

        // The messages of the file system name temporary files, which would confuse.
        string? parent = Path.GetDirectoryName(Path.GetFullPath(path));
        return parent is not null && File.Exists(parent) ? $"'{parent}' is a file, not a folder"
            : cause is DirectoryNotFoundException && parent is not null && !Directory.Exists(parent) ? $"there is no folder '{parent}'"
            : cause is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException ? "access is denied"
            : Said(cause);
    }

    /// <summary>What the system said, without the name of a temporary file that it may have added.</summary>
    private static string Said(Exception cause) => cause.HResult switch
    {
        NoSpace => "no space is left on the device",
        NoQuota => "the quota of the disk is used up",
        ReadOnly => "the file system is read-only",
        _ => cause.Message.Split(" : '")[0],
    };

    /// <summary>Whether an exception is a refusal of the file system rather than a fault of the program.</summary>
    /// <param name="exception">The exception.</param>
    internal static bool IsFileSystem(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;
}
