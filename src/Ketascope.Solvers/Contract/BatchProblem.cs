namespace Ketascope.Solvers.Contract;

/// <summary>What a solver is asked for one batch of lanes.</summary>
public sealed record BatchProblem
{
    /// <summary>The equations.</summary>
    public required LaneKernel Kernel { get; init; }

    /// <summary>The parameters, structure of arrays: parameter <c>i</c> of lane <c>l</c> at <c>[i*Width + l]</c>.</summary>
    public required ReadOnlyMemory<double> Parameters { get; init; }

    /// <summary>How many lanes hold subjects, from the first on; the others repeat the last subject and are not reported.</summary>
    public required int ActiveLanes { get; init; }

    /// <summary>The start time.</summary>
    public double StartTime { get; init; }

    /// <summary>The times at which values are asked, ascending, none before the start; the last is the end.</summary>
    public required ReadOnlyMemory<double> OutputTimes { get; init; }

    /// <summary>Which quantities are stored: a state by its index, output <c>k</c> of the kernel as <c>StateCount + k</c>.</summary>
    public required ReadOnlyMemory<int> Stored { get; init; }

    /// <summary>What happens to each lane from outside, each list ordered by time; empty for none. One list serves all lanes when only one is given.</summary>
    public IReadOnlyList<IReadOnlyList<Discontinuity>> Discontinuities { get; init; } = [];

    /// <summary>
    /// How many rows of samples follow the rows of the output times in the values (see <see cref="DiscontinuityKind.Sample"/>); rows that no lane samples keep
    /// what they held.
    /// </summary>
    public int SampleRows { get; init; }

    /// <summary>
    /// Whether values may be written past the processor's caches, which spares reading what they overwrite: for batches that together are larger than the
    /// caches and are read only when all are solved. Only a hint; it needs values that stand at a multiple of 64 bytes.
    /// </summary>
    public bool WritesPastCaches { get; init; }

    /// <summary>Tolerances and method.</summary>
    public SolverSettings Settings { get; init; } = new();

    /// <summary>Ends the batch early, within some hundred steps.</summary>
    public CancellationToken Cancellation { get; init; }
}
