namespace Ketascope.Solvers.Events;

/// <summary>An event that was triggered and waits for its execution.</summary>
/// <param name="Index">Which event.</param>
/// <param name="Time">When it is executed.</param>
/// <param name="Values">The values that it assigns where they are those of the trigger; else null.</param>
internal sealed record PendingEvent(int Index, double Time, double[]? Values);

/// <summary>The events of one subject that wait for their execution.</summary>
internal sealed class PendingEvents
{
    private readonly List<PendingEvent> _events = [];
    private ulong _random;

    /// <summary>When the next is executed; infinity for none.</summary>
    public double NextTime => _events.Count == 0 ? double.PositiveInfinity : _events.Min(one => one.Time);

    /// <summary>Begins a solution.</summary>
    /// <param name="lane">The lane, so that lanes do not draw the same order.</param>
    public void Start(int lane)
    {
        _events.Clear();
        _random = (ulong)lane;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="one">The event.</param>
    public void Add(PendingEvent one) => _events.Add(one);

    /// <summary>Takes all executions of an event away.</summary>
    /// <param name="index">Which event.</param>
    public void Withdraw(int index) => _events.RemoveAll(one => one.Index == index);

    /// <summary>
    /// Takes the event out that is executed next: of those whose time has come the one with the highest priority, of several with the highest any, drawn at
    /// random as SBML asks; those without a priority come last, in the order in which they were triggered.
    /// </summary>
    /// <param name="time">The time.</param>
    /// <param name="priority">The priority of an event, not a number for none.</param>
    public PendingEvent? TakeFirst(double time, Func<int, double> priority)
    {
        List<int> first = [];
        double highest = double.NaN;
        for (int i = 0; i < _events.Count; i++)
        {
            if (_events[i].Time <= time)
            {
                double one = priority(_events[i].Index);
                if (first.Count == 0 || one > highest || (double.IsNaN(highest) && !double.IsNaN(one)))
                {
                    first = [i];
                    highest = one;
                }
                else if (one == highest)
                {
                    first.Add(i);
                }
            }
        }

        if (first.Count == 0)
        {
            return null;
        }

        int taken = first[first.Count > 1 ? (int)(Random() % (ulong)first.Count) : 0];
        PendingEvent result = _events[taken];
        _events.RemoveAt(taken);
        return result;
    }

    /// <summary>SplitMix64: Steele, Lea and Flood (2014) Fast splittable pseudorandom number generators, OOPSLA '14, doi:10.1145/2660193.2660195.</summary>
    private ulong Random()
    {
        ulong z = _random += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
