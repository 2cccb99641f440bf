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

    /// <summary>Result = factor times the matrix times another result, plus a multiple of the identity.</summary>
    public abstract void ByMatrix(double* matrix, double* other, double factor, double identity, double* result);

    /// <summary>Result = the identity plus factor times the matrix.</summary>
    public abstract void Begin(double* matrix, double factor, double* result);

    /// <summary>
    /// Result = x + d + d x. With d = exp(X) - 1 and x = exp(Y) - 1 of matrices that commute it is exp(X + Y) - 1, without the loss of digits that 1 + d would
    /// bring.
    /// </summary>
    public abstract void Compose(double* d, double* x, double* result);

    /// <summary>Result = 2 x + d x: with d = exp(X) - 1, it takes phi1 of a step to that of twice the step.</summary>
    public abstract void Double(double* d, double* x, double* result);

    /// <summary>Next = addend + matrix times state.</summary>
    public abstract void Apply(double* matrix, double* state, double* addend, double* next);

    /// <summary>The same for four states that follow one another, each entry of the matrix being read once.</summary>
    public abstract void ApplyToFour(double* matrix, double* states, double* addend, double* next);

    /// <summary>Result = the identity plus another result.</summary>
    public abstract void PlusIdentity(double* other, double* result);

    /// <summary>Result = factor times a vector, plus another.</summary>
    public abstract void Combine(double* vector, double factor, double* other, double* result);

    /// <summary>The largest sum of sizes in a row, of all lanes whose matrix is finite.</summary>
    /// <param name="matrix">The matrix.</param>
    public abstract double Norm(double* matrix);

    /// <summary>The lanes, one bit each, in which some number is not finite.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="count">How many for each lane.</param>
    public abstract uint NotFinite(double* numbers, int count);
}

