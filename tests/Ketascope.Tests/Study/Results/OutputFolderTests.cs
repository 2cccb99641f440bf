using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class OutputFolderTests
{
    [Fact]
    public void A_folder_that_is_not_committed_leaves_nothing()
    {
        using TemporaryFolder root = new();
        using (OutputFolder folder = OutputFolder.Create(root["run"]))
        {
            File.WriteAllText(folder.PathOf("a.txt"), "half");
        }

        Assert.Empty(root.Entries());
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run/")]
    [InlineData("new/deep/run")]
    public void A_committed_folder_is_in_its_place(string target)
    {
        using TemporaryFolder root = new();
        Commit(root[target], "a.txt");

        Assert.Equal("content", File.ReadAllText(Path.Combine(root[target], "a.txt")));
        Assert.Single(root.Entries());
    }

    [Fact]
    public void An_empty_folder_is_taken()
    {
        using TemporaryFolder root = new();
        Directory.CreateDirectory(root["run"]);
        Commit(root["run"], "a.txt");
        Assert.True(File.Exists(root["run/a.txt"]));
    }

    [Fact]
    public void An_earlier_run_is_replaced_whole()
    {
        using TemporaryFolder root = new();
        Commit(root["run"], "plot.svg", RunManifest.FileName);
        Commit(root["run"], "b.txt");

        Assert.Equal(["b.txt"], Directory.GetFiles(root["run"]).Select(Path.GetFileName));
        Assert.Equal(["run"], root.Entries());
    }

    [Theory]
    [InlineData("notes.txt", "hello", "has no manifest.json")]
    [InlineData("manifest.json", "{}", "has no manifest.json")]
    [InlineData("manifest.json", "not json", "has no manifest.json")]
    [InlineData("manifest.json", "{\"program\": \"npm\"}", "has no manifest.json")]
    public void A_folder_of_someone_else_is_refused_and_kept(string name, string content, string reason)
    {
        using TemporaryFolder root = new();
        Directory.CreateDirectory(root["run"]);
        File.WriteAllText(root["run/" + name], content);

        OutputException exception = Assert.Throws<OutputException>(() => OutputFolder.Create(root["run"]));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(root["run/" + name]));
    }

    [Fact]
    public void A_users_file_in_an_earlier_run_is_not_removed()
    {
        using TemporaryFolder root = new();
        Commit(root["run"], "plot.svg", RunManifest.FileName);
        File.WriteAllText(root["run/my notes.txt"], "mine");

        OutputException exception = Assert.Throws<OutputException>(() => OutputFolder.Create(root["run"]));

        Assert.Contains("'my notes.txt'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["run"], root.Entries());
    }

    [Fact]
    public void A_folder_that_someone_fills_meanwhile_is_kept()
    {
        using TemporaryFolder root = new();
        using (OutputFolder folder = OutputFolder.Create(root["run"]))
        {
            Directory.CreateDirectory(root["run"]);
            File.WriteAllText(root["run/notes.txt"], "mine");
            Assert.Throws<OutputException>(folder.Commit);
        }

        Assert.Equal("mine", File.ReadAllText(root["run/notes.txt"]));
        Assert.Equal(["run"], root.Entries());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file/run")]
    [InlineData("nul\0")]
    public void A_target_that_cannot_be_written_is_an_output_error(string target)
    {
        using TemporaryFolder root = new();
        File.WriteAllText(root["file"], "");
        OutputException exception = Assert.Throws<OutputException>(() => OutputFolder.Create(root[target]));
        Assert.StartsWith("cannot write", exception.Message, StringComparison.Ordinal);
    }

    private static void Commit(string path, params string[] names)
    {
        using OutputFolder folder = OutputFolder.Create(path);
        foreach (string name in names)
        {
            File.WriteAllText(folder.PathOf(name), name == RunManifest.FileName ? SampleRuns.Manifest().ToJson() : "content");
        }

        folder.Commit();
    }
}
