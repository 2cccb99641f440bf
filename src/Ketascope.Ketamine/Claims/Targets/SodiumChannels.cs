using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Targets;

/// <summary>Claim 21: ketamine blocks sodium channels where it is injected, and hardly where blood carries it.</summary>
internal sealed class SodiumChannels : Claim
{
    private const string Resting = "nav-resting", Inactivated = "nav-inactivated";

    /// <summary>The solution of ketamine with which an arm was numbed (Durrani 1989), and what lidocaine reaches in plasma, ug/mL.</summary>
    private const double Infiltrated = 5000, LidocaineInPlasma = 2;

    /// <summary>A free concentration at which both drugs are compared, uM: not above any of their affinities, so that shares go about as potencies.</summary>
    private const double Same = 10;

    private static readonly ImmutableArray<double> Free = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000];

    public override int Number => 21;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        DrugCabinet usual = bench.Library.Drugs;
        DrugCabinet resistant = ActionChoices.Apply(usual, bench.Library.Targets, [$"{Resting}=Zhou 2000", $"{Resting}=Bean 1983"]);
        double solution = Infiltrated / MolarMass(bench, "ketamine") * 1000;
        double plasma = LidocaineInPlasma / MolarMass(bench, "lidocaine") * 1000
            * bench.Library.Common.Find("fraction-unbound", usual.Find("lidocaine")).Value;
        OccupancyByDose systemic = OccupancyByDose.Measure(bench, cancellation);
        double Share(DrugCabinet drugs, string drug, double free, string target) => bench.InBath(drugs, drug, free)[target];
        double AgainstLidocaine(DrugCabinet drugs, string target) => Share(drugs, "ketamine", Same, target) / Share(drugs, "lidocaine", Same, target);
        Dictionary<string, double> values = new()
        {
            ["infiltration-resting"] = Share(usual, "ketamine", solution, Resting),
            ["infiltration-resistant"] = Share(resistant, "ketamine", solution, Resting),
            ["infiltration-inactivated"] = Share(usual, "ketamine", solution, Inactivated),
            ["systemic-resting"] = systemic.At(Resting, 0.5),
            ["systemic-inactivated"] = systemic.At(Inactivated, 0.5),
            ["lidocaine-systemic"] = Share(usual, "lidocaine", plasma, Inactivated),
            ["tonic-against-lidocaine"] = AgainstLidocaine(usual, Resting),
            ["tonic-against-lidocaine-resistant"] = AgainstLidocaine(resistant, Resting),
            ["inactivated-against-lidocaine"] = AgainstLidocaine(usual, Inactivated),
        };
        PointSeries Line(string title, string drug, string target, int colour) =>
            new(title, Free, [.. Free.Select(free => 100 * Share(usual, drug, free, target))], IsLine: true) { Colour = colour };
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Sodium channels where it is injected and in blood",
            Subtitle = "0.5 % ketamine is 21,000 uM; 0.5 mg/kg leaves about 1 uM free in plasma, lidocaine at 2 ug/mL about 2.5 uM",
            Panels =
            [
                new PointPanel("free concentration (uM)", "channels occupied (%)",
                [
                    Line("ketamine, at rest", "ketamine", Resting, 0),
                    Line("ketamine, inactivated", "ketamine", Inactivated, 1),
                    Line("lidocaine, at rest", "lidocaine", Resting, 2),
                    Line("lidocaine, inactivated", "lidocaine", Inactivated, 3),
                ])
                { LogarithmicHorizontal = true },
            ],
        }));
    }

    private static double MolarMass(ClaimBench bench, string drug) => bench.Library.Common.Find(CommonNumbers.MolarMass, bench.Library.Drugs.Find(drug)).Value;
}
