using System.Text;

namespace Ketascope.Pharmacology.Randomness;

/// <summary>
/// The random numbers of one named quantity under one seed, each found by its address alone (subject, occasion, index). None depends on how many others were drawn,
/// in which order or on which thread.
/// </summary>
public sealed class RandomStream
{
    private readonly (uint, uint) _key;

    /// <summary>The stream of a name.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="name">What is drawn, for example a parameter's name; hashed by FNV-1a (64 bits) over its UTF-8 bytes.</param>
    public RandomStream(ulong seed, string name)
    {
        ulong hash = Hash(name);
        (uint x0, uint x1, _, _) = Philox.Block((Low(hash), High(hash), 0, 0), (Low(seed), High(seed)));
        _key = (x0, x1);
    }

    /// <summary>A number that is uniform in the open interval from 0 to 1: the middle of one of 2^52 equal parts.</summary>
    /// <param name="subject">Which subject.</param>
    /// <param name="occasion">Which occasion of the subject; 0 where there are none.</param>
    /// <param name="index">Which of several numbers of one occasion, for example a time; 0 where there is one.</param>
    public double Uniform(long subject, int occasion = 0, int index = 0)
    {
        ulong address = unchecked((ulong)subject);
        (uint x0, uint x1, _, _) = Philox.Block((Low(address), High(address), unchecked((uint)occasion), unchecked((uint)index)), _key);
        return ((((ulong)x1 << 32 | x0) >> 12) + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>A seed of a name's own, made of another seed: FNV-1a (64 bits) over the name, begun with the seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="name">The name.</param>
    public static ulong SeedOf(ulong seed, string name) => Hash(name, seed);

    private static ulong Hash(string name, ulong seed = 0)
    {
        ulong hash = 14695981039346656037 ^ seed;
        foreach (byte letter in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return hash;
    }

    private static uint Low(ulong value) => unchecked((uint)value);

    private static uint High(ulong value) => (uint)(value >> 32);
}
