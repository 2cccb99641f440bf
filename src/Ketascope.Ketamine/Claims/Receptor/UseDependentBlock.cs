using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Receptor;

/// <summary>Claim 15: block needs openings, and grows with them.</summary>
internal sealed class UseDependentBlock : Claim
{
    private const int Pulses = 30;
    private static readonly double[] Rates = [0.1, 1, 10];

    public override int Number => 15;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        PatchExperiment patch = bench.Receptor;
        Recording idle = patch.Record("", "ketamine 10 uM; wait 60 s; wash; wait 100 ms; pulse; wait 1 s", cancellation);
        double[][] trains = [.. Rates.Select(rate => Train(patch, "ketamine 1 uM", rate, cancellation))];
        double[] mk801 = Train(patch, "MK-801 5 uM", 1, cancellation);
        double Rate(double[] train, double rate) => -Math.Log(train[9] / train[0]) * rate / 9;
        Dictionary<string, double> values = new()
        {
            ["idle"] = idle.Occupied.At(60),
            ["tenth-pulse"] = trains[1][9],
            ["rate-10-1"] = Rate(trains[2], 10) / Rate(trains[1], 1),
            ["rate-1-01"] = Rate(trains[1], 1) / Rate(trains[0], 0.1),
            ["mk-801"] = mk801[1],
        };
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
        return new ClaimMeasurement(values, Figure.Of(picture));
    }

    private static PointSeries Series(string label, double[] train, int colour, double interval = 1) =>
        new(label, [.. Enumerable.Range(1, train.Length).Select(pulse => pulse * interval)], [.. train], IsLine: false) { Colour = colour };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The peaks with a drug as fractions of those without.</summary>
    private static double[] Train(PatchExperiment patch, string drug, double rate, CancellationToken cancellation)
    {
        ChannelProtocol treated = ProtocolParser.Parse(Invariant($"{drug}; wait 10 s; pulses {rate} Hz x {Pulses}"), patch.Cabinet);
        ImmutableArray<Recording> both = patch.Record([("", treated.WithoutDrugs()), ("", treated)], cancellation);
        return [.. both[0].Responses.Zip(both[1].Responses, (control, blocked) => (blocked.Peak - blocked.Baseline) / (control.Peak - control.Baseline))];
    }
}
