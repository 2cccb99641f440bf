using System.Runtime.CompilerServices;

namespace Ketascope.Study.Populations;

/// <summary>How many numbers fell into each of many bins that are numbered from 0 and lie close together: an array from the lowest to the highest.</summary>
internal sealed class BinCounts
{
    /// <summary>How many bins an array is made longer by at least, at the end where it was too short.</summary>
    private const int Spare = 64;

    /// <summary>Counts of half the size of the totals: thousands of histograms are used in turn, and it is the caches that they wait for.</summary>
    private int[] _recent = [];

    /// <summary>The totals, as long as <see cref="_recent"/>; empty until they are needed.</summary>
    private long[] _settled = [];
    private int _first;
    private int _unsettled;

    /// <summary>The number of the first bin that is kept.</summary>
    public int First => _first;

    /// <summary>How many bins are kept.</summary>
    public int Length => _recent.Length;

    /// <summary>A count.</summary>
    /// <param name="place">Which, counted from <see cref="First"/>.</param>
    public long this[int place] => _recent[place] + (_settled.Length == 0 ? 0 : _settled[place]);

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

    /// <summary>Makes room for a bin.</summary>
    /// <param name="index">The bin.</param>
    public void Reach(int index)
    {
        if ((uint)(index - _first) < (uint)_recent.Length)
        {
            return;
        }

        int spare = Math.Max(Spare, _recent.Length / 4), first = _first, end = _first + _recent.Length;
        (_first, end) = _recent.Length == 0 ? (index - spare, index + spare) : (Math.Min(first, index - spare), Math.Max(end, index + spare));
        _recent = Moved(_recent, first);
        _settled = _settled.Length == 0 ? _settled : Moved(_settled, first);

        T[] Moved<T>(T[] counts, int before)
        {
            T[] moved = new T[end - _first];
            counts.CopyTo(moved, counts.Length == 0 ? 0 : before - _first);
            return moved;
        }
    }
}
