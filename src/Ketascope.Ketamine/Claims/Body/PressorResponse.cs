using Ketascope.Ketamine.Patient;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Body;

/// <summary>
/// Claim 28: ketamine raises heart rate and blood pressure by inhibiting reuptake of catecholamines; and where the reserve is spent it does not.
/// </summary>
internal sealed class PressorResponse : Claim
{
    private const string Systolic = "SBP", Mean = "MAP", Rate = "HR";
    private const string Push = "2 mg/kg iv over 60 s", Infusion = "0.5 mg/kg iv over 40 min", Volunteers = "esketamine 1 mg/kg iv over 3 h";
    private const double Minute = 1.0 / 60, Hour = 1, Percent = 100;

    public override int Number => 28;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        BodyBench body = new(bench, cancellation);
        SetPart healthy = body.Body(), resting = body.Body(settings: ("HR0", "65"));
        SetPart stressed = body.Body("stressed"), shock = body.Body("shock"), exhausted = body.Body("shock", ("reserve", "exhausted"));
        double[] Change(SetPart person, string output) => [.. body.Course(person, Push, output) is var course ? course.Select(value => value - course[0]) : []];
        double whole = body.Rise(healthy, Push, Mean), without = body.Rise(healthy.Without(healthy.File.Switches["NET"]), Push, Mean);
        Dictionary<string, double> values = new()
        {
            ["MAP-3-h"] = body.Change(healthy, Volunteers, Mean, 3 * Hour),
            ["HR-3-h"] = body.Change(resting, Volunteers, Rate, 3 * Hour),
            ["MAP-411"] = Percent * body.Change(healthy, "target 411 ng/mL for 40 min", "MAP-of-rest", 40 * Minute),
            ["SBP-30-min"] = body.Change(healthy, Infusion, Systolic, 30 * Minute),
            ["SBP-stressed"] = body.Change(stressed, Push, Systolic, 6 * Minute),
            ["HR-stressed"] = body.Change(stressed, Push, Rate, 6 * Minute),
            ["SBP-shock"] = body.Change(shock, Push, Systolic, 6 * Minute),
            ["HR-shock"] = body.Change(shock, Push, Rate, 6 * Minute),
            ["SBP-exhausted"] = body.Change(exhausted, Push, Systolic, 6 * Minute),
            ["reuptake"] = Percent * (1 - (without / whole)),
        };
        (string Label, SetPart Person)[] people =
            [("healthy", healthy), ("stressed, reserve 0.6", stressed), ("shock, 0.3", shock), ("exhausted, 0", exhausted)];
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "2 mg/kg in one minute: who answers",
            Subtitle = "by the sympathetic reserve, whose levels are assumed",
            Panels =
            [
                new CoursePanel("change of systolic pressure (mmHg)", [.. people.Select(one => BodyBench.Line(one.Label, Change(one.Person, Systolic)))]),
                new CoursePanel("change of heart rate (1/min)", [.. people.Select(one => BodyBench.Line(one.Label, Change(one.Person, Rate)))]),
            ],
            TimeUnit = "min",
        }));
    }
}
