using System.Text;
using Ketascope.Cli.Terminal;

namespace Ketascope.Tests.Cli;

public sealed class TextStreamTests
{
    /// <summary>Letters of one to four bytes, cut at every place.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_letter_that_is_cut_in_two_arrives_whole(int piece)
    {
        const string Text = "10 µM – \U0001F9EA α7";
        using StringWriter writer = new();
        using TextStream stream = new(writer);
        foreach (byte[] bytes in Encoding.UTF8.GetBytes(Text).Chunk(piece))
        {
            stream.Write(bytes);
        }

        Assert.Equal(Text, writer.ToString());
    }
}
