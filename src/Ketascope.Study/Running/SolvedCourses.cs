using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Running;

/// <summary>Courses of some subjects at the same times, as they were solved.</summary>
/// <param name="Values">The values.</param>
/// <param name="Subjects">What each subject is called.</param>
/// <param name="Failures">For each subject null, or why its solution ended early.</param>
/// <param name="Work">The work done.</param>
public sealed record SolvedCourses(Trajectories Values, ImmutableArray<string> Subjects, ImmutableArray<LaneFailure?> Failures, WorkCounters Work)
{
    /// <summary>The courses of a run.</summary>
    /// <param name="outcome">The run.</param>
    public static SolvedCourses Of(RunOutcome outcome)
    {
        LaneFailure?[] failures = new LaneFailure?[outcome.Trajectories.SubjectCount];
        foreach ((int subject, LaneFailure failure) in outcome.Failures)
        {
            failures[subject] = failure;
        }

        return new SolvedCourses(
            outcome.Trajectories, [.. outcome.SubjectIds.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))], [.. failures], outcome.Counters);
    }
}
