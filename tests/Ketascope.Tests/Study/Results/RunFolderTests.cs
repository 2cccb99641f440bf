using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class RunFolderTests
{
    [Fact]
    public async Task A_run_is_written_with_a_manifest_that_lists_its_files()
    {
        using TemporaryFolder root = new();
        await RunFolder.WriteAsync(root["run"], SampleRuns.Run(), withCsv: true, cancellation: TestContext.Current.CancellationToken);

        string[] files = ["plot.png", "plot.svg", "report.html", "summary.csv", "trajectories.csv", "trajectories.parquet"];
        Assert.Equal([.. files.Append("manifest.json").Order(StringComparer.Ordinal)], Directory.GetFiles(root["run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(files, RunManifest.Parse(File.ReadAllText(root["run/manifest.json"])).Files);
        Assert.Equal("analyte,Cmax [ug/L],half-life [h]\n\"S-ketamine, total\",182.345678,NaN\n", File.ReadAllText(root["run/summary.csv"]));
        Assert.Equal(["run"], root.Entries());
    }

    [Fact]
    public async Task A_second_run_replaces_the_first()
    {
        using TemporaryFolder root = new();
        await RunFolder.WriteAsync(root["run"], SampleRuns.Run(), withCsv: true, cancellation: TestContext.Current.CancellationToken);
        await RunFolder.WriteAsync(root["run"], SampleRuns.Run(), cancellation: TestContext.Current.CancellationToken);
        Assert.False(File.Exists(root["run/trajectories.csv"]));
        Assert.Equal(["run"], root.Entries());
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing()
    {
        using TemporaryFolder root = new();
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunFolder.WriteAsync(root["run"], SampleRuns.Run(), cancellation: source.Token));

        Assert.Empty(root.Entries());
    }

    [Fact]
    public async Task A_run_that_fails_half_way_leaves_the_earlier_one()
    {
        using TemporaryFolder root = new();
        await RunFolder.WriteAsync(root["run"], SampleRuns.Run(), cancellation: TestContext.Current.CancellationToken);
        string before = File.ReadAllText(root["run/manifest.json"]);
        RunResult nothingToShow = SampleRuns.Run() with { Trajectories = SampleRuns.Block(0) };

        await Assert.ThrowsAsync<ArgumentException>(() => RunFolder.WriteAsync(root["run"], nothingToShow, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(before, File.ReadAllText(root["run/manifest.json"]));
        Assert.Equal(["run"], root.Entries());
    }
}
