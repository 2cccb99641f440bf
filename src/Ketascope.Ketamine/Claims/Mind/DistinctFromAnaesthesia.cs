using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Mind;

/// <summary>Claim 7: response is lost at doses that are higher than those of claims 4 to 6, and by a mechanism of its own.</summary>
internal sealed class DistinctFromAnaesthesia : Claim
{
    private const string Infusion = "ketamine 0.5 mg/kg iv over 40 min";

    public override int Number => 7;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mind = new(bench.Areas.Find("mind"), cancellation);
        Dictionary<string, double> values = new()
        {
            ["obeys-S"] = mind.Minutes("esketamine 1 mg/kg iv over 1 min", "obeys-at", "30 min"),
            ["obeys-RS"] = mind.Minutes("ketamine 2 mg/kg iv over 1 min", "obeys-at", "30 min"),
            ["infusion"] = Lost("ketamine 0.5 mg/kg iv over 40 min", ""),
            ["spray"] = Lost("esketamine 84 mg intranasal", ""),
            ["push-1"] = Lost("ketamine 1 mg/kg iv over 1 min", ""),
            ["push-half"] = Lost("ketamine 0.5 mg/kg iv over 1 min", ""),
            ["push-1-without-HCN1"] = Lost("ketamine 1 mg/kg iv over 1 min", "without=HCN1"),
            ["high-without-HCN1"] = mind.Of(Infusion, "without=HCN1", "high", "40 min") / mind.Of(Infusion, "", "high", "40 min"),
        };
        double[] doses = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2];
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Who loses the response",
            Subtitle = "200 virtual people",
            Panels =
            [
                new PointPanel("dose (mg/kg)", "lost (%)",
                [
                    Curve("over 1 min", "1 min", "", 0), Curve("over 40 min", "40 min", "", 1),
                    Curve("over 1 min, without HCN1", "1 min", "without=HCN1", 2),
                ]),
            ],
        }));

        double Lost(string regimen, string setting) => mind.Share(regimen, setting, "unresponsive > 0.5", "max 0-2 h");
        PointSeries Curve(string label, string time, string setting, int colour)
        {
            double[] lost = [.. doses.Select(dose => 100 * Lost(FormattableString.Invariant($"ketamine {dose} mg/kg iv over {time}"), setting))];
            return new PointSeries(label, [.. doses], [.. lost], IsLine: true) { Colour = colour };
        }
    }
}
