using System.Collections.Immutable;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 9: the open channel lets calcium in, and depolarization lifts the magnesium that keeps it shut.</summary>
internal sealed class CalciumInflux(PatchExperiment patch) : Claim
{
    private const string Bath = "subunits 2A; temperature 35 C; magnesium 1 mM; ";

    public override int Number => 9;

    public override string Title => "Calcium influx";

    public override string Sentence => "The NMDA receptor allows calcium influx into postsynaptic neurons.";

    public override string Experiment =>
        "One synaptic pulse onto a spine with ten GluN1/2A receptors at 35 C in 1 mM magnesium: at rest, depolarized, and without glycine. Conductance at -40 over that at -60 mV with magnesium.";

    public override ClaimResult Run(CancellationToken cancellation)
    {
        Recording Event(string label, string settings) => patch.Record(label, $"{Bath}{settings}; wait 10 ms; pulse; wait 200 ms", cancellation);
        Recording rest = Event("rest, -70 mV", "hold -70 mV"), half = Event("-40 mV", "hold -40 mV"), depolarized = Event("depolarized, -10 mV", "hold -10 mV"), silent = Event("no glycine, -10 mV", "hold -10 mV; glycine 0");
        double Rise(Recording recording) => recording.Calcium.Values.Max() - recording.Calcium.Values[0];
        ConcentrationResponse experiment = new(patch);
        double Free(double voltage) => 1 / (1 + (1000 / experiment.Run("", FormattableString.Invariant($"hold {voltage} mV; "), Varied.Drug, "magnesium", ConcentrationResponse.Series(1, 1e6, 2), atPeak: false, cancellation).Fit.Midpoint));
        ImmutableArray<Finding> findings =
        [
            new("rise of calcium in the spine at rest", Rise(rest), "uM", 0.35, 1.4, 0, "0.7 uM for one synaptic event (Sabatini 2002, recalled), within a factor of two"),
            new("rise at -10 mV over that at rest", Rise(depolarized) / Rise(rest), "", 2, 40, 1, "depolarization multiplies it: 12 against 0.7 uM at best (Sabatini 2002, recalled)"),
            new("rise without glycine, of that with", Rise(silent) / Rise(depolarized), "", -1e-9, 1e-6, 1, "no NMDA current, no calcium"),
            new("receptors free of 1 mM magnesium at -60 mV", Free(-60), "", 0.07, 0.09, 1, "0.080 (Jahr and Stevens 1990, calibration row)"),
            new("the same at -40 mV", Free(-40), "", 0.2, 0.26, 1, "0.230 (Jahr and Stevens 1990, calibration row)"),
        ];
        CourseFigure picture = new()
        {
            Title = "Calcium enters when the membrane is depolarized",
            Subtitle = "one synaptic pulse; GluN1/2A, 35 C, 1 mM magnesium, spine of 0.1 fL",
            TimeUnit = "ms",
            Panels = [Panel("NMDA current (pA in 1000 channels)", one => one.Current), Panel("calcium in the spine (uM)", one => one.Calcium)],
        };
        CoursePanel Panel(string title, Func<Recording, Trace> of) =>
            new(title, [.. new[] { rest, half, depolarized, silent }.Select(one => new CourseSeries(one.Label, [.. of(one).Times.Select(time => time * 1e3)], [.. of(one).Values], [], []))]);
        return new ClaimResult(this, findings, new ClaimPicture(picture, null), "The share of the current that calcium carries is input (0.10-0.19 for GluN1/2A, Dingledine 1999), and so is the number of receptors; the spine's voltage is clamped, while a real one depolarizes itself.");
    }
}
