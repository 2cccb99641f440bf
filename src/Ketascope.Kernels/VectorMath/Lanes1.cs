namespace Ketascope.Kernels.VectorMath;

/// <summary>The arithmetic of a single lane: plain numbers.</summary>
internal readonly struct Lanes1 : ILaneArithmetic<double>
{
    public static double Broadcast(double value) => value;

    public static double BroadcastBits(long bits) => BitConverter.Int64BitsToDouble(bits);

    public static double Add(double a, double b) => a + b;

    public static double Subtract(double a, double b) => a - b;

    public static double Multiply(double a, double b) => a * b;

    public static double Divide(double a, double b) => a / b;

    public static double MultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    public static double Negate(double a) => -a;

    public static double Abs(double a) => Math.Abs(a);

    public static double Floor(double a) => Math.Floor(a);

    public static double Ceiling(double a) => Math.Ceiling(a);

    public static double Truncate(double a) => Math.Truncate(a);

    public static double Sqrt(double a) => Math.Sqrt(a);

    public static double Min(double a, double b) => Math.Min(a, b);

    public static double Max(double a, double b) => Math.Max(a, b);

    public static double IsLess(double a, double b) => Mask(a < b);

    public static double IsLessOrEqual(double a, double b) => Mask(a <= b);

    public static double IsEqual(double a, double b) => Mask(a == b);

    public static double Choose(double mask, double a, double b) => Bits(mask) != 0 ? a : b;

    public static bool All(double mask) => Bits(mask) != 0;

    public static double BitAnd(double a, double b) => BroadcastBits(Bits(a) & Bits(b));

    public static double BitOr(double a, double b) => BroadcastBits(Bits(a) | Bits(b));

    public static double BitXor(double a, double b) => BroadcastBits(Bits(a) ^ Bits(b));

    public static double BitSum(double a, double b) => BroadcastBits(Bits(a) + Bits(b));

    public static double BitDifference(double a, double b) => BroadcastBits(Bits(a) - Bits(b));

    public static double ShiftUp(double a, int count) => BroadcastBits(Bits(a) << count);

    public static double ShiftDown(double a, int count) => BroadcastBits(Bits(a) >>> count);

    private static double Mask(bool value) => BroadcastBits(value ? -1L : 0L);

    private static long Bits(double a) => BitConverter.DoubleToInt64Bits(a);
}
