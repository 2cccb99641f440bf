using System.Collections.Immutable;
using Ketascope.Ketamine.Pain;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 4: doses below those of anaesthesia take strong acute pain, as trials in emergency departments saw it.</summary>
internal sealed class Analgesia : Claim
{
    private const string Condition = "acute", Push = "0.3 mg/kg iv over 4 min", Slow = "0.3 mg/kg iv over 15 min";
    private const double WeightKg = 70, Minute = 60, End = 2 * RatingTimes.Hour, MotovBaseline = 8.6, MillerBaseline = 7.1;
    private const int People = 96;

    public override int Number => 4;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        (string Label, string? Regimen)[] arms =
            [("placebo", null), ("0.1 mg/kg", "0.1 mg/kg iv over 15 min"), ("0.3 mg/kg", Slow), ("0.5 mg/kg", "0.5 mg/kg iv over 15 min")];
        PainCourses[] courses = [.. arms.Select(arm => Follow(bench, arm.Regimen, MotovBaseline, cancellation))];
        PainCourses push = Follow(bench, Push, MotovBaseline, cancellation);
        double Beside(int arm, double minutes) => Mean(courses[arm], minutes) - Mean(courses[0], minutes);
        Dictionary<string, double> values = new()
        {
            ["push-30-min"] = Mean(push, 30),
            ["push-15-min"] = Fall(push, 15),
            ["slow-15-min"] = Fall(courses[2], 15),
            ["push-5-min"] = Fall(Follow(bench, Push, MillerBaseline, cancellation), 5),
            ["beside-placebo"] = Beside(2, 30),
            ["lowest-dose"] = Beside(1, 30),
        };
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Strong acute pain",
            Subtitle = FormattableString.Invariant($"mean of {People} people, doses over 15 min"),
            Panels =
            [
                new CoursePanel("pain (NRS 0-10)", [.. arms.Select((arm, i) => Line(arm.Label, courses[i]))]),
            ],
            TimeUnit = "min",
        }));
    }

    private static CourseSeries Line(string label, PainCourses courses) =>
        new(label, [.. courses.Times.Select(time => time / Minute)], [.. courses.Times.Select(time => courses.At(time).Average())], [], []);

    private static double Mean(PainCourses courses, double minutes) => courses.At(minutes * Minute).Average();

    private static double Fall(PainCourses courses, double minutes) => Mean(courses, minutes) - Mean(courses, 0);

    private static PainCourses Follow(ClaimBench bench, string? regimen, double baseline, CancellationToken cancellation)
    {
        PainCondition condition = bench.Library.Pain.File.Condition(Condition);
        PainGroup group = bench.Library.Pain.Group(condition, bench.Library.Pain.File.Relief(null), baseline, bench.Library.Cord.Circuit(condition.Circuit), [],
            ImmutableSortedDictionary<string, double>.Empty);
        PainTreatment treatment = regimen is null ? PainTreatment.Placebo : new PainTreatment(
            bench.Library.Cord.Doses.Regimen(regimen, WeightKg, End, cancellation).Exposure, true, bench.Library.Cord.File.Alternatives[0]);
        return group.Follow(group.Draw(People, 1, End), treatment, RatingTimes.Grid(treatment.Exposure, End), progress: null, cancellation);
    }
}
