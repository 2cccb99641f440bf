using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 2: the phencyclidine family shares one site in the pore.</summary>
internal sealed class OnePoreSite(PatchExperiment patch) : Claim
{
    private const string Bath = "subunits 2A; hold -70 mV; glycine 10 uM; ";
    private static readonly string[] Family = ["MK-801", "PCP", "S-ketamine", "ketamine", "memantine", "R-ketamine", "norketamine"];

    public override int Number => 2;

    public override string Title => "Phencyclidine family, one pore site";

    public override string Sentence => "Ketamine is a phencyclidine derivative.";

    public override string Experiment =>
        "Block curves of the family at the same site (GluN1/2A, -70 mV, no magnesium); and the curve of ketamine beside memantine: one site means that they displace each other.";

    public override ClaimResult Run(CancellationToken cancellation)
    {
        ConcentrationResponse experiment = new(patch);
        ResponseCurve Curve(string drug, string beside = "") =>
            experiment.Run(beside.Length == 0 ? drug : $"{drug} beside {beside}", beside.Length == 0 ? Bath : $"{Bath}{beside}; ", Varied.Drug, drug, ConcentrationResponse.Series(1e-5, 1e3, 3), atPeak: false, cancellation);
        Dictionary<string, ResponseCurve> curves = Family.ToDictionary(drug => drug, drug => Curve(drug));
        ResponseCurve beside = Curve("ketamine", "memantine 5 uM");
        double IC50(string drug) => curves[drug].Fit.Midpoint;
        ImmutableArray<Finding> findings =
        [
            new("IC50 of ketamine", IC50("ketamine"), "uM", 0.29, 1.0, 0, "0.71 +/- 0.03 uM (Gilling 2009); 0.33 (Kotermanski and Johnson 2009, recalled)"),
            new("IC50 of S-ketamine over that of R-ketamine", IC50("S-ketamine") / IC50("R-ketamine"), "", 0.15, 0.35, 1, "Ki 0.3 against 1.4 uM (Ebert 1997)"),
            new("IC50 of norketamine over that of ketamine", IC50("norketamine") / IC50("ketamine"), "", 4, 9, 1, "Ki 3.0 against 0.49 uM (Ebert 1997); 8.2 (Salat 2015)"),
            new("IC50 of memantine", IC50("memantine"), "uM", 0.8, 1.4, 0, "0.8-0.9 uM at GluN1/2A (recalled), 1.4 uM in neurons (Blanpied 1997)"),
            new("IC50 of PCP over that of ketamine", IC50("PCP") / IC50("ketamine"), "", 0.05, 0.25, 1, "Ki 59 nM (Roth 2013) against 0.25-0.66 uM"),
            new("IC50 of MK-801", IC50("MK-801"), "uM", 0.0018, 0.015, 1, "Kd 1.8 nM (Seeman 2005) to IC50 15 nM at -40 mV (read in a copy)"),
            new("IC50 of ketamine beside 5 uM memantine, of that alone", beside.Fit.Midpoint / IC50("ketamine"), "", 0.9 * (1 + (5 / IC50("memantine"))), 1.1 * (1 + (5 / IC50("memantine"))), 1, "competition for one site: 1 + 5 uM / IC50 of memantine"),
        ];
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
        return new ClaimResult(this, findings, new ClaimPicture(null, picture), "Affinities are input data of the drugs, so the potencies show consistency, not prediction; displacement is what the scheme predicts. The exit of MK-801 is calibrated to its affinity in membranes without a voltage; at -70 mV the same drug is twelve times stronger.");
    }
}
