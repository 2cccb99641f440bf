using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>A cord that goes through a protocol.</summary>
/// <param name="Label">What distinguishes it: an alternative, with or without the drug.</param>
/// <param name="Exposure">The drug around its receptors.</param>
/// <param name="Changes">Parameters that differ from the text's, from time 0 on.</param>
public sealed record CordSubject(string Label, CordExposure Exposure, ImmutableArray<ValueChange> Changes)
{
    /// <summary>Parameters that this cord has of its own whatever is done to it, in place of the text's.</summary>
    public ImmutableArray<ValueChange> Own { get; init; } = [];
}

/// <summary>What was recorded of a cord in a protocol.</summary>
/// <param name="Subject">The cord.</param>
/// <param name="Record">The record.</param>
public sealed record CordRecording(CordSubject Subject, CordRecord Record)
{
    /// <summary>The cord in the state of a time, with the drug of that time, for a test beside the course.</summary>
    /// <param name="time">The time, s.</param>
    /// <param name="protocol">The protocol, whose knock-outs and condition hold.</param>
    public TestedCord At(double time, CordProtocol protocol) => new(Record.State(time),
    [
        .. Subject.Changes,
        .. protocol.Changes.Where(change => change.Time <= time).Select(change => change with { Time = 0 }),
        new(0, CordNames.PoreDrug, Subject.Exposure.Pore.At(time)), new(0, CordNames.MembraneDrug, Subject.Exposure.Membrane.At(time)),
    ])
    { Own = Subject.Own };
}

/// <summary>Takes cords through a protocol, side by side.</summary>
public static class CordCourse
{
    private const int EvenPoints = 400;
    private const int PointsAfterEdge = 24;
    private const int MostEdges = 60;

    /// <summary>Records a protocol.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="subjects">The cords.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static ImmutableArray<CordRecording> Record(
        CordCircuit circuit, CordProtocol protocol, IReadOnlyList<CordSubject> subjects, CancellationToken cancellation = default)
    {
        ImmutableArray<CordRecord> records = circuit.Solve(
            [.. subjects.Select(subject => (ImmutableArray<ValueChange>)
                [.. subject.Own, .. subject.Changes, .. protocol.ToChanges(subject.Exposure)])], Times(protocol),
                cancellation);
        return [.. subjects.Select((subject, i) => new CordRecording(subject, records[i]))];
    }

    /// <summary>Evenly over the whole, denser after each edge, with every test and every stimulus's window.</summary>
    private static ImmutableArray<double> Times(CordProtocol protocol)
    {
        double end = Math.Max(protocol.End, 1);
        SortedSet<double> times = [0, end, .. protocol.Tests.Where(time => time <= end)];
        times.UnionWith(Enumerable.Range(0, EvenPoints).Select(i => end * i / EvenPoints));
        times.UnionWith(protocol.Volleys.SelectMany(volley => (double[])[volley.Time, Math.Min(end, volley.Time + 1)]));
        foreach (double edge in protocol.Acts.SelectMany(act => (double[])[act.Start, act.End]).Where(time => time < end).Distinct().Order().Take(MostEdges))
        {
            // From 0.2 s to the whole, in equal ratios.
            double ratio = Math.Pow(Math.Max(2, (end - edge) / 0.2), 1.0 / PointsAfterEdge);
            times.UnionWith(Enumerable.Range(0, PointsAfterEdge).Select(i => edge + (0.2 * Math.Pow(ratio, i))).Where(time => time < end));
        }

        return [.. times];
    }
}
