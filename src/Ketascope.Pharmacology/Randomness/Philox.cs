namespace Ketascope.Pharmacology.Randomness;

/// <summary>
/// Philox4x32-10: a counter-based generator of random numbers, a keyed bijection of 128-bit counters whose outputs pass all tests of TestU01's BigCrush.
/// Salmon JK, Moraes MA, Dror RO, Shaw DE (2011), SC '11, doi:10.1145/2063384.2063405.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;
    private const ulong Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>The block of a counter under a key.</summary>
    /// <param name="counter">Four words, the first two being the lower and the upper half of a 64-bit number where one is meant.</param>
    /// <param name="key">Two words, the lower one first.</param>
    /// <returns>Four random words.</returns>
    public static (uint X0, uint X1, uint X2, uint X3) Block((uint C0, uint C1, uint C2, uint C3) counter, (uint K0, uint K1) key)
    {
        unchecked
        {
            (uint x0, uint x1, uint x2, uint x3) = counter;
            (uint k0, uint k1) = key;
            for (int round = 0; round < Rounds; round++)
            {
                ulong product0 = Multiplier0 * x0, product1 = Multiplier1 * x2;
                (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ k1, (uint)product0);
                k0 += Weyl0;
                k1 += Weyl1;
            }

            return (x0, x1, x2, x3);
        }
    }
}
