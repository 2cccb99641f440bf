using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 9: the open channel lets calcium in, and depolarization lifts the magnesium that keeps it shut.</summary>
internal sealed class CalciumInflux : Claim
{
    private const string Bath = "subunits 2A; temperature 35 C; magnesium 1 mM; ";

    public override int Number => 9;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PatchExperiment patch = bench.Receptor;
        Recording Event(string label, string settings) => patch.Record(label, $"{Bath}{settings}; wait 10 ms; pulse; wait 200 ms", cancellation);
        Recording rest = Event("rest, -70 mV", "hold -70 mV"), half = Event("-40 mV", "hold -40 mV"), depolarized = Event("depolarized, -10 mV", "hold -10 mV"), silent = Event("no glycine, -10 mV", "hold -10 mV; glycine 0");
        double Rise(Recording recording) => recording.Calcium.Values.Max() - recording.Calcium.Values[0];
        ConcentrationResponse experiment = new(patch);
        double Free(double voltage) => 1 / (1 + (1000 / experiment.Run("", FormattableString.Invariant($"hold {voltage} mV; "), Varied.Drug, "magnesium", ConcentrationResponse.Series(1, 1e6, 2), atPeak: false, cancellation).Fit.Midpoint));
        Dictionary<string, double> values = new()
        {
            ["at-rest"] = Rise(rest),
            ["depolarized"] = Rise(depolarized) / Rise(rest),
            ["no-glycine"] = Rise(silent) / Rise(depolarized),
            ["magnesium-60"] = Free(-60),
            ["magnesium-40"] = Free(-40),
        };
        CourseFigure picture = new()
        {
            Title = "Calcium enters when the membrane is depolarized",
            Subtitle = "one synaptic pulse; GluN1/2A, 35 C, 1 mM magnesium, spine of 0.1 fL",
            TimeUnit = "ms",
            Panels = [Panel("NMDA current (pA in 1000 channels)", one => one.Current), Panel("calcium in the spine (uM)", one => one.Calcium)],
        };
        CoursePanel Panel(string title, Func<Recording, Trace> of) =>
            new(title, [.. new[] { rest, half, depolarized, silent }.Select(one => new CourseSeries(one.Label, [.. of(one).Times.Select(time => time * 1e3)], [.. of(one).Values], [], []))]);
        return new ClaimMeasurement(values, Figure.Of(picture));
    }
}
