using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a treatment did to parts of the patient.</summary>
/// <param name="Label">The treatment.</param>
/// <param name="Run">What was solved.</param>
/// <param name="Courses">The course of each output, in the order in which they are shown: of a typical person, or mean and spread of people.</param>
/// <param name="Before">The value of each output before the first dose, of people their mean.</param>
internal sealed record PartArm(string Label, PatientRun Run, ImmutableArray<CourseSeries> Courses, ImmutableArray<double> Before);

/// <summary>A request about parts of the patient, answered as a chart: what happened to each output, when, beside other treatments.</summary>
/// <param name="words">The request.</param>
/// <param name="library">The parts, the drugs and their pharmacokinetics.</param>
internal sealed class PartChart(PartWords words, KetamineLibrary library)
{
    /// <summary>How long before the first dose people are looked at, h: what follows a concentration at once jumps with a bolus.</summary>
    private const double Before = 1.0 / 3600;

    /// <summary>Solves and shows.</summary>
    /// <param name="regimen">What is given, for the title.</param>
    /// <param name="context">What a study needs from where it runs.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public StudyResult Answer(string regimen, StudyContext context, CancellationToken cancellation)
    {
        ImmutableArray<(string Label, PatientTreatment Treatment)> treatments = words.Treatments();
        double hours = words.Hours(treatments.Select(one => one.Treatment));
        int people = words.Count ?? 1;
        IProgress<int> progress = context.Counter(people * treatments.Length, "people");
        ImmutableArray<PartArm> arms =
        [
            .. treatments.Select((one, i) => Arm(one.Label, one.Treatment, hours, new ShiftedProgress(progress, i * people), cancellation)),
        ];
        string who = words.Count is { } count ? FormattableString.Invariant($"{count} people") : "a typical person";
        return new StudyResult
        {
            Title = $"{regimen}: {who}{(words.Condition is { } one ? $" ({one.Condition.Title})" : "")}",
            Sections =
            [
                .. words.Outputs.Select((output, i) => new TableSection(Heading(output), Table(arms, i))),
                new FigureSection(Figure.Of(Picture(regimen, arms, hours))),
            ],
            Values = Values(arms),
            Notes = [new Note(NoteKind.Remark, CourseFigure.Disclaimer) { IsFirst = true }, .. Notes(arms)],
        };
    }

    private PartArm Arm(string label, PatientTreatment treatment, double hours, ShiftedProgress progress, CancellationToken cancellation)
    {
        PatientRun run = PatientRun.Of(
            library, treatment, words.Parts, [.. words.Outputs.Select(one => one.Variable)], [-Before, .. PatientTimes.For(treatment.Regimen, hours)]);
        run = run with { Request = run.Request with { StartTime = -Before } };
        if (words.Count is { } count)
        {
            PopulationChunk all = PopulationSimulation.Run(run.Request, new PopulationSettings { Subjects = count, Seed = words.Seed }, progress, cancellation);
            return Solved(label, run, all.Outcome, true);
        }

        PartArm typical = Solved(label, run, ModelRun.Run(run.Request, progress: null, cancellation), false);
        progress.Report(1);
        return typical;
    }

    private PartArm Solved(string label, PatientRun run, RunOutcome outcome, bool isOfPeople)
    {
        if (!outcome.Failures.IsEmpty)
        {
            throw new UserErrorException($"'{label}': the equations could not be solved: {outcome.Failures[0].Failure}");
        }

        CourseSeries[] courses = [.. words.Outputs.Select((_, i) => Course(label, outcome, i, isOfPeople))];
        return new PartArm(label, run, [.. courses.Select(FromFirstDose)], [.. courses.Select(course => course.Middle[0])]);
    }

    private static CourseSeries FromFirstDose(CourseSeries course) => course with
    {
        Times = course.Times[1..],
        Middle = course.Middle[1..],
        Low = course.Low.IsEmpty ? [] : course.Low[1..],
        High = course.High.IsEmpty ? [] : course.High[1..],
    };

    private static CourseSeries Course(string label, RunOutcome outcome, int quantity, bool isOfPeople)
    {
        TrajectoryBlock block = new(outcome.Trajectories, outcome.Quantities, outcome.SubjectIds);
        CourseSeries course = CourseSeries.Of(block, quantity) with { Label = label };
        int count = outcome.Trajectories.SubjectCount;
        return !isOfPeople ? course : course with
        {
            Middle = [.. Enumerable.Range(0, course.Times.Length).Select(time =>
                Enumerable.Range(0, count).Average(person => outcome.Trajectories[person, quantity, time]))],
        };
    }

