using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 2: the phencyclidine family shares one site in the pore.</summary>
internal sealed class OnePoreSite : Claim
{
    private const string Bath = "subunits 2A; hold -70 mV; glycine 10 uM; ";
    private static readonly string[] Family = ["MK-801", "PCP", "S-ketamine", "ketamine", "memantine", "R-ketamine", "norketamine"];

    public override int Number => 2;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PatchExperiment patch = bench.Receptor;
        ConcentrationResponse experiment = new(patch);
        ResponseCurve Curve(string drug, string beside = "") =>
            experiment.Run(beside.Length == 0 ? drug : $"{drug} beside {beside}", beside.Length == 0 ? Bath : $"{Bath}{beside}; ", Varied.Drug, drug, ConcentrationResponse.Series(1e-5, 1e3, 3), atPeak: false, cancellation);
        Dictionary<string, ResponseCurve> curves = Family.ToDictionary(drug => drug, drug => Curve(drug));
        ResponseCurve beside = Curve("ketamine", "memantine 5 uM");
        double IC50(string drug) => curves[drug].Fit.Midpoint;
        Dictionary<string, double> values = new()
        {
            ["ketamine"] = IC50("ketamine"),
            ["enantiomers"] = IC50("S-ketamine") / IC50("R-ketamine"),
            ["norketamine"] = IC50("norketamine") / IC50("ketamine"),
            ["memantine"] = IC50("memantine"),
            ["pcp"] = IC50("PCP") / IC50("ketamine"),
            ["mk-801"] = IC50("MK-801"),
            ["displacement"] = beside.Fit.Midpoint / IC50("ketamine") / (1 + (5 / IC50("memantine"))),
        };
        PointFigure picture = new()
        {
            Title = "One site in the pore",
            Subtitle = "GluN1/2A, -70 mV, no magnesium, 100 uM glutamate, equilibrium",
            Panels =
            [
                Curves.Panel("The family", "concentration (uM)", "open probability", [.. Family.Select(drug => curves[drug])]),
                Curves.Panel("Ketamine beside memantine", "ketamine (uM)", "open probability", [curves["ketamine"], beside]),
            ],
        };
        return new ClaimMeasurement(values, Figure.Of(picture));
    }
}
