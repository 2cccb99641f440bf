using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 16: the drug stays in the closed channel, and leaves only when the channel opens again.</summary>
internal sealed class LodgesInThePore : Claim
{
    private const string Load = "glutamate 100 uM for 60 s";

    public override int Number => 16;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PatchExperiment patch = bench.Receptor;
        Recording Run(string label, string drug, string settings = "") => patch.Record(label, $"{settings}{drug}; {Load}; wash 60 s; glutamate 100 uM for 60 s; wait 1 s", cancellation);
        Recording ketamine = Run("ketamine 10 uM", "ketamine 10 uM"), memantine = Run("memantine 10 uM", "memantine 10 uM"), mk801 = Run("MK-801 1 uM", "MK-801 1 uM");
        Recording wash = patch.Record("", $"ketamine 10 uM; {Load}; wash 360 s", cancellation);
        Dictionary<string, double> values = new()
        {
            ["ketamine-trapped"] = Trapped(ketamine),
            ["ketamine-waits"] = wash.Occupied.At(420) / wash.Occupied.At(60),
            ["memantine-released"] = 1 - Trapped(memantine),
            ["ketamine-recovers"] = ketamine.Occupied.At(180) / ketamine.Occupied.At(120),
            ["mk-801-stays"] = mk801.Occupied.At(180) / mk801.Occupied.At(120),
        };
        return new ClaimMeasurement(values, Figure.Of(Picture([ketamine, memantine, mk801])));
    }

    private static double Trapped(Recording recording) => recording.Occupied.At(120) / recording.Occupied.At(60);

    private static CourseFigure Picture(ImmutableArray<Recording> recordings) => new()
    {
        Title = "Trapped until the channel opens again",
        Subtitle = "agonist and drug for 60 s; neither for 60 s; agonist alone for 60 s",
        TimeUnit = "s",
        Panels = [new CoursePanel("receptors that hold drug", [.. recordings.Select(one => new CourseSeries(one.Label, [.. one.Occupied.Times], [.. one.Occupied.Values], [], []))])],
    };
}
