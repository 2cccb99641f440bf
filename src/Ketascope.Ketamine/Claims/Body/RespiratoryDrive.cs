using Ketascope.Ketamine.Patient;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Body;

/// <summary>Claim 26: ketamine preserves respiratory drive, beside doses of opioids that relieve pain as much.</summary>
internal sealed class RespiratoryDrive : Claim
{
    private const string Clamped = "clamped-ventilation", CarbonDioxide = "PaCO2";
    private const string Ketamine = "0.3 mg/kg iv over 15 min", Morphine = "morphine 0.1 mg/kg iv", Remifentanil = "remifentanil target 1 ng/mL for 2 h";
    private const string OnRemifentanil = "remifentanil target 0.6 ng/mL for 2 h";
    private const string Volunteers = "esketamine 1 mg/kg iv over 3 h";
    private const double EndOfVolunteers = 3;

    public override int Number => 26;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        BodyBench body = new(bench, cancellation);
        SetPart usual = body.Body(), roused = BodyBench.Under(usual, "stimulation");
        double Fall(string regimen) => body.Course(usual, regimen, Clamped) is var course ? course[0] - course.Min() : 0;
        double ketamine = Fall(Ketamine);
        double[] alone = body.Course(usual, OnRemifentanil, Clamped);
        double[] both = body.Course(usual, $"{OnRemifentanil} and esketamine target 127 ng/mL for 2 h", Clamped);
        Dictionary<string, double> values = new()
        {
            ["isocapnic"] = body.Change(usual, Volunteers, Clamped, EndOfVolunteers),
            ["isocapnic-stimulation"] = body.Change(roused, Volunteers, Clamped, EndOfVolunteers),
            ["beside-morphine"] = ketamine / Fall(Morphine),
            ["beside-remifentanil"] = ketamine / Fall(Remifentanil),
            ["carbon-dioxide"] = body.Rise(usual, Ketamine, CarbonDioxide) / body.Rise(usual, Morphine, CarbonDioxide),
            ["on-remifentanil"] = both[^1] / alone[^1],
        };
        double[] Change(string regimen) => body.Course(usual, regimen, CarbonDioxide) is var course ? [.. course.Select(value => value - course[0])] : [];
        (string Label, string Regimen)[] arms = [("ketamine 0.3 mg/kg", Ketamine), ("morphine 0.1 mg/kg", Morphine), ("remifentanil 1 ng/mL", Remifentanil)];
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Breathing at equal relief of pain",
            Subtitle = "carbon dioxide held at 48.75 mmHg (above), and as it goes by itself (below)",
            Panels =
            [
                new CoursePanel("ventilation at 48.75 mmHg (L/min)",
                    [.. arms.Select(arm => BodyBench.Line(arm.Label, body.Course(usual, arm.Regimen, Clamped)))]),
                new CoursePanel("rise of carbon dioxide (mmHg)", [.. arms.Select(arm => BodyBench.Line(arm.Label, Change(arm.Regimen)))]),
            ],
            TimeUnit = "min",
        }));
    }
}