    private string Heading(ShownOutput output)
    {
        string unit = output.Output.Unit == "dimensionless" ? "" : $", {output.Output.Unit}";
        return $"{output.Name}: {output.Output.Title}{unit}{(words.Count is null ? "" : "; mean, and 5th to 95th percentile of people at that time")}";
    }

    private ResultTable Table(ImmutableArray<PartArm> arms, int output) => new(
        [
            new("treatment"), new("before"), new("farthest"), .. Spread("5 %", "95 %"), new("at"), new("back half-way"), new("at the end"),
            .. Spread("5 % end", "95 % end"),
        ],
        [.. arms.Select((arm, i) => Row(Name(i, arm.Label), arm.Before[output], arm.Courses[output]))]);

    private ResultColumn[] Spread(string low, string high) => words.Count is null ? [] : [new(low), new(high)];

    private static ImmutableArray<Cell> Row(string label, double before, CourseSeries course)
    {
        ImmutableArray<double> values = course.Middle;
        int at = Enumerable.Range(0, values.Length).MaxBy(i => Math.Abs(values[i] - before));
        double most = values[at];
        int back = Enumerable.Range(at, values.Length - at).FirstOrDefault(i => Math.Abs(values[i] - before) <= Math.Abs(most - before) / 2, -1);
        Cell[] Of(int i) => course.Low.IsEmpty ? [] : [course.Low[i], course.High[i]];
        bool isFlat = Math.Abs(most - before) < 1e-9 * Math.Max(1, Math.Abs(before));
        return
        [
            label, before + 0.0, most + 0.0, .. Of(at), isFlat ? "" : RatingTimes.Text(course.Times[at] * RatingTimes.Hour),
            isFlat ? "" : back < 0 ? "not by then" : RatingTimes.Text(course.Times[back] * RatingTimes.Hour), values[^1], .. Of(values.Length - 1),
        ];
    }

    private ResultTable Values(ImmutableArray<PartArm> arms) => new(
        [
            new("treatment"), new("time", "h"), .. words.Outputs.SelectMany(one => (ResultColumn[])
                [new(one.Name, one.Output.Unit), .. Spread($"{one.Name} 5 %", $"{one.Name} 95 %")]),
        ],
        [
            .. from arm in arms
               from i in Enumerable.Range(0, arm.Courses[0].Times.Length)
               select (ImmutableArray<Cell>)[arm.Label, arm.Courses[0].Times[i], .. arm.Courses.SelectMany(course => course.Low.IsEmpty
                   ? (Cell[])[course.Middle[i]] : [course.Middle[i], course.Low[i], course.High[i]])],
        ]);

    private CourseFigure Picture(string regimen, ImmutableArray<PartArm> arms, double hours)
    {
        (string unit, double seconds) = RatingTimes.Unit(hours * RatingTimes.Hour);
        double scale = RatingTimes.Hour / seconds;
        return new CourseFigure
        {
            Title = "What the dose does",
            Subtitle = words.Count is null ? regimen : $"{regimen}; means, with the 5th to 95th percentile of people",
            Panels = [.. words.Outputs.Select((output, o) => new CoursePanel(
                output.Output.Unit == "dimensionless" ? output.Name : $"{output.Name} ({output.Output.Unit})",
                [.. arms.Select((arm, i) => arm.Courses[o] with
                {
                    Label = Name(i, arm.Label),
                    Times = [.. arm.Courses[o].Times.Select(time => time * scale)],
                })]))],
            TimeUnit = unit,
            Doses = [.. SamplingGrid.DoseTimes(words.Treatments()[0].Treatment.Regimen).Select(one => new DoseInterval(one.Start * scale, one.End * scale))],
        };
    }

    private static string Name(int place, string label) => $"{(char)('A' + (place % 26))}  {label}";

    private IEnumerable<Note> Notes(ImmutableArray<PartArm> arms)
    {
        IEnumerable<Note> given = arms.SelectMany(arm => arm.Run.Text.Given.SelectMany(drug => (Note[])
        [
            new Note(NoteKind.Assumption, $"Concentrations: {drug.Choice.Model.Id}: {drug.Choice.Model.Title}. {drug.Choice.Reason}"), .. drug.Notes,
        ])
            .Concat(arm.Run.Text.Assumptions.Select(text => new Note(NoteKind.Assumption, text)))
            .Concat(arm.Run.Text.Sources.Select(one => new Note(NoteKind.Source, $"{one.Text} {one.Url}"))));
        string models = string.Join(", ", words.Parts.Select(part => $"{Path.GetFileName(Path.GetDirectoryName(part.File.TextPath))}"));
        return words.Assumptions.Select(text => new Note(NoteKind.Assumption, text)).Concat(given)
            .Append(new Note(NoteKind.Source, $"Equations and numbers with their papers: models/{models} (README.md)"))
            .Distinct();
    }
}
