using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class OutputFileTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_file_replaces_an_older_one()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["out.csv"], "old");

        OutputFile.WriteText(folder["out.csv"], writer => writer.Write("new µ"), Cancellation);

        Assert.Equal("new µ"u8.ToArray(), File.ReadAllBytes(folder["out.csv"]));
        Assert.Equal(["out.csv"], folder.Entries());
    }

    [Fact]
    public void A_failed_write_leaves_the_older_file_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["out.csv"], "old");

        Assert.Throws<OperationCanceledException>(() => OutputFile.WriteText(folder["out.csv"], writer =>
        {
            writer.Write("half");
            throw new OperationCanceledException();
        }, Cancellation));

        Assert.Equal("old", File.ReadAllText(folder["out.csv"]));
        Assert.Equal(["out.csv"], folder.Entries());
    }

    [Fact]
    public void A_full_disk_is_told_in_one_sentence()
    {
        using TemporaryFolder folder = new();

        OutputException exception =
            Assert.Throws<OutputException>(() => OutputFile.WriteText(folder["out.csv"], _ => throw new IOException("No space left on device"), Cancellation));

        Assert.Equal($"cannot write '{folder["out.csv"]}': No space left on device", exception.Message);
        Assert.Empty(folder.Entries());
    }

    [Theory]
    [InlineData("file/out.csv")]
    [InlineData("missing/out.csv")]
    [InlineData("folder")]
    [InlineData("nul\0.csv")]
    public void A_target_that_cannot_be_written_is_an_output_error(string target)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "");
        Directory.CreateDirectory(folder["folder"]);

        OutputException exception = Assert.Throws<OutputException>(() => OutputFile.WriteBytes(folder[target], new byte[1], Cancellation));

        Assert.StartsWith("cannot write '", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["file", "folder"], folder.Entries());
    }
}
