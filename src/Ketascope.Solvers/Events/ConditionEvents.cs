using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Events;

/// <summary>
/// The events of a batch that wait for conditions: when a trigger turns from false to true its event is to be executed, at once or later, events of one time by
/// their priority. What an execution changes may trigger others at the same time, or turn a trigger false, which withdraws an event that is not persistent
/// (SBML Level 3 Version 2, section 4.12).
/// </summary>
internal sealed unsafe class ConditionEvents : IDisposable
{
    private const int MostExecutionsAtOneTime = 10_000;
    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly Action _settle;
    private readonly LaneKernel _kernel;
    private readonly ImmutableArray<ConditionDescription> _conditions;
    private readonly int _width;
    private readonly bool[] _holds;
    private readonly PendingEvents[] _pending;
    private readonly double* _triggers;
    private readonly double* _timing;
    private readonly double* _values;
    private readonly double* _factors;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The buffers of the batch.</param>
    /// <param name="settle">Makes what follows from algebraic equations, and the modes of switches, agree again with what was changed.</param>
    public ConditionEvents(LaneWorkspace work, Action settle)
    {
        _settle = settle;
        _work = work;
        _kernel = work.Kernel;
        _conditions = _kernel.Conditions;
        _width = _kernel.Width;
        int most = _conditions.Max(condition => condition.Targets.Length);
        _holds = new bool[_conditions.Length * _width];
        _pending = [.. Enumerable.Range(0, _width).Select(_ => new PendingEvents())];
        _triggers = _block.Take(_conditions.Length * _width);
        _timing = _block.Take(2 * _width);
        _values = _block.Take(most * _width);
        _factors = _block.Take(most * _width);
    }

    /// <summary>The lanes (one bit each) whose events would not come to an end in the last call of <see cref="Apply"/>.</summary>
    public uint EndlessLanes { get; private set; }

    /// <summary>An event of those that would not come to an end.</summary>
    public string EndlessEvent { get; private set; } = "";

    /// <summary>Begins a batch.</summary>
    public void Start()
    {
        for (int i = 0; i < _holds.Length; i++)
        {
            _holds[i] = _conditions[i / _width].InitialTriggerValue;
        }

        for (int lane = 0; lane < _width; lane++)
        {
            _pending[lane].Start(lane);
        }
    }

    /// <summary>The next time at which an event that waits is executed in a lane that is still solved; infinity for none.</summary>
    public double Next()
    {
        double next = double.PositiveInfinity;
        for (int lane = 0; lane < _width; lane++)
        {
            next = _work.Mask.Contains(lane) ? Math.Min(next, _pending[lane].NextTime) : next;
        }

        return next;
    }

    /// <summary>Sees which triggers have changed, and executes all that is due.</summary>
    /// <param name="time">The time of <see cref="LaneWorkspace.State"/>, for which the modes of switches are set.</param>
    /// <returns>Whether anything was executed.</returns>
    public bool Apply(double time)
    {
        EndlessLanes = 0;
        Evaluate(time);
        bool any = false;
        for (int lane = 0; lane < _width; lane++)
        {
            if (_work.Mask.Contains(lane))
            {
                See(lane, time);
                any |= ExecuteDue(lane, time);
            }
        }

        return any;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private void Evaluate(double time)
    {
        _work.SetTime(time);
        _kernel.Triggers(_work.Time, _work.State, _work.Context, _triggers);
    }

    /// <summary>What follows from the triggers of a lane as they were evaluated last.</summary>
    private void See(int lane, double time)
    {
        for (int index = 0; index < _conditions.Length; index++)
        {
            int place = (index * _width) + lane;
            bool holds = _triggers[place] > 0;
            if (holds && !_holds[place])
            {
                _kernel.ConditionTiming(index, _work.Time, _work.State, _work.Context, _timing);
                double[]? values = _conditions[index].UseValuesFromTriggerTime ? Values(index, lane) : null;
                _pending[lane].Add(new PendingEvent(index, _timing[lane] > 0 ? time + _timing[lane] : time, values));
            }
            else if (!holds && _holds[place] && !_conditions[index].IsPersistent)
            {
                _pending[lane].Withdraw(index);
            }

            _holds[place] = holds;
        }
    }

    private bool ExecuteDue(int lane, double time)
    {
        int executions = 0;
        while (_pending[lane].TakeFirst(time, index => Priority(index, lane)) is { } due)
        {
            if (++executions > MostExecutionsAtOneTime)
            {
                EndlessLanes |= 1u << lane;
                EndlessEvent = _conditions[due.Index].Name;
                break;
            }

            Execute(due, lane);
            _settle();
            Evaluate(time);
            See(lane, time);
        }

        return executions > 0;
    }

    private double Priority(int index, int lane)
    {
        if (!_conditions[index].HasPriority)
        {
            return double.NaN;
        }

        _kernel.ConditionTiming(index, _work.Time, _work.State, _work.Context, _timing);
        return _timing[_width + lane];
    }

    private void Execute(PendingEvent due, int lane)
    {
        double[] values = due.Values ?? Values(due.Index, lane);
        _kernel.ConditionFactors(due.Index, _work.Time, _work.State, _work.Context, _factors);
        ImmutableArray<ConditionTarget> targets = _conditions[due.Index].Targets;
        for (int i = 0; i < targets.Length; i++)
        {
            (targets[i].IsState ? _work.State : _work.Context)[(targets[i].Index * _width) + lane] = values[i] * _factors[(i * _width) + lane];
        }

        _kernel.Prepare(_work.Context);
    }

    private double[] Values(int index, int lane)
    {
        _kernel.ConditionValues(index, _work.Time, _work.State, _work.Context, _values);
        double[] values = new double[_conditions[index].Targets.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _values[(i * _width) + lane];
        }

        return values;
    }
}
