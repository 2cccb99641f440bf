using Ketascope.Solvers.Contract;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// Brings states into agreement with the algebraic equations of a differential-algebraic system: a damped Newton iteration that keeps every combination M y
/// (all states that have a rate of change, what fast reactions conserve) and solves 0 = f for the rest.
/// </summary>
internal sealed unsafe class ConsistentStates : IDisposable
{
    private const int MostIterations = 200;
    private const double SmallestFraction = 1e-9;
    // Far below any tolerance of the integration: errors here would look like its own.
    private const double Precision = 1e-13;
    private readonly LaneBlock _block = new();
    private readonly LaneWorkspace _work;
    private readonly MassMatrix _mass;
    private readonly LaneLu _lu;
    private readonly double* _residual;
    private readonly double* _change;
    private readonly double* _next;
    private readonly double* _trial;
    private readonly double* _jacobian;
    private readonly double* _timeDerivative;
    private readonly double[] _fractions;
    private readonly bool[] _isDone;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The shared buffers.</param>
    /// <param name="mass">The mass matrix.</param>
    public ConsistentStates(LaneWorkspace work, MassMatrix mass)
    {
        (_work, _mass) = (work, mass);
        _lu = LaneLu.Create(work.Kernel);
        _residual = _block.Take(work.Size);
        _change = _block.Take(work.Size);
        _next = _block.Take(work.Size);
        _trial = _block.Take(work.Size);
        _jacobian = _block.Take(work.Kernel.JacobianPattern.Entries.Length * work.Width);
        _timeDerivative = _block.Take(work.Size);
        _fractions = new double[work.Width];
        _isDone = new bool[work.Width];
    }

    /// <summary>Makes the states consistent in all lanes that are still solved.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The lanes where no solution was found, each with the equation whose residual is largest.</returns>
    public IReadOnlyList<(int Lane, int Equation)> Find(double time)
    {
        _work.DerivativeIsCurrent = false;
        for (int lane = 0; lane < _work.Width; lane++)
        {
            _isDone[lane] = !_work.Mask.Contains(lane);
        }

        _work.Evaluate(time, _work.State, _residual);
        for (int iteration = 0; iteration < MostIterations && _isDone.Contains(false); iteration++)
        {
            Iterate(time);
        }

        List<(int, int)> failures = [];
        for (int lane = 0; lane < _work.Width; lane++)
        {
            if (!_isDone[lane])
            {
                failures.Add((lane, LargestResidual(lane)));
            }
        }

        return failures;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lu.Dispose();
        _block.Dispose();
    }

    private void Iterate(double time)
    {
        FindChange(time);
        for (int lane = 0; lane < _work.Width; lane++)
        {
            _fractions[lane] = 1;
            if (!_isDone[lane] && IsSmall(lane))
            {
                // The last change is still made: it costs nothing and squares the error.
                _isDone[lane] = true;
                Move(_work.State, lane, 1);
            }
        }

        bool isTrying = true;
        bool[] isSettled = [.. _isDone];
        while (isTrying)
        {
            Buffer.MemoryCopy(_work.State, _trial, _work.Size * sizeof(double), _work.Size * sizeof(double));
            for (int lane = 0; lane < _work.Width; lane++)
            {
                Move(_trial, lane, _isDone[lane] ? 0 : _fractions[lane]);
            }

            _work.Evaluate(time, _trial, _residual);
            isTrying = false;
            new Span<double>(_residual, _work.Size).CopyTo(new Span<double>(_next, _work.Size));
            _lu.Solve(Prepared(_next));
            for (int lane = 0; lane < _work.Width; lane++)
            {
                if (!isSettled[lane])
                {
                    // Affine invariant: the next simplified change must be smaller (Deuflhard, Newton Methods for Nonlinear Problems, 2004, section 3.3).
                    double bound = Norm(_change, lane) * (1 - (0.25 * _fractions[lane]));
                    isSettled[lane] = Norm(_next, lane) <= bound || _fractions[lane] < SmallestFraction;
                    _fractions[lane] = isSettled[lane] ? _fractions[lane] : _fractions[lane] * 0.5;
                    isTrying |= !isSettled[lane];
                }
            }
        }

        Buffer.MemoryCopy(_trial, _work.State, _work.Size * sizeof(double), _work.Size * sizeof(double));
    }

    private void FindChange(double time)
    {
        _work.SetTime(time);
        _work.EvaluateJacobian(_work.State, _jacobian, _timeDerivative);
        int place = 0;
        foreach ((int row, _) in _work.Kernel.JacobianPattern.Entries)
        {
            if (!_mass.IsAlgebraic[row])
            {
                new Span<double>(_jacobian + (place * _work.Width), _work.Width).Clear();
            }

            place++;
        }

        _lu.Factor(1, _jacobian);
        new Span<double>(_residual, _work.Size).CopyTo(new Span<double>(_change, _work.Size));
        _lu.Solve(Prepared(_change));
    }

    /// <summary>Right-hand sides of the Newton system: residuals of the algebraic equations, no change of the combinations M y.</summary>
    private double* Prepared(double* vector)
    {
        for (int row = 0; row < _work.StateCount; row++)
        {
            if (!_mass.IsAlgebraic[row])
            {
                new Span<double>(vector + (row * _work.Width), _work.Width).Clear();
            }
        }

        return vector;
    }

    private void Move(double* state, int lane, double fraction)
    {
        for (int element = lane; element < _work.Size && fraction != 0; element += _work.Width)
        {
            state[element] += fraction * _change[element];
        }
    }

    private bool IsSmall(int lane)
    {
        for (int element = lane; element < _work.Size; element += _work.Width)
        {
            // A change within the absolute tolerance's last digits counts as none, so that a variable that goes to 0 ends.
            double bound = (Precision * Math.Abs(_work.State[element])) + (1e-3 * Math.Min(_work.Tolerances.Absolute, 1e-9));
            if (!(Math.Abs(_change[element]) <= bound))
            {
                return false;
            }
        }

        return true;
    }

    private double Norm(double* vector, int lane)
    {
        double sum = 0;
        for (int element = lane; element < _work.Size; element += _work.Width)
        {
            double scaled = vector[element] / Math.Max(Math.Abs(_work.State[element]), 1e-6);
            sum += scaled * scaled;
        }

        return double.IsFinite(sum) ? Math.Sqrt(sum) : double.PositiveInfinity;
    }

    private int LargestResidual(int lane)
    {
        int worst = -1;
        for (int row = 0; row < _work.StateCount; row++)
        {
            if (_mass.IsAlgebraic[row] && (worst < 0 || !(Math.Abs(_residual[(row * _work.Width) + lane]) <= Math.Abs(_residual[(worst * _work.Width) + lane]))))
            {
                worst = row;
            }
        }

        return worst;
    }
}
