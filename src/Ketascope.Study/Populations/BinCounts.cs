using System.Runtime.CompilerServices;

namespace Ketascope.Study.Populations;

/// <summary>How many numbers fell into each of many bins that are numbered from 0 and lie close together: an array from the lowest to the highest.</summary>
internal sealed class BinCounts
{
    /// <summary>How many bins an array is made longer by at least, at the end where it was too short.</summary>
    private const int Spare = 64;

    private long[] _counts = [];
    private int _first;

    /// <summary>The number of the first bin that is kept.</summary>
    public int First => _first;

    /// <summary>The counts from <see cref="First"/> on.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Counts numbers.</summary>
    /// <param name="index">Their bin.</param>
    /// <param name="count">How many.</param>
    public void Add(int index, long count = 1)
    {
        if ((uint)(index - _first) >= (uint)_counts.Length)
        {
            Reach(index);
        }

        _counts[index - _first] += count;
    }

    /// <summary>Counts a number if there is a place for it already.</summary>
    /// <param name="index">Its bin, or a number that is none.</param>
    /// <returns>Whether it was counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(long index)
    {
        long[] counts = _counts;
        ulong place = (ulong)(index - _first);
        if (place >= (ulong)counts.Length)
        {
            return false;
        }

        counts[place]++;
        return true;
    }

    /// <summary>Adds the counts of others.</summary>
    /// <param name="first">The number of their first bin.</param>
    /// <param name="counts">The counts from there on.</param>
    public void Add(int first, ReadOnlySpan<long> counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                Add(first + i, counts[i]);
            }
        }
    }

    private void Reach(int index)
    {
        int first = _counts.Length == 0 ? index - Spare : Math.Min(_first, index - Spare);
        int end = _counts.Length == 0 ? index + Spare : Math.Max(_first + _counts.Length, index + Spare);
        long[] counts = new long[end - first];
        _counts.CopyTo(counts, _counts.Length == 0 ? 0 : _first - first);
        (_counts, _first) = (counts, first);
    }
}
