using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Study.Plots;
using Ketascope.Study.Populations;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;
using MathNet.Numerics.Statistics;

namespace Ketascope.Ketamine.Studies;

/// <summary>Treats people in pain and follows their ratings: with each way in which ketamine may act in the cord, and with a placebo.</summary>
/// <param name="library">The cord, people in pain, the drugs and their pharmacokinetics.</param>
public sealed class CordPatientsStudy(KetamineLibrary library)
    : Study<CordPatientsRequest>("cord patients", () => KetamineRequests.Default.CordPatientsRequest)
{
    private sealed record Arm(string Label, PainTreatment Treatment, PainCourses Courses);

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CordPatientsRequest request, StudyContext context, CancellationToken cancellation)
    {
        PainWords words = new(request, library);
        int? count = words.Count;
        double end = words.End;
        CordExposure exposure = words.Given(request.Regimen, cancellation);
        (PainGroup group, PainPeople people) = words.Draw();
        (string Label, PainTreatment Treatment)[] arms =
        [
            (PainTreatment.PlaceboName, PainTreatment.Placebo),
            .. words.Cord.Alternatives(hasDrug: true).Select(one => (one.Name, new PainTreatment(exposure, true, one))),
        ];
        ImmutableArray<double> shown = RatingTimes.Shown(end), times = RatingTimes.Grid(exposure, end);
        IProgress<int> progress = context.Counter(people.Count * arms.Length, "people");
        ImmutableArray<Arm> followed = [.. arms.Select((arm, i) =>
            new Arm(arm.Label, arm.Treatment, group.Follow(people, arm.Treatment, times, new ShiftedProgress(progress, i * people.Count), cancellation)))];
        words.Tell();
        return Task.FromResult(new StudyResult
        {
            Title = $"{request.Regimen}: {words.People} with {words.Condition.Title}",
            Sections =
            [
                new TableSection($"Rating of pain (NRS 0-10){(count is null ? "" : ", mean")}", Table(shown, followed, (ratings, _) => ratings.Average())),
                .. count is null ? (ResultSection[])[] :
                [
                    new TextSection(Errors(shown, followed)),
                    new TableSection("At least half of the pain gone (% of people)", Table(shown, followed, HalfRelieved)),
                ],
                new FigureSection(Figure.Of(Picture(request, exposure, followed, end))) { PanelsInText = 0 },
            ],
            Notes = words.Cord.Notes,
            Values = Values(shown, people, followed),
        });
    }

    private static double HalfRelieved(double[] ratings, double[] before) => 100.0 * ratings.Zip(before, (now, then) => now <= then / 2).Count(half => half)
        / ratings.Length;

    private static ResultTable Table(ImmutableArray<double> shown, ImmutableArray<Arm> arms, Func<double[], double[], double> of) => new(
        [new("after"), .. arms.Select(arm => new ResultColumn(arm.Label))],
        [.. shown.Select(time => (ImmutableArray<Cell>)
            [RatingTimes.Text(time), .. arms.Select(arm => (Cell)of(arm.Courses.At(time), arm.Courses.At(0)))])]);

    private static string Errors(ImmutableArray<double> shown, ImmutableArray<Arm> arms) => string.Create(CultureInfo.InvariantCulture,
        $"The standard errors of these means are at most {arms.Max(arm => shown.Max(time => StandardError(arm.Courses.At(time)))):F2}.");

    private static double StandardError(double[] values) => Math.Sqrt(values.Variance() / values.Length);

    private static ResultTable Values(ImmutableArray<double> shown, PainPeople people, ImmutableArray<Arm> arms) => new(
        [new("treatment"), new("person"), new("ongoing input", "Hz"), new("concentrations", "x"), new("time", "h"), new("rating")],
        [.. from arm in arms from person in Enumerable.Range(0, people.Count) from time in shown select (ImmutableArray<Cell>)
        [
            arm.Label, people.Drawn.Ids[person].ToString(CultureInfo.InvariantCulture), people.Input[person], people.Exposure[person], time / RatingTimes.Hour,
            arm.Courses.At(time)[person],
        ]]);

    private static CourseFigure Picture(CordPatientsRequest request, CordExposure exposure, ImmutableArray<Arm> arms, double end)
    {
        (string unit, double seconds) = RatingTimes.Unit(end);
        ImmutableArray<double> times = arms[0].Courses.Times, axis = [.. times.Select(time => time / seconds)];
        bool several = arms[0].Courses.Ratings.Length > 1;
        CourseSeries Rated(Arm arm)
        {
            const double Ninety = 1.645;
            double[][] all = [.. times.Select(arm.Courses.At)];
            ImmutableArray<double> means = [.. all.Select(ratings => ratings.Average())];
            ImmutableArray<double> Off(double errors) => several ? [.. all.Select((ratings, i) => means[i] + (errors * StandardError(ratings)))] : [];
            return new CourseSeries(arm.Label, axis, means, Off(-Ninety), Off(Ninety));
        }

        return new CourseFigure
        {
            Title = "Pain under treatment",
            Subtitle = several ? $"{request.Regimen}; means, with 90 % intervals of the mean" : request.Regimen,
            Panels =
            [
                new CoursePanel("free ketamine (uM)", [new CourseSeries("typical person", axis, [.. times.Select(exposure.Membrane.At)], [], [])]),
                new CoursePanel("pain (NRS 0-10)", [.. arms.Select(Rated)]),
                .. several ? (CoursePanel[])[new CoursePanel("half relieved (% of people)", [.. arms.Select(arm =>
                    new CourseSeries(arm.Label, axis, [.. times.Select(time => HalfRelieved(arm.Courses.At(time), arm.Courses.At(0)))], [], []))])] : [],
            ],
            TimeUnit = unit,
        };
    }
}
