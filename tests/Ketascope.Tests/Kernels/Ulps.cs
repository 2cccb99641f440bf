namespace Ketascope.Tests.Kernels;

/// <summary>Distances between numbers in units in the last place.</summary>
internal static class Ulps
{
    /// <summary>The number of representable steps between two numbers; 0 for two NaNs or two zeros, the largest number when only one is NaN.</summary>
    public static ulong Between(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b)
            ? (double.IsNaN(a) && double.IsNaN(b) ? 0 : ulong.MaxValue)
            : (ulong)Int128.Abs((Int128)Ordered(a) - Ordered(b));

    /// <summary>Whether two numbers have the same bits, any NaN counting as the same.</summary>
    public static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static long Ordered(double a)
    {
        long bits = BitConverter.DoubleToInt64Bits(a);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}
