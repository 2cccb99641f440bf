using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 8: the channel needs glutamate and glycine.</summary>
internal sealed class TwoCoAgonists : Claim
{
    public override int Number => 8;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PatchExperiment patch = bench.Receptor;
        ConcentrationResponse experiment = new(patch);
        ResponseCurve Curve(string subunits, Varied varied) =>
            experiment.Run($"GluN1/{subunits}", $"subunits {subunits}; {(varied == Varied.Glutamate ? "glycine 100 uM; " : "")}", varied, null, ConcentrationResponse.Series(1e-3, 1e3, 4), atPeak: false, cancellation);
        double Peak(string protocol) => patch.Record("", protocol, cancellation).Open.Values.Max();
        double both = Peak("glycine 100 uM; glutamate 1 mM for 1 s");
        ResponseCurve glutamateA = Curve("2A", Varied.Glutamate), glutamateB = Curve("2B", Varied.Glutamate), glycineA = Curve("2A", Varied.Glycine), glycineB = Curve("2B", Varied.Glycine);
        Dictionary<string, double> values = new()
        {
            ["no-glycine"] = Peak("glycine 0; glutamate 1 mM for 1 s") / both,
            ["no-glutamate"] = Peak("glycine 100 uM; wait 1 s") / both,
            ["glutamate-2a"] = glutamateA.Fit.Midpoint,
            ["glutamate-2b"] = glutamateB.Fit.Midpoint,
            ["hill-2a"] = glutamateA.Fit.Slope,
            ["glycine-2a"] = glycineA.Fit.Midpoint,
            ["glycine-2b"] = glycineB.Fit.Midpoint,
        };
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
        return new ClaimMeasurement(values, Figure.Of(picture));
    }
}
