using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// Brings states into agreement with the algebraic and fast equations of a system: an iteration that keeps every combination M y of the others (all states that
/// have a rate of change, what fast reactions conserve) and solves 0 = f for the rest.
/// </summary>
internal abstract unsafe class ConsistentStates : IDisposable
{
    // Far below any tolerance of the integration: errors here would look like its own.
    private const double Precision = 1e-13;
    private readonly LaneBlock _block = new();
    private readonly double* _jacobian;
    private readonly double* _timeDerivative;
    private readonly bool[] _follows;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The shared buffers.</param>
    /// <param name="mass">The mass matrix.</param>
    protected ConsistentStates(LaneWorkspace work, MassMatrix mass)
    {
        (Work, Mass, _follows) = (work, mass, [.. mass.Follows]);
        Lu = new PivotedLu(work.Kernel.JacobianPattern, mass, work.Width);
        Residual = _block.Take(work.Size);
        Change = _block.Take(work.Size);
        Next = _block.Take(work.Size);
        Trial = _block.Take(work.Size);
        _jacobian = _block.Take(work.Kernel.JacobianPattern.Entries.Length * work.Width);
        _timeDerivative = _block.Take(work.Size);
        IsDone = new bool[work.Width];
    }

    /// <summary>The shared buffers.</summary>
    protected LaneWorkspace Work { get; }

    /// <summary>The mass matrix.</summary>
    protected MassMatrix Mass { get; }

    /// <summary>The factors of the last <see cref="FindChange"/>.</summary>
    protected PivotedLu Lu { get; }

    /// <summary>The lanes that are solved, or not looked at.</summary>
    protected bool[] IsDone { get; }

    /// <summary>f at the states.</summary>
    protected double* Residual { get; }

    /// <summary>What the states are to change by.</summary>
    protected double* Change { get; }

    /// <summary>Room for the change after that.</summary>
    protected double* Next { get; }

    /// <summary>Room for the states after the change.</summary>
    protected double* Trial { get; }

    /// <summary>The most iterations that are made.</summary>
    protected abstract int MostIterations { get; }

    /// <summary>The search that a system needs; null where all states have rates of change.</summary>
    /// <param name="work">The shared buffers.</param>
    public static ConsistentStates? For(LaneWorkspace work) =>
        work.Kernel.Mass is not { } mass ? null : mass.IsFast.Contains(true) ? new RelaxedStates(work, mass) : new SolvedStates(work, mass);

    /// <summary>Makes the states consistent in all lanes that are still solved.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The lanes where no solution was found, each with the equation whose residual is largest.</returns>
    public IReadOnlyList<(int Lane, int Equation)> Find(double time)
    {
        Work.DerivativeIsCurrent = false;
        for (int lane = 0; lane < Work.Width; lane++)
        {
            IsDone[lane] = !Work.Mask.Contains(lane);
        }

        Begin(time);
        for (int iteration = 0; iteration < MostIterations && IsDone.Contains(false); iteration++)
        {
            Iterate(time);
        }

        List<(int, int)> failures = [];
        for (int lane = 0; lane < Work.Width; lane++)
        {
            if (!IsDone[lane])
            {
                failures.Add((lane, LargestResidual(lane)));
            }
        }

        return failures;
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Lu.Dispose();
        _block.Dispose();
    }

    /// <summary>Begins a search: finds the <see cref="Residual"/> of the states.</summary>
    /// <param name="time">The time.</param>
    protected abstract void Begin(double time);

    /// <summary>Improves the states of all lanes that are not done, and leaves their <see cref="Residual"/>.</summary>
    /// <param name="time">The time.</param>
    protected abstract void Iterate(double time);

    /// <summary>Finds the change of the states by Newton's method.</summary>
    /// <param name="time">The time.</param>
    /// <param name="added">What is added to the diagonal of fast equations in each lane; none for 0.</param>
    protected void FindChange(double time, ReadOnlySpan<double> added)
    {
        Work.SetTime(time);
        Work.EvaluateJacobian(Work.State, _jacobian, _timeDerivative);
        int place = 0;
        foreach ((int row, _) in Work.Kernel.JacobianPattern.Entries)
        {
            if (!_follows[row])
            {
                new Span<double>(_jacobian + (place * Work.Width), Work.Width).Clear();
            }

            place++;
        }

        Lu.Factor(1, _jacobian, added);
        new Span<double>(Residual, Work.Size).CopyTo(new Span<double>(Change, Work.Size));
        Lu.Solve(Prepared(Change));
    }

    /// <summary>Right-hand sides of the Newton system: residuals of the equations that are solved, no change of the combinations M y of the others.</summary>
    /// <param name="vector">The residuals of all equations.</param>
    protected double* Prepared(double* vector)
    {
        for (int row = 0; row < Work.StateCount; row++)
        {
            if (!_follows[row])
            {
                new Span<double>(vector + (row * Work.Width), Work.Width).Clear();
            }
        }

        return vector;
    }

    /// <summary>Adds a fraction of the change to the states of a lane.</summary>
    /// <param name="state">The states.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="fraction">The fraction.</param>
    protected void Move(double* state, int lane, double fraction)
    {
        for (int element = lane; element < Work.Size && fraction != 0; element += Work.Width)
        {
            state[element] += fraction * Change[element];
        }
    }

    /// <summary>Whether the change of a lane is nothing beside its states.</summary>
    /// <param name="lane">The lane.</param>
    protected bool IsSmall(int lane)
    {
        for (int element = lane; element < Work.Size; element += Work.Width)
        {
            double bound = (Precision * Math.Abs(Work.State[element])) + Work.Scale.Negligible(element);
            if (!(Math.Abs(Change[element]) <= bound))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The size of a change beside the states; infinite where it is not a number.</summary>
    /// <param name="vector">The change.</param>
    /// <param name="lane">The lane.</param>
    protected double Norm(double* vector, int lane)
    {
        double sum = 0;
        for (int element = lane; element < Work.Size; element += Work.Width)
        {
            double scaled = vector[element] / Math.Max(Math.Abs(Work.State[element]), Work.Scale.LeastSize(element));
            sum += scaled * scaled;
        }

        return double.IsFinite(sum) ? Math.Sqrt(sum) : double.PositiveInfinity;
    }

    private int LargestResidual(int lane)
    {
        int worst = -1;
        for (int row = 0; row < Work.StateCount; row++)
        {
            if (_follows[row] && (worst < 0 || !(Math.Abs(Residual[(row * Work.Width) + lane]) <= Math.Abs(Residual[(worst * Work.Width) + lane]))))
            {
                worst = row;
            }
        }

        return worst;
    }
}
