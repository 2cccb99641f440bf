using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 13: the same noxious input gives a larger response, at a lower threshold.</summary>
internal sealed class Hyperalgesia : Claim
{
    public override int Number => 13;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        CordBench tests = new(bench.Library.Cord.Circuit());
        (CordProtocol protocol, CordRecording recording) = CordPictures.Record(bench, "conditioning; test; wait 1 h; test", cancellation);
        TestedCord[] cords = [TestedCord.Naive, .. protocol.Tests.Select(time => recording.At(time, protocol))];
        ImmutableArray<double> responses = tests.Response(cords, CordStimulus.Volley(), cancellation),
            thresholds = tests.Threshold(cords, cancellation: cancellation);
        Dictionary<string, double> values = new()
        {
            ["hour"] = responses[2] / responses[0],
            ["hour-fitted"] = responses[2] / responses[0],
            ["at-once"] = responses[1] / responses[0],
            ["threshold"] = thresholds[2] / thresholds[0],
        };
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Responses to C-strength stimuli after conditioning",
            Subtitle = "100 Hz for 1 s, five times, 10 s apart",
            Panels = [CordPictures.StimulusResponse(tests, [("before", cords[0]), ("at once", cords[1]), ("one hour later", cords[2])], cancellation)],
        }));
    }
}
