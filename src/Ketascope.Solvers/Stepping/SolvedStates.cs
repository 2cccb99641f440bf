using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Stepping;

/// <summary>Solves algebraic equations by a damped Newton iteration.</summary>
/// <param name="work">The shared buffers.</param>
/// <param name="mass">The mass matrix.</param>
internal sealed unsafe class SolvedStates(LaneWorkspace work, MassMatrix mass) : ConsistentStates(work, mass)
{
    private const double SmallestFraction = 1e-9;
    private readonly double[] _fractions = new double[work.Width];

    /// <inheritdoc/>
    protected override int MostIterations => 200;

    /// <inheritdoc/>
    protected override void Begin(double time) => Work.Evaluate(time, Work.State, Residual);

    /// <inheritdoc/>
    protected override void Iterate(double time)
    {
        FindChange(time, []);
        for (int lane = 0; lane < Work.Width; lane++)
        {
            _fractions[lane] = 1;
            if (!IsDone[lane] && IsSmall(lane))
            {
                // The last change is still made: it costs nothing and squares the error.
                IsDone[lane] = true;
                Move(Work.State, lane, 1);
            }
        }

        bool isTrying = true;
        bool[] isSettled = [.. IsDone];
        while (isTrying)
        {
            Buffer.MemoryCopy(Work.State, Trial, Work.Size * sizeof(double), Work.Size * sizeof(double));
            for (int lane = 0; lane < Work.Width; lane++)
            {
                Move(Trial, lane, IsDone[lane] ? 0 : _fractions[lane]);
            }

            Work.Evaluate(time, Trial, Residual);
            isTrying = false;
            new Span<double>(Residual, Work.Size).CopyTo(new Span<double>(Next, Work.Size));
            Lu.Solve(Prepared(Next));
            for (int lane = 0; lane < Work.Width; lane++)
            {
                if (!isSettled[lane])
                {
                    // Affine invariant: the next simplified change must be smaller (Deuflhard, Newton Methods for Nonlinear Problems, 2004, section 3.3).
                    double bound = Norm(Change, lane) * (1 - (0.25 * _fractions[lane]));
                    isSettled[lane] = Norm(Next, lane) <= bound || _fractions[lane] < SmallestFraction;
                    _fractions[lane] = isSettled[lane] ? _fractions[lane] : _fractions[lane] * 0.5;
                    isTrying |= !isSettled[lane];
                }
            }
        }

        Buffer.MemoryCopy(Trial, Work.State, Work.Size * sizeof(double), Work.Size * sizeof(double));
    }
}
