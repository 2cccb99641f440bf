using System.Text;
using Ketascope.Study.Results;

namespace Ketascope.Cli.Terminal;

/// <summary>
/// The process's output and error stream, when they fail: a full disk behind standard output is told like one behind a file. A closed pipe
/// (<c>| head</c>) is nothing to tell; the runtime itself drops what is written to it. Where the error stream fails there is no one to tell.
/// </summary>
internal static class StandardStreams
{
    /// <summary>Puts both in place of the console's own.</summary>
    public static void Install()
    {
        Console.SetOut(Writer(Console.OpenStandardOutput(), exception => throw OutputException.OfStandardOutput(exception)));
        Console.SetError(Writer(Console.OpenStandardError(), _ => { }));
    }

    private static TextWriter Writer(Stream stream, Action<Exception> failed)
    {
        Encoding encoding = Console.OutputEncoding is { CodePage: not 65001 } other ? other : new UTF8Encoding(false);
        return TextWriter.Synchronized(new StreamWriter(new WatchedStream(stream, failed), encoding, 1 << 12) { AutoFlush = true });
    }

    /// <summary>A stream for writing that hands over what goes wrong.</summary>
    private sealed class WatchedStream(Stream inner, Action<Exception> failed) : WriteOnlyStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                inner.Write(buffer);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failed(exception);
            }
        }

        public override void Flush() => inner.Flush();
    }
}
