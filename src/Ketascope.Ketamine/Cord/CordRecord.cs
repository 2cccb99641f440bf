using System.Collections.Immutable;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>What was recorded of one cord.</summary>
public sealed class CordRecord
{
    private readonly RunOutcome _outcome;
    private readonly int _cord;
    private readonly CordCircuitText _circuit;

    private CordRecord(RunOutcome outcome, int cord, CordCircuitText circuit)
    {
        _outcome = outcome;
        _cord = cord;
        _circuit = circuit;
    }

    /// <summary>The times, s.</summary>
    public ImmutableArray<double> Times => _outcome.Trajectories.Times;

    /// <summary>The records of a run.</summary>
    /// <param name="outcome">The run.</param>
    /// <param name="circuit">Of which circuit it is.</param>
    internal static ImmutableArray<CordRecord> All(RunOutcome outcome, CordCircuitText circuit) =>
        [.. Enumerable.Range(0, outcome.Trajectories.SubjectCount).Select(cord => new CordRecord(outcome, cord, circuit))];

    /// <summary>A recorded quantity at one of the times.</summary>
    /// <param name="name">Its name in the text.</param>
    /// <param name="time">The time, s; that of the record which is nearest.</param>
    public double At(string name, double time) => _outcome.Trajectories[_cord, Index(name), Nearest(time)];

    /// <summary>The course of a recorded quantity.</summary>
    /// <param name="name">Its name in the text.</param>
    public double[] Course(string name) => _outcome.Trajectories.Course(_cord, Index(name));

    /// <summary>What lasts at a time, and the drug that is held.</summary>
    /// <param name="time">The time, s.</param>
    public CordState State(double time) =>
        new([.. _circuit.Lasting.Concat(_circuit.Held).Select(name => KeyValuePair.Create(name, At(name, time)))]);

    private int Index(string name) => _outcome.Trajectories.Names.IndexOf(name);

    private int Nearest(double time)
    {
        int at = Times.BinarySearch(time);
        at = at >= 0 ? at : ~at;
        return at >= Times.Length ? Times.Length - 1
            : at > 0 && time - Times[at - 1] < Times[at] - time ? at - 1
            : at;
    }
}

/// <summary>The slow part of a cord: phosphorylation, potentiation, lost inhibition, and the drug that its receptors hold.</summary>
/// <param name="Values">The values by their names in the text.</param>
public sealed record CordState(ImmutableArray<KeyValuePair<string, double>> Values)
{
    /// <summary>A cord that nothing has happened to.</summary>
    public static CordState Naive { get; } = new([]);

    /// <summary>The value of a name; 0 where nothing is said.</summary>
    /// <param name="name">The name.</param>
    public double this[string name] => Values.FirstOrDefault(one => one.Key == name).Value;

    /// <summary>The same with other values.</summary>
    /// <param name="values">What is other.</param>
    public CordState With(params ReadOnlySpan<(string Name, double Value)> values)
    {
        Dictionary<string, double> all = Values.ToDictionary();
        foreach ((string name, double value) in values)
        {
            all[name] = value;
        }

        return new([.. all]);
    }

    /// <summary>The state as changes at time 0.</summary>
    internal IEnumerable<ValueChange> Changes() => Values.Select(one => new ValueChange(0, one.Key, one.Value));
}
