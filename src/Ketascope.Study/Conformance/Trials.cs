using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Conformance;

/// <summary>Many things to try, of which none may hide the others.</summary>
internal static class Trials
{
    /// <summary>Tries all, several at a time.</summary>
    /// <param name="items">What is tried.</param>
    /// <param name="run">Tries one.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The results in the order of the items.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ImmutableArray<TResult> All<TItem, TResult>(ImmutableArray<TItem> items, Func<TItem, TResult> run, CancellationToken cancellation)
    {
        TResult[] results = new TResult[items.Length];
        ParallelOptions options = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, items.Length, options, i => results[i] = run(items[i]));
        return [.. results];
    }

    /// <summary>Tries one.</summary>
    /// <param name="run">What may fail.</param>
    /// <param name="failed">The result when it did, with the reason.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TResult One<TResult>(Func<TResult> run, Func<string, TResult> failed)
    {
        try
        {
            return run();
        }
        catch (UserErrorException e)
        {
            return failed(e.Message);
        }
#pragma warning disable CA1031 // A defect that one case shows is its result; it must not hide the others.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return failed($"defect of the program: {e.GetType().Name}: {e.Message}");
        }
    }
}
