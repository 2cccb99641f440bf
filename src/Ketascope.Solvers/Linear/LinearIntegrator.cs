using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Events;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Linear;

/// <summary>
/// Solves batches of a linear kernel, one after the other, by matrix exponentials: between known times the states follow y' = A y + b with constant A and b,
/// and equal steps between output times share one exponential. What happens at known times may change A and b.
/// </summary>
internal sealed unsafe class LinearIntegrator : IDisposable
{
    private const int MostStatesByDefault = 64;

    /// <summary>Terms of a product of matrices that make up an exponential of some microseconds.</summary>
    private const int FewTerms = 1000;

    /// <summary>Terms in all intervals that make up some tenths of a second of exponentials.</summary>
    private const long MostTerms = 4_000_000;

    /// <summary>How many steps of the same size are made in one go: between them cancellation is looked for.</summary>
    private const int StepsInOneGo = 4096;
    private const int StepsBetweenCopies = 32;
    private const int StepsOfFour = 4;
    private const int WorthFour = 12;
    private const double Epsilon = 2.220446049250313e-16;
    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly KnownTimes _known;
    private readonly OutputWriter _writer;
    private readonly LinearFailures _failures;
    private readonly LinearCode _code;
    private readonly PropagatorSet _propagators;
    private readonly double* _matrix;
    private readonly double* _newMatrix;
    private readonly double* _constant;
    private readonly double* _input;
    private readonly double* _room;
    private readonly int _matrixSize;
    private LaneProducts _products;
    private BatchProblem? _problem;
    private bool _isLinearized;
    private bool _mayChange;
    private double _time;
    private double _norm;
    private long _steps;
    private long _restarts;

    /// <summary>Makes the buffers for a kernel.</summary>
    /// <param name="kernel">The equations.</param>
    public LinearIntegrator(LaneKernel kernel)
    {
        _work = new LaneWorkspace(kernel);
        _writer = new OutputWriter(_work);
        _known = new KnownTimes(_work, _writer);
        _failures = new LinearFailures(_work, _writer);
        _code = LinearCode.Of(kernel);
        _products = _code.ForBatch();
        _propagators = new PropagatorSet(_code.Plan, kernel.Width);
        _matrixSize = kernel.JacobianPattern.Entries.Length * kernel.Width;
        _matrix = _block.Take(_matrixSize);
        _newMatrix = _block.Take(_matrixSize);
        _constant = _block.Take(_work.Size);
        _input = _block.Take(_work.Size);
        _room = _block.Take(StepsBetweenCopies * _work.Size);
    }

    /// <summary>The equations.</summary>
    public LaneKernel Kernel => _work.Kernel;

    /// <summary>Whether a problem is to be solved this way.</summary>
    /// <param name="problem">The problem.</param>
    /// <exception cref="ArgumentException">It asks for this way, but its kernel is not linear.</exception>
    public static bool Serves(BatchProblem problem)
    {
        bool asked = problem.Settings.Method.Kind == MethodKind.Exact;
        if (asked && !problem.Kernel.IsLinear)
        {
            throw new ArgumentException("The linear method needs a kernel that is linear.", nameof(problem));
        }

        return asked || (problem.Settings.Method.Kind == MethodKind.Automatic && double.IsPositiveInfinity(problem.Settings.MaxStep)
            && problem.Kernel.IsLinear && problem.Kernel.StateCount <= MostStatesByDefault && IsCheap(problem));
    }

    /// <summary>
    /// Whether the exponentials cost little, which are as many as there are different intervals between the times of outputs, doses and other changes.
    /// </summary>
    private static bool IsCheap(BatchProblem problem)
    {
        long terms = LinearCode.Of(problem.Kernel).Plan.SquareTerms.Length / 2;
        if (terms <= FewTerms)
        {
            return true;
        }

        long intervals = problem.Discontinuities.Sum(list => list.Count);
        ReadOnlySpan<double> times = problem.OutputTimes.Span;
        for (int i = 2; i < times.Length; i++)
        {
            intervals += Math.Abs(times[i] - times[i - 1] - (times[i - 1] - times[i - 2])) > 1e-9 * Math.Abs(times[i]) ? 1 : 0;
        }

        return intervals * terms <= MostTerms;
    }

