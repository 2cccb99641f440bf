namespace Ketascope.Study.Results;

/// <summary>A stream that is written to by a library which keeps of an exception its message alone: it keeps the exception.</summary>
/// <param name="stream">Where to; it stays open.</param>
internal sealed class WatchedStream(Stream stream) : Stream
{
    /// <summary>What a write threw; null for nothing.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => stream.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => stream.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() => Kept(stream.Flush);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Kept(() => stream.Write(buffer, offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Kept(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }
}
