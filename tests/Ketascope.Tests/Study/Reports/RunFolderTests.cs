using Ketascope.Study.Plots;
using Ketascope.Study.Reports;
using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Reports;

public sealed class RunFolderTests
{
    [Fact]
    public async Task A_run_is_written_with_a_manifest_that_lists_its_files()
    {
        using TemporaryFolder root = new();
        await WriteAsync(root["run"], SampleRuns.Run(), withCsv: true);

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
        await WriteAsync(root["run"], SampleRuns.Run(), withCsv: true);
        await WriteAsync(root["run"], SampleRuns.Run());
        Assert.False(File.Exists(root["run/trajectories.csv"]));
        Assert.Equal(["run"], root.Entries());
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing()
    {
        using TemporaryFolder root = new();
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(root["run"], SampleRuns.Run(), cancelled: source));

        Assert.Empty(root.Entries());
    }

    [Fact]
    public async Task A_run_that_fails_half_way_leaves_the_earlier_one()
    {
        using TemporaryFolder root = new();
        await WriteAsync(root["run"], SampleRuns.Run());
        string before = File.ReadAllText(root["run/manifest.json"]);
        RunResult nothingToShow = SampleRuns.Run() with { Trajectories = SampleRuns.Block(0) };

        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(root["run"], nothingToShow));

        Assert.Equal(before, File.ReadAllText(root["run/manifest.json"]));
        Assert.Equal(["run"], root.Entries());
    }

    private static async Task WriteAsync(string path, RunResult run, bool withCsv = false, CancellationTokenSource? cancelled = null)
    {
        using OutputFolder folder = OutputFolder.Create(path);
        await RunFolder.WriteTrajectoriesAsync(folder, run.Trajectories, withCsv, cancelled?.Token ?? TestContext.Current.CancellationToken);
        RunFolder.Complete(folder, run, CourseFigure.Of(run), cancellation: cancelled?.Token ?? TestContext.Current.CancellationToken);
    }
}
