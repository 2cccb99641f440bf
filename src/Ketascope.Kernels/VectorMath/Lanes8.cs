using System.Runtime.Intrinsics;

namespace Ketascope.Kernels.VectorMath;

/// <summary>The arithmetic of 8 lanes.</summary>
internal readonly struct Lanes8 : ILaneArithmetic<Vector512<double>>
{
    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    public static Vector512<double> BroadcastBits(long bits) => Vector512.Create(bits).AsDouble();

    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) => a / b;

    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    public static Vector512<double> Negate(Vector512<double> a) => -a;

    public static Vector512<double> Abs(Vector512<double> a) => Vector512.Abs(a);

    public static Vector512<double> Floor(Vector512<double> a) => Vector512.Floor(a);

    public static Vector512<double> Ceiling(Vector512<double> a) => Vector512.Ceiling(a);

    public static Vector512<double> Truncate(Vector512<double> a) => Vector512.Truncate(a);

    public static Vector512<double> Sqrt(Vector512<double> a) => Vector512.Sqrt(a);

    public static Vector512<double> Min(Vector512<double> a, Vector512<double> b) => Vector512.Min(a, b);

    public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) => Vector512.Max(a, b);

    public static Vector512<double> IsLess(Vector512<double> a, Vector512<double> b) => Vector512.LessThan(a, b);

    public static Vector512<double> IsLessOrEqual(Vector512<double> a, Vector512<double> b) => Vector512.LessThanOrEqual(a, b);

    public static Vector512<double> IsEqual(Vector512<double> a, Vector512<double> b) => Vector512.Equals(a, b);

    public static Vector512<double> Choose(Vector512<double> mask, Vector512<double> a, Vector512<double> b) => Vector512.ConditionalSelect(mask, a, b);

    public static bool All(Vector512<double> mask) => Vector512.EqualsAll(mask.AsInt64(), Vector512<long>.AllBitsSet);

    public static Vector512<double> BitAnd(Vector512<double> a, Vector512<double> b) => a & b;

    public static Vector512<double> BitOr(Vector512<double> a, Vector512<double> b) => a | b;

    public static Vector512<double> BitXor(Vector512<double> a, Vector512<double> b) => a ^ b;

    public static Vector512<double> BitSum(Vector512<double> a, Vector512<double> b) => (a.AsInt64() + b.AsInt64()).AsDouble();

    public static Vector512<double> BitDifference(Vector512<double> a, Vector512<double> b) => (a.AsInt64() - b.AsInt64()).AsDouble();

    public static Vector512<double> ShiftUp(Vector512<double> a, int count) => (a.AsInt64() << count).AsDouble();

    public static Vector512<double> ShiftDown(Vector512<double> a, int count) => (a.AsInt64() >>> count).AsDouble();
}
