using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Results;

namespace Ketascope.Study.Running;

/// <summary>What a run gave.</summary>
public sealed record RunOutcome
{
    /// <summary>The values.</summary>
    public required Trajectories Trajectories { get; init; }

    /// <summary>The subjects' identifiers.</summary>
    public required ImmutableArray<long> SubjectIds { get; init; }

    /// <summary>What is known of the reported quantities, in the order of the trajectories' names.</summary>
    public required ImmutableArray<QuantityInfo> Quantities { get; init; }

    /// <summary>Subjects whose solution ended early, by index, with the reason.</summary>
    public required ImmutableArray<(int Subject, LaneFailure Failure)> Failures { get; init; }

    /// <summary>
    /// Courses that depend on the settings of the solver by more than they explain, where that was looked for (<see cref="RunRequest.IsChecked"/>).
    /// </summary>
    public ImmutableArray<Doubt> Doubts { get; init; } = [];

    /// <summary>The work done.</summary>
    public required WorkCounters Counters { get; init; }

    /// <summary>How many subjects shared a vector.</summary>
    public required int Width { get; init; }

    /// <summary>How many threads worked.</summary>
    public required int Threads { get; init; }

    /// <summary>Wall time from flat equations to machine code that is ready to run, s.</summary>
    public required double CompileSeconds { get; init; }

    /// <summary>Wall time of the solution, s.</summary>
    public required double SolveSeconds { get; init; }

    /// <summary>Processor time of the solution, all threads of the program together, s: on a machine that others use too, it says more than the wall time.</summary>
    public double SolveProcessorSeconds { get; init; }

    /// <summary>The values with their descriptions, for writers and plots.</summary>
    public TrajectoryBlock Block() => new(Trajectories, Quantities, SubjectIds);
}
