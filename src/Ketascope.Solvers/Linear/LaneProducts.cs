using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Solvers.Linear;

/// <summary>Products of sparse matrices and vectors, each in all lanes at once.</summary>
internal abstract unsafe class LaneProducts
{
    /// <summary>The products for a number of lanes.</summary>
    /// <param name="plan">Which terms they have.</param>
    /// <param name="width">The number of lanes.</param>
    public static LaneProducts Of(LinearPlan plan, int width) => width switch
    {
        8 => new LaneProducts<EightLanes>(plan, 8),
        4 => new LaneProducts<FourLanes>(plan, 4),
        2 => new LaneProducts<TwoLanes>(plan, 2),
        _ => new LaneProducts<OneLane>(plan, 1),
    };

    /// <summary>Result = factor times the matrix times another result.</summary>
    public abstract void ByMatrix(double* matrix, double* other, double factor, double* result);

    /// <summary>Result = 2 d + d d: with d = exp(X) - 1 it is exp(2X) - 1, without the loss of digits that 1 + d would bring.</summary>
    public abstract void Double(double* d, double* result);

    /// <summary>Next = addend + matrix times state.</summary>
    public abstract void Apply(double* matrix, double* state, double* addend, double* next);

    /// <summary>The same for four states that follow one another, each entry of the matrix being read once.</summary>
    public abstract void ApplyToFour(double* matrix, double* states, double* addend, double* next);
}

/// <summary>The products for one type of vector.</summary>
/// <typeparam name="TLane">The numbers of all lanes.</typeparam>
/// <param name="plan">Which terms they have.</param>
/// <param name="width">The number of lanes.</param>
internal sealed unsafe class LaneProducts<TLane>(LinearPlan plan, int width) : LaneProducts
    where TLane : struct, ILaneVector<TLane>
{
    private readonly int* _rowStarts = Pointer(plan.RowStarts);
    private readonly int* _columns = Pointer(plan.Columns);
    private readonly int* _byMatrixStarts = Pointer(plan.ByMatrixStarts);
    private readonly int* _byMatrixTerms = Pointer(plan.ByMatrixTerms);
    private readonly int* _squareStarts = Pointer(plan.SquareStarts);
    private readonly int* _squareTerms = Pointer(plan.SquareTerms);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ByMatrix(double* matrix, double* other, double factor, double* result)
    {
        TLane scale = TLane.Broadcast(factor);
        for (int entry = 0; entry < plan.EntryCount; entry++)
        {
            TLane sum = TLane.Broadcast(0);
            for (int term = _byMatrixStarts[entry]; term < _byMatrixStarts[entry + 1]; term += 2)
            {
                sum = sum.PlusProduct(TLane.Load(matrix + ((nint)_byMatrixTerms[term] * width)), TLane.Load(other + ((nint)_byMatrixTerms[term + 1] * width)));
            }

            sum.Times(scale).Store(result + ((nint)entry * width));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Double(double* d, double* result)
    {
        TLane two = TLane.Broadcast(2);
        for (int entry = 0; entry < plan.EntryCount; entry++)
        {
            TLane sum = TLane.Load(d + ((nint)entry * width)).Times(two);
            for (int term = _squareStarts[entry]; term < _squareStarts[entry + 1]; term += 2)
            {
                sum = sum.PlusProduct(TLane.Load(d + ((nint)_squareTerms[term] * width)), TLane.Load(d + ((nint)_squareTerms[term + 1] * width)));
            }

            sum.Store(result + ((nint)entry * width));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(double* matrix, double* state, double* addend, double* next)
    {
        for (int row = 0; row < plan.Size; row++)
        {
            TLane sum = TLane.Load(addend + ((nint)row * width));
            for (int entry = _rowStarts[row]; entry < _rowStarts[row + 1]; entry++)
            {
                sum = sum.PlusProduct(TLane.Load(matrix + ((nint)entry * width)), TLane.Load(state + ((nint)_columns[entry] * width)));
            }

            sum.Store(next + ((nint)row * width));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ApplyToFour(double* matrix, double* states, double* addend, double* next)
    {
        nint size = (nint)plan.Size * width;
        for (int row = 0; row < plan.Size; row++)
        {
            TLane a = TLane.Load(addend + ((nint)row * width)), b = a, c = a, d = a;
            for (int entry = _rowStarts[row]; entry < _rowStarts[row + 1]; entry++)
            {
                TLane factor = TLane.Load(matrix + ((nint)entry * width));
                double* source = states + ((nint)_columns[entry] * width);
                a = a.PlusProduct(factor, TLane.Load(source));
                b = b.PlusProduct(factor, TLane.Load(source + size));
                c = c.PlusProduct(factor, TLane.Load(source + (2 * size)));
                d = d.PlusProduct(factor, TLane.Load(source + (3 * size)));
            }

            double* target = next + ((nint)row * width);
            a.Store(target);
            b.Store(target + size);
            c.Store(target + (2 * size));
            d.Store(target + (3 * size));
        }
    }

    private static int* Pointer(int[] pinned) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
