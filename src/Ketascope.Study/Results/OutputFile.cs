using System.Text;

namespace Ketascope.Study.Results;

/// <summary>
/// Writes the files that a user names. A regular file is replaced whole or not at all, and keeps its permissions; a link is followed, and its target
/// replaced; a FIFO or a device is opened and written to; <c>-</c> is standard output. A reader that stops reading early has what it wanted, which is
/// no error.
/// </summary>
public static class OutputFile
{
    /// <summary>The name of standard output.</summary>
    public const string StandardOutput = "-";

    private const int BrokenPipe = 32;

    /// <summary>Makes sure, before any work is done, that something can be written.</summary>
    /// <param name="path">Where it is to go.</param>
    /// <exception cref="OutputException">Nothing can be written there.</exception>
    public static void RequireWritable(string path)
    {
        OutputTarget target = OutputTarget.Find(path);
        if (target.Existing is not null && !FileStatus.MayWrite(target.Path))
        {
            throw OutputException.From(path, new UnauthorizedAccessException());
        }

        if (!target.IsStream)
        {
            Replace(path, target, _ => { }, keep: false);
        }
    }

    /// <summary>Whether a name is one of standard output: <c>-</c>, <c>/dev/stdout</c>, or a link to it.</summary>
    /// <param name="path">The name.</param>
    /// <exception cref="OutputException">It names nothing that can be written.</exception>
    public static bool IsStandardOutput(string path) => OutputTarget.Find(path).IsStandardOutput;

    /// <summary>
    /// Whether a name is one of standard output, or of a FIFO or a device: what is written there goes by in one stream, and its name need not say of
    /// what kind it is.
    /// </summary>
    /// <param name="path">The name.</param>
    /// <exception cref="OutputException">It names nothing that can be written.</exception>
    public static bool IsStream(string path) => OutputTarget.Find(path).IsStream;

    /// <summary>Whether what is written to one name would take the place of what another names, links followed.</summary>
    /// <param name="path">Where something is to be written.</param>
    /// <param name="other">Another name.</param>
    /// <exception cref="OutputException">The first names nothing that can be written.</exception>
    public static bool IsSame(string path, string other)
    {
        try
        {
            OutputTarget target = OutputTarget.Find(path);
            return target.Existing is not { Kind: FileKind.Device } && target.Descriptor < 0 && OutputTarget.RealPath(other) == target.Path;
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception) || exception is ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Writes a whole file through a text writer (UTF-8, no mark at the start).</summary>
    /// <param name="path">Where it is to go.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellation">Ends the waiting for a reader of a FIFO.</param>
    /// <exception cref="OutputException">It cannot be written; of a regular file nothing is left behind.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void WriteText(string path, Action<TextWriter> write, CancellationToken cancellation = default) => Write(
        path,
        stream =>
        {
            using StreamWriter writer = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
            write(writer);
        },
        cancellation);

    /// <summary>Writes a whole file of bytes.</summary>
    /// <param name="path">Where it is to go.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellation">Ends the waiting for a reader of a FIFO.</param>
    /// <exception cref="OutputException">It cannot be written; of a regular file nothing is left behind.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation = default) =>
        Write(path, stream => stream.Write(content.Span), cancellation);

    private static void Write(string path, Action<Stream> write, CancellationToken cancellation)
    {
        OutputTarget target = OutputTarget.Find(path);
        if (target.IsStream)
        {
            // In a thread of its own, since a FIFO without a reader keeps whoever opens it waiting.
            Task.Run(() => Pour(path, target, write), CancellationToken.None).WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        else
        {
            Replace(path, target, write, keep: true);
        }
    }

    private static void Pour(string path, OutputTarget target, Action<Stream> write)
    {
        try
        {
            using Stream stream = target.Open();
            write(stream);
        }
        catch (IOException exception) when (exception.HResult == BrokenPipe)
        {
            // The reader has what it wanted (head, less).
        }
        catch (Exception exception) when (target.IsStandardOutput && OutputException.IsFileSystem(exception))
        {
            throw OutputException.OfStandardOutput(exception);
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(path, exception);
        }
    }

    private static void Replace(string path, OutputTarget target, Action<Stream> write, bool keep)
    {
        try
        {
            using ReplacedFile file = new(target);
            write(file.Stream);
            if (keep)
            {
                file.Commit();
            }
        }
        catch (UnauthorizedAccessException exception) when (target.Existing is not null)
        {
            throw new OutputException($"cannot write '{path}': a new file takes its place, and its folder takes none (access is denied); " +
                $"'{StandardOutput}' and '> {path}' write into the old one", exception);
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(path, exception, target.Path);
        }
    }
}
