using System.Runtime.Intrinsics;

namespace Ketascope.Kernels.VectorMath;

/// <summary>The arithmetic of 2 lanes.</summary>
internal readonly struct Lanes2 : ILaneArithmetic<Vector128<double>>
{
    public static Vector128<double> Broadcast(double value) => Vector128.Create(value);

    public static Vector128<double> BroadcastBits(long bits) => Vector128.Create(bits).AsDouble();

    public static Vector128<double> Add(Vector128<double> a, Vector128<double> b) => a + b;

    public static Vector128<double> Subtract(Vector128<double> a, Vector128<double> b) => a - b;

    public static Vector128<double> Multiply(Vector128<double> a, Vector128<double> b) => a * b;

    public static Vector128<double> Divide(Vector128<double> a, Vector128<double> b) => a / b;

    public static Vector128<double> MultiplyAdd(Vector128<double> a, Vector128<double> b, Vector128<double> c) => Vector128.FusedMultiplyAdd(a, b, c);

    public static Vector128<double> Negate(Vector128<double> a) => -a;

    public static Vector128<double> Abs(Vector128<double> a) => Vector128.Abs(a);

    public static Vector128<double> Floor(Vector128<double> a) => Vector128.Floor(a);

    public static Vector128<double> Ceiling(Vector128<double> a) => Vector128.Ceiling(a);

    public static Vector128<double> Truncate(Vector128<double> a) => Vector128.Truncate(a);

    public static Vector128<double> Sqrt(Vector128<double> a) => Vector128.Sqrt(a);

    public static Vector128<double> Min(Vector128<double> a, Vector128<double> b) => Vector128.Min(a, b);

    public static Vector128<double> Max(Vector128<double> a, Vector128<double> b) => Vector128.Max(a, b);

    public static Vector128<double> IsLess(Vector128<double> a, Vector128<double> b) => Vector128.LessThan(a, b);

    public static Vector128<double> IsLessOrEqual(Vector128<double> a, Vector128<double> b) => Vector128.LessThanOrEqual(a, b);

    public static Vector128<double> IsEqual(Vector128<double> a, Vector128<double> b) => Vector128.Equals(a, b);

    public static Vector128<double> Choose(Vector128<double> mask, Vector128<double> a, Vector128<double> b) => Vector128.ConditionalSelect(mask, a, b);

    public static bool All(Vector128<double> mask) => Vector128.EqualsAll(mask.AsInt64(), Vector128<long>.AllBitsSet);

    public static Vector128<double> BitAnd(Vector128<double> a, Vector128<double> b) => a & b;

    public static Vector128<double> BitOr(Vector128<double> a, Vector128<double> b) => a | b;

    public static Vector128<double> BitXor(Vector128<double> a, Vector128<double> b) => a ^ b;

    public static Vector128<double> BitSum(Vector128<double> a, Vector128<double> b) => (a.AsInt64() + b.AsInt64()).AsDouble();

    public static Vector128<double> BitDifference(Vector128<double> a, Vector128<double> b) => (a.AsInt64() - b.AsInt64()).AsDouble();

    public static Vector128<double> ShiftUp(Vector128<double> a, int count) => (a.AsInt64() << count).AsDouble();

    public static Vector128<double> ShiftDown(Vector128<double> a, int count) => (a.AsInt64() >>> count).AsDouble();
}
