using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Pain;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>Claim 18: ketamine interacts with mu and delta opioid receptors.</summary>
internal sealed class OpioidReceptors : Claim
{
    private const string Mu = "mu-opioid", Delta = "delta-opioid", Usual = "supraspinal", WithMu = "with-mu";
    private const double Baseline = 8.6, HalfAnHour = 1800;

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
            ["naloxone-0.3"] = LostWithNaloxone(bench, cancellation),
            ["index-with-morphine"] = WithMorphine(bench, cancellation),
        };
        return new ClaimMeasurement(
            values,
            Figure.Of(usual.Picture("Opioid receptors beside NMDA receptors", Mu, Delta, "kappa-opioid", "nmda-glun2c-magnesium")));
    }

    /// <summary>What of relief after 0.3 mg/kg, beside placebo, ketamine owes to mu receptors, which naloxone would take.</summary>
    private static double LostWithNaloxone(ClaimBench bench, CancellationToken cancellation)
    {
        double At(string relief, double doses) => Acute(bench, relief, cancellation).Rating(doses, 0, cancellation);
        double with = At(WithMu, 1), naloxone = At(Usual, 1), placebo = At(Usual, 0);
        return (naloxone - with) / (placebo - with);
    }

    private static double WithMorphine(ClaimBench bench, CancellationToken cancellation) =>
        Acute(bench, Usual, cancellation).Index(0.5, Baseline / 2, cancellation);

    /// <summary>Ketamine first, morphine second, in strong acute pain.</summary>
    private static Isobole Acute(ClaimBench bench, string relief, CancellationToken cancellation)
    {
        PainLibrary pain = bench.Library.Pain;
        SpinalCord cord = bench.Library.Cord;
        CordExposure Given(string regimen) => cord.Doses.Regimen(regimen, CordDoses.UsualWeightKg, 2 * HalfAnHour, cancellation).Exposure;
        return new Isobole(pain.Group(pain.File.Condition("acute"), pain.File.Relief(relief), Baseline), Given("0.3 mg/kg iv over 4 min"),
            Given("morphine 0.1 mg/kg iv over 4 min"), cord.File.Alternatives[0], HalfAnHour);
    }
}
