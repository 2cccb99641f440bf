using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// Solves a population chunk by chunk into a summary and, where a folder is given, into <c>trajectories.parquet</c>, <c>percentiles.csv</c> and <c>subjects.csv</c> (each subject's
/// parameters and exposure). What was done before an interruption is whole and stays.
/// </summary>
public static class PopulationStream
{
    /// <summary>Runs a population.</summary>
    /// <param name="population">The population.</param>
    /// <param name="summary">Gathers the results.</param>
    /// <param name="shown">What is written, in the order of the run's names, and how many of the times.</param>
    /// <param name="folder">Where to, or null.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early, keeping the chunks that are done.</param>
    /// <returns>Whether all subjects were solved; false after an interruption.</returns>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static async Task<bool> RunAsync(
        IVirtualPeople population, PopulationSummary summary, (ImmutableArray<QuantityInfo> Quantities, int Shown) shown, OutputFolder? folder,
        IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            if (folder is null)
            {
                return await EachAsync(population, summary, (_, _) => Task.CompletedTask, progress, cancellation);
            }

            await using FileStream stream = File.Create(folder.PathOf("trajectories.parquet"));
            await using StreamWriter subjects = new(folder.PathOf("subjects.csv"), append: false, new UTF8Encoding(false), 1 << 16);

            // Not with the token: once begun, a chunk is written whole, so that the file can be read.
            TrajectoryParquet parquet = await TrajectoryParquet.CreateAsync(stream, CancellationToken.None);
            WriteHeader(subjects, [.. population.HasDesign ? (string[])["DESIGN", "REP"] : [], .. population.Columns, .. population.OccasionColumns], shown.Quantities, summary.Measures);
            bool complete = await EachAsync(population, summary, async (chunk, exposure) =>
            {
                int count = Math.Min(shown.Shown, chunk.Observed.Times.Length);
                await parquet.AppendAsync(new TrajectoryBlock(chunk.Observed.First(count), shown.Quantities, chunk.Outcome.SubjectIds), CancellationToken.None);
                WriteRows(subjects, chunk, exposure.Span);
            }, progress, cancellation);
            await parquet.CompleteAsync(CancellationToken.None);
            await using StreamWriter percentiles = new(folder.PathOf("percentiles.csv"), append: false, new UTF8Encoding(false), 1 << 16);
            summary.Percentiles().WriteCsv(percentiles);
            return complete;
        }
        catch (Exception exception) when (folder is not null && OutputException.IsFileSystem(exception))
        {
            throw OutputException.From(folder.Target, exception);
        }
    }

    private static async Task<bool> EachAsync(
        IVirtualPeople population, PopulationSummary summary, Func<PopulationChunk, ReadOnlyMemory<double>, Task> write, IProgress<int>? progress, CancellationToken cancellation)
    {
        // A chunk is written while the next is solved.
        Task writing = Task.CompletedTask;
        try
        {
            foreach (PopulationChunk chunk in population.Chunks(progress, cancellation))
            {
                await writing;
                ReadOnlyMemory<double> exposure = summary.Add(chunk, cancellation);
                writing = Task.Run(() => write(chunk, exposure), CancellationToken.None);
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

    private static void WriteHeader(StreamWriter writer, ImmutableArray<string> columns, ImmutableArray<QuantityInfo> quantities, ImmutableArray<string> measures)
    {
        IEnumerable<string> exposure = quantities.SelectMany(quantity => measures.Select(measure => $"{measure} {quantity.Name}"));
        writer.Write(string.Join(',', columns.Prepend("ID").Concat(exposure).Select(CsvText.Field)) + "\n");
    }

    private static void WriteRows(StreamWriter writer, PopulationChunk chunk, ReadOnlySpan<double> exposure)
    {
        int columns = chunk.Subjects.Columns.Length, subjects = chunk.Subjects.Ids.Length, measures = exposure.Length / subjects;
        for (int subject = 0; subject < subjects; subject++)
        {
            long id = chunk.Subjects.Ids[subject];
            writer.Write(id.ToString(CultureInfo.InvariantCulture));
            if (chunk.Design is { } design)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",{CsvText.Field(design.Id)},{design.Replicate(id)}"));
            }

            WriteNumbers(writer, chunk.Subjects.Values.Span.Slice(subject * columns, columns));
            if (chunk.Subjects.Occasions is { } occasions)
            {
                WriteNumbers(writer, occasions.Values.Span.Slice(subject * occasions.Starts.Length * occasions.Columns.Length, occasions.Starts.Length * occasions.Columns.Length));
            }

            WriteNumbers(writer, exposure.Slice(subject * measures, measures));
            writer.Write('\n');
        }
    }

    private static void WriteNumbers(StreamWriter writer, ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            writer.Write(',');
            writer.Write(NumberText.Exact(number));
        }
    }
}
