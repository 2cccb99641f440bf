using Ketascope.Ketamine.Patient;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Body;

/// <summary>Claim 29: ketamine increases secretions, and an antisialagogue takes most of that away.</summary>
internal sealed class Secretions : Claim
{
    private const string Saliva = "hypersalivation", Dose = "4 mg/kg im";
    private const double Percent = 100, Soon = 0.2;

    private static readonly double[] Doses = [1, 2, 3, 4, 5, 6, 8, 10];

    public override int Number => 29;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        BodyBench body = new(bench, cancellation);
        double Share(string premedication, double dose)
        {
            SetPart child = body.Body(settings:
                [("age", "child"), ("premedication", premedication), ("muscle-dose", FormattableString.Invariant($"{dose}"))]);
            return Percent * body.At(child, Dose, Saliva, Soon);
        }

        double alone = Share("none", 4), dried = Share("atropine", 4);
        Dictionary<string, double> values = new()
        {
            ["alone"] = alone,
            ["intervention"] = alone,
            ["atropine"] = dried / alone,
            ["by-dose"] = Share("none", 8) - Share("none", 2),
        };
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Too much saliva by dose",
            Subtitle = "two trials' definitions differ sevenfold; the slope by dose is assumed",
            Panels =
            [
                new PointPanel("dose into a muscle (mg/kg)", "children with too much saliva (%)",
                [
                    new PointSeries("without", [.. Doses], [.. Doses.Select(dose => Share("none", dose))], IsLine: true) { Colour = 0 },
                    new PointSeries("with atropine", [.. Doses], [.. Doses.Select(dose => Share("atropine", dose))], IsLine: true) { Colour = 1 },
                    new PointSeries("trial of atropine (calibration)", [4, 4], [30.8, 11.4], IsLine: false) { Colour = 2 },
                    new PointSeries("needed intervention (Brown 2008)", [4], [4.2], IsLine: false) { Colour = 3 },
                ]),
            ],
        }));
    }
}
