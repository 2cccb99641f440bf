using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 1: a non-competitive antagonist lowers the maximum and leaves the potency of glutamate; a competitive one does the opposite.</summary>
internal sealed class NonCompetitiveAntagonism : Claim
{
    private const string Bath = "subunits 2A; hold -70 mV; glycine 100 uM; ";

    public override int Number => 1;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PatchExperiment patch = bench.Receptor;
        ConcentrationResponse experiment = new(patch);
        ResponseCurve Curve(string drug) =>
            experiment.Run(drug.Length == 0 ? "control" : drug, Bath + (drug.Length == 0 ? "" : $"{drug}; "), Varied.Glutamate, null, ConcentrationResponse.Series(1e-2, 1e3, 4), atPeak: false, cancellation);
        ResponseCurve control = Curve(""), weak = Curve("ketamine 0.3 uM"), ketamine = Curve("ketamine 1 uM"), strong = Curve("ketamine 3 uM"), ap5 = Curve("D-AP5 3 uM");
        Dictionary<string, double> values = new()
        {
            ["ketamine-maximum"] = ketamine.Fit.Top / control.Fit.Top,
            ["ketamine-shift"] = ketamine.Fit.Midpoint / control.Fit.Midpoint,
            ["ap5-maximum"] = ap5.Fit.Top / control.Fit.Top,
            ["ap5-shift"] = ap5.Fit.Midpoint / control.Fit.Midpoint,
        };
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
        return new ClaimMeasurement(values, Figure.Of(picture));
    }
}