    /// <summary>Solves one batch.</summary>
    /// <param name="problem">What is asked; checked by the caller.</param>
    /// <param name="times">The output times, pinned.</param>
    /// <param name="values">Where the values go.</param>
    /// <returns>What happened; null when the tolerance cannot be kept this way and the method is left to the solver.</returns>
    public BatchResult? Solve(BatchProblem problem, double* times, double* values)
    {
        Start(problem, times, values);
        double end = times[problem.OutputTimes.Length - 1];
        bool changed = true;
        while (true)
        {
            problem.Cancellation.ThrowIfCancellationRequested();
            changed |= _known.Apply(_time);
            _failures.FailEach(_known.EndlessLanes, FailureCause.EndlessEvents, _time);
            _writer.WriteAt(_time);
            if (_time >= end)
            {
                break;
            }

            if (changed)
            {
                Restart();
                if (LosesDigits(end - _time))
                {
                    if (problem.Settings.Method.Kind == MethodKind.Automatic)
                    {
                        return null;
                    }

                    _failures.FailAll(FailureCause.LostDigits, _time);
                }
            }

            AdvanceTo(Math.Min(end, _known.Next()));
            if (_work.Mask.Bits == 0)
            {
                _writer.Abandon();
                break;
            }

            changed = false;
        }

        _writer.Finish();
        return new BatchResult(_failures.All, new WorkCounters(_steps, 0, _work.DerivativeCalls, _restarts, _propagators.Exponentials, 0, 0, _restarts));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _propagators.Dispose();
        _known.Dispose();
        _work.Dispose();
        _block.Dispose();
    }

    private void Start(BatchProblem problem, double* times, double* values)
    {
        _problem = problem;
        _products = _code.ForBatch();
        _propagators.Exponentials = 0;
        (_steps, _restarts) = (0, 0);
        _time = problem.StartTime;
        _isLinearized = false;
        _mayChange = Kernel.EventCount > 0 || ChangeCoefficients(problem.Discontinuities);
        _work.DerivativeCalls = 0;
        _work.Mask.Reset(Kernel.Width, problem.ActiveLanes);
        _failures.Start(problem.ActiveLanes);
        problem.Parameters.Span.CopyTo(new Span<double>(_work.Context, Kernel.ParameterCount * Kernel.Width));
        _work.SetTime(_time);
        Kernel.Initialize(_work.Time, _work.Context, _work.State);
        _known.Start(problem);
        _writer.Start(problem, times, values);
    }