/// <summary>The products for one type of vector.</summary>
/// <typeparam name="TLane">The numbers of all lanes.</typeparam>
/// <param name="plan">Which terms they have.</param>
/// <param name="width">The number of lanes.</param>
internal class LaneProducts<TLane>(LinearPlan plan, int width) : LaneProducts
    where TLane : struct, ILaneVector<TLane>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void ByMatrix(double* matrix, double* other, double factor, double identity, double* result)
    {
        int* starts = Pointer(plan.ByMatrixStarts), terms = Pointer(plan.ByMatrixTerms);
        bool* diagonal = (bool*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(plan.IsDiagonal));
        TLane scale = TLane.Broadcast(factor), one = TLane.Broadcast(identity);
        nint lanes = width;
        for (int entry = 0; entry < plan.EntryCount; entry++)
        {
            TLane sum = TLane.Broadcast(0);
            for (int term = starts[entry]; term < starts[entry + 1]; term += 2)
            {
                sum = sum.PlusProduct(TLane.Load(matrix + (terms[term] * lanes)), TLane.Load(other + (terms[term + 1] * lanes)));
            }

            (diagonal[entry] ? one.PlusProduct(sum, scale) : sum.Times(scale)).Store(result + (entry * lanes));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void Begin(double* matrix, double factor, double* result)
    {
        bool* diagonal = (bool*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(plan.IsDiagonal));
        int* places = Pointer(plan.MatrixEntries);
        nint lanes = width;
        TLane zero = TLane.Broadcast(0), one = TLane.Broadcast(1), scale = TLane.Broadcast(factor);
        for (int entry = 0; entry < plan.EntryCount; entry++)
        {
            TLane value = diagonal[entry] ? one : zero;
            (places[entry] < 0 ? value : value.PlusProduct(TLane.Load(matrix + (places[entry] * lanes)), scale)).Store(result + (entry * lanes));
        }
    }

    /// <inheritdoc/>
    public override unsafe void Compose(double* d, double* x, double* result) => PlusProduct(d, x, d, result);

    /// <inheritdoc/>
    public override unsafe void Double(double* d, double* x, double* result) => PlusProduct(d, x, x, result);

    /// <summary>Result = x + other + d x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected virtual unsafe void PlusProduct(double* d, double* x, double* other, double* result)
    {
        int* starts = Pointer(plan.SquareStarts), terms = Pointer(plan.SquareTerms);
        nint lanes = width;
        for (int entry = 0; entry < plan.EntryCount; entry++)
        {
            TLane sum = TLane.Load(x + (entry * lanes)).Plus(TLane.Load(other + (entry * lanes)));
            for (int term = starts[entry]; term < starts[entry + 1]; term += 2)
            {
                sum = sum.PlusProduct(TLane.Load(d + (terms[term] * lanes)), TLane.Load(x + (terms[term + 1] * lanes)));
            }

            sum.Store(result + (entry * lanes));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void Apply(double* matrix, double* state, double* addend, double* next)
    {
        int* starts = Pointer(plan.RowStarts), columns = Pointer(plan.Columns);
        nint lanes = width;
        for (int row = 0; row < plan.Size; row++)
        {
            TLane sum = TLane.Load(addend + (row * lanes));
            for (int entry = starts[row]; entry < starts[row + 1]; entry++)
            {
                sum = sum.PlusProduct(TLane.Load(matrix + (entry * lanes)), TLane.Load(state + (columns[entry] * lanes)));
            }

            sum.Store(next + (row * lanes));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void ApplyToFour(double* matrix, double* states, double* addend, double* next)
    {
        int* starts = Pointer(plan.RowStarts), columns = Pointer(plan.Columns);
        nint lanes = width, size = plan.Size * lanes;
        for (int row = 0; row < plan.Size; row++)
        {
            TLane a = TLane.Load(addend + (row * lanes)), b = a, c = a, d = a;
            for (int entry = starts[row]; entry < starts[row + 1]; entry++)
            {
                TLane factor = TLane.Load(matrix + (entry * lanes));
                double* source = states + (columns[entry] * lanes);
                a = a.PlusProduct(factor, TLane.Load(source));
                b = b.PlusProduct(factor, TLane.Load(source + size));
                c = c.PlusProduct(factor, TLane.Load(source + (2 * size)));
                d = d.PlusProduct(factor, TLane.Load(source + (3 * size)));
            }

            double* target = next + (row * lanes);
            a.Store(target);
            b.Store(target + size);
            c.Store(target + (2 * size));
            d.Store(target + (3 * size));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void PlusIdentity(double* other, double* result)
    {
        bool* diagonal = (bool*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(plan.IsDiagonal));
        nint lanes = width;
        TLane zero = TLane.Broadcast(0), one = TLane.Broadcast(1);
        for (int entry = 0; entry < plan.EntryCount; entry++)
        {
            TLane.Load(other + (entry * lanes)).Plus(diagonal[entry] ? one : zero).Store(result + (entry * lanes));
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe void Combine(double* vector, double factor, double* other, double* result)
    {
        TLane scale = TLane.Broadcast(factor);
        for (int row = 0; row < plan.Size; row++)
        {
            nint place = (nint)row * width;
            TLane.Load(other + place).PlusProduct(TLane.Load(vector + place), scale).Store(result + place);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe double Norm(double* matrix)
    {
        TLane largest = TLane.Broadcast(0), sum = largest;
        int row = 0;
        for (int entry = 0; entry < plan.MatrixEntryCount; entry++)
        {
            sum = plan.MatrixRows[entry] == row ? sum : TLane.Broadcast(0);
            row = plan.MatrixRows[entry];
            sum = sum.Plus(TLane.Load(matrix + ((nint)entry * width)).Absolute());
            largest = largest.Larger(sum);
        }

        double* lanes = stackalloc double[8];
        largest.Store(lanes);
        double norm = 0;
        for (int lane = 0; lane < width; lane++)
        {
            norm = double.IsFinite(lanes[lane]) ? Math.Max(norm, lanes[lane]) : norm;
        }

        return norm;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override unsafe uint NotFinite(double* numbers, int count)
    {
        // Zero times a number is not zero where the number is not finite.
        TLane sum = TLane.Broadcast(0), zero = sum;
        for (int i = 0; i < count; i++)
        {
            sum = sum.PlusProduct(TLane.Load(numbers + ((nint)i * width)), zero);
        }

        double* lanes = stackalloc double[8];
        sum.Store(lanes);
        uint bits = 0;
        for (int lane = 0; lane < width; lane++)
        {
            bits |= lanes[lane] == 0 ? 0 : 1u << lane;
        }

        return bits;
    }

    private static unsafe int* Pointer(int[] pinned) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
