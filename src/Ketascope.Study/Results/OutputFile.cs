using System.Text;

namespace Ketascope.Study.Results;

/// <summary>A file that appears whole or not at all: written under a temporary name beside its place, and moved there by <see cref="Commit"/>.</summary>
public sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _committed;

    private OutputFile(string path, string temporary, FileStream stream)
    {
        _path = path;
        _temporary = temporary;
        Stream = stream;
    }

    /// <summary>What is to be the file's content.</summary>
    public FileStream Stream { get; }

    /// <summary>Makes sure, before any work is done, that a file can be written.</summary>
    /// <param name="path">Where it is to be.</param>
    /// <exception cref="OutputException">Nothing can be written there.</exception>
    public static void RequireWritable(string path) => Create(path).Dispose();

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where it is to be; an older file there is replaced at the end.</param>
    /// <exception cref="OutputException">Nothing can be written there.</exception>
    public static OutputFile Create(string path)
    {
        if (Directory.Exists(path))
        {
            throw new OutputException($"cannot write '{path}': it is a folder");
        }

        try
        {
            string full = Path.GetFullPath(path);
            string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}");
            return new OutputFile(full, temporary, new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite));
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception) || exception is ArgumentException)
        {
            throw OutputException.From(path, exception);
        }
    }

    /// <summary>Writes a whole file through a text writer (UTF-8, no mark at the start).</summary>
    /// <param name="path">Where it is to be; an older file there is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="OutputException">It cannot be written; nothing is left behind.</exception>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        using OutputFile file = Create(path);
        try
        {
            using StreamWriter writer = new(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
            write(writer);
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(path, exception);
        }

        file.Commit();
    }

    /// <summary>Writes a whole file of bytes.</summary>
    /// <param name="path">Where it is to be; an older file there is replaced.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="OutputException">It cannot be written; nothing is left behind.</exception>
    public static void WriteBytes(string path, ReadOnlySpan<byte> content)
    {
        using OutputFile file = Create(path);
        try
        {
            file.Stream.Write(content);
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(path, exception);
        }

        file.Commit();
    }

    /// <summary>Closes the file and moves it to its place.</summary>
    /// <exception cref="OutputException">It cannot be moved there.</exception>
    public void Commit()
    {
        try
        {
            Stream.Dispose();
            File.Move(_temporary, _path, overwrite: true);
            _committed = true;
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(_path, exception);
        }
    }

    /// <summary>Removes what was written, unless it is in its place.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed)
        {
            File.Delete(_temporary);
        }
    }
}
