using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>Claim 18: ketamine interacts with mu and delta opioid receptors.</summary>
internal sealed class OpioidReceptors : Claim
{
    private const string Mu = "mu-opioid", Delta = "delta-opioid";

    public override int Number => 18;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        OccupancyByDose usual = OccupancyByDose.Measure(bench, cancellation);
        double By(string target, string name) => OccupancyByDose.By(bench, target, name, 0.5, cancellation);
        Dictionary<string, double> values = new()
        {
            ["mu-0.5"] = usual.At(Mu, 0.5),
            ["mu-2"] = usual.At(Mu, 2),
            ["mu-finck-0.5"] = By(Mu, "Finck 1982"),
            ["mu-bonaventura-0.5"] = By(Mu, "Bonaventura 2021"),
            ["mu-gupta-0.5"] = By(Mu, "Gupta 2011"),
            ["delta-0.5"] = usual.At(Delta, 0.5),
            ["delta-table-0.5"] = By(Delta, "lower table value"),
        };
        return new ClaimMeasurement(
            values,
            Figure.Of(usual.Picture("Opioid receptors beside NMDA receptors", Mu, Delta, "kappa-opioid", "nmda-glun2c-magnesium")));
    }
}
