namespace Ketascope.Study.Requests;

/// <summary>Reads files that the user named; what the file system says becomes a <see cref="UserErrorException"/>.</summary>
public static class InputFile
{
    /// <summary>The whole text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserErrorException">The file is missing, a folder, not text, or may not be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            string text = File.ReadAllText(path);
            return text.Contains('\0', StringComparison.Ordinal) ? throw new UserErrorException($"'{path}' is a binary file, not text") : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {Reason(path, e)}", e);
        }
    }

    /// <summary>What stands in a file, short enough for a message of one line.</summary>
    internal static string Excerpt(string? found)
    {
        string line = string.Concat((found ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= 40 ? line : line[..40] + "...";
    }

    /// <summary>Why a path cannot be used, in words for people.</summary>
    internal static string Reason(string path, Exception e) =>
        Directory.Exists(path) ? "it is a folder"
        : e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file"
        : e is UnauthorizedAccessException ? "access is denied"
        : e.Message;
}
