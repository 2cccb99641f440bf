using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Studies;

/// <summary>Runs of which all courses stay in memory: of one subject, of a table of them, of virtual people.</summary>
internal static class CourseAnswer
{
    private static readonly ResultStyle Style = ResultStyle.Tool with { HasTitle = true, Sections = SectionsShown.WithoutFiles };

    /// <summary>Runs the subjects of a request.</summary>
    public static StudyResult Run(RunRequest request, ImmutableArray<Note> notes, StudyContext context, CancellationToken cancellation)
    {
        RunOutcome outcome = ModelRun.Run(request, context.Counter(request.Subjects?.Ids.Length ?? 1, "subjects"), cancellation);
        return Answer(request, outcome, notes, Manifests.Of(request, outcome, context));
    }

    /// <summary>Runs virtual people.</summary>
    public static StudyResult Run(
        RunRequest request, PopulationSettings people, ImmutableArray<Note> notes, StudyContext context, CancellationToken cancellation)
    {
        PopulationSimulation population = PopulationSimulation.Prepare(request, people);
        PopulationChunk chunk = population.Solve(population.Draw(1, checked((int)people.Subjects)), context.Counter(people.Subjects, "subjects"), cancellation);
        RunOutcome outcome = chunk.Outcome with { Trajectories = chunk.Observed };
        ImmutableArray<Note> all =
        [
            .. notes, .. ModelNotes.Remark(population.UnusedColumns), .. ModelNotes.Remark(GivenStarts.Undrawn(request.Model.System, population.Columns)),
            .. ModelNotes.Warning(population.Alike),
        ];
        RunManifest manifest = Manifests.Of(request, outcome, context) with { Seed = people.Seed, Subjects = people.Subjects, People = population.Manifest };
        return Answer(request, outcome, all, manifest);
    }

    private static StudyResult Answer(RunRequest request, RunOutcome outcome, ImmutableArray<Note> notes, RunManifest manifest)
    {
        OdeSystem system = request.Model.System;
        TrajectoryBlock block = outcome.Block();
        ResultTable extremes = Extremes(block);

        // Where every subject failed at the very start there is nothing to show but the reason.
        bool isEmpty = outcome.Failures.Length == outcome.SubjectIds.Length && outcome.Failures.All(failed => failed.Failure.Time <= request.Times[0]);
        string? fast = !outcome.Failures.IsEmpty && system.States.Any(state => state.Fast is not null)
            ? "reactions of this model are marked fast and so at equilibrium at every moment; if that is not meant, --ignore-fast makes ordinary " +
                "reactions of them"
            : null;
        return new StudyResult
        {
            Title = Heading(request, outcome),
            Sections = isEmpty ? []
                : [new FigureSection(Figure.Of(CourseFigure.Of(system.Name, block, system.TimeUnit))) { IsClose = true }, new TableSection(null, extremes)],
            Notes =
            [
                .. notes, .. ModelNotes.Of(outcome.Doubts), .. ModelNotes.Remark(fast),
                .. ModelNotes.Of(outcome.Failures.Select(one => (outcome.SubjectIds[one.Subject].ToString(CultureInfo.InvariantCulture), one.Failure))),
            ],
            Run = new RunResult { Title = system.Name, Trajectories = block, TimeUnit = system.TimeUnit, Summary = extremes, Manifest = manifest },
            Manifest = manifest,
            Work = Work(outcome, request.Repetitions),
            Style = Style,
        };
    }

    private static string Heading(RunRequest request, RunOutcome outcome)
    {
        OdeSystem system = request.Model.System;
        int subjects = outcome.SubjectIds.Length;
        string unit = system.TimeUnit is { } time ? $" {time}" : "";
        string who = subjects == 1 ? "" : string.Create(CultureInfo.InvariantCulture,
            $"; {subjects} subjects: the plot shows the median and the 5th to 95th percentile");
        return string.Create(CultureInfo.InvariantCulture, $"model {system.Name}, {request.Times[0]:G6} to {request.Times[^1]:G6}{unit}{who}");
    }

    /// <summary>
    /// For each quantity its values at the first and last time (in many subjects: their means) and its extremes, over the subjects that were solved; of one
    /// subject as far as it was solved.
    /// </summary>
    private static ResultTable Extremes(TrajectoryBlock block)
    {
        bool many = block.Subjects.Length > 1;
        string last = many ? "mean at last time" : double.IsFinite(block.Values[0, 0, block.Values.Times.Length - 1]) ? "at last time" : "at last time solved";
        ImmutableArray<ResultColumn> columns =
            [new("name"), new("unit"), new(many ? "mean at first time" : "at first time"), new(last), new("lowest"), new("highest")];
        return new ResultTable(columns, [.. block.Quantities.Select((quantity, index) =>
        {
            IEnumerable<double[]> all = Enumerable.Range(0, block.Values.SubjectCount).Select(subject => block.Values.Course(subject, index));
            double[][] courses =
            [
                .. all.Select(course => many ? course : [.. course.TakeWhile(double.IsFinite)])
                    .Where(course => course.Length > 0 && double.IsFinite(course[^1])).DefaultIfEmpty([double.NaN]),
            ];
            return (ImmutableArray<Cell>)
            [
                quantity.Label, quantity.Unit ?? "", courses.Average(course => course[0]), courses.Average(course => course[^1]),
                courses.Min(course => course.Min()), courses.Max(course => course.Max()),
            ];
        })]);
    }

    private static ImmutableArray<string> Work(RunOutcome outcome, int repetitions)
    {
        WorkCounters work = outcome.Counters;
        int subjects = outcome.Trajectories.SubjectCount;
        string times = string.Create(
            CultureInfo.InvariantCulture,
            $"compile_s={outcome.CompileSeconds:F4} solve_s={outcome.SolveSeconds:F4} solve_cpu_s={outcome.SolveProcessorSeconds:F4} subjects={subjects} "
                + $"subjects_per_s={subjects / outcome.SolveSeconds:F1} threads={outcome.Threads} width={outcome.Width} repetitions={repetitions}");
        string counters = string.Create(
            CultureInfo.InvariantCulture,
            $"batches={outcome.Trajectories.BatchCount} steps={work.AcceptedSteps} rejected={work.RejectedSteps} " +
                $"derivatives={work.DerivativeCalls} jacobians={work.JacobianCalls} "
                + $"factorizations={work.Factorizations} solves={work.LinearSolves} switches={work.MethodSwitches} restarts={work.Restarts}");
        return [times, counters];
    }
}
