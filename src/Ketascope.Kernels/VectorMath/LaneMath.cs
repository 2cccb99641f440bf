using System.Runtime.CompilerServices;

namespace Ketascope.Kernels.VectorMath;

/// <summary>
/// The operations of kernels on vectors, one method for each <see cref="Passes.Operation"/> by its name. A lane's result never depends on its neighbours
/// and is the same to the bit on every vector width: where a fast formula does not hold, that lane alone goes through the scalar function.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="TArithmetic">Its arithmetic.</typeparam>
internal static unsafe class LaneMath<TVector, TArithmetic>
    where TVector : unmanaged
    where TArithmetic : struct, ILaneArithmetic<TVector>
{
    private static int Lanes => sizeof(TVector) / sizeof(double);

    private static TVector Zero => TArithmetic.Broadcast(0);

    public static TVector Abs(TVector a) => TArithmetic.Abs(a);

    public static TVector Floor(TVector a) => TArithmetic.Floor(a);

    public static TVector Ceiling(TVector a) => TArithmetic.Ceiling(a);

    public static TVector Min(TVector a, TVector b) => TArithmetic.Min(a, b);

    public static TVector Max(TVector a, TVector b) => TArithmetic.Max(a, b);

    public static TVector Sqrt(TVector a) => TArithmetic.Sqrt(a);

    public static TVector Quotient(TVector a, TVector b) => TArithmetic.Truncate(TArithmetic.Divide(a, b));

    public static TVector Less(TVector a, TVector b) => Truth(TArithmetic.IsLess(a, b));

    public static TVector LessOrEqual(TVector a, TVector b) => Truth(TArithmetic.IsLessOrEqual(a, b));

    public static TVector Equal(TVector a, TVector b) => Truth(TArithmetic.IsEqual(a, b));

    public static TVector NotEqual(TVector a, TVector b) => Falsehood(TArithmetic.IsEqual(a, b));

    public static TVector Not(TVector a) => Truth(IsFalse(a));

    public static TVector And(TVector a, TVector b) => Falsehood(TArithmetic.BitOr(IsFalse(a), IsFalse(b)));

    public static TVector Or(TVector a, TVector b) => Falsehood(TArithmetic.BitAnd(IsFalse(a), IsFalse(b)));

    public static TVector Xor(TVector a, TVector b) => Truth(TArithmetic.BitXor(IsFalse(a), IsFalse(b)));

    public static TVector Select(TVector condition, TVector a, TVector b) => TArithmetic.Choose(IsFalse(condition), b, a);

    public static TVector Sign(TVector a)
    {
        TVector one = TArithmetic.Broadcast(1);
        TVector negativeOrSame = TArithmetic.Choose(TArithmetic.IsLess(a, Zero), TArithmetic.Negate(one), a);
        return TArithmetic.Choose(TArithmetic.IsLess(Zero, a), one, negativeOrSame);
    }

    /// <summary>A scalar function in each lane.</summary>
    public static TVector Map(TVector a, delegate*<double, double> function)
    {
        double* lanes = (double*)&a;
        for (int i = 0; i < Lanes; i++)
        {
            lanes[i] = function(lanes[i]);
        }

        return a;
    }

    /// <summary>A scalar function of two numbers in each lane.</summary>
    public static TVector Map(TVector a, TVector b, delegate*<double, double, double> function)
    {
        double* left = (double*)&a;
        double* right = (double*)&b;
        for (int i = 0; i < Lanes; i++)
        {
            left[i] = function(left[i], right[i]);
        }

        return a;
    }

    /// <summary>Replaces the lanes of a result outside a mask by a scalar function of the arguments.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Mend(TVector result, TVector mask, TVector a, delegate*<double, double> function)
    {
        double* to = (double*)&result;
        for (int i = 0; i < Lanes; i++)
        {
            if (((long*)&mask)[i] == 0)
            {
                to[i] = function(((double*)&a)[i]);
            }
        }

        return result;
    }

    /// <summary>Replaces the lanes of a result outside a mask by a scalar function of two arguments.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TVector Mend(TVector result, TVector mask, TVector a, TVector b, delegate*<double, double, double> function)
    {
        double* to = (double*)&result;
        for (int i = 0; i < Lanes; i++)
        {
            if (((long*)&mask)[i] == 0)
            {
                to[i] = function(((double*)&a)[i], ((double*)&b)[i]);
            }
        }

        return result;
    }

    private static TVector IsFalse(TVector a) => TArithmetic.IsEqual(a, Zero);

    private static TVector Truth(TVector mask) => TArithmetic.BitAnd(mask, TArithmetic.Broadcast(1));

    private static TVector Falsehood(TVector mask) => TArithmetic.Choose(mask, Zero, TArithmetic.Broadcast(1));
}
