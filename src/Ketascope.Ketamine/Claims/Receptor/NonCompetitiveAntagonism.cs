using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 1: a non-competitive antagonist lowers the maximum and leaves the potency of glutamate; a competitive one does the opposite.</summary>
internal sealed class NonCompetitiveAntagonism(PatchExperiment patch) : Claim
{
    private const string Bath = "subunits 2A; hold -70 mV; glycine 100 uM; ";

    public override int Number => 1;

    public override string Title => "Non-competitive antagonism";

    public override string Sentence => "Ketamine acts primarily as a non-competitive antagonist of the NMDA glutamate receptor.";

    public override string Experiment =>
        "Glutamate concentration-response curves at equilibrium (GluN1/2A, -70 mV, no magnesium), alone, with ketamine, and with the competitive antagonist D-AP5.";

    public override ClaimResult Run(CancellationToken cancellation)
    {
        ConcentrationResponse experiment = new(patch);
        ResponseCurve Curve(string drug) =>
            experiment.Run(drug.Length == 0 ? "control" : drug, Bath + (drug.Length == 0 ? "" : $"{drug}; "), Varied.Glutamate, null, ConcentrationResponse.Series(1e-2, 1e3, 4), atPeak: false, cancellation);
        ResponseCurve control = Curve(""), weak = Curve("ketamine 0.3 uM"), ketamine = Curve("ketamine 1 uM"), strong = Curve("ketamine 3 uM"), ap5 = Curve("D-AP5 3 uM");
        ImmutableArray<Finding> findings =
        [
            new("maximum with 1 uM ketamine, of control", ketamine.Fit.Top / control.Fit.Top, "", 0.225, 0.5, 1, "IC50 0.29-1.0 uM at GluN1/2A, -70 mV (Gilling 2009) in a single-site curve"),
            new("EC50 of glutamate with 1 uM ketamine, of control", ketamine.Fit.Midpoint / control.Fit.Midpoint, "", 0.9, 1.1, 2.4, "non-competitive: no shift beyond 10 %; a competitor of the same potency would give 2.4"),
            new("maximum with 3 uM D-AP5, of control", ap5.Fit.Top / control.Fit.Top, "", 0.95, 1.05, 0.1, "competitive antagonism is surmounted (Gaddum)"),
            new("EC50 of glutamate with 3 uM D-AP5, of control", ap5.Fit.Midpoint / control.Fit.Midpoint, "", 8, 16, 1, "1 + 3 uM / Ki, Ki 0.28 uM (Feng 2005, recalled), within a third"),
        ];
        PointFigure picture = new()
        {
            Title = "Ketamine lowers the maximum, a competitor moves the curve",
            Subtitle = "GluN1/2A, -70 mV, no magnesium, 100 uM glycine, equilibrium",
            Panels =
            [
                Curves.Panel("Ketamine", "glutamate (uM)", "open probability", [control, weak, ketamine, strong]),
                Curves.Panel("D-AP5", "glutamate (uM)", "open probability", [control, ap5]),
            ],
        };
        return new ClaimResult(this, findings, new ClaimPicture(null, picture), "The absence of any shift follows from arms that gate alike; block at low glutamate takes hours to settle because channels open seldom.");
    }
}
