using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Delays;

namespace Ketascope.Solvers.Lanes;

/// <summary>
/// Gives a kernel the past values that it asks for: the solution so far, step by step as polynomials; the text's start values before the start; and within a
/// step that is longer than a delay the step itself, which the caller tries again until both agree.
/// </summary>
internal sealed unsafe class DelayHistory : IDisposable
{
    /// <summary>What is known of a past value at a moment: its value, how long ago it is wanted, its value before the start.</summary>
    private const int Arguments = 3;
    private const double Epsilon = 2.220446049250313e-16;
    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly LaneKernel _kernel;
    private readonly int _count;
    private readonly int _width;
    private readonly int _firstState;
    private readonly double* _arguments;
    private readonly double* _asked;
    private readonly double* _time;
    private readonly double* _state;
    private readonly double* _context;
    private readonly double* _early;
    private readonly double* _node;
    private readonly PastCourse _course;
    private double[] _guess;
    private double[] _nextGuess;
    private readonly double[] _sizes;
    private double[] _parameters = [];
    private double _start;
    private double _stepStart;
    private double _guessEnd;
    private bool _hasGuess;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The buffers of the batch.</param>
    public DelayHistory(LaneWorkspace work)
    {
        _work = work;
        _kernel = work.Kernel;
        _count = _kernel.DelayCount;
        _width = _kernel.Width;
        _firstState = _kernel.StateCount - _count;
        _course = new PastCourse(_count * _width);
        _guess = new double[PastCourse.Nodes * _count * _width];
        _nextGuess = new double[_guess.Length];
        _sizes = new double[_count * _width];
        _arguments = _block.Take(Arguments * _count * _width);
        _early = _block.Take(Arguments * _count * _width);
        _asked = _block.Take(_width);
        _time = _block.Take(_width);
        _state = _block.Take(_work.Size);
        _node = _block.Take(_work.Size);
        _context = _block.Take((_kernel.ParameterCount + _kernel.HoistedCount) * _width);
    }

    /// <summary>Whether a value was asked for that lies within the step being tried.</summary>
    private bool ReachesIntoStep { get; set; }

    /// <summary>Times at which a jump or a bend of the past arrives.</summary>
    public DelayedBreaks Breaks { get; } = new();

    /// <summary>Begins a batch, when start values are known.</summary>
    /// <param name="problem">What is asked.</param>
    public void Start(BatchProblem problem)
    {
        _parameters = problem.Parameters.ToArray();
        _course.Clear();
        _sizes.AsSpan().Clear();
        Breaks.Clear();
        _start = problem.StartTime;
        Begin(_start);
        Fill(_start, _work.State);
        Ask(_start, _work.State);
        for (int node = 0; node < PastCourse.Nodes; node++)
        {
            Keep(node);
        }

        _course.Add(_start, _start, _nextGuess);
        _hasGuess = false;
    }

    /// <summary>Begins a step, or what happens at one moment.</summary>
    /// <param name="time">The time.</param>
    public void Begin(double time)
    {
        _stepStart = time;
        _hasGuess = false;
        ReachesIntoStep = false;
    }

    /// <summary>Sets the past values in a vector of states.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="state">The states.</param>
    public void Fill(double time, double* state)
    {
        // One after the other, as how long ago one is wanted may depend on another.
        for (int delay = 0; delay < _count; delay++)
        {
            Ask(time, state);
            bool isEarly = false;
            for (int lane = 0; lane < _width; lane++)
            {
                double ago = _arguments[(((Arguments * delay) + 1) * _width) + lane];
                _asked[lane] = time - Math.Max(ago, 0);
                isEarly |= _asked[lane] < _start - Rounding(_start);
            }

            if (isEarly)
            {
                AskBeforeStart();
            }

            for (int lane = 0; lane < _width; lane++)
            {
                state[((_firstState + delay) * _width) + lane] = _asked[lane] < _start - Rounding(_start) ? _early[(((Arguments * delay) + 2) * _width) + lane] : At(delay, lane, time);
            }
        }
    }

    /// <summary>Adds what the past values' change in time means for the rates of change.</summary>
    /// <param name="state">The states at the start of a step.</param>
    /// <param name="values">The entries of the Jacobian.</param>
    /// <param name="timeDerivative">The derivatives with respect to time.</param>
    public void AddTimeDerivative(double* state, double* values, double* timeDerivative)
    {
        double time = _stepStart, step = 1e-7 * Math.Max(Math.Abs(time), _course.LastLength);
        if (step == 0)
        {
            return;
        }

        new ReadOnlySpan<double>(state, _work.Size).CopyTo(new Span<double>(_node, _work.Size));
        bool reaches = ReachesIntoStep;
        Fill(time + step, _node);
        ReachesIntoStep = reaches;
        int place = 0;
        foreach ((int row, int column) in _kernel.JacobianPattern.Entries)
        {
            for (int lane = 0; column >= _firstState && lane < _width; lane++)
            {
                int element = (column * _width) + lane;
                timeDerivative[(row * _width) + lane] += values[(place * _width) + lane] * (_node[element] - state[element]) / step;
            }

            place++;
        }
    }

