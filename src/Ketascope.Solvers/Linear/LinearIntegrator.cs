using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Events;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Solvers.Linear;

/// <summary>
/// Solves batches of a linear kernel, one after the other, by matrix exponentials: between known times the states follow y' = A y + b with constant A and b, and equal steps
/// between output times share one exponential. Time events may change A and b.
/// </summary>
internal sealed unsafe class LinearIntegrator : IDisposable
{
    private const int MostStatesByDefault = 64;
    private const int MostPropagators = 16;
    private const int StepsBetweenCopies = 64;
    private const double Epsilon = 2.220446049250313e-16;
    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly KnownTimes _known;
    private readonly OutputWriter _writer;
    private readonly LinearPlan _plan;
    private readonly LaneProducts _products;
    private readonly List<Propagator> _propagators = [];
    private readonly double* _matrix;
    private readonly double* _newMatrix;
    private readonly double* _constant;
    private readonly double* _input;
    private readonly double* _room;
    private readonly int _matrixSize;
    private LaneFailure?[] _failures = [];
    private double _time;
    private double _norm;
    private int _replaced;
    private long _steps;
    private long _exponentials;
    private long _restarts;

    /// <summary>Makes the buffers for a kernel.</summary>
    /// <param name="kernel">The equations.</param>
    public LinearIntegrator(LaneKernel kernel)
    {
        _work = new LaneWorkspace(kernel);
        _writer = new OutputWriter(_work);
        _known = new KnownTimes(_work, _writer);
        _plan = new LinearPlan(kernel.JacobianPattern);
        _products = LaneProducts.Of(_plan, kernel.Width);
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
        bool asked = problem.Settings.Method == SolverMethod.Linear;
        if (asked && !problem.Kernel.IsLinear)
        {
            throw new ArgumentException("The linear method needs a kernel that is linear.", nameof(problem));
        }

        return (asked || (problem.Settings.Method == SolverMethod.Automatic && problem.Kernel.IsLinear && problem.Kernel.StateCount <= MostStatesByDefault))
            && problem.Discontinuities.All(list => list.All(one => one.Kind is DiscontinuityKind.AddAmount or DiscontinuityKind.AddRate));
    }

    /// <summary>Solves one batch.</summary>
    /// <param name="problem">What is asked; checked by the caller.</param>
    /// <param name="times">The output times, pinned.</param>
    /// <param name="values">Where the values go.</param>
    public BatchResult Solve(BatchProblem problem, double* times, double* values)
    {
        Start(problem, times, values);
        double end = problem.OutputTimes.Span[^1];
        bool changed = true;
        while (true)
        {
            problem.Cancellation.ThrowIfCancellationRequested();
            changed |= _known.Apply(_time);
            FailEndless();
            _writer.WriteAt(_time);
            if (_time >= end)
            {
                break;
            }

            if (changed)
            {
                Restart();
            }

            AdvanceTo(Math.Min(end, _known.Next()));
            if (_work.Mask.Bits == 0)
            {
                _writer.Abandon();
                break;
            }

            changed = false;
        }

        return new BatchResult(_failures, new WorkCounters(_steps, 0, _work.DerivativeCalls, _restarts, _exponentials, 0, 0, _restarts));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _propagators.ForEach(propagator => propagator.Dispose());
        _known.Dispose();
        _work.Dispose();
        _block.Dispose();
    }

    private void Start(BatchProblem problem, double* times, double* values)
    {
        _failures = new LaneFailure?[problem.ActiveLanes];
        (_steps, _exponentials, _restarts) = (0, 0, 0);
        _time = problem.StartTime;
        _norm = double.NaN;
        _work.DerivativeCalls = 0;
        _work.Mask.Reset(Kernel.Width, problem.ActiveLanes);
        problem.Parameters.Span.CopyTo(new Span<double>(_work.Context, Kernel.ParameterCount * Kernel.Width));
        _work.SetTime(_time);
        Kernel.Initialize(_work.Time, _work.Context, _work.State);
        _known.Start(problem);
        _writer.Start(problem, times, values);
    }

