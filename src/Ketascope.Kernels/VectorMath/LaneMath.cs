using System.Runtime.CompilerServices;

namespace Ketascope.Kernels.VectorMath;

/// <summary>
/// The operations of kernels on vectors, one method for each <see cref="Operation"/> by its name. A lane's result never depends on its neighbours
/// and is the same to the bit on every vector width: where a fast formula does not hold, that lane alone goes through the scalar function.
/// </summary>
/// <remarks>
/// exp, ln, log10, pow, sin and cos stay within 1 ulp of the scalar functions of <see cref="Math"/> (a test tries them on special and on thousands of
/// pseudo-random arguments of every size); everything else agrees with <see cref="ScalarMath"/> to the bit. Products and sums of a model are never fused.
/// Short operations take vectors and are inlined. Functions take pointers to aligned vectors: the calling convention passes wide vectors through the stack,
/// which is not aligned to their size, and a stored vector that crosses a cache line costs about 20 ns when it is read back.
/// The result of a function must not overlap its arguments.
/// </remarks>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TArithmetic">Its arithmetic.</typeparam>
internal static unsafe class LaneMath<TVector, TArithmetic>
    where TVector : unmanaged
    where TArithmetic : struct, ILaneArithmetic<TVector>
{
    private static int Lanes => sizeof(TVector) / sizeof(double);

    private static TVector Zero => TArithmetic.Broadcast(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Abs(TVector a) => TArithmetic.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Floor(TVector a) => TArithmetic.Floor(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Ceiling(TVector a) => TArithmetic.Ceiling(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Min(TVector a, TVector b) => TArithmetic.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Max(TVector a, TVector b) => TArithmetic.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sqrt(TVector a) => TArithmetic.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Quotient(TVector a, TVector b) => TArithmetic.Truncate(TArithmetic.Divide(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Less(TVector a, TVector b) => Truth(TArithmetic.IsLess(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LessOrEqual(TVector a, TVector b) => Truth(TArithmetic.IsLessOrEqual(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Equal(TVector a, TVector b) => Truth(TArithmetic.IsEqual(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector NotEqual(TVector a, TVector b) => Falsehood(TArithmetic.IsEqual(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Not(TVector a) => Truth(IsFalse(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector And(TVector a, TVector b) => Falsehood(TArithmetic.BitOr(IsFalse(a), IsFalse(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Or(TVector a, TVector b) => Falsehood(TArithmetic.BitAnd(IsFalse(a), IsFalse(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Xor(TVector a, TVector b) => Truth(TArithmetic.BitXor(IsFalse(a), IsFalse(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Select(TVector condition, TVector a, TVector b) => TArithmetic.Choose(IsFalse(condition), b, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sign(TVector a)
    {
        TVector one = TArithmetic.Broadcast(1);
        TVector negativeOrSame = TArithmetic.Choose(TArithmetic.IsLess(a, Zero), TArithmetic.Negate(one), a);
        return TArithmetic.Choose(TArithmetic.IsLess(Zero, a), one, negativeOrSame);
    }

    /// <summary>A scalar function in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map(double* a, double* result, delegate*<double, double> function)
    {
        for (int i = 0; i < Lanes; i++)
        {
            result[i] = function(a[i]);
        }
    }

    /// <summary>A scalar function of two numbers in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map(double* a, double* b, double* result, delegate*<double, double, double> function)
    {
        for (int i = 0; i < Lanes; i++)
        {
            result[i] = function(a[i], b[i]);
        }
    }

    /// <summary>Replaces the lanes of a result outside a mask by a scalar function of the argument.</summary>
    public static void Mend(double* result, TVector mask, double* a, delegate*<double, double> function)
    {
        for (int i = 0; i < Lanes; i++)
        {
            if (((long*)&mask)[i] == 0)
            {
                result[i] = function(a[i]);
            }
        }
    }

    /// <summary>Replaces the lanes of a result outside a mask by a scalar function of two arguments.</summary>
    public static void Mend(double* result, TVector mask, double* a, double* b, delegate*<double, double, double> function)
    {
        for (int i = 0; i < Lanes; i++)
        {
            if (((long*)&mask)[i] == 0)
            {
                result[i] = function(a[i], b[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsFalse(TVector a) => TArithmetic.IsEqual(a, Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Truth(TVector mask) => TArithmetic.BitAnd(mask, TArithmetic.Broadcast(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Falsehood(TVector mask) => TArithmetic.Choose(mask, Zero, TArithmetic.Broadcast(1));
}
