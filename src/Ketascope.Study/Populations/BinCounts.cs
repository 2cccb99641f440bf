using System.Runtime.CompilerServices;

namespace Ketascope.Study.Populations;

/// <summary>How many numbers fell into each of many bins that are numbered from 0 and lie close together: an array from the lowest to the highest.</summary>
internal sealed class BinCounts
{
    /// <summary>How many bins an array is made longer by at least, at the end where it was too short.</summary>
    private const int Spare = 64;

    /// <summary>Counts of half the size of the totals: thousands of histograms are used in turn, and it is the caches that they wait for.</summary>
    private int[] _recent = [];
    private long[] _settled = [];
    private int _first;
    private int _unsettled;

    /// <summary>The number of the first bin that is kept.</summary>
    public int First => _first;

    /// <summary>The counts from <see cref="First"/> on.</summary>
    public ReadOnlySpan<long> Counts
    {
        get
        {
            Settle();
            return _settled;
        }
    }

    /// <summary>Counts a number.</summary>
    /// <param name="index">Its bin.</param>
    public void Add(int index)
    {
        Reach(index);
        _recent[index - _first]++;
        Grow(1);
    }

    /// <summary>Counts numbers as long as there is a place for them already.</summary>
    /// <param name="numbers">The numbers, whose bits above the shift are their bin.</param>
    /// <param name="shift">How many bits are not looked at.</param>
    /// <returns>How many were counted: those from the first to the one before that which has no place, or is 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int AddKnown(ReadOnlySpan<double> numbers, int shift)
    {
        int[] counts = _recent;
        long first = _first;
        int i = 0;
        for (; i < numbers.Length; i++)
        {
            long number = BitConverter.DoubleToInt64Bits(numbers[i]);
            ulong place = (ulong)((number >> shift) - first);
            if (place >= (ulong)counts.Length || number <= 0)
            {
                break;
            }

            counts[place]++;
        }

        Grow(i);
        return i;
    }

    /// <summary>Adds the counts of others.</summary>
    /// <param name="first">The number of their first bin.</param>
    /// <param name="counts">The counts from there on.</param>
    public void Add(int first, ReadOnlySpan<long> counts)
    {
        if (counts.IsEmpty)
        {
            return;
        }

        Reach(first);
        Reach(first + counts.Length - 1);
        Settle();
        for (int i = 0; i < counts.Length; i++)
        {
            _settled[first + i - _first] += counts[i];
        }
    }

    private void Grow(int count)
    {
        _unsettled += count;
        if (_unsettled > int.MaxValue / 2)
        {
            Settle();
        }
    }

    /// <summary>Moves what has been counted to the totals.</summary>
    private void Settle()
    {
        if (_settled.Length < _recent.Length)
        {
            Array.Resize(ref _settled, _recent.Length);
        }

        for (int i = 0; i < _recent.Length && _unsettled > 0; i++)
        {
            _settled[i] += _recent[i];
            _recent[i] = 0;
        }

        _unsettled = 0;
    }

    private void Reach(int index)
    {
        if ((uint)(index - _first) < (uint)_recent.Length)
        {
            return;
        }

        int spare = Math.Max(Spare, _recent.Length / 4), first = _first, end = _first + _recent.Length;
        (_first, end) = _recent.Length == 0 ? (index - spare, index + spare) : (Math.Min(first, index - spare), Math.Max(end, index + spare));
        Settle();
        long[] settled = new long[end - _first];
        _settled.CopyTo(settled, _settled.Length == 0 ? 0 : first - _first);
        (_settled, _recent) = (settled, new int[settled.Length]);
    }
}
