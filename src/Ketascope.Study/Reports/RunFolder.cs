using Ketascope.Study.Plots;
using Ketascope.Study.Results;

namespace Ketascope.Study.Reports;

/// <summary>
/// Writes a run as a folder: <c>trajectories.parquet</c> (and <c>trajectories.csv</c> on request), <c>summary.csv</c>, <c>plot.svg</c>, <c>plot.png</c>,
/// <c>report.html</c> and <c>manifest.json</c>. The folder appears whole or not at all.
/// </summary>
public static class RunFolder
{
    /// <summary>Writes all but the trajectories, which are in the folder already, and moves it to its place.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="result">The run.</param>
    /// <param name="figure">The picture.</param>
    /// <param name="plot">How the picture is drawn; by default as <see cref="PlotSettings"/> says.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OutputException">The folder cannot be written or must not be replaced; nothing is left behind once it is disposed of.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Complete(OutputFolder folder, RunResult result, CourseFigure figure, PlotSettings? plot = null, CancellationToken cancellation = default)
    {
        try
        {
            folder.WriteText("summary.csv", result.Summary.WriteCsv);
            cancellation.ThrowIfCancellationRequested();
            WritePictures(folder, result, figure, plot);
            cancellation.ThrowIfCancellationRequested();
            RunManifest manifest = result.Manifest with { Files = folder.FileNames() };
            folder.WriteText(RunManifest.FileName, writer => writer.Write(manifest.ToJson()));
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(folder.Target, exception);
        }

        folder.Commit();
    }

    /// <summary>Writes the courses.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="block">The courses.</param>
    /// <param name="withCsv">Whether to write them as CSV too.</param>
    /// <param name="cancellation">Ends the work early; nothing is left behind once the folder is disposed of.</param>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static async Task WriteTrajectoriesAsync(OutputFolder folder, TrajectoryBlock block, bool withCsv, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(folder, block, withCsv, cancellation);
        }
        catch (Exception exception) when (OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(folder.Target, exception);
        }
    }

    private static async Task WriteAsync(OutputFolder folder, TrajectoryBlock block, bool withCsv, CancellationToken cancellation)
    {
        await using (FileStream stream = File.Create(folder.PathOf("trajectories.parquet")))
        {
            using TrajectoryParquet parquet = new(stream);
            parquet.Append(block);
            parquet.Complete();
        }

        if (withCsv)
        {
            folder.WriteText("trajectories.csv", writer =>
            {
                TrajectoryCsv.WriteLongHeader(writer);
                TrajectoryCsv.WriteLongRows(writer, block, cancellation);
            });
        }
    }

    private static void WritePictures(OutputFolder folder, RunResult result, CourseFigure figure, PlotSettings? plot)
    {
        string svg = CoursePlot.Svg(figure, plot);
        folder.WriteText("plot.svg", writer => writer.Write(svg));
        folder.WriteBytes("plot.png", CoursePlot.Png(figure, plot));
        folder.WriteText("report.html", writer => writer.Write(HtmlReport.Write(result, svg)));
    }
}
