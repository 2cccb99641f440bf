using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// Quantiles of a stream of numbers in bounded memory: exact for the first <see cref="ExactCount"/> numbers, beyond that from a histogram whose bins
/// divide each power of two into equal parts, found from
/// the bits of the number; a quantile is then within <see cref="RelativeError"/> of the sample's (for numbers beyond 1e-307 in size). The result
/// depends on the numbers alone: not on their order, nor on how
/// they were divided between sketches that were merged.
/// Masson C, Rim JE, Lee HK (2019) DDSketch, PVLDB 12:2195, doi:10.14778/3352063.3352135, with bins as its linearly interpolated mapping has them.
/// </summary>
/// <param name="bits">How many bits of the mantissa tell the bin, 7 to 16: each more halves the error, and doubles the memory.</param>
public sealed class QuantileSketch(int bits = QuantileSketch.UsualBits)
{
    /// <summary>Up to how many numbers quantiles are exact.</summary>
    public const int ExactCount = 4096;

    /// <summary>For many sketches at once, such as one for each time: errors of at most 0.2 %.</summary>
    public const int UsualBits = 8;

    /// <summary>For few sketches: errors of at most 0.007 %.</summary>
    public const int FineBits = 13;

    private readonly int _shift = 52 - bits;
    private readonly BinCounts _positive = new();
    private readonly BinCounts _negative = new();
    private double[]? _exact = [];
    private long _zeros;

    /// <summary>The largest relative error of a quantile of more numbers: half of the width of a bin by its middle, where bins are widest.</summary>
    public double RelativeError => 1.0 / ((2L << bits) + 1);

    /// <summary>How many numbers there are; what is not finite does not count.</summary>
    public long Count { get; private set; }

    /// <summary>The state of the sketch, from which <see cref="Of"/> makes an equal one: small, and of plain numbers.</summary>
    public QuantileState State => _exact is not null
        ? new QuantileState(bits, Count, [.. Sorted()], 0, [], 0, [], 0)
        : new QuantileState(bits, Count, [], _zeros, [.. _positive.Counts], _positive.First, [.. _negative.Counts], _negative.First);

    /// <summary>A sketch of a state.</summary>
    /// <param name="state">The state.</param>
    public static QuantileSketch Of(QuantileState state)
    {
        QuantileSketch sketch = new(state.Bits) { Count = state.Count, _exact = state.Count <= ExactCount ? [.. state.Exact] : null, _zeros = state.Zeros };
        sketch._positive.Add(state.FirstPositive, state.Positive.AsSpan());
        sketch._negative.Add(state.FirstNegative, state.Negative.AsSpan());
        return sketch;
    }

    /// <summary>Adds a number.</summary>
    /// <param name="value">The number; one that is not finite is left out.</param>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        Count++;
        if (_exact is null)
        {
            AddToBin(value);
        }
        else if (Count <= ExactCount)
        {
            if (_exact.Length < Count)
            {
                Array.Resize(ref _exact, (int)Math.Min(ExactCount, Math.Max(64, 2 * Count)));
            }

            _exact[Count - 1] = value;
        }
        else
        {
            AddToBin(value);
            Spread(Count - 1);
        }
    }

    /// <summary>Adds numbers.</summary>
    /// <param name="values">The numbers; those that are not finite are left out.</param>
    public void Add(ReadOnlySpan<double> values)
    {
        while (!values.IsEmpty)
        {
            int known = _exact is null ? _positive.AddKnown(values, _shift) : 0;
            Count += known;
            if (known < values.Length)
            {
                Add(values[known]);
                known++;
            }

            values = values[known..];
        }
    }

    /// <summary>Adds the numbers of another sketch, which stays as it is.</summary>
    /// <param name="other">The other one, with bins of the same width.</param>
    /// <exception cref="ArgumentException">Its bins have another width.</exception>
    public void Merge(QuantileSketch other)
    {
        if (other._shift != _shift)
        {
            throw new ArgumentException("The sketches have bins of different widths.", nameof(other));
        }

        if (other._exact is { } few)
        {
            Add(few.AsSpan(0, (int)other.Count));
            return;
        }

        if (_exact is not null)
        {
            Spread(Count);
        }

        Count += other.Count;
        _zeros += other._zeros;
        _positive.Add(other._positive.First, other._positive.Counts);
        _negative.Add(other._negative.First, other._negative.Counts);
    }

    /// <summary>A quantile.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <returns>The quantile; not a number when there are no numbers.</returns>
    public double Quantile(double probability)
    {
        if (_exact is not null)
        {
            return SampleQuantile.Of(Sorted(), probability);
        }

        long rank = (long)Math.Round(probability * (Count - 1));
        for (int i = _negative.Length - 1; i >= 0; i--)
        {
            rank -= _negative[i];
            if (rank < 0)
            {
                return -Middle(_negative.First + i);
            }
        }

        rank -= _zeros;
        for (int i = 0; i < _positive.Length && rank >= 0; i++)
        {
            rank -= _positive[i];
            if (rank < 0)
            {
                return Middle(_positive.First + i);
            }
        }

        return 0;
    }

    /// <summary>The exact numbers, which are put in order.</summary>
    private double[] Sorted()
    {
        Array.Resize(ref _exact, (int)Count);
        Array.Sort(_exact!);
        return _exact!;
    }

    /// <summary>Puts the first numbers that were kept into bins.</summary>
    private void Spread(long count)
    {
        // Room for all at once: it would be made again and again, as each number goes a little farther than those before.
        (double low, double high) = (double.PositiveInfinity, 0);
        foreach (double value in _exact.AsSpan(0, (int)count))
        {
            (low, high) = value > 0 ? (Math.Min(low, value), Math.Max(high, value)) : (low, high);
        }

        if (high > 0)
        {
            AddRoom(low);
            AddRoom(high);
        }

        foreach (double value in _exact.AsSpan(0, (int)count))
        {
            AddToBin(value);
        }

        _exact = null;
    }

    /// <summary>The value of a bin that is within the relative error of all in it.</summary>
    private double Middle(int index)
    {
        double low = BitConverter.Int64BitsToDouble((long)index << _shift), high = BitConverter.Int64BitsToDouble(((long)index + 1) << _shift);
        return double.IsFinite(high) ? 2 * low * (high / (low + high)) : low;
    }

    private void AddRoom(double value) => _positive.Reach((int)(BitConverter.DoubleToInt64Bits(value) >> _shift));

    private void AddToBin(double value)
    {
        long number = BitConverter.DoubleToInt64Bits(value);
        if (number > 0)
        {
            _positive.Add((int)(number >> _shift));
        }
        else if (value == 0)
        {
            _zeros++;
        }
        else
        {
            _negative.Add((int)((number & long.MaxValue) >> _shift));
        }
    }
}
