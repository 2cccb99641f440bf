using System.Runtime.CompilerServices;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.LinearAlgebra;

/// <summary>Factors I/(h gamma) - J (or M/(h gamma) - J) for all lanes at once and solves with it.</summary>
internal abstract unsafe class LaneLu : IDisposable
{
    /// <summary>Makes the solver for a kernel's pattern, mass matrix and width.</summary>
    /// <param name="kernel">The kernel.</param>
    public static LaneLu Create(LaneKernel kernel) => kernel.Mass is { } mass
        ? new PivotedLu(kernel.JacobianPattern, mass, kernel.Width)
        : Create(kernel.JacobianPattern, kernel.Width);

    /// <summary>Makes the solver for the identity as mass matrix.</summary>
    /// <param name="pattern">The pattern of the Jacobian.</param>
    /// <param name="width">The number of lanes.</param>
    public static LaneLu Create(SparsityPattern pattern, int width) => width switch
    {
        8 => new LaneLu<EightLanes>(pattern, width),
        4 => new LaneLu<FourLanes>(pattern, width),
        2 => new LaneLu<TwoLanes>(pattern, width),
        _ => new LaneLu<OneLane>(pattern, width),
    };

    /// <summary>Factors. A zero pivot gives values that are not finite in its lane, which the error norm of the step reports.</summary>
    /// <param name="diagonal">1/(h gamma).</param>
    /// <param name="jacobian">The values of the Jacobian in the order of its pattern.</param>
    public abstract void Factor(double diagonal, double* jacobian);

    /// <summary>Solves with the factors.</summary>
    /// <param name="vector">The right-hand side, overwritten by the solution.</param>
    public abstract void Solve(double* vector);

    /// <summary>Whether every pivot of a lane was a finite number other than zero.</summary>
    /// <param name="lane">The lane.</param>
    public abstract bool IsRegular(int lane);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>The factorization as a program without branches: a list of inner products, the same for every matrix of the pattern.</summary>
/// <typeparam name="TLanes">One number for each lane.</typeparam>
internal sealed unsafe class LaneLu<TLanes> : LaneLu
    where TLanes : struct, ILaneVector<TLanes>
{
    private readonly LaneBlock _block = new();
    private readonly double* _factors;
    private readonly int[] _factorProgram;
    private readonly int[] _forwardProgram;
    private readonly int[] _backwardProgram;
    private readonly int[] _diagonal;

    /// <summary>Plans the factorization and compiles it.</summary>
    /// <param name="pattern">The pattern of the Jacobian.</param>
    /// <param name="width">The number of lanes.</param>
    public LaneLu(SparsityPattern pattern, int width)
    {
        EliminationPlan plan = new(pattern);
        LuPrograms programs = new(plan, pattern, width);
        _factors = _block.Take(plan.SlotCount * width);
        _factorProgram = programs.Factor;
        _forwardProgram = programs.Forward;
        _backwardProgram = programs.Backward;
        _diagonal = [.. Enumerable.Range(0, pattern.Size).Select(state => plan.Slot(state, state) * width)];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Factor(double diagonal, double* jacobian)
    {
        fixed (int* program = _factorProgram)
        {
            int* end = program + _factorProgram.Length;
            double* factors = _factors;
            TLanes shift = TLanes.Broadcast(diagonal);
            TLanes zero = TLanes.Broadcast(0);
            for (int* at = program; at < end;)
            {
                int target = at[0], source = at[1], scale = at[2], terms = at[3];
                TLanes sum = scale == LuPrograms.Pivot ? shift : zero;
                sum = source >= 0 ? sum.Minus(TLanes.Load(jacobian + source)) : sum;
                at += 4;
                for (int* last = at + (2 * terms); at < last; at += 2)
                {
                    sum = sum.MinusProduct(TLanes.Load(factors + at[0]), TLanes.Load(factors + at[1]));
                }

                // Pivots are stored as their reciprocals; the lower triangle is scaled by them.
                sum = scale == LuPrograms.Pivot ? sum.Reciprocal() : scale >= 0 ? sum.Times(TLanes.Load(factors + scale)) : sum;
                sum.Store(factors + target);
            }
        }
    }

    /// <inheritdoc/>
    public override void Solve(double* vector)
    {
        Substitute(_forwardProgram, vector);
        Substitute(_backwardProgram, vector);
    }

    /// <inheritdoc/>
    public override bool IsRegular(int lane)
    {
        foreach (int slot in _diagonal)
        {
            double reciprocal = _factors[slot + lane];
            if (!double.IsFinite(reciprocal) || reciprocal == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => _block.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Substitute(int[] instructions, double* vector)
    {
        fixed (int* program = instructions)
        {
            int* end = program + instructions.Length;
            double* factors = _factors;
            for (int* at = program; at < end;)
            {
                int target = at[0], scale = at[1], terms = at[2];
                TLanes sum = TLanes.Load(vector + target);
                at += 3;
                for (int* last = at + (2 * terms); at < last; at += 2)
                {
                    sum = sum.MinusProduct(TLanes.Load(factors + at[0]), TLanes.Load(vector + at[1]));
                }

                sum = scale >= 0 ? sum.Times(TLanes.Load(factors + scale)) : sum;
                sum.Store(vector + target);
            }
        }
    }
}
