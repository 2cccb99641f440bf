using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Channel;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 15: block needs openings, and grows with them.</summary>
internal sealed class UseDependentBlock(PatchExperiment patch) : Claim
{
    private const int Pulses = 30;
    private static readonly double[] Rates = [0.1, 1, 10];

    public override int Number => 15;

    public override string Title => "Use-dependent block";

    public override string Sentence => "Ketamine blocks the NMDA receptor channel in a use-dependent manner.";

    public override string Experiment =>
        "Ketamine (10 uM) for a minute without agonist; then trains of synaptic pulses at 0.1, 1 and 10 Hz with 1 uM ketamine, and at 1 Hz with 5 uM MK-801 (GluN1/2A, -70 mV, no magnesium).";

    public override ClaimResult Run(CancellationToken cancellation)
    {
        Recording idle = patch.Record("", "ketamine 10 uM; wait 60 s; wash; wait 100 ms; pulse; wait 1 s", cancellation);
        double[][] trains = [.. Rates.Select(rate => Train("ketamine 1 uM", rate, cancellation))];
        double[] mk801 = Train("MK-801 5 uM", 1, cancellation);
        double Rate(double[] train, double rate) => -Math.Log(train[9] / train[0]) * rate / 9;
        ImmutableArray<Finding> findings =
        [
            new("receptors blocked after 60 s of 10 uM without agonist", idle.Occupied.At(60), "", -1e-9, 1e-6, 0.93, "no block without openings (MK-801: Huettner and Bean 1988)"),
            new("tenth pulse of a 1 Hz train with 1 uM ketamine, of control", trains[1][9], "", 0, 0.99, 1, "block grows pulse by pulse; no measured train was found, so only the direction is tested"),
            new("rate of block at 10 Hz over that at 1 Hz", Rate(trains[2], 10) / Rate(trains[1], 1), "", 3, 10.5, 1, "in proportion to openings; less than tenfold where pulses overlap"),
            new("rate of block at 1 Hz over that at 0.1 Hz", Rate(trains[1], 1) / Rate(trains[0], 0.1), "", 9, 11, 1, "in proportion to openings"),
            new("second pulse with 5 uM MK-801, of control", mk801[1], "", 0, 0.5, 1, "MK-801 removes most of the response within a few pulses (Huettner and Bean 1988)"),
        ];
        PointFigure picture = new()
        {
            Title = "Block grows pulse by pulse",
            Subtitle = "peak of each synaptic response as a fraction of the control beside it; GluN1/2A, -70 mV, no magnesium",
            Panels =
            [
                new PointPanel("pulse", "peak, of control", [.. Rates.Select((rate, i) => Series(Invariant($"ketamine 1 uM, {rate} Hz"), trains[i], i)), Series("MK-801 5 uM, 1 Hz", mk801, 3)]),
                new PointPanel("time (s)", "peak, of control", [.. Rates.Select((rate, i) => Series(Invariant($"ketamine 1 uM, {rate} Hz"), trains[i], i, 1 / rate))]) { LogarithmicHorizontal = true },
            ],
        };
        return new ClaimResult(this, findings, new ClaimPicture(null, picture), "No measured train of synaptic responses with ketamine was found: the sizes per pulse are predictions.");
    }

    private static PointSeries Series(string label, double[] train, int colour, double interval = 1) =>
        new(label, [.. Enumerable.Range(1, train.Length).Select(pulse => pulse * interval)], [.. train], IsLine: false) { Colour = colour };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The peaks with a drug as fractions of those without.</summary>
    private double[] Train(string drug, double rate, CancellationToken cancellation)
    {
        ChannelProtocol treated = ProtocolParser.Parse(Invariant($"{drug}; wait 10 s; pulses {rate} Hz x {Pulses}"), patch.Cabinet);
        ImmutableArray<Recording> both = patch.Record([("", treated.WithoutDrugs()), ("", treated)], cancellation);
        return [.. both[0].Responses.Zip(both[1].Responses, (control, blocked) => (blocked.Peak - blocked.Baseline) / (control.Peak - control.Baseline))];
    }
}
