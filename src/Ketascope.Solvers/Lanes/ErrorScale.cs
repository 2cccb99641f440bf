using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.Contract;
using static System.Runtime.Intrinsics.Vector512;

namespace Ketascope.Solvers.Lanes;

/// <summary>What errors of a step are measured by: relative tolerance times size, plus an absolute tolerance of each element of the state buffer.</summary>
/// <param name="relative">The relative tolerance.</param>
/// <param name="absolute">The absolute tolerances (padded, all above 0).</param>
internal readonly unsafe struct Tolerances(double relative, double* absolute)
{
    /// <summary>The relative tolerance.</summary>
    public double Relative { get; } = relative;

    /// <summary>The absolute tolerances.</summary>
    public double* Absolute { get; } = absolute;
}

/// <summary>
/// The absolute tolerance of each state of each lane. Where none is asked for, each state gets its own: a millionth of the relative tolerance of its largest
/// size so far, at most what it would be for a concentration of 1. A state that starts at 0 is measured by the largest of its kind (concentrations of species;
/// everything else), far below anything that matters.
/// </summary>
/// <remarks>
/// An amount in a compartment of 1e-15 L is 1e-15 times its concentration: one absolute tolerance for all would switch the control of its error off. States
/// that start at 0 need a floor, since the first steps of the last of a chain of compartments are wrong by any factor; but a floor near what the state becomes
/// would switch the control off too.
/// </remarks>
internal sealed unsafe class ErrorScale : IDisposable
{
    /// <summary>The absolute tolerance beside the relative one, for a state of size 1.</summary>
    private const double AbsoluteShare = 1e-6;

    /// <summary>
    /// The least absolute tolerance, beside the largest state of the kind: a chain of 7 compartments starts with steps of 1/300 of their time.
    /// </summary>
    private const double LeastShare = 1e-19;

    /// <summary>What a step that is rejected again and again may be wrong by, beside the largest of its kind: rounding.</summary>
    private const double RoundingShare = 1e-14;
    private const double Tiny = 1e-200;

    /// <summary>The part of the time that lies ahead in which states that all start at 0 are taken to show their size.</summary>
    private const double EarlyShare = 1e-3;
    private readonly LaneBlock _block = new();
    private readonly LaneKernel _kernel;
    private readonly double* _absolute;
    private readonly double* _size;
    private readonly double* _unit;
    private readonly double* _least;
    private readonly double* _most;
    private readonly double* _rounding;
    private readonly double*[] _inverseUnits;
    private readonly byte[] _kind;
    private readonly int _count;
    private readonly int _padded;
    private readonly double[] _largest = new double[2];
    private double _relative;
    private bool _isOwn;

    /// <summary>Makes the buffers.</summary>
    /// <param name="kernel">The equations.</param>
    public ErrorScale(LaneKernel kernel)
    {
        _kernel = kernel;
        _count = kernel.StateCount * kernel.Width;
        _padded = LaneBlock.Padded(_count);
        _absolute = _block.Take(_count);
        _size = _block.Take(_count);
        _unit = _block.Take(_count);
        _least = _block.Take(_count);
        _most = _block.Take(_count);
        _rounding = _block.Take(_count);
        _inverseUnits = [_block.Take(_count), _block.Take(_count)];
        _kind = [.. Enumerable.Range(0, _count).Select(i => kernel.IsConcentration(i / kernel.Width) ? (byte)1 : (byte)0)];
    }

    /// <summary>The tolerances as they are now.</summary>
    public Tolerances Now => new(_relative, _absolute);

    /// <summary>Starts a solution.</summary>
    /// <param name="settings">What is asked.</param>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The start values.</param>
    /// <param name="context">The context.</param>
    public void Start(SolverSettings settings, double* time, double* state, double* context)
    {
        _relative = settings.RelativeTolerance;
        _isOwn = settings.AbsoluteTolerance is null;
        new Span<double>(_absolute, _padded).Fill(settings.AbsoluteTolerance ?? 1);
        if (!_isOwn)
        {
            return;
        }

        _kernel.Units(time, state, context, _unit);
        for (int i = 0; i < _padded; i++)
        {
            double unit = i < _count && double.IsFinite(_unit[i]) && _unit[i] != 0 ? Math.Abs(_unit[i]) : 1;
            (_unit[i], _size[i], _rounding[i]) = (unit, 0, 0);
            _most[i] = Math.Max(_relative * AbsoluteShare * unit, Tiny);
            for (int kind = 0; kind < _inverseUnits.Length; kind++)
            {
                _inverseUnits[kind][i] = i < _count && _kind[i] == kind ? 1 / unit : 0;
            }
        }

        new Span<double>(_least + _count, _padded - _count).Fill(1);
        new Span<double>(_most + _count, _padded - _count).Fill(1);
        _largest.AsSpan().Clear();
        SetLeast();
        Grow(state);
    }

