namespace Ketascope.Solvers.Contract;

/// <summary>What happened to one batch; the values themselves went into the caller's buffer.</summary>
/// <param name="Failures">For each active lane null, or why it ended early (its values from that time on are NaN).</param>
/// <param name="Counters">The work done.</param>
public sealed record BatchResult(IReadOnlyList<LaneFailure?> Failures, WorkCounters Counters);
