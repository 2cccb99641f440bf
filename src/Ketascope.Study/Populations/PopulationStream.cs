using System.Collections.Immutable;
using System.Text;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// Solves a population chunk by chunk into a summary and, where a folder is given, into <c>trajectories.parquet</c>, <c>percentiles.csv</c> and
/// <c>subjects.csv</c> (each subject's
/// parameters and exposure). What was done before an interruption is whole and stays.
/// </summary>
public static class PopulationStream
{
    /// <summary>Runs a population.</summary>
    /// <param name="population">The population.</param>
    /// <param name="summary">Gathers the results.</param>
    /// <param name="shown">What is written, in the order of the run's names, how many of the times, and what the files' names begin with.</param>
    /// <param name="folder">Where to, or null.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early, keeping the chunks that are done.</param>
    /// <returns>Whether all subjects were solved; false after an interruption.</returns>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static async Task<bool> RunAsync(
        IVirtualPeople population, PopulationSummary summary, (ImmutableArray<QuantityInfo> Quantities, int Shown, string Prefix) shown, OutputFolder? folder,
        IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            if (folder is null)
            {
                return await EachAsync(population, summary, _ => { }, (chunk, measures) => new Part(chunk, measures), progress, cancellation);
            }

            await using FileStream stream = File.Create(folder.PathOf(shown.Prefix + "trajectories.parquet"));
            await using FileStream subjects = File.Create(folder.PathOf(shown.Prefix + "subjects.csv"));
            using TrajectoryParquet parquet = new(stream);
            subjects.Write(SubjectRows.Header(population, shown.Quantities, summary.Measures));

            // Not with the token: once begun, a part is written whole, so that the file can be read.
            bool complete = await EachAsync(population, summary, part =>
            {
                parquet.Append(part.Columns!);
                part.Columns!.Release();
                subjects.Write(part.Rows.Span);
            }, (chunk, measures) => new Part(chunk, measures)
            {
                Columns = TrajectoryColumns.Of(new TrajectoryBlock(chunk.Observed, shown.Quantities, chunk.Outcome.SubjectIds), shown.Shown),
                Rows = SubjectRows.Of(chunk, measures),
            }, progress, cancellation);
            parquet.Complete();
            await using StreamWriter percentiles = new(folder.PathOf(shown.Prefix + "percentiles.csv"), append: false, new UTF8Encoding(false), 1 << 16);
            summary.Percentiles().WriteCsv(percentiles);
            return complete;
        }
        catch (Exception exception) when (folder is not null && OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(folder.Target, exception);
        }
    }

    private static async Task<bool> EachAsync(
        IVirtualPeople population, PopulationSummary summary, Action<Part> write, Func<PopulationChunk, double[], Part> make, IProgress<int>? progress, CancellationToken cancellation)
    {
        // A part is written while the next ones are solved and measured, and the one after it is summed up.
        Task writing = Task.CompletedTask;
        try
        {
            foreach (Part part in population.Chunks(chunk => make(chunk, summary.ExposureOf(chunk, CancellationToken.None)), progress, cancellation))
            {
                summary.Add(part.Chunk, part.Measures);
                await writing;
                writing = Task.Run(() => write(part), CancellationToken.None);
            }

            return true;
        }
        catch (OperationCanceledException) when (summary.Subjects > 0)
        {
            return false;
        }
        finally
        {
            await writing;
        }
    }

    /// <summary>Some subjects with what is to be written of them.</summary>
    private sealed record Part(PopulationChunk Chunk, double[] Measures)
    {
        public TrajectoryColumns? Columns { get; init; }

        public ReadOnlyMemory<byte> Rows { get; init; }
    }
}
