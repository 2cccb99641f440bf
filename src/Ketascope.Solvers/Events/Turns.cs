using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Events;

/// <summary>What turns at a moment: the modes of switches, and the events that wait for conditions, which answer to them.</summary>
internal sealed class Turns : IDisposable
{
    /// <summary>How often modes and algebraic equations may answer to one another.</summary>
    private const int MostRounds = 20;
    private readonly Action? _makeConsistent;
    private readonly LaneFailures _failures;
    private readonly ConditionEvents? _conditions;
    private double _time;
    private Moment _moment;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The buffers of the batch.</param>
    /// <param name="makeConsistent">Makes the states agree with algebraic equations; null where there are none.</param>
    /// <param name="failures">Where failures go.</param>
    public Turns(LaneWorkspace work, Action? makeConsistent, LaneFailures failures)
    {
        (_makeConsistent, _failures) = (makeConsistent, failures);
        Switches = work.Kernel.Switches.IsEmpty ? null : new ModeSwitches(work);
        _conditions = work.Kernel.Conditions.IsEmpty ? null : new ConditionEvents(work, Settle);
    }

    /// <summary>The switches; null for none.</summary>
    public ModeSwitches? Switches { get; }

    /// <summary>Begins a batch.</summary>
    /// <param name="start">The start time.</param>
    /// <param name="end">The end time.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    public void Start(double start, double end, double tolerance)
    {
        _conditions?.Start();
        Switches?.Start(start, end, tolerance);
    }

    /// <summary>Finds the known times of turns: after a start, or when something has changed.</summary>
    /// <param name="time">The time after which is looked.</param>
    public void Plan(double time) => Switches?.Plan(time);

    /// <summary>The next known time at which something turns or an event that waits is executed; infinity for none.</summary>
    public double Next() => Math.Min(_conditions?.Next() ?? double.PositiveInfinity, Switches?.Next() ?? double.PositiveInfinity);

    /// <summary>Sets the modes of switches and executes the events that are due.</summary>
    /// <param name="time">The time.</param>
    /// <param name="moment">At which side of the moment.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Turn(double time, Moment moment)
    {
        (_time, _moment) = (time, moment);
        bool any = false;
        if (Switches is not null)
        {
            // A planned moment may only be one up to which nothing turns: what comes after it must be planned all the same.
            any = SetModes(moment) | Switches.Next() <= time;
            _failures.FailAll(Switches.EndlessLanes, FailureCause.Standstill, time, Switches.EndlessText);
        }

        if (_conditions is not null)
        {
            any |= _conditions.Apply(time);
            _failures.FailAll(_conditions.EndlessLanes, FailureCause.EndlessEvents, time, _conditions.EndlessEvent);
        }

        return any;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _conditions?.Dispose();
        Switches?.Dispose();
    }

    /// <summary>Makes all that follows from the states at this moment agree with them, after an event has changed some.</summary>
    private void Settle()
    {
        _makeConsistent?.Invoke();
        if (Switches is not null)
        {
            SetModes(_moment == Moment.Arrive ? Moment.Stay : _moment);
        }
    }

    /// <summary>Sets the modes; where algebraic equations answer to them, until both agree.</summary>
    private bool SetModes(Moment moment)
    {
        bool any = Switches!.Set(_time, moment);
        bool goesOn = any && _makeConsistent is not null;
        for (int round = 0; goesOn && round < MostRounds; round++)
        {
            _makeConsistent!();
            goesOn = Switches.Set(_time, moment);
        }

        return any;
    }
}
