using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>Claim 3: of all targets ketamine occupies NMDA receptors most.</summary>
internal sealed class PrimarilyNmda : Claim
{
    private const string Disputed = "dopamine-d2-high";

    /// <summary>What panels of binding sites held and found free of ketamine (Salat 2015, Roth 2013).</summary>
    private static readonly string[] InPanels =
    [
        "mu-opioid", "kappa-opioid", "delta-opioid", "sigma-1", "sigma-2", "muscarinic-m1", "serotonin-transporter", "noradrenaline-transporter",
        "dopamine-transporter",
    ];

    public override int Number => 3;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        OccupancyByDose usual = OccupancyByDose.Measure(bench, cancellation);
        OccupancyByDose disputed = OccupancyByDose.Measure(bench, cancellation, $"{Disputed}=Kapur 2002");
        Dictionary<string, double> panel = bench.InBath(bench.Library.Drugs, "ketamine", 10);
        Dictionary<string, double> values = new()
        {
            ["over-others-0.1"] = OverOthers(usual, 0.1),
            ["over-others-0.5"] = OverOthers(usual, 0.5),
            ["over-others-2"] = OverOthers(usual, 2),
            ["over-d2"] = OverOthers(disputed, 0.5),
            ["panel-pore"] = panel["nmda-pore"],
            ["panel-others"] = InPanels.Max(target => panel[target]),
        };
        return new ClaimMeasurement(values, Figure.Of(disputed.Picture(
            "Which targets a dose reaches", "nmda-glun2c-magnesium", "nicotinic-alpha3beta4", Disputed, "hcn1", "sigma-2", "mu-opioid",
            "noradrenaline-transporter")));
    }

    /// <summary>
    /// The mean share of GluN2C and GluN2D, which magnesium leaves to ketamine, over that of the target which is occupied most of the others.
    /// </summary>
    private static double OverOthers(OccupancyByDose occupied, double dose) =>
        (occupied.At("nmda-glun2c-magnesium", dose) + occupied.At("nmda-glun2d-magnesium", dose)) / 2
        / occupied.Targets.Where(target => !target.StartsWith("nmda", StringComparison.Ordinal)).Max(target => occupied.At(target, dose));
}