    private static bool ChangeCoefficients(IReadOnlyList<IReadOnlyList<Discontinuity>> lists)
    {
        foreach (IReadOnlyList<Discontinuity> list in lists)
        {
            for (int i = 0; i < list.Count; i++)
            {
                if (list[i].Kind is DiscontinuityKind.SetParameter or DiscontinuityKind.Rest)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Finds A and the input, which events and new values of parameters may have changed.</summary>
    private void Restart()
    {
        _restarts++;
        if (!_isLinearized || _mayChange)
        {
            Linearize();
        }

        _products.Combine(_work.Input, 1, _constant, _input);
        foreach (int element in _work.Resting)
        {
            _input[element] = 0;
        }

        uint bad = _products.NotFinite(_matrix, _matrixSize / Kernel.Width) | _products.NotFinite(_input, _work.StateCount) | _products.NotFinite(_work.State, _work.StateCount);
        if ((bad & _work.Mask.Bits) != 0)
        {
            _failures.FailNotFinite(_matrix, _time);
        }
    }

    private void Linearize()
    {
        new Span<double>(_work.Scratch, _work.Size).Clear();
        _work.SetTime(_time);
        _work.DerivativeCalls++;
        Kernel.Derivatives(_work.Time, _work.Scratch, _work.Context, _constant);
        _work.EvaluateJacobian(_work.Scratch, _newMatrix, _work.NewDerivative);
        ReadOnlySpan<byte> old = new(_matrix, _matrixSize * sizeof(double)), now = new(_newMatrix, _matrixSize * sizeof(double));
        if (!_isLinearized || !old.SequenceEqual(now))
        {
            now.CopyTo(new Span<byte>(_matrix, now.Length));
            _norm = _products.Norm(_matrix);
            _propagators.Begin(_products, _matrix, _norm);
            _isLinearized = true;
        }
    }

    /// <summary>
    /// Whether the rounding of the exponential over a span can come near the tolerance: its error grows as the norm of A times the span, except where no
    /// coefficient off the diagonal is negative, as in compartments, where what is left at the end is sums and products of positive numbers.
    /// </summary>
    private bool LosesDigits(double span) => Epsilon * _norm * span > 0.1 * _problem!.Settings.RelativeTolerance && HasNegativeFlow();

    private bool HasNegativeFlow()
    {
        for (int i = 0; i < _matrixSize; i++)
        {
            (int row, int column) = Kernel.JacobianPattern.Entries[i / Kernel.Width];
            if (row != column && _matrix[i] < 0 && _work.Mask.Contains(i % Kernel.Width))
            {
                return true;
            }
        }

        return false;
    }

    private void AdvanceTo(double stop)
    {
        for (int left = _writer.CountBefore(stop); left > 0 && MayStep();)
        {
            _problem!.Cancellation.ThrowIfCancellationRequested();
            left -= Run(left);
        }

        if (_time < stop && MayStep())
        {
            Propagator propagator = _propagators.For(stop - _time, 1, stop, _input);
            _products.Apply(propagator.Matrix, _work.State, propagator.Addend, _work.NewState);
            _work.Accept(derivativeKnown: false);
            _steps++;
            if (FailOverflown(_work.State, &stop, 1))
            {
                _failures.Blank();
            }
        }

        _time = stop;
    }

    /// <summary>Whether lanes are left and one more step is allowed; fails them when it is not.</summary>
    private bool MayStep()
    {
        if (_steps >= _problem!.Settings.MaxSteps)
        {
            _failures.FailAll(FailureCause.TooManySteps, _time);
        }

        return _work.Mask.Bits != 0;
    }

    /// <summary>Computes the states at the next output times as far as their steps are equal.</summary>
    /// <param name="most">The number of output times to go.</param>
    /// <returns>The number of times done.</returns>
    private int Run(int most)
    {
        double* times = _writer.Times;
        (int count, double step) = TimeRun.Find(_time, times, (int)Math.Min(Math.Min(most, StepsInOneGo), _problem!.Settings.MaxSteps - _steps));
        Propagator propagator = _propagators.For(step, count, times[count - 1], _input);
        if (count >= WorthFour && !propagator.HasFour)
        {
            propagator.ComputeFour(_products);
        }

        if (_writer.IsDirect)
        {
            Propagate(propagator, _writer.Slot, count, 0);
            Write(_writer.Slot, times, count);
        }
        else
        {
            for (int done = 0, some; done < count; done += some)
            {
                some = Math.Min(count - done, StepsBetweenCopies);
                Propagate(propagator, _room, some, done);
                Write(_room, times + done, some);
            }
        }

        _time = times[count - 1];
        _steps += count;
        return count;
    }

    /// <summary>Computes states that follow one another.</summary>
    /// <param name="propagator">What takes one to the next.</param>
    /// <param name="states">Where they go.</param>
    /// <param name="count">How many.</param>
    /// <param name="before">How many were computed before them; the last four of these stand at the end of the same room.</param>
    private void Propagate(Propagator propagator, double* states, int count, int before)
    {
        int size = _work.Size, needed = propagator.HasFour ? StepsOfFour : int.MaxValue;
        double* from = _work.State;
        for (int done = 0, some; done < count; done += some)
        {
            double* to = states + ((long)done * size);
            if (before + done >= needed && count - done >= StepsOfFour)
            {
                double* four = done > 0 ? to - (StepsOfFour * size) : states + ((StepsBetweenCopies - StepsOfFour) * size);
                _products.ApplyToFour(propagator.MatrixOfFour, four, propagator.AddendOfFour, to);
                from = to + ((StepsOfFour - 1) * size);
                some = StepsOfFour;
            }
            else
            {
                _products.Apply(propagator.Matrix, from, propagator.Addend, to);
                from = to;
                some = 1;
            }

            if (_writer.Streams)
            {
                _writer.Stream(to, done, some);
            }
        }

        new ReadOnlySpan<double>(from, size).CopyTo(new Span<double>(_work.State, size));
    }

    private void Write(double* states, double* times, int count)
    {
        bool failed = FailOverflown(states, times, count);
        if (failed && _writer.Streams)
        {
            _writer.Stream(states, 0, count);
        }

        _writer.WriteNext(states, count);
        if (failed)
        {
            _failures.Blank();
        }
    }

    /// <summary>Ends the lanes whose last states are not finite, at the first time at which they are not.</summary>
    /// <returns>Whether there are any.</returns>
    private bool FailOverflown(double* states, double* times, int count)
    {
        uint bad = _products.NotFinite(states + ((long)(count - 1) * _work.Size), _work.StateCount) & _work.Mask.Bits;
        for (int lane = 0; bad >> lane != 0; lane++)
        {
            if ((bad >> lane & 1) != 0)
            {
                _failures.FailOverflown(lane, states, times, count);
            }
        }

        return bad != 0;
    }
}
