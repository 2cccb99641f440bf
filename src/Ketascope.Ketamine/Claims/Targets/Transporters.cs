using System.Collections.Immutable;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>Claim 19: ketamine inhibits the reuptake of serotonin and noradrenaline, and what that contributes.</summary>
internal sealed class Transporters : Claim
{
    private const string Serotonin = "serotonin-transporter", Noradrenaline = "noradrenaline-transporter";
    private const string Infusion = "0.5 mg/kg iv over 40 min", Push = "2 mg/kg iv over 1 min";
    private const double Day = 24, Hour = 1, Minute = 1.0 / 60;

    public override int Number => 19;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        OccupancyByDose occupied = OccupancyByDose.Measure(bench, cancellation);
        double Fall(params ImmutableArray<string> without)
        {
            double[] madrs = At(bench, "mood", "MADRS", Infusion, [0, Day], without, cancellation);
            return madrs[0] - madrs[1];
        }

        double drug = Fall() - Fall("NMDA", "SERT");
        Dictionary<string, double> values = new()
        {
            ["sert-0.5"] = 100 * occupied.At(Serotonin, 0.5),
            ["net-0.5"] = 100 * occupied.At(Noradrenaline, 0.5),
            ["mood-share"] = 100 * (Fall() - Fall("SERT")) / drug,
            ["pressor-share-0.5"] = PressorShare(bench, Infusion, [.. Enumerable.Range(0, 61).Select(minute => minute * Minute)], cancellation),
            ["pressor-share-2"] = PressorShare(bench, Push, [.. Enumerable.Range(0, 61).Select(step => step * Hour / 120)], cancellation),
        };
        return new ClaimMeasurement(values, Figure.Of(occupied.Picture("Transporters beside NMDA receptors", Serotonin, Noradrenaline, "dopamine-transporter",
            "nmda-glun2c-magnesium")));
    }

    /// <summary>What is lost of the largest rise of arterial pressure where ketamine does not act at the transporter of noradrenaline, %.</summary>
    private static double PressorShare(ClaimBench bench, string regimen, ImmutableArray<double> times, CancellationToken cancellation)
    {
        double Rise(params ImmutableArray<string> without)
        {
            double[] map = At(bench, "body", "MAP", regimen, times, without, cancellation);
            return map.Max() - map[0];
        }

        return 100 * (1 - (Rise("NET") / Rise()));
    }

    private static double[] At(ClaimBench bench, string name, string output, string regimen, ImmutableArray<double> times, ImmutableArray<string> without,
        CancellationToken cancellation)
    {
        PartFile file = bench.Library.Parts.Find(name);
        SetPart part = without.Aggregate(new SetPart(file), (set, link) => set.Without(file.Switches[link]));
        return PartCourses.Of(bench, part, regimen, [output], times, cancellation)[0];
    }
}
