using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 14: repeated stimuli are answered with more and more, the faster the more, through NMDA receptors.</summary>
internal sealed class WindUp : Claim
{
    private const int Count = 15;

    /// <summary>Free ketamine at the effect site seven minutes after 0.15 mg/kg at once (models/cord/design/README.md), uM.</summary>
    private const double AfterBolus = 0.5;

    private static readonly double[] Rates = [0.1, 0.3, 0.5, 1, 2, 3];

    public override int Number => 14;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        CordBench tests = new(bench.Library.Cord.Circuit());
        TestedCord treated = tests.Equilibrated([TestedCord.Naive.With(CordNames.PoreDrug, AfterBolus).With(CordNames.MembraneDrug, AfterBolus)],
            cancellation)[0];
        ImmutableArray<ImmutableArray<double>> trains = tests.Responses(
        [
            .. Rates.Select(rate => (TestedCord.Naive, CordStimulus.Train(rate, Count))), (treated, CordStimulus.Train(1, Count)),
            (TestedCord.Naive.With("nmda", 0), CordStimulus.Train(1, Count)),
        ], cancellation);
        ImmutableArray<double> usual = trains[Array.IndexOf(Rates, 1)], drug = trains[^2], without = trains[^1];
        double Growth(ImmutableArray<double> train) => CordBench.WindUpRatio(train) - 1;
        Dictionary<string, double> values = new()
        {
            ["ratio"] = CordBench.WindUpRatio(usual),
            ["faster"] = CordBench.WindUpRatio(usual) / CordBench.WindUpRatio(trains[0]),
            ["without-nmda"] = Growth(without) / Growth(usual),
            ["first-without-nmda"] = without[0] / usual[0],
            ["ketamine"] = Growth(drug) / Growth(usual),
            ["ketamine-first"] = drug[0] / usual[0],
        };
        PointSeries Line(string label, int train, int colour) => CordPictures.Line(label, Enumerable.Range(1, Count).Select(i => (double)i), trains[train],
            colour);
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Wind-up",
            Subtitle = "spikes of the projection neuron above rest, after each stimulus of the C fibres",
            Panels =
            [
                new PointPanel("stimulus", "spikes", [.. Rates.Select((rate, i) => Line(string.Create(CultureInfo.InvariantCulture, $"{rate} Hz"), i, i))]),
                new PointPanel("stimulus", "spikes",
                    [Line("1 Hz", Array.IndexOf(Rates, 1), 0), Line("in 0.5 uM ketamine", Rates.Length, 1), Line("without NMDA", Rates.Length + 1, 2)]),
            ],
        }));
    }
}
