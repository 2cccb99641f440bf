using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Running;

namespace Ketascope.Study.Conformance;

/// <summary>How a model's run at default settings compares with a much tighter one.</summary>
/// <param name="Worst">Where the two are farthest apart, in parts of the variable's range; null where they could not be compared.</param>
/// <param name="Doubts">What the program warned of by itself.</param>
/// <param name="Reason">Why they could not be compared; else empty.</param>
public sealed record TightTrial(Deviation? Worst, ImmutableArray<Doubt> Doubts, string Reason)
{
    /// <summary>The part of a variable's range from which on two runs count as different.</summary>
    public const double Bound = 1e-3;

    /// <summary>How many times tighter the other run is; the program's own check takes 100.</summary>
    private const double Tighter = 1000;

    /// <summary>The fewest steps of the other run.</summary>
    private const double Steps = 1000;

    /// <summary>Whether the two differ.</summary>
    public bool Differs => Worst?.OfRange > Bound;

    /// <summary>Whether a difference was warned of.</summary>
    public bool IsWarned => !Doubts.IsEmpty;

    /// <summary>Compares.</summary>
    /// <param name="prepared">The compiled run.</param>
    /// <param name="outcome">What it gave at default settings.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal static TightTrial Of(PreparedRun prepared, RunOutcome outcome, CancellationToken cancellation)
    {
        double span = prepared.Request.Times[^1] - prepared.Request.StartTime;
        RunOutcome tight = prepared.With(SecondOpinion.Settings(prepared.Request.Solver, Tighter, span / Steps)).Run(null, null, cancellation);
        LaneFailure? failure = tight.Failures.IsEmpty ? null : tight.Failures[0].Failure;
        return new TightTrial(SecondOpinion.Deviations([SolvedCourses.Of(outcome)], [SolvedCourses.Of(tight)]).MaxBy(one => one.OfRange),
            outcome.Doubts, failure is null || !outcome.Failures.IsEmpty ? "" : $"more tightly: {failure}");
    }
}