    /// <summary>
    /// Sees states that may have jumped, and sets tolerances for the guess of the first step: states that are 0 count as having the size of the largest of
    /// their kind.
    /// </summary>
    /// <param name="state">The states.</param>
    /// <param name="derivative">Their rates of change.</param>
    /// <param name="span">The time ahead.</param>
    public void Guess(double* state, double* derivative, double span)
    {
        if (!_isOwn)
        {
            return;
        }

        Grow(state);
        for (int kind = 0; kind < _largest.Length; kind++)
        {
            double early = 0;
            for (int i = 0; i < _count && _largest[kind] == 0; i++)
            {
                double change = Math.Abs(derivative[i]) * EarlyShare * span * _inverseUnits[kind][i];
                early = double.IsFinite(change) ? Math.Max(early, change) : early;
            }

            _largest[kind] = Math.Max(_largest[kind], early);
        }

        SetLeast();
        for (int i = 0; i < _count; i++)
        {
            double like = _largest[_kind[i]] * _unit[i];
            _absolute[i] = Bounded(i, like > 0 ? _relative * AbsoluteShare * Math.Max(_size[i], like) : _most[i]);
        }
    }

    /// <summary>Sees the states at the end of a step, or after the guess of the first one.</summary>
    /// <param name="state">The states.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Grow(double* state)
    {
        if (!_isOwn)
        {
            return;
        }

        Vector512<double> share = Create(_relative * AbsoluteShare), largest = Create(_largest[0]), largestConcentration = Create(_largest[1]);
        double* inverse = _inverseUnits[0], inverseVolume = _inverseUnits[1];
        for (int i = 0; i < _padded; i += 8)
        {
            Vector512<double> size = MaxNative(Load(_size + i), Abs(Load(state + i)));
            size.Store(_size + i);
            largest = MaxNative(largest, size * Load(inverse + i));
            largestConcentration = MaxNative(largestConcentration, size * Load(inverseVolume + i));
            MinNative(MaxNative(share * size, Load(_least + i)), Load(_most + i)).Store(_absolute + i);
        }

        if (LargestOf(largest) > 2 * _largest[0] || LargestOf(largestConcentration) > 2 * _largest[1])
        {
            (_largest[0], _largest[1]) = (LargestOf(largest), LargestOf(largestConcentration));
            SetLeast();
        }
    }

    /// <summary>What a value that is no state may be wrong by.</summary>
    /// <param name="largest">Its largest size so far; 0 where it has shown none.</param>
    /// <param name="size">Its size.</param>
    public double ToleranceOf(double largest, double size) =>
        (_isOwn ? AbsoluteShare * _relative * (largest > 0 ? Math.Min(largest, 1) : 1) : _absolute[0]) + (_relative * size);

    /// <summary>The least size that a change of an element is compared with: a millionth of the largest of its kind.</summary>
    /// <param name="element">Which element of the state buffer.</param>
    public double LeastSize(int element) => _isOwn
        ? Math.Max(AbsoluteShare * (_largest[_kind[element]] > 0 ? _largest[_kind[element]] : 1) * _unit[element], Tiny)
        : AbsoluteShare;

    /// <summary>
    /// A change of an element that counts as none, so that a variable that goes to 0 ends: the last digits of the absolute tolerance, or rounding of the
    /// largest of its kind.
    /// </summary>
    /// <param name="element">Which element of the state buffer.</param>
    public double Negligible(int element) => _isOwn
        ? Math.Max(1e-3 * _absolute[element], 1e-16 * _largest[_kind[element]] * _unit[element])
        : 1e-3 * Math.Min(_absolute[element], 1e-9);

    /// <summary>
    /// What an element may be wrong by without a word, generously: its tolerance as of its largest size, and of a thousandth of the largest of its kind.
    /// </summary>
    /// <param name="element">Which element of the state buffer.</param>
    /// <param name="value">Its value.</param>
    public double Edge(int element, double value) => _isOwn
        ? _relative * Math.Max(_size[element], 1e-3 * _largest[_kind[element]] * _unit[element])
        : _absolute[element] + (_relative * Math.Abs(value));

    /// <summary>Takes an error that is no more than rounding, beside the largest of its kind, for what cannot be bettered.</summary>
    /// <param name="element">Which element of the state buffer.</param>
    /// <param name="error">Its error.</param>
    /// <returns>Whether it is; the element is then asked for no more.</returns>
    public bool Forgive(int element, double error)
    {
        double size = Math.Abs(error);
        if (!_isOwn || !(size > _absolute[element]) || !(size <= RoundingShare * _largest[_kind[element]] * _unit[element]))
        {
            return false;
        }

        _rounding[element] = Math.Max(_rounding[element], 4 * size);
        _least[element] = Math.Max(_least[element], _rounding[element]);
        _absolute[element] = Bounded(element, Math.Max(_absolute[element], _rounding[element]));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private void SetLeast()
    {
        for (int i = 0; i < _count; i++)
        {
            double like = _largest[_kind[i]] * _unit[i];
            _least[i] = Math.Max(like > 0 ? Math.Max(LeastShare * like, _rounding[i]) : _most[i], Tiny);
        }
    }

    private double Bounded(int element, double tolerance) => Math.Max(Math.Min(tolerance, _most[element]), Tiny);

    private static double LargestOf(Vector512<double> values)
    {
        double largest = 0;
        for (int i = 0; i < 8; i++)
        {
            largest = Math.Max(largest, double.IsFinite(values[i]) ? values[i] : 0);
        }

        return largest;
    }
}
