namespace Ketascope.Study.Populations;

/// <summary>How many numbers fell into each of many bins that are numbered, by positive or negative numbers, and lie close together: an array from the lowest to the highest.</summary>
internal sealed class BinCounts
{
    /// <summary>How many bins an array is made longer by at least, at the end where it was too short.</summary>
    private const int Spare = 64;

    private long[] _counts = [];
    private int _first;

    /// <summary>The bins that are not empty, in ascending order.</summary>
    public IEnumerable<(int Index, long Count)> Bins() => _counts.Select((count, place) => (_first + place, count)).Where(bin => bin.count > 0);

    /// <summary>Counts one number.</summary>
    /// <param name="index">Its bin.</param>
    public void Add(int index)
    {
        if (index < _first || index >= _first + _counts.Length)
        {
            Reach(index);
        }

        _counts[index - _first]++;
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
