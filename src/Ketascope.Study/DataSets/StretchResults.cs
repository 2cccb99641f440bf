using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Results;

namespace Ketascope.Study.DataSets;

/// <summary>What the solution of each stretch gave, gathered from any thread, and put together by subject.</summary>
/// <param name="count">How many stretches there are.</param>
internal sealed class StretchResults(int count)
{
    private readonly (double[] Values, LaneFailure? Failure, double LastDose)[] _results = new (double[], LaneFailure?, double)[count];
    private readonly Lock _lock = new();

    /// <summary>The work done.</summary>
    public WorkCounters Counters { get; private set; }

    /// <summary>What one stretch gave: its values, why it ended early or null, and when its last dose has been given.</summary>
    /// <param name="stretch">Which one.</param>
    public (double[] Values, LaneFailure? Failure, double LastDose) this[int stretch]
    {
        get => _results[stretch];
        set => _results[stretch] = value;
    }

    /// <summary>Counts the work of a batch.</summary>
    public void Add(WorkCounters counters)
    {
        lock (_lock)
        {
            Counters += counters;
        }
    }

    /// <summary>The results by subject: the values of its stretches one after another, the first failure, the last dose.</summary>
    /// <param name="quantities">What the values are.</param>
    /// <param name="stretches">The stretches, in the order of the results.</param>
    public DataSetOutcome Outcome(ImmutableArray<QuantityInfo> quantities, ImmutableArray<Stretch> stretches)
    {
        List<double[]> values = [];
        List<double> lastDoses = [];
        List<(int, LaneFailure)> failures = [];
        for (int first = 0, next = 1; first < stretches.Length; first = next++)
        {
            while (!stretches[next - 1].IsLast)
            {
                next++;
            }

            var own = _results.AsSpan(first..next);
            values.Add(own.Length == 1 ? own[0].Values : [.. own.ToArray().SelectMany(one => one.Values)]);
            lastDoses.Add(own[^1].LastDose);
            if (own.ToArray().FirstOrDefault(one => one.Failure is not null).Failure is { } failure)
            {
                failures.Add((stretches[first].Subject, failure));
            }
        }

        return new DataSetOutcome(quantities, [.. values], [.. failures]) { LastDoses = [.. lastDoses], Counters = Counters };
    }
}
