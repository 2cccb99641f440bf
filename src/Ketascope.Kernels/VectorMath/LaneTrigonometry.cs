using System.Runtime.CompilerServices;

namespace Ketascope.Kernels.VectorMath;

/// <summary>
/// sin and cos for vectors, with Cody and Waite's reduction in three parts up to 10^5; larger arguments go through the scalar functions, lane by lane.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
/// <typeparam name="T">Its arithmetic.</typeparam>
internal static unsafe class LaneTrigonometry<TVector, T>
    where TVector : unmanaged
    where T : struct, ILaneArithmetic<TVector>
{
    // 1.5 * 2^52: adding it rounds to a whole number and leaves that number in the low bits.
    private const double Shifter = 6755399441055744.0;
    private const double LargestArgument = 1e5;

    // pi/2 in parts of 33 bits, so that products with up to 20 bits are exact, and the rest.
    private const double Half1 = 1.5707963267341256;
    private const double Half2 = 6.077100506303966e-11;
    private const double Half3 = 2.0222662487959506e-21;

    /// <summary>The sine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sin(double* a, double* result)
    {
        TVector x = *(TVector*)a;
        TVector mask = T.IsLessOrEqual(T.Abs(x), T.Broadcast(LargestArgument));
        // The reduction loses the sign of -0.
        *(TVector*)result = T.Choose(T.IsEqual(x, T.Broadcast(0)), x, Shifted(x, 0));
        if (!T.All(mask))
        {
            LaneMath<TVector, T>.Mend(result, mask, a, &Math.Sin);
        }
    }

    /// <summary>The cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Cos(double* a, double* result)
    {
        TVector x = *(TVector*)a;
        TVector mask = T.IsLessOrEqual(T.Abs(x), T.Broadcast(LargestArgument));
        *(TVector*)result = Shifted(x, 1);
        if (!T.All(mask))
        {
            LaneMath<TVector, T>.Mend(result, mask, a, &Math.Cos);
        }
    }

    // sin(a + quarters pi/2)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Shifted(TVector a, long quarters)
    {
        TVector shifted = T.MultiplyAdd(a, T.Broadcast(2 / Math.PI), T.Broadcast(Shifter));
        TVector n = T.Subtract(shifted, T.Broadcast(Shifter));
        TVector r1 = T.MultiplyAdd(n, T.Broadcast(-Half1), a);
        TVector r2 = T.MultiplyAdd(n, T.Broadcast(-Half2), r1);
        TVector lost = T.MultiplyAdd(n, T.Broadcast(-Half2), T.Subtract(r1, r2));
        TVector rest = T.MultiplyAdd(n, T.Broadcast(-Half3), lost);
        TVector r = T.Add(r2, rest);
        TVector low = T.Add(T.Subtract(r2, r), rest);

        TVector quadrant = T.BitSum(shifted, T.BroadcastBits(quarters));
        TVector isEven = T.IsEqual(T.BitAnd(quadrant, T.BroadcastBits(1)), T.Broadcast(0));
        TVector sign = T.ShiftUp(T.BitAnd(quadrant, T.BroadcastBits(2)), 62);
        TVector square = T.Multiply(r, r);
        return T.BitXor(T.Choose(isEven, Sine(r, low, square), Cosine(r, low, square)), sign);
    }

    // r - r^3/3! + ... + r^17/17!, |r| <= pi/4; low is what r lost.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sine(TVector r, TVector low, TVector square)
    {
        TVector p = T.Broadcast(1.0 / 355687428096000);
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 1307674368000));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.0 / 6227020800));
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 39916800));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.0 / 362880));
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 5040));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.0 / 120));
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 6));
        return T.Add(r, T.MultiplyAdd(T.Multiply(r, square), p, low));
    }

    // 1 - r^2/2 + r^4/4! - ... + r^16/16!; what 1 - r^2/2 lost is added again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cosine(TVector r, TVector low, TVector square)
    {
        TVector p = T.Broadcast(1.0 / 20922789888000);
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 87178291200));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.0 / 479001600));
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 3628800));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.0 / 40320));
        p = T.MultiplyAdd(p, square, T.Broadcast(-1.0 / 720));
        p = T.MultiplyAdd(p, square, T.Broadcast(1.0 / 24));
        TVector half = T.Multiply(square, T.Broadcast(0.5));
        TVector head = T.Subtract(T.Broadcast(1), half);
        TVector lost = T.Subtract(T.Subtract(T.Broadcast(1), head), half);
        TVector tail = T.MultiplyAdd(T.Negate(r), low, lost);
        return T.Add(head, T.MultiplyAdd(T.Multiply(square, square), p, tail));
    }
}
