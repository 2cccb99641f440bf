using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 16: the drug stays in the closed channel, and leaves only when the channel opens again.</summary>
internal sealed class LodgesInThePore(PatchExperiment patch) : Claim
{
    private const string Load = "glutamate 100 uM for 60 s";

    public override int Number => 16;

    public override string Title => "Lodges in the pore";

    public override string Sentence => "It enters the open channel and lodges in the pore.";

    public override string Experiment =>
        "Block to equilibrium with agonist, then agonist and drug are washed away together for a minute without agonist: what is left is trapped. Then agonist alone: the block goes as channels open (GluN1/2A, -70 mV).";

    public override ClaimResult Run(CancellationToken cancellation)
    {
        Recording Run(string label, string drug, string settings = "") => patch.Record(label, $"{settings}{drug}; {Load}; wash 60 s; glutamate 100 uM for 60 s; wait 1 s", cancellation);
        Recording ketamine = Run("ketamine 10 uM", "ketamine 10 uM"), memantine = Run("memantine 10 uM", "memantine 10 uM"), mk801 = Run("MK-801 1 uM", "MK-801 1 uM");
        Recording wash = patch.Record("", $"ketamine 10 uM; {Load}; wash 360 s", cancellation);
        ImmutableArray<Finding> findings =
        [
            new("ketamine trapped after a minute without agonist", Trapped(ketamine), "", 0.85, 1.0, 0, "fully trapped (Gilling 2009); 0.86 (Sanacora 2014, read in a copy)"),
            new("ketamine trapped after six minutes without agonist", wash.Occupied.At(420) / wash.Occupied.At(60), "", 0.85, 1.0, 0, "it does not leave a closed channel"),
            new("memantine released after agonist removal", 1 - Trapped(memantine), "", 0.15, 0.20, 0, "one sixth (Blanpied 1997); about 0.2 (Gilling 2009, calibration row)"),
            new("ketamine left after a minute of agonist alone, of what was trapped", ketamine.Occupied.At(180) / ketamine.Occupied.At(120), "", 0, 0.05, 1, "recovery on re-opening, time constant 3.7-5.9 s with agonist (Gilling 2009)"),
            new("MK-801 left after a minute of agonist alone, of what was trapped", mk801.Occupied.At(180) / mk801.Occupied.At(120), "", 0.9, 1, 0, "recovery takes 90 min at -70 to -80 mV (Huettner and Bean 1988)"),
        ];
        return new ClaimResult(this, findings, new ClaimPicture(Picture([ketamine, memantine, mk801]), null), "Magnesium leaves within a millisecond of opening and is not trapped for longer than an opening's wait; the scheme traps it in the same way.");
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
