using System.Text;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Recognition;

namespace Ketascope.Language.Antimony;

/// <summary>Reads model files, and says in one sentence why one cannot be read.</summary>
internal static class SourceFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, or null with one diagnostic.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">Receives the reason.</param>
    /// <param name="span">The place that asked for the file.</param>
    public static SourceText? Read(string path, DiagnosticBag diagnostics, SourceSpan span)
    {
        (string? text, string? reason) = TryRead(path);
        if (text is not null)
        {
            return new SourceText(path, text);
        }

        diagnostics.Error("file", $"{path}: {reason}", span);
        return null;
    }

    /// <summary>The text of an imported file, or null with a diagnostic where the file is there but cannot be used.</summary>
    /// <param name="path">The path as written.</param>
    /// <param name="importer">The text with the import.</param>
    /// <param name="diagnostics">Receives the reason.</param>
    public static SourceText? ReadImport(string path, SourceText importer, DiagnosticBag diagnostics)
    {
        string folder = Path.GetDirectoryName(importer.Name) ?? "";
        string file = Path.Combine(folder, path);
        // "a/b/../c.ant" and "a/c.ant" are one file, and messages show the short name.
        file = Path.IsPathRooted(file) ? Path.GetFullPath(file) : Path.GetRelativePath(".", Path.GetFullPath(file));
        return File.Exists(file) ? Read(file, diagnostics, default) : null;
    }

    private static (string? Text, string? Reason) TryRead(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return (null, "this is a folder, not a model file");
            }

            byte[] bytes = File.ReadAllBytes(path);
            if (ForeignFile.Describe(bytes) is { } foreign)
            {
                return (null, foreign);
            }

            if (bytes.AsSpan().Contains((byte)0))
            {
                return (null, "this is a binary file, not model text");
            }

            string text = Strict.GetString(bytes);
            return string.IsNullOrWhiteSpace(text) ? (null, "the file is empty") : (text, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "this is not text in UTF-8");
        }
        catch (FileNotFoundException)
        {
            return (null, "there is no such file");
        }
        catch (DirectoryNotFoundException)
        {
            return (null, "there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"the file cannot be read ({e.Message})");
        }
    }
}
