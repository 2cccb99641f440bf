using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Events;

/// <summary>At which side of a moment the modes of switches are set.</summary>
internal enum Moment
{
    /// <summary>Time has come to the moment: equalities that are met there hold.</summary>
    Arrive,

    /// <summary>Something was changed at the moment.</summary>
    Stay,

    /// <summary>Time is to leave the moment: what is true only at it holds no more.</summary>
    Leave,
}

/// <summary>
/// The switches of a kernel in a batch: keeps their modes between turns, knows when those that depend on the time alone turn, and sees whether states have
/// turned another.
/// </summary>
internal sealed unsafe class ModeSwitches : IDisposable
{
    /// <summary>Turns of one switch that follow each other within this many neighbouring numbers of time bring time no further.</summary>
    private const double Standstill = 1e6 * 2.220446049250313e-16;
    private const int MostTurnsAtStandstill = 6;

    /// <summary>
    /// A bend is left alone while its margin is no more than this part of the relative tolerance, and of rounding, of the largest that it had: where a
    /// difference has come to rest at 0, as that in <c>max(0, x)</c> may, errors pass the bend to and fro for ever. Values of <c>min</c> and <c>max</c> stay
    /// right.
    /// </summary>
    private const double Negligible = 0.01, Rounding = 1e-12;

    /// <summary>How far a margin must be beyond what it was when time stood still before a bend is looked at again.</summary>
    private const double Beyond = 1e3;

    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly LaneKernel _kernel;
    private readonly ImmutableArray<SwitchDescription> _switches;
    private readonly int _width;
    private readonly int _count;
    private readonly double* _values;
    private readonly double[] _next;
    private readonly double[] _side;
    private readonly double[] _lastTurn;
    private readonly int[] _turns;
    private readonly double[] _noise;
    private double _negligible;
    private double _span;
    private double _end;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The buffers of the batch.</param>
    public ModeSwitches(LaneWorkspace work)
    {
        _work = work;
        _kernel = work.Kernel;
        _switches = _kernel.Switches;
        _width = _kernel.Width;
        _count = _switches.Length * _width;
        _values = _block.Take(2 * _count);
        _next = new double[_count];
        _side = new double[_count];
        _lastTurn = new double[_count];
        _turns = new int[_count];
        _noise = new double[_count];
        DependOnStates = _switches.Any(one => one.UsesStates);
        DependOnBoth = _switches.Any(one => one.UsesStates && one.UsesTime);
    }

    /// <summary>Whether any depends on states.</summary>
    public bool DependOnStates { get; }

    /// <summary>Whether any depends on states and on the time.</summary>
    public bool DependOnBoth { get; }

    /// <summary>The lanes (one bit each) in which a switch turned again and again without time moving on.</summary>
    public uint EndlessLanes { get; private set; }

    /// <summary>That switch.</summary>
    public string EndlessText { get; private set; } = "";

    /// <summary>The values, then the margins, of the last evaluation: a switch's in a lane at index times width plus lane.</summary>
    public ReadOnlySpan<double> Values => new(_values, 2 * _count);

    /// <summary>Begins a batch.</summary>
    /// <param name="start">The start time.</param>
    /// <param name="end">The end time.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    public void Start(double start, double end, double tolerance)
    {
        _negligible = Math.Max(Negligible * tolerance, Rounding);
        (_span, _end, EndlessLanes) = (end - start, end, 0);
        _next.AsSpan().Fill(double.PositiveInfinity);
        _side.AsSpan().Clear();
        _turns.AsSpan().Clear();
        _noise.AsSpan().Clear();
        _lastTurn.AsSpan().Fill(double.NegativeInfinity);
    }

    /// <summary>The next time at which a switch that depends on the time alone turns in a lane that is still solved; infinity for none.</summary>
    public double Next()
    {
        double next = double.PositiveInfinity;
        for (int i = 0; i < _count; i++)
        {
            next = _work.Mask.Contains(i % _width) ? Math.Min(next, _next[i]) : next;
        }

        return next;
    }

