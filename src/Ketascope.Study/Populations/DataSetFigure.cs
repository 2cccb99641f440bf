using Ketascope.Language.Flattening;
using Ketascope.Study.DataSets;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>
/// The picture of a run over a data set: the course of its one subject, or the median and the spread of many at each time that any of them has.
/// </summary>
public static class DataSetFigure
{
    /// <summary>Makes the picture.</summary>
    /// <param name="system">The model.</param>
    /// <param name="set">The data set.</param>
    /// <param name="rules">How it was read.</param>
    /// <param name="outcome">What the run gave.</param>
    /// <exception cref="UserErrorException">TIME of a subject starts again, so that its values are no course over one time.</exception>
    public static CourseFigure Of(OdeSystem system, DataSet set, DataSetRules rules, DataSetOutcome outcome)
    {
        if (set.Subjects.FirstOrDefault(subject =>
            Enumerable.Range(1, subject.Records.Length - 1).Any(record => Stretch.StartsAgain(subject, record))) is { } restarted)
        {
            throw new UserErrorException($"TIME of ID {restarted.Id} starts again, so its values are no course over one time that can be drawn; " +
                "--table FILE writes them record by record");
        }

        PopulationSummary summary = new(outcome.Quantities, new SubjectExposure(int.MaxValue, double.NegativeInfinity), system.TimeUnit ?? "");
        for (int subject = 0; subject < set.Subjects.Length; subject++)
        {
            PopulationChunk chunk = Chunk(set.Subjects[subject], subject, rules, outcome);
            summary.Add(chunk, summary.ExposureOf(chunk));
        }

        CourseFigure figure = CourseFigure.Of(system.Name, new TrajectoryBlock(summary.Medians(), outcome.Quantities, [1]), system.TimeUnit);
        return set.Subjects.Length == 1 ? figure : summary.WithBands(figure);
    }

    private static PopulationChunk Chunk(DataSubject subject, int index, DataSetRules rules, DataSetOutcome outcome)
    {
        RecordCourses courses = RecordCourses.Of(subject, [.. Enumerable.Range(0, subject.Records.Length)], rules);
        RunOutcome run = new()
        {
            Trajectories = courses.Join(outcome.Quantities, [outcome.Values[index]]),
            SubjectIds = [index + 1],
            Quantities = outcome.Quantities,
            Failures = [],
            Counters = default,
            Width = 1,
            Threads = 1,
            CompileSeconds = 0,
            SolveSeconds = 0,
        };
        return new PopulationChunk(new SubjectTable([index + 1], [], Array.Empty<double>()), run) { LastDoses = [outcome.LastDoses[index]] };
    }
}
