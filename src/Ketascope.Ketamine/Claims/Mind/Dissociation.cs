using Ketascope.Study.Claims;
using Ketascope.Study.Plots;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Claims.Mind;

/// <summary>Claim 31: doses below those of anaesthesia dissociate, and emergence has reactions, which midazolam prevents.</summary>
internal sealed class Dissociation : Claim
{
    private const string Infusion = "ketamine 0.5 mg/kg iv over 40 min";

    public override int Number => 31;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        AreaNumbers mind = new(bench.Areas.Find("mind"), cancellation);
        double[] minutes = [0, 10, 20, 30, 40, 60, 80, 100, 120];
        double alone = Reaction("ketamine 1.5 mg/kg iv over 1 min"), calmed = Reaction("ketamine 1.5 mg/kg iv over 1 min and midazolam 0.03 mg/kg iv");
        Dictionary<string, double> values = new()
        {
            ["nine"] = Mean("40 min"),
            ["most"] = Mean("40 min"),
            ["two-hours"] = Mean("2 h"),
            ["spray"] = 100 * mind.Share("esketamine 84 mg intranasal", "", "CADSS > 4", "40 min"),
            ["emergence"] = 100 * alone,
            ["emergence-infusion"] = 100 * Reaction(Infusion),
            ["midazolam"] = calmed / alone,
        };
        return new ClaimMeasurement(values, Figure.Of(new CourseFigure
        {
            Title = "Dissociation",
            Subtitle = "0.5 mg/kg over 40 min, and the spray; feeling high in a typical person",
            Panels =
            [
                new CoursePanel("high, of the most", [Course("0.5 mg/kg", Infusion), Course("84 mg by nose", "esketamine 84 mg intranasal")]),
            ],
            TimeUnit = "h",
        }));

        // The mean of people is that of one whose own factor is one.
        double Mean(string time) => 1 + ((mind.Of(Infusion, "", "CADSS", time) - 1) / Typical(bench));
        double Reaction(string regimen) => mind.Of(regimen, "", "emergence", "1 h");
        CourseSeries Course(string label, string regimen) => new(label, [.. minutes.Select(minute => minute / 60)],
            [.. mind.Course(regimen, "", "high", [.. minutes.Select(minute => minute / 60)])], [], []);
    }

    /// <summary>The factor of a person whose deviation is 0: that of all has a mean of one.</summary>
    private static double Typical(ClaimBench bench)
    {
        const string Factor = "F_CADSS";
        return TextValues.Of(bench.Library.Parts.Find("mind").Load(bench.Library.Draw), [Factor])[Factor];
    }
}
