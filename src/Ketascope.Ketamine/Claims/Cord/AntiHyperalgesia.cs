using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 5: doses below those of anaesthesia take hyperalgesia and summation, and leave the answer to a single stimulus.</summary>
internal sealed class AntiHyperalgesia : Claim
{
    private const double WeightKg = 70, SevenMinutes = 420;
    private const string Capsaicin = "capsaicin; wait 25 min; ketamine 32 mg iv over 35 min; wait 35 min", NoDrug = "capsaicin; wait 60 min";
    private const string Conditioned = "ketamine 0.25 mg/kg iv; wait 4 min; conditioning; wait 1 h", NoDrugConditioned = "conditioning; wait 1 h";

    public override int Number => 5;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        CordCircuit circuit = bench.Library.Cord.Circuit();
        TestedCord treated = After(bench, Capsaicin, cancellation), untreated = After(bench, NoDrug, cancellation);
        ImmutableArray<(double Pinprick, double Stroke)> areas = new HyperalgesiaArea(circuit).Of([treated, untreated], cancellation);
        CordBench tests = new(circuit);
        ImmutableArray<double> conditioned = tests.Response(
            [After(bench, Conditioned, cancellation), After(bench, NoDrugConditioned, cancellation), TestedCord.Naive], CordStimulus.Volley(), cancellation);
        (ImmutableArray<double> usual, ImmutableArray<double> drug) = Trains(bench, tests, cancellation);
        double pinprick = areas[0].Pinprick / areas[1].Pinprick, single = drug[0] / usual[0];
        double windUp = (CordBench.WindUpRatio(drug) - 1) / (CordBench.WindUpRatio(usual) - 1);
        Dictionary<string, double> values = new()
        {
            ["pinprick-area"] = 100 * pinprick,
            ["touch-area"] = 100 * areas[0].Stroke / areas[1].Stroke,
            ["wind-up"] = 100 * windUp,
            ["single"] = 100 * single,
            ["more-than-acute"] = (1 - pinprick) / (1 - single),
            ["pain-ltp"] = 100 * conditioned[0] / conditioned[2],
        };
        double[] stimuli = [.. Enumerable.Range(1, usual.Length).Select(i => (double)i)];
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "What ketamine takes, and what it leaves",
            Subtitle = "left of what there is without it",
            Panels =
            [
                new PointPanel("1 pinprick area, 2 touch area, 3 growth in a train, 4 single stimulus", "left (%)",
                    [new PointSeries(null, [1, 2, 3, 4], [values["pinprick-area"], values["touch-area"], values["wind-up"], values["single"]], IsLine: false)]),
                new PointPanel("stimulus, 1 Hz", "spikes",
                    [CordPictures.Line("without", stimuli, usual, 0), CordPictures.Line("0.15 mg/kg, 7 min", stimuli, drug, 1)]),
            ],
        }));
    }

    private static TestedCord After(ClaimBench bench, string text, CancellationToken cancellation)
    {
        CordProtocol protocol = bench.Library.Cord.Protocol([("protocol", text)]);
        CordExposure exposure = bench.Library.Cord.Exposure(protocol, WeightKg, cancellation).Exposure;
        CordSubject subject = new("cord", exposure, [.. SpinalCord.Of(bench.Library.Cord.File.Alternatives[0])]);
        return CordCourse.Record(bench.Library.Cord.Circuit(), protocol, [subject], cancellation)[0].At(protocol.End, protocol);
    }

    private static (ImmutableArray<double> Usual, ImmutableArray<double> Drug) Trains(ClaimBench bench, CordBench tests, CancellationToken cancellation)
    {
        CordExposure exposure = bench.Library.Cord.Doses.Regimen("ketamine 0.15 mg/kg iv", WeightKg, 2 * SevenMinutes, cancellation).Exposure;
        TestedCord cord = new(CordState.Naive,
        [
            .. SpinalCord.Of(bench.Library.Cord.File.Alternatives[0]), new(0, CordNames.PoreDrug, exposure.Pore.At(SevenMinutes)),
            new(0, CordNames.MembraneDrug, exposure.Membrane.At(SevenMinutes)),
        ]);
        ImmutableArray<ImmutableArray<double>> trains = tests.Responses(
            [(TestedCord.Naive, CordStimulus.Train(1, 15)), (tests.Equilibrated([cord], cancellation)[0], CordStimulus.Train(1, 15))], cancellation);
        return (trains[0], trains[1]);
    }
}
