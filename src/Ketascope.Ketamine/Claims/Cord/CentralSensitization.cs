using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Claims;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>Claim 11: the projection neuron answers the same input with more, long after the input that made it so; brief input does not.</summary>
internal sealed class CentralSensitization : Claim
{
    public override int Number => 11;

    public override ClaimMeasurement Run(ClaimBench bench, CancellationToken cancellation)
    {
        CordBench tests = new(bench.Library.Cord.Circuit());
        TestedCord Tested(string protocol)
        {
            (CordProtocol read, CordRecording recording) = CordPictures.Record(bench, protocol, cancellation);
            return recording.At(read.End, read);
        }

        TestedCord hours = Tested("injury 1 Hz for 6 h; wait 1 h"), brief = Tested("shocks 1 Hz x 20; wait 1 h"), minutes = Tested("shocks 1 Hz x 600");
        ImmutableArray<double> responses = tests.Response(
            [TestedCord.Naive, hours, brief, minutes, minutes.With("nmda", 0.2), TestedCord.Naive.With("nmda", 0.2)], CordStimulus.Volley(), cancellation);
        Dictionary<string, double> values = new()
        {
            ["after-hours"] = responses[1] / responses[0],
            ["after-brief"] = responses[2] / responses[0],
            ["reversed"] = responses[4] / responses[3],
            ["spared"] = responses[5] / responses[0],
        };
        return new ClaimMeasurement(values, Figure.Of(new PointFigure
        {
            Title = "Input and output of the projection neuron",
            Subtitle = "one hour after six hours of input at 1 Hz, and after twenty stimuli",
            Panels = [CordPictures.StimulusResponse(tests, [("before", TestedCord.Naive), ("after 6 h", hours), ("after 20 stimuli", brief)], cancellation)],
        }));
    }
}
