using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ketascope.Solvers.Lanes;

/// <summary>Which lanes still count in the control of the step, and the reduction of vectors to lanes.</summary>
internal sealed class LaneMask
{
    private Vector512<double> _slots;

    /// <summary>One bit a lane that is still solved.</summary>
    public uint Bits { get; private set; }

    /// <summary>The number of lanes of the kernel.</summary>
    public int Width { get; private set; } = 8;

    /// <summary>Starts with the first lanes in, the rest out.</summary>
    /// <param name="width">The number of lanes of the kernel.</param>
    /// <param name="active">How many hold subjects.</param>
    public void Reset(int width, int active)
    {
        uint bits = (1u << active) - 1;
        if (width != Width || bits != Bits)
        {
            (Width, Bits) = (width, bits);
            UpdateSlots();
        }
    }

    /// <summary>Whether a lane is still solved.</summary>
    /// <param name="lane">The lane.</param>
    public bool Contains(int lane) => (Bits >> lane & 1) != 0;

    /// <summary>Takes a lane out.</summary>
    /// <param name="lane">The lane.</param>
    public void Remove(int lane)
    {
        Bits &= ~(1u << lane);
        UpdateSlots();
    }

    /// <summary>The largest lane of a sum over states; infinity when one is not a finite number. Lanes that are out do not count.</summary>
    /// <param name="sums">Sums over the states, for each place of a vector: with fewer than 8 lanes, places that are equal modulo the width belong to one
    /// lane.</param>
    public double Largest(Vector512<double> sums) => LargestLane(Width < 8 ? Fold(sums) : sums);

    /// <summary>The largest of the values of the lanes that count; infinity when one is not a finite number.</summary>
    /// <param name="lanes">Values of lanes; places that are equal modulo the width belong to one lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double LargestLane(Vector512<double> lanes)
    {
        Vector512<double> counted = Vector512.ConditionalSelect(_slots, lanes, Vector512<double>.Zero);
        if (!Vector512.LessThanAll(counted, Vector512.Create(double.PositiveInfinity)))
        {
            return double.PositiveInfinity;
        }

        Vector256<double> four = Vector256.MaxNative(counted.GetLower(), counted.GetUpper());
        Vector128<double> two = Vector128.MaxNative(four.GetLower(), four.GetUpper());
        return Math.Max(two.ToScalar(), two.GetElement(1));
    }

    /// <summary>The sum of each lane, in every place that belongs to it.</summary>
    /// <param name="sums">Sums for each place of a vector.</param>
    public Vector512<double> Fold(Vector512<double> sums)
    {
        if (Width <= 4)
        {
            sums += Vector512.Create(sums.GetUpper(), sums.GetLower());
        }

        if (Width <= 2)
        {
            sums += Vector512.Shuffle(sums, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5));
        }

        return Width == 1 ? sums + Vector512.Shuffle(sums, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)) : sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UpdateSlots()
    {
        long[] slots = new long[8];
        for (int slot = 0; slot < 8; slot++)
        {
            slots[slot] = Contains(slot % Width) ? -1 : 0;
        }

        _slots = Vector512.Create(slots).AsDouble();
    }
}