    /// <summary>Finds A and the input, which events may have changed.</summary>
    private void Restart()
    {
        _restarts++;
        if (double.IsNaN(_norm) || Kernel.EventCount > 0)
        {
            Linearize();
        }

        FailNotFinite();
        for (int i = 0; i < _work.Size; i++)
        {
            _input[i] = _constant[i] + _work.Input[i];
        }
    }

    private void Linearize()
    {
        new Span<double>(_work.Scratch, _work.Size).Clear();
        _work.SetTime(_time);
        _work.DerivativeCalls++;
        Kernel.Derivatives(_work.Time, _work.Scratch, _work.Context, _constant);
        Kernel.Jacobian(_work.Time, _work.Scratch, _work.Context, _newMatrix, _work.NewDerivative);
        Span<double> old = new(_matrix, _matrixSize), now = new(_newMatrix, _matrixSize);
        if (double.IsNaN(_norm) || !old.SequenceEqual(now))
        {
            now.CopyTo(old);
            _norm = Norm();
            _propagators.ForEach(propagator => propagator.Forget());
        }
    }

    /// <summary>The largest sum of sizes in a row, of all lanes whose matrix is finite.</summary>
    private double Norm()
    {
        double* sums = _work.Scratch;
        new Span<double>(sums, _work.Size).Clear();
        for (int entry = 0, i = 0; entry < Kernel.JacobianPattern.Entries.Length; entry++)
        {
            double* sum = sums + (Kernel.JacobianPattern.Entries[entry].Row * Kernel.Width);
            for (int lane = 0; lane < Kernel.Width; lane++, i++)
            {
                sum[lane] += Math.Abs(_matrix[i]);
            }
        }

        double largest = 0;
        for (int i = 0; i < _work.Size; i++)
        {
            largest = double.IsFinite(sums[i]) ? Math.Max(largest, sums[i]) : largest;
        }

        return largest;
    }

    private void AdvanceTo(double stop)
    {
        for (int left = _writer.CountBefore(stop); left > 0 && _work.Mask.Bits != 0;)
        {
            left -= Run(left);
        }

        if (_time < stop && _work.Mask.Bits != 0)
        {
            Propagator propagator = For(stop - _time, 1, stop);
            _products.Apply(propagator.Matrix, _work.State, propagator.Addend, _work.NewState);
            _work.Accept(derivativeKnown: false);
            _steps++;
            FailOverflown(_work.State, &stop, 1);
            BlankFailed();
        }

        _time = stop;
    }

    /// <summary>Computes the states at the next output times as far as their steps are equal.</summary>
    /// <param name="most">The number of output times to go.</param>
    /// <returns>The number of times done.</returns>
    private int Run(int most)
    {
        double* times = _writer.Times;
        (int count, double step) = TimeRun.Find(_time, times, _writer.HoldsStates ? most : Math.Min(most, StepsBetweenCopies));
        double* states = _writer.HoldsStates ? _writer.Slot : _room;
        int size = _work.Size;
        Propagator propagator = For(step, count, times[count - 1]);
        if (count >= 12 && !propagator.HasFour)
        {
            propagator.ComputeFour();
        }

        double* from = _work.State;
        int done = 0;
        while (done < count)
        {
            double* to = states + ((long)done * size);
            if (done >= 4 && propagator.HasFour && count - done >= 4)
            {
                _products.ApplyToFour(propagator.MatrixOfFour, to - (4 * size), propagator.AddendOfFour, to);
                done += 4;
                from = to + (3 * size);
            }
            else
            {
                _products.Apply(propagator.Matrix, from, propagator.Addend, to);
                done++;
                from = to;
            }
        }

        Buffer.MemoryCopy(from, _work.State, size * sizeof(double), size * sizeof(double));
        _time = times[count - 1];
        _steps += count;
        FailOverflown(states, times, count);
        _writer.WriteNext(states, count);
        BlankFailed();
        return count;
    }

