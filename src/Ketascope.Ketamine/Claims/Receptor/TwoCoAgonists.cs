using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 8: the channel needs glutamate and glycine.</summary>
internal sealed class TwoCoAgonists(PatchExperiment patch) : Claim
{
    public override int Number => 8;

    public override string Title => "Two co-agonists";

    public override string Sentence => "The NMDA receptor is a ligand-gated ion channel that is activated by glutamate and glycine co-agonist binding.";

    public override string Experiment => "Steps of one agonist with and without the other; concentration-response curves of each at equilibrium.";

    public override ClaimResult Run(CancellationToken cancellation)
    {
        ConcentrationResponse experiment = new(patch);
        ResponseCurve Curve(string subunits, Varied varied) =>
            experiment.Run($"GluN1/{subunits}", $"subunits {subunits}; {(varied == Varied.Glutamate ? "glycine 100 uM; " : "")}", varied, null, ConcentrationResponse.Series(1e-3, 1e3, 4), atPeak: false, cancellation);
        double Peak(string protocol) => patch.Record("", protocol, cancellation).Open.Values.Max();
        double both = Peak("glycine 100 uM; glutamate 1 mM for 1 s");
        ResponseCurve glutamateA = Curve("2A", Varied.Glutamate), glutamateB = Curve("2B", Varied.Glutamate), glycineA = Curve("2A", Varied.Glycine), glycineB = Curve("2B", Varied.Glycine);
        ImmutableArray<Finding> findings =
        [
            new("peak with glutamate and no glycine, of the peak with both", Peak("glycine 0; glutamate 1 mM for 1 s") / both, "", -1e-9, 1e-6, 1, "two co-agonists"),
            new("peak with glycine and no glutamate, of the peak with both", Peak("glycine 100 uM; wait 1 s") / both, "", -1e-9, 1e-6, 1, "two co-agonists"),
            new("EC50 of glutamate, GluN1/2A", glutamateA.Fit.Midpoint, "uM", 3.29, 3.51, 0, "3.4 +/- 0.11 uM, oocytes (GRIN2A control, calibration row)"),
            new("EC50 of glutamate, GluN1/2B", glutamateB.Fit.Midpoint, "uM", 0.8, 1.44, 0, "1.4 +/- 0.04 uM oocytes, 0.8 HEK cells (Kellner 2021, calibration row)"),
            new("Hill coefficient of glutamate, GluN1/2A", glutamateA.Fit.Slope, "", 1.2, 1.8, 0, "1.2-1.8 (consensus, recalled)"),
            new("EC50 of glycine, GluN1/2A", glycineA.Fit.Midpoint, "uM", 1.1, 1.7, 0, "1.1-1.7 uM (Traynelis 2010, recalled, calibration row)"),
            new("EC50 of glycine, GluN1/2B", glycineB.Fit.Midpoint, "uM", 0.2, 0.26, 0, "0.23 +/- 0.03 uM (Kellner 2021, calibration row)"),
        ];
        PointFigure picture = new()
        {
            Title = "Both agonists are needed",
            Subtitle = "equilibrium, -70 mV, no magnesium",
            Panels =
            [
                Curves.Panel("Glutamate, with 100 uM glycine", "glutamate (uM)", "open probability", [glutamateA, glutamateB]),
                Curves.Panel("Glycine, with 100 uM glutamate", "glycine (uM)", "open probability", [glycineA, glycineB]),
            ],
        };
        return new ClaimResult(this, findings, new ClaimPicture(null, picture), "Rows marked as calibration set the receptor's rates: meeting them is no praise.");
    }
}
