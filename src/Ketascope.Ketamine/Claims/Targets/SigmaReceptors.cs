using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>Claim 20: ketamine interacts with sigma receptors.</summary>
internal sealed class SigmaReceptors : Claim
{
    public override int Number => 20;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        OccupancyByDose usual = OccupancyByDose.Measure(bench, cancellation);
        Dictionary<string, double> values = new()
        {
            ["sigma-1-0.5"] = usual.At("sigma-1", 0.5),
            ["sigma-2-0.5"] = usual.At("sigma-2", 0.5),
            ["sigma-2-2"] = usual.At("sigma-2", 2),
            ["sigma-1-stereoselective-2"] = OccupancyByDose.By(bench, "sigma-1", "stereoselective", 2, cancellation),
        };
        return new ClaimMeasurement(values, Figure.Of(usual.Picture("Sigma receptors beside NMDA receptors", "sigma-1", "sigma-2", "nmda-glun2c-magnesium")));
    }
}