    /// <summary>The propagator of a step, from those kept if their step differs so little that even all steps together stay within the rounding of the times.</summary>
    private Propagator For(double step, int count, double end)
    {
        Propagator? found = null;
        double allowed = 4 * Epsilon * Math.Abs(end) / count;
        foreach (Propagator kept in _propagators)
        {
            if (Math.Abs(kept.Step - step) <= allowed)
            {
                found = kept;
                break;
            }
        }

        if (found is not null && found.IsFor(_input))
        {
            return found;
        }

        found ??= Free();
        _exponentials++;
        found.Compute(_matrix, _norm, _input, step);
        return found;
    }

    private Propagator Free()
    {
        if (_propagators.Find(propagator => double.IsNaN(propagator.Step)) is Propagator free)
        {
            return free;
        }

        if (_propagators.Count < MostPropagators)
        {
            _propagators.Add(new Propagator(_plan, _products, Kernel.Width));
            return _propagators[^1];
        }

        return _propagators[_replaced++ % MostPropagators];
    }

    private void FailNotFinite()
    {
        _work.Evaluate(_time, _work.State, _work.Derivative);
        for (int i = 0; i < _work.Size; i++)
        {
            if (!double.IsFinite(_work.State[i]) || !double.IsFinite(_work.Derivative[i]))
            {
                Fail(i % Kernel.Width, FailureCause.NotFinite, i / Kernel.Width, _time);
            }
        }

        for (int i = 0; i < _matrixSize; i++)
        {
            if (!double.IsFinite(_matrix[i]))
            {
                Fail(i % Kernel.Width, FailureCause.NotFinite, Kernel.JacobianPattern.Entries[i / Kernel.Width].Row, _time);
            }
        }
    }

    /// <summary>Ends the lanes whose last states are not finite, at the first time at which they are not.</summary>
    private void FailOverflown(double* states, double* times, int count)
    {
        double* last = states + ((long)(count - 1) * _work.Size);
        for (int i = 0; i < _work.Size; i++)
        {
            if (!double.IsFinite(last[i]) && _work.Mask.Contains(i % Kernel.Width))
            {
                FailOverflown(i % Kernel.Width, states, times, count);
            }
        }
    }

    private void FailOverflown(int lane, double* states, double* times, int count)
    {
        bool failed = false;
        for (int element = lane; element < count * _work.Size; element += Kernel.Width)
        {
            if (!failed && !double.IsFinite(states[element]))
            {
                failed = true;
                element -= element % _work.Size - lane;
                int state = Enumerable.Range(0, Kernel.StateCount).First(s => !double.IsFinite(states[element + (s * Kernel.Width)]));
                _failures[lane] = new LaneFailure(FailureCause.NotFinite, times[element / _work.Size], state, Kernel.StateName(state));
                _work.Mask.Remove(lane);
            }

            states[element] = failed ? double.NaN : states[element];
        }
    }

    private void BlankFailed()
    {
        for (int lane = 0; lane < _failures.Length; lane++)
        {
            if (!_work.Mask.Contains(lane))
            {
                _writer.Fail(lane);
            }
        }
    }

    private void FailEndless()
    {
        for (int lane = 0; _known.EndlessLanes != 0 && lane < _failures.Length; lane++)
        {
            if ((_known.EndlessLanes >> lane & 1) != 0)
            {
                Fail(lane, FailureCause.EndlessEvents, -1, _time);
            }
        }
    }

    private void Fail(int lane, FailureCause cause, int state, double time)
    {
        if (_work.Mask.Contains(lane))
        {
            _failures[lane] = new LaneFailure(cause, time, state, state < 0 ? "" : Kernel.StateName(state));
            _work.Mask.Remove(lane);
            _writer.Fail(lane);
        }
    }
}
