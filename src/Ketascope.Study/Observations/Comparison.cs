using System.Collections.Concurrent;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Observations;

/// <summary>An observation beside what was predicted of it.</summary>
/// <param name="Row">The row of the file.</param>
/// <param name="Prediction">The prediction; null where there is none.</param>
/// <param name="Reason">Why there is none, in one line; null where there is one.</param>
public sealed record Comparison(ObservationRow Row, Prediction? Prediction, string? Reason)
{
    /// <summary>Predicted over observed; null where either is missing, nothing was observed, or it is only known to be less than something.</summary>
    public double? Ratio => Prediction is { } made && Row.Observation is { } seen && seen.Centre != 0 && !IsUpperBound(seen) ? made.Value / seen.Centre : null;

    /// <summary>
    /// Whether what was observed lies in the predicted 5th to 95th percentile or, for a typical subject, the prediction in the observed interval;
    /// null where there is neither interval.
    /// </summary>
    public bool? Inside => Prediction is not { } made || Row.Observation is not { } seen ? null
        : made is { Low: { } low, High: { } high } ? seen.Centre >= low && seen.Centre <= high
        : seen.Interval is { } range ? made.Value >= range.Low && made.Value <= range.High
        : null;

    /// <summary>
    /// Whether all of the observed interval lies in the predicted 5th to 95th percentile; null where one of them is missing.
    /// </summary>
    public bool? IntervalInside => Prediction is { Low: { } low, High: { } high } && Row.Observation?.Interval is { } range ? range.Low >= low && range.High <= high : null;

    /// <summary>Compares every row of a file, in its order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="source">Predicts, also for several threads at once.</param>
    /// <param name="progress">Told how many rows are done, from any thread.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static IReadOnlyList<Comparison> All(ObservationFile file, ArmPredictor source, IProgress<int>? progress, CancellationToken cancellation)
    {
        Comparison[] all = new Comparison[file.Rows.Length];
        int done = 0;

        // Rows of one experiment share its run, so they follow each other on one thread; experiments go beside each other.
        IGrouping<string, int>[] experiments = [.. Enumerable.Range(0, all.Length).GroupBy(i => Experiment(file.Rows[i]))];
        ParallelOptions options = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(experiments, EnumerablePartitionerOptions.NoBuffering), options, experiment =>
        {
            foreach (int row in experiment)
            {
                all[row] = Of(file.Rows[row], seen => Expected(seen, source));
            }

            foreach (int row in experiment)
            {
                cancellation.ThrowIfCancellationRequested();
                all[row] = all[row].Reason is null ? Of(file.Rows[row], source, cancellation) : all[row];
                progress?.Report(Interlocked.Increment(ref done));
            }
        });
        return all;
    }

    /// <summary>Compares one row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="source">Predicts.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static Comparison Of(ObservationRow row, ArmPredictor source, CancellationToken cancellation) =>
        Of(row, seen => source.Predict(seen, cancellation));

    private static Comparison Of(ObservationRow row, Func<Observation, Prediction?> predict)
    {
        if (row.Observation is not { } observation)
        {
            return new Comparison(row, null, row.Problem);
        }

        try
        {
            return new Comparison(row, predict(observation), null);
        }
        catch (UserErrorException e)
        {
            return new Comparison(row, null, OneLine(e.Message));
        }
    }

    private static Prediction? Expected(Observation observation, ArmPredictor source)
    {
        source.Expect(observation);
        return null;
    }

    private static string Experiment(ObservationRow row) => row.Observation is { } seen
        ? $"{seen.Regimen}\n{string.Join(' ', seen.Setting.Select(one => $"{one.Key}={one.Value}"))}" : "";

    /// <summary>A list of what models take is for a person who can choose another; a table has room for the first sentence.</summary>
    private static string OneLine(string message)
    {
        const string Heading = " Models and what they take:";
        string line = message.Split('\n')[0].TrimEnd();
        return line.EndsWith(Heading, StringComparison.Ordinal) ? line[..^Heading.Length] : line;
    }

    private static bool IsUpperBound(Observation seen) => seen is { Value: null, Low: 0, High: > 0 };
}