    /// <summary>Finds when the switches that depend on the time alone turn next: after a start, or when something has changed.</summary>
    /// <param name="time">The time after which is looked.</param>
    public void Plan(double time)
    {
        for (int i = 0; i < _count; i++)
        {
            if (!_switches[i / _width].UsesStates && _work.Mask.Contains(i % _width))
            {
                _next[i] = _kernel.NextTurn(i / _width, i % _width, _work.Context, time, _end);
            }
        }
    }

    /// <summary>Sets the modes by the states of a moment.</summary>
    /// <param name="time">The time.</param>
    /// <param name="moment">At which side of the moment.</param>
    /// <returns>Whether any changed.</returns>
    public bool Set(double time, Moment moment)
    {
        Evaluate(moment == Moment.Leave ? Math.BitIncrement(time) : time, _work.State);
        double* modes = _work.Context + (_kernel.ParameterCount * _width);
        bool any = false;
        for (int i = 0; i < _count; i++)
        {
            SwitchDescription one = _switches[i / _width];
            double value = one.AtEquality is { } equal && IsMet(i, one, time, moment) ? equal : _values[i];
            if (moment == Moment.Leave)
            {
                _side[i] = Math.Sign(double.IsNaN(_values[_count + i]) ? 0 : _values[_count + i]);
            }

            if (value != modes[i])
            {
                modes[i] = value;
                if (IsNoise(i))
                {
                    continue;
                }

                any = true;
                if (moment == Moment.Arrive && one.UsesStates && _work.Mask.Contains(i % _width))
                {
                    CountTurn(i, time);
                }
            }
        }

        return any;
    }

    /// <summary>Whether states have turned a switch.</summary>
    /// <param name="time">A time.</param>
    /// <param name="state">The states at that time.</param>
    public bool IsDifferent(double time, double* state)
    {
        Evaluate(time, state);
        double* modes = _work.Context + (_kernel.ParameterCount * _width);
        for (int i = 0; i < _count; i++)
        {
            bool isNoise = IsNoise(i);
            if (!isNoise && _switches[i / _width].UsesStates && _work.Mask.Contains(i % _width) && (_values[i] != modes[i] || HasChangedSides(i)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a switch's margin is to be looked at for turns within a step: it depends on states and turns where the margin passes 0.</summary>
    /// <param name="index">Which switch in which lane: index times width plus lane.</param>
    public bool IsWatched(int index) => _switches[index / _width] is { UsesStates: true, IsRelation: true } && _work.Mask.Contains(index % _width);

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private void Evaluate(double time, double* state)
    {
        _work.Past?.Fill(time, state);
        _work.SetTime(time);
        _kernel.SwitchValues(_work.Time, state, _work.Context, _values);
    }

    /// <summary>Whether an equality is met at a moment to which time has come because of it.</summary>
    private bool IsMet(int index, SwitchDescription one, double time, Moment moment) =>
        moment != Moment.Leave && HasChangedSides(index) && (one.UsesStates ? moment == Moment.Arrive : _next[index] == time);

    private bool HasChangedSides(int index) =>
        _switches[index / _width].AtEquality is not null && _side[index] != 0 && _values[_count + index] * _side[index] <= 0;

    /// <summary>Whether a bend is where rounding passes it.</summary>
    private bool IsNoise(int index)
    {
        if (!_switches[index / _width].OnlyBends)
        {
            return false;
        }

        double margin = Math.Abs(_values[_count + index]);
        _noise[index] = double.IsFinite(margin) ? Math.Max(_noise[index], _negligible * margin) : _noise[index];
        return margin <= _noise[index];
    }

    private void CountTurn(int index, double time)
    {
        bool stands = time - _lastTurn[index] <= Standstill * Math.Max(Math.Abs(time), 1e-3 * _span);
        _turns[index] = stands ? _turns[index] + 1 : 0;
        _lastTurn[index] = time;
        if (_turns[index] < MostTurnsAtStandstill)
        {
            return;
        }

        if (_switches[index / _width].OnlyBends)
        {
            _noise[index] = Math.Max(_noise[index], Beyond * Math.Abs(_values[_count + index]));
        }
        else
        {
            EndlessLanes |= 1u << (index % _width);
            EndlessText = _switches[index / _width].Text;
        }
    }
}
