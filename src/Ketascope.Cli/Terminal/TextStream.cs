using System.Text;

namespace Ketascope.Cli.Terminal;

/// <summary>A stream whose bytes, text in UTF-8, go on to a writer as they come: a long text need not be in memory.</summary>
/// <param name="writer">Where the text goes.</param>
internal sealed class TextStream(TextWriter writer) : WriteOnlyStream
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    public override void Flush() => writer.Flush();

    /// <summary>Writes bytes; those of a letter that ends in the next piece wait for it.</summary>
    /// <param name="buffer">The bytes.</param>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        char[] text = new char[_decoder.GetCharCount(buffer, flush: false)];
        writer.Write(text, 0, _decoder.GetChars(buffer, text, flush: false));
    }
}