    /// <summary>Tries a step that may use its own course as its past, until that no longer changes.</summary>
    /// <param name="stepper">What tries it.</param>
    /// <param name="time">Its start.</param>
    /// <param name="step">Its size.</param>
    /// <returns>The square of the error norm, as <see cref="Stepper.TryStep"/>.</returns>
    public double TryStep(Stepper stepper, double time, double step)
    {
        const int Most = 8;
        const double Agreement = 0.1, Disagreement = 4;
        Begin(time);
        double error = stepper.TryStep(time, step);
        double change = ReachesIntoStep ? double.PositiveInfinity : 0;
        for (int i = 0; i < Most && change > Agreement && double.IsFinite(error); i++)
        {
            change = Guess(stepper, time, step);
            error = stepper.TryStep(time, step);
        }

        if (change > Agreement)
        {
            return Math.Max(error, Disagreement);
        }

        // What is kept of the step must be as good as the step.
        Guess(stepper, time, step);
        double misfit = Misfit(stepper, time, step);
        return double.IsNaN(misfit) ? error : Math.Max(error, misfit * misfit);
    }

    /// <summary>Takes the step tried last for the course of the past values within it.</summary>
    /// <param name="stepper">What tried it.</param>
    /// <param name="time">Its start.</param>
    /// <param name="step">Its size.</param>
    /// <param name="share">How much of it counts, from its start.</param>
    /// <returns>The largest change against what was taken before, in units of the tolerance; infinity the first time.</returns>
    public double Guess(Stepper stepper, double time, double step, double share = 1)
    {
        double change = _hasGuess ? 0 : double.PositiveInfinity;
        for (int node = 0; node < PastCourse.Nodes; node++)
        {
            double fraction = share * PastCourse.Place(node);
            stepper.Interpolate(fraction, _node);
            Fill(time + (fraction * step), _node);
            Ask(time + (fraction * step), _node);
            Keep(node);
        }

        (_guess, _nextGuess) = (_nextGuess, _guess);
        for (int i = 0; i < _guess.Length && _hasGuess; i++)
        {
            change = Math.Max(change, Math.Abs(_guess[i] - _nextGuess[i]) / Tolerance(i % (_count * _width), _guess[i]));
        }

        _guessEnd = time + (share * step);
        _hasGuess = true;
        return change;
    }

    /// <summary>How far the course that was taken for the step tried last is from what it stands for, between its points.</summary>
    /// <param name="stepper">What tried it.</param>
    /// <param name="time">Its start.</param>
    /// <param name="step">Its size.</param>
    /// <returns>The largest distance, in units of the tolerance.</returns>
    private double Misfit(Stepper stepper, double time, double step)
    {
        double largest = 0;
        foreach (double fraction in (ReadOnlySpan<double>)[0.2, 0.5])
        {
            stepper.Interpolate(fraction, _node);
            Fill(time + (fraction * step), _node);
            Ask(time + (fraction * step), _node);
            for (int delay = 0; delay < _count; delay++)
            {
                for (int lane = 0; lane < _width; lane++)
                {
                    double value = _arguments[(Arguments * delay * _width) + lane];
                    double distance = Math.Abs(value - PastCourse.Value(_guess, 0, _count * _width, (delay * _width) + lane, fraction));
                    largest = Math.Max(largest, distance / Tolerance((delay * _width) + lane, value));
                }
            }
        }

        return largest;
    }

    /// <summary>Keeps the course that was taken for the step tried last: it was accepted.</summary>
    /// <param name="time">Its start.</param>
    /// <param name="end">Its end.</param>
    public void Accept(double time, double end) => _course.Add(time, end, _guess);

    /// <summary>What is new at a moment will arrive later.</summary>
    /// <param name="time">The moment.</param>
    public void AddBreaks(double time)
    {
        Ask(time, _work.State);
        for (int delay = 0; delay < _count; delay++)
        {
            for (int lane = 0; lane < _width; lane++)
            {
                Breaks.Add(time, time + _arguments[(((Arguments * delay) + 1) * _width) + lane]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private void Ask(double time, double* state)
    {
        _work.SetTime(time);
        _kernel.DelayArguments(_work.Time, state, _work.Context, _arguments);
    }

    /// <summary>What start values would be at each lane's earlier time, with the parameters of the start.</summary>
    private void AskBeforeStart()
    {
        _parameters.CopyTo(new Span<double>(_context, _parameters.Length));
        new ReadOnlySpan<double>(_asked, _width).CopyTo(new Span<double>(_time, _width));
        _kernel.Initialize(_time, _context, _state);
        _kernel.DelayArguments(_time, _state, _context, _early);
    }

    private double At(int delay, int lane, double time)
    {
        double asked = _asked[lane];
        int series = (delay * _width) + lane;
        if (double.IsNaN(asked))
        {
            return double.NaN;
        }

        if (_course.IsEmpty)
        {
            return _arguments[(Arguments * delay * _width) + lane];
        }

        if (asked <= _course.End + Rounding(_course.End))
        {
            // At the very start of a step what is new counts, within it and at its end what was.
            return _course.At(series, asked, Rounding(asked), isLater: time == _stepStart);
        }

        ReachesIntoStep = true;
        return _hasGuess
            ? PastCourse.Value(_guess, 0, _count * _width, series, (asked - _stepStart) / (_guessEnd - _stepStart))
            : _course.At(series, _course.End, Rounding(asked), isLater: false);
    }

    private void Keep(int node)
    {
        for (int delay = 0; delay < _count; delay++)
        {
            new ReadOnlySpan<double>(_arguments + (Arguments * delay * _width), _width).CopyTo(_nextGuess.AsSpan(((node * _count) + delay) * _width));
        }
    }

    /// <summary>What a value that is looked up later may be wrong by.</summary>
    private double Tolerance(int series, double value)
    {
        double size = Math.Abs(value);
        _sizes[series] = double.IsFinite(size) ? Math.Max(_sizes[series], size) : _sizes[series];
        return _work.Scale.ToleranceOf(_sizes[series], size);
    }

    private double Rounding(double time) => 8 * Epsilon * Math.Max(Math.Abs(time), Math.Abs(_start));
}
