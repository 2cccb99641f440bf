using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>
/// Records one channel: openings and closings, dwell times with fitted exponentials, bursts, and the mean of many channels beside the deterministic solution.
/// </summary>
/// <param name="library">Receptors and drugs.</param>
public sealed class SingleChannelStudy(KetamineLibrary library)
    : Study<SingleChannelRequest>("channel single", () => KetamineRequests.Default.SingleChannelRequest)
{
    private const double LongestRecord = 1e5;
    private const int UsualChannels = 1000;
    private const string UsualGlutamate = "1 mM";

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(SingleChannelRequest request, StudyContext context, CancellationToken cancellation)
    {
        PatchExperiment patch = library.Receptor;
        PatchStatements statements = new(request, patch);
        string subunits = statements.Subunits() is [var one] ? one : throw new UserErrorException("--subunits: a single channel is of one subtype");
        SingleChannelRecording recording = Record(request, patch, statements, subunits, cancellation);
        string drug = string.IsNullOrEmpty(request.Drug) ? "" : $", {request.Drug}";
        PointFigure figure = recording.Figure($"A single GluN{subunits} channel, {request.Glutamate ?? UsualGlutamate} glutamate{drug}");
        return Task.FromResult(new StudyResult
        {
            Title = figure.Title,
            Sections = [new TableSection(null, Summary(recording)), new TableSection(null, Exponentials(recording)), new FigureSection(Figure.Of(figure))],
            Notes = statements.Notes,
            Values = Dwells(recording),
        });
    }

    private static SingleChannelRecording Record(
        SingleChannelRequest request, PatchExperiment patch, PatchStatements statements, string subunits, CancellationToken cancellation)
    {
        int channels = request.Channels ?? UsualChannels;
        if (channels < 1)
        {
            throw new UserErrorException("--channels: at least one is needed");
        }

        string bath = statements.Bath(subunits) + statements.Drug(request.Drug);
        string agonist = statements.Of("--glutamate", request.Glutamate ?? UsualGlutamate, "glutamate");
        statements.RequireMechanism(statements.Parse(bath).Drugs);
        ChannelProtocol steady = statements.Parse($"{bath}{agonist}{statements.Of("--for", request.For ?? "60 s", "wait")}");
        if (steady.Applications.IsEmpty)
        {
            throw new UserErrorException("--glutamate: without it no channel opens");
        }

        if (steady.End is <= 0 or > LongestRecord)
        {
            throw new UserErrorException("--for: a record lasts more than 0 s and at most a day");
        }

        SingleChannelSettings settings = new(
            1, statements.Seconds("--resolution", request.Resolution ?? "50 us"), statements.Seconds("--critical", request.Critical ?? "5 ms"), request.Seed);
        return SingleChannelRecording.Of(patch, steady, statements.Parse($"{bath}{agonist}wait 300 ms"), channels, settings, cancellation);
    }

    private static ResultTable Summary(SingleChannelRecording recording)
    {
        SingleChannelEvents events = recording.Events;
        int number = events.Bursts.Length;
        double Mean(Func<Burst, double> of) => number == 0 ? double.NaN : events.Bursts.Average(of);
        double open = events.Bursts.Sum(burst => burst.OpenTime), length = events.Bursts.Sum(burst => burst.Length);
        return new ResultTable(
            [new("what"), new("value"), new("unit"), new("expected")],
            [
                ["open probability", events.OpenProbability, "", recording.Equilibrium],
                ["current of an opening", recording.CurrentOfOne, "pA", double.NaN],
                ["openings", (double)events.Open.Length, "", double.NaN],
                ["mean open time", 1e3 * MeanOf(events.Open), "ms", double.NaN],
                ["mean shut time", 1e3 * MeanOf(events.Shut), "ms", double.NaN],
                ["bursts", (double)number, "", double.NaN],
                ["openings per burst", Mean(burst => burst.Openings), "", double.NaN],
                ["length of a burst", 1e3 * Mean(burst => burst.Length), "ms", double.NaN],
                ["open probability in bursts", length > 0 ? open / length : double.NaN, "", double.NaN],
                ["distance of the ensemble from the deterministic solution, at most", recording.LargestDistance, "standard errors", double.NaN],
            ]);
    }

    private static ResultTable Exponentials(SingleChannelRecording recording) => new(
        [new("dwell"), new("time constant", "ms"), new("area", "%")],
        [
            .. (recording.Open?.Components ?? []).Select(one => (ImmutableArray<Cell>)["open", 1e3 * one.Time, 100 * one.Area]),
            .. (recording.Shut?.Components ?? []).Select(one => (ImmutableArray<Cell>)["shut", 1e3 * one.Time, 100 * one.Area]),
        ]);

    private static ResultValues Dwells(SingleChannelRecording recording) => new(
        [new("state"), new("start_s"), new("length_s")],
        recording.Events.Dwells.Select(one => (ImmutableArray<Cell>)[one.Open ? "open" : "shut", one.Start, one.Length]));

    private static double MeanOf(ImmutableArray<double> values) => values.IsEmpty ? double.NaN : values.Average();
}
