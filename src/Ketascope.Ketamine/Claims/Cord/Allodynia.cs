using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 12: touch alone comes to drive the projection neuron.</summary>
internal sealed class Allodynia : Claim
{
    private const double Touch = 20;
    private const double Bath = 0.5;

    public override int Number => 12;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        CordBench tests = new(bench.Library.Cord.Circuit());
        (CordProtocol protocol, CordRecording recording) = CordPictures.Record(bench, "injury 1 Hz for 6 h", cancellation);
        TestedCord sensitized = recording.At(protocol.End, protocol);
        TestedCord treated = tests.Equilibrated([sensitized.With(CordNames.PoreDrug, Bath).With(CordNames.MembraneDrug, Bath)], cancellation)[0];
        (string Label, TestedCord Cord)[] cords =
            [("before", TestedCord.Naive), ("after 6 h of input", sensitized), ("the same in 0.5 uM ketamine", treated),
                ("the same without NMDA", sensitized.With("nmda", 0))];
        double[] rates = [5, 10, 15, Touch, 30, 40];
        ImmutableArray<ImmutableArray<double>> responses = tests.Responses(
            [.. from cord in cords from rate in rates select (cord.Cord, CordStimulus.Brush(rate))], cancellation);
        double At(int cord) => responses[(cord * rates.Length) + Array.IndexOf(rates, Touch)][0];
        Dictionary<string, double> values = new()
        {
            ["usual"] = At(0),
            ["sensitized"] = At(1),
            ["ketamine"] = At(2) / At(1),
            ["without-nmda"] = At(3) / At(1),
        };
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Touch and the projection neuron",
            Panels =
            [
                new PointPanel("A-beta fibres (Hz)", "projection neuron above rest (Hz)",
                    [.. cords.Select((cord, i) => CordPictures.Line(cord.Label, rates, rates.Select((_, k) => responses[(i * rates.Length) + k][0]), i))]),
            ],
        }));
    }
}
