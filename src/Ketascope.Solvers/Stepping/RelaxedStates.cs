using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// Follows fast equations from where the states are to where they lead: steps of the linearly implicit Euler method in a time of their own, in which nothing
/// else happens, and which grow until they are Newton's (pseudo-transient continuation: Kelley and Keyes, SIAM Journal on Numerical Analysis 1998,
/// doi:10.1137/S0036142996304796). Of several equilibria that is the one that the reactions reach.
/// </summary>
internal sealed unsafe class RelaxedStates : ConsistentStates
{
    /// <summary>The part of a state by which the first step changes it at the most.</summary>
    private const double FirstChange = 0.1;

    /// <summary>How much of a step's change the curvature of the equations may make up.</summary>
    private const double MostCurvature = 0.25;

    /// <summary>A step that is this many times the first is long enough to be judged by its change.</summary>
    private const double LongEnough = 1e4;
    private const double Growth = 4;
    private readonly LaneBlock _block = new();
    private readonly double* _drive;
    private readonly double[] _inverseSteps;
    private readonly double[] _firstInverses;

    /// <summary>Makes the buffers.</summary>
    /// <param name="work">The shared buffers.</param>
    /// <param name="mass">The mass matrix.</param>
    public RelaxedStates(LaneWorkspace work, MassMatrix mass)
        : base(work, mass)
    {
        _drive = _block.Take(work.Size);
        _inverseSteps = new double[work.Width];
        _firstInverses = new double[work.Width];
    }

    /// <inheritdoc/>
    protected override int MostIterations => 1000;

    /// <inheritdoc/>
    protected override void Begin(double time)
    {
        Drive(time, Work.State, Residual);
        for (int lane = 0; lane < Work.Width; lane++)
        {
            double largest = 0;
            for (int row = 0; row < Work.StateCount; row++)
            {
                int element = (row * Work.Width) + lane;
                largest = Mass.IsFast[row]
                    ? Math.Max(largest, Math.Abs(Residual[element]) / Math.Max(Math.Abs(Work.State[element]), Work.Scale.LeastSize(element))) : largest;
            }

            _inverseSteps[lane] = _firstInverses[lane] = largest / FirstChange;
        }
    }

    /// <inheritdoc/>
    protected override void Iterate(double time)
    {
        FindChange(time, _inverseSteps);
        Copy(Work.State, Trial);
        for (int lane = 0; lane < Work.Width; lane++)
        {
            Move(Trial, lane, IsDone[lane] ? 0 : 1);
        }

        Drive(time, Trial, _drive);
        Copy(_drive, Next);
        for (int row = 0; row < Work.StateCount; row++)
        {
            // The drive at the end of the step, less what the step took it to be.
            for (int lane = 0; lane < Work.Width && Mass.IsFast[row]; lane++)
            {
                Next[(row * Work.Width) + lane] -= Change[(row * Work.Width) + lane] * _inverseSteps[lane];
            }
        }

        Lu.Solve(Prepared(Next));
        for (int lane = 0; lane < Work.Width; lane++)
        {
            if (!IsDone[lane])
            {
                Judge(lane);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _block.Dispose();
    }

    /// <summary>What the equations that are solved have at some states: the slow reactions are left out, so that they gain no time.</summary>
    private void Drive(double time, double* state, double* drive)
    {
        Work.Evaluate(time, state, drive);
        Work.Kernel.FastDrives(Work.Time, state, Work.Context, drive);
        foreach (int element in Work.Resting)
        {
            drive[element] = 0;
        }
    }

    private void Judge(int lane)
    {
        double change = Norm(Change, lane);
        bool isSmall = IsSmall(lane);
        if (isSmall || (double.IsFinite(change) && Norm(Next, lane) <= MostCurvature * change && IsWithDrive(lane)))
        {
            IsDone[lane] = isSmall && _inverseSteps[lane] * LongEnough <= _firstInverses[lane];
            for (int element = lane; element < Work.Size; element += Work.Width)
            {
                (Work.State[element], Residual[element]) = (Trial[element], _drive[element]);
            }

            _inverseSteps[lane] /= Growth;
        }
        else
        {
            _inverseSteps[lane] *= Growth;
        }
    }

    /// <summary>Whether a change goes where the drive leads: too long a step from a place that the drive leads away from would go back to it.</summary>
    private bool IsWithDrive(int lane)
    {
        double product = 0;
        for (int row = 0; row < Work.StateCount; row++)
        {
            int element = (row * Work.Width) + lane;
            double scale = Math.Max(Math.Abs(Work.State[element]), Work.Scale.LeastSize(element));
            product += Mass.IsFast[row] ? Change[element] / scale * (Residual[element] / scale) : 0;
        }

        return product >= 0;
    }

    private void Copy(double* from, double* to) => Buffer.MemoryCopy(from, to, Work.Size * sizeof(double), Work.Size * sizeof(double));
}
