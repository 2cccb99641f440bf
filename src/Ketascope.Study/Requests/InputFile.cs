using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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

    /// <summary>What a JSON file describes.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="type">How it is read, without reflection.</param>
    /// <param name="purpose">What the file is for, for the message: <c>describe a drug</c>.</param>
    /// <exception cref="UserErrorException">The file cannot be read, or is not what it should be; the message says where.</exception>
    public static T ReadJson<T>(string path, JsonTypeInfo<T> type, string purpose)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadText(path), type) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"'{path}' does not {purpose}: {e.Message}", e);
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
