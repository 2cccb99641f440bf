using System.Runtime.Intrinsics;

namespace Ketascope.Kernels.VectorMath;

/// <summary>The arithmetic of 4 lanes.</summary>
internal readonly struct Lanes4 : ILaneArithmetic<Vector256<double>>
{
    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    public static Vector256<double> BroadcastBits(long bits) => Vector256.Create(bits).AsDouble();

    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) => a / b;

    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    public static Vector256<double> Negate(Vector256<double> a) => -a;

    public static Vector256<double> Abs(Vector256<double> a) => Vector256.Abs(a);

    public static Vector256<double> Floor(Vector256<double> a) => Vector256.Floor(a);

    public static Vector256<double> Ceiling(Vector256<double> a) => Vector256.Ceiling(a);

    public static Vector256<double> Truncate(Vector256<double> a) => Vector256.Truncate(a);

    public static Vector256<double> Sqrt(Vector256<double> a) => Vector256.Sqrt(a);

    public static Vector256<double> Min(Vector256<double> a, Vector256<double> b) => Vector256.Min(a, b);

    public static Vector256<double> Max(Vector256<double> a, Vector256<double> b) => Vector256.Max(a, b);

    public static Vector256<double> IsLess(Vector256<double> a, Vector256<double> b) => Vector256.LessThan(a, b);

    public static Vector256<double> IsLessOrEqual(Vector256<double> a, Vector256<double> b) => Vector256.LessThanOrEqual(a, b);

    public static Vector256<double> IsEqual(Vector256<double> a, Vector256<double> b) => Vector256.Equals(a, b);

    public static Vector256<double> Choose(Vector256<double> mask, Vector256<double> a, Vector256<double> b) => Vector256.ConditionalSelect(mask, a, b);

    public static bool All(Vector256<double> mask) => Vector256.EqualsAll(mask.AsInt64(), Vector256<long>.AllBitsSet);

    public static Vector256<double> BitAnd(Vector256<double> a, Vector256<double> b) => a & b;

    public static Vector256<double> BitOr(Vector256<double> a, Vector256<double> b) => a | b;

    public static Vector256<double> BitXor(Vector256<double> a, Vector256<double> b) => a ^ b;

    public static Vector256<double> BitSum(Vector256<double> a, Vector256<double> b) => (a.AsInt64() + b.AsInt64()).AsDouble();

    public static Vector256<double> BitDifference(Vector256<double> a, Vector256<double> b) => (a.AsInt64() - b.AsInt64()).AsDouble();

    public static Vector256<double> ShiftUp(Vector256<double> a, int count) => (a.AsInt64() << count).AsDouble();

    public static Vector256<double> ShiftDown(Vector256<double> a, int count) => (a.AsInt64() >>> count).AsDouble();
}
