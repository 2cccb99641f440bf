using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Events;

/// <summary>
/// What happens at known times in any lane of a batch: discontinuities from outside and the model's time events. Tells the solver where to stop and carries it
/// out there.
/// </summary>
/// <remarks>An event fires when its trigger becomes true: its time lay ahead before and does no more, because time moved on or because another event moved its
/// threshold.</remarks>
internal sealed unsafe class KnownTimes : IDisposable
{
    private const int MostFiringsAtOneTime = 1000;
    private readonly LaneWorkspace _work;
    private readonly OutputWriter _writer;
    private readonly LaneBlock _block = new();
    private readonly ConstantInputs _inputs = new();
    private readonly int _width;
    private readonly double* _thresholds;
    private readonly bool[] _triggered;
    private readonly bool[] _pending;
    private readonly IReadOnlyList<Discontinuity>[] _lists;
    private readonly int[] _next;
    private double _start;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The shared buffers.</param>
    /// <param name="writer">Writes the samples.</param>
    public KnownTimes(LaneWorkspace work, OutputWriter writer)
    {
        _work = work;
        _writer = writer;
        _width = work.Kernel.Width;
        int events = work.Kernel.EventCount * _width;
        _thresholds = _block.Take(events);
        _triggered = new bool[events];
        _pending = new bool[events];
        _lists = new IReadOnlyList<Discontinuity>[_width];
        _next = new int[_width];
    }

    /// <summary>The lanes (one bit each) whose events would not come to an end in the last call of <see cref="Apply(double)"/>.</summary>
    public uint EndlessLanes { get; private set; }

    /// <summary>Starts a batch: no input runs, events whose time has come at the start fire there if they may.</summary>
    /// <param name="problem">The batch; its context must be filled in.</param>
    public void Start(BatchProblem problem)
    {
        IReadOnlyList<IReadOnlyList<Discontinuity>> lists = problem.Discontinuities;
        for (int lane = 0; lane < _width; lane++)
        {
            _lists[lane] = lists.Count == 0 ? [] : lists[Math.Min(lane, lists.Count - 1)];
            _next[lane] = 0;
        }

        _inputs.Clear();
        new Span<double>(_work.Input, _work.Size).Clear();
        _work.HasInput = false;
        _work.Resting.Clear();
        _pending.AsSpan().Clear();
        _start = problem.StartTime;
        UpdateThresholds();
        for (int i = 0; i < _triggered.Length; i++)
        {
            _triggered[i] = _thresholds[i] <= problem.StartTime;
            _pending[i] = _triggered[i] && _work.Kernel.MayFireAtStart(i / _width);
        }
    }

    /// <summary>The next time at which something happens in a lane that is still solved; infinity for none.</summary>
    public double Next()
    {
        double next = double.PositiveInfinity;
        for (int lane = 0; lane < _width; lane++)
        {
            if (_work.Mask.Contains(lane))
            {
                next = _next[lane] < _lists[lane].Count ? Math.Min(next, _lists[lane][_next[lane]].Time) : next;
                for (int i = lane; i < _triggered.Length; i += _width)
                {
                    next = _triggered[i] || double.IsNaN(_thresholds[i]) ? next : Math.Min(next, _thresholds[i]);
                }
            }
        }

        return next;
    }

    /// <summary>Carries out all that is due.</summary>
    /// <param name="time">The time.</param>
    /// <returns>Whether anything happened.</returns>
    public bool Apply(double time)
    {
        EndlessLanes = 0;
        bool happened = false;
        for (int lane = 0; lane < _width; lane++)
        {
            IReadOnlyList<Discontinuity> list = _lists[lane];
            while (_next[lane] < list.Count && list[_next[lane]].Time <= time)
            {
                Discontinuity what = list[_next[lane]++];
                Apply(what, lane);
                happened |= what.Kind != DiscontinuityKind.Sample;
            }
        }

        if (_triggered.Length == 0)
        {
            return happened;
        }

        _work.SetTime(time);
        FindTriggered(time);
        for (int firings = 0; FireFirst(); firings++)
        {
            happened = true;
            UpdateThresholds();
            FindTriggered(time);
            if (firings == MostFiringsAtOneTime * _triggered.Length)
            {
                GiveUp();
            }
        }

        return happened;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private void Apply(Discontinuity what, int lane)
    {
        int element = (what.State * _width) + lane;
        switch (what.Kind)
        {
            case DiscontinuityKind.AddAmount:
                _work.State[element] += what.Value;
                break;
            case DiscontinuityKind.AddRate:
                _inputs.Change(element, what.Value, _work.Input);
                _work.HasInput = _inputs.Any;
                break;
            case DiscontinuityKind.SetState:
                _work.State[element] = what.Value;
                break;
            case DiscontinuityKind.SetParameter:
                _work.Context[element] = what.Value;
                _work.Kernel.Prepare(_work.Context);
                UpdateThresholds();
                break;
            case DiscontinuityKind.Rest:
                _work.Resting.Remove(element);
                if (what.Value != 0)
                {
                    _work.Resting.Add(element);
                }

                break;
            case DiscontinuityKind.Sample:
                _writer.Sample(what.State, lane, what.Time);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void UpdateThresholds()
    {
        if (_triggered.Length > 0)
        {
            _work.Kernel.EventTimes(_work.Context, _thresholds);
            for (int i = 0; i < _triggered.Length; i++)
            {
                // What is true only after the very start becomes true right after it.
                bool isRightAfter = _thresholds[i] == _start && _work.Kernel.IsAfterTime(i / _width);
                _thresholds[i] = isRightAfter ? Math.BitIncrement(_start) : _thresholds[i];
            }
        }
    }

    private void FindTriggered(double time)
    {
        for (int i = 0; i < _triggered.Length; i++)
        {
            bool now = _thresholds[i] <= time;
            _pending[i] |= now && !_triggered[i] && _work.Mask.Contains(i % _width);
            _triggered[i] = now;
        }
    }

    /// <summary>Fires the first event that is pending, in all lanes where it is: lanes do not see one another, and none of them has an earlier one.</summary>
    private bool FireFirst()
    {
        int first = Array.IndexOf(_pending, true);
        if (first < 0)
        {
            return false;
        }

        int index = first / _width;
        for (int lane = first % _width; lane < _width; lane++)
        {
            if (_pending[(index * _width) + lane])
            {
                _pending[(index * _width) + lane] = false;
                _work.Kernel.Fire(index, lane, _work.Time, _work.State, _work.Context);
            }
        }

        _work.Kernel.Prepare(_work.Context);
        return true;
    }

    private void GiveUp()
    {
        for (int i = 0; i < _pending.Length; i++)
        {
            EndlessLanes |= _pending[i] ? 1u << (i % _width) : 0;
            _pending[i] = false;
        }
    }
}
