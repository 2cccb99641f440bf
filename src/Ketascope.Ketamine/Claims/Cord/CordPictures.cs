using System.Collections.Immutable;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Plots;

namespace Ketascope.Ketamine.Claims.Cord;

/// <summary>What the claims of the cord share: an injury of six hours, and pictures of it.</summary>
internal static class CordPictures
{
    /// <summary>An injury of six hours at 1 Hz, and a day after it; tested at its end and one hour later.</summary>
    public const string Injury = "injury 1 Hz for 6 h; test; wait 1 h; test; wait 23 h";

    /// <summary>Records a protocol in a cord of the usual circuit without a drug.</summary>
    public static (CordProtocol Protocol, CordRecording Recording) Record(ClaimBench bench, string protocol, CancellationToken cancellation)
    {
        CordProtocol read = bench.Library.Cord.Protocol([("protocol", protocol)]);
        return (read, CordCourse.Record(bench.Library.Cord.Circuit(), read, [new CordSubject("cord", CordExposure.None, [])], cancellation)[0]);
    }

    /// <summary>A line through values.</summary>
    public static PointSeries Line(string label, IEnumerable<double> horizontal, IEnumerable<double> vertical, int colour) =>
        new(label, [.. horizontal], [.. vertical], IsLine: true) { Colour = colour };

    /// <summary>Cords' responses to shocks of growing shares of the C fibres.</summary>
    public static PointPanel StimulusResponse(CordBench bench, IReadOnlyList<(string Label, TestedCord Cord)> cords, CancellationToken cancellation)
    {
        double[] sizes = [.. Enumerable.Range(1, 10).Select(i => i / 10.0)];
        ImmutableArray<ImmutableArray<double>> responses = bench.Responses(
            [.. from cord in cords from size in sizes select (cord.Cord, CordStimulus.Volley(size))], cancellation);
        return new PointPanel("share of the C fibres", "spikes above rest",
            [.. cords.Select((cord, i) => Line(cord.Label, sizes, sizes.Select((_, k) => responses[(i * sizes.Length) + k][0]), i))]);
    }
}
