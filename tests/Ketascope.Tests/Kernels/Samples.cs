namespace Ketascope.Tests.Kernels;

/// <summary>Arguments that functions are tried on: the special ones, and pseudo-random ones of every size.</summary>
internal static class Samples
{
    public static readonly double[] Special =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, 4, 10, 100, 1000, 170, 171, 0.1, 1.0 / 3, 0.7, -0.7, 1.5, -2.5, 7, 1e-3, 1e5, -1e5, 1.1e5, 1e15, 1e22, -1e22,
        Math.PI, Math.PI / 2, -Math.PI, Math.PI / 4, Math.E, 707.9, 708.1, 709.7, 709.8, -707.9, -708.1, -745, -746, 1e300, -1e300, 1e-300,
        double.Epsilon, -double.Epsilon, 1e-310, 2.2250738585072014E-308, double.MaxValue, double.MinValue,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 0.9999999999999999, 1.0000000000000002,
    ];

    /// <summary>Pseudo-random numbers, the same in every run: moderate ones, and ones of any exponent and sign.</summary>
    public static double[] Random(int count, ulong seed)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            ulong bits = Next(ref seed);
            double unit = (Next(ref seed) >> 11) * Math.ScaleB(1, -53);
            numbers[i] = (i % 4) switch
            {
                0 => unit * 2,
                1 => (unit - 0.5) * 20,
                2 => (unit - 0.5) * 1400,
                _ => BitConverter.Int64BitsToDouble((long)bits),
            };
        }

        return numbers;
    }

    // SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2714064.2660195).
    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
