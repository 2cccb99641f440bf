using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// Quantiles of a stream of numbers in bounded memory: exact for the first <see cref="ExactCount"/> numbers, beyond that from a histogram whose bins divide each power of two into 128 equal parts,
/// found from the bits of the number; a quantile is then within 0.39 % of the sample's (for numbers beyond 1e-307 in size). The result depends on the numbers alone: not on their order, nor on how
/// they were divided between sketches that were merged.
/// Masson C, Rim JE, Lee HK (2019) DDSketch, PVLDB 12:2195, doi:10.14778/3352063.3352135, with bins as its linearly interpolated mapping has them.
/// </summary>
public sealed class QuantileSketch
{
    /// <summary>Up to how many numbers quantiles are exact.</summary>
    public const int ExactCount = 4096;

    /// <summary>The largest relative error beyond that: half of the width of a bin by its middle, where bins are widest.</summary>
    public const double RelativeError = 1.0 / 257;

    /// <summary>Of the bits of a number the sign, the exponent and 7 of the mantissa tell the bin.</summary>
    private const int Shift = 52 - 7;

    private readonly BinCounts _positive = new();
    private readonly BinCounts _negative = new();
    private double[]? _exact = [];
    private long _zeros;

    /// <summary>How many numbers there are; what is not finite does not count.</summary>
    public long Count { get; private set; }

    /// <summary>The state of the sketch, from which <see cref="Of"/> makes an equal one: small, and of plain numbers.</summary>
    public QuantileState State => _exact is not null
        ? new QuantileState(Count, [.. Sorted()], 0, [], 0, [], 0)
        : new QuantileState(Count, [], _zeros, [.. _positive.Counts], _positive.First, [.. _negative.Counts], _negative.First);

    /// <summary>A sketch of a state.</summary>
    /// <param name="state">The state.</param>
    public static QuantileSketch Of(QuantileState state)
    {
        QuantileSketch sketch = new() { Count = state.Count, _exact = state.Count <= ExactCount ? [.. state.Exact] : null, _zeros = state.Zeros };
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
        int counted = 0;
        foreach (double value in values)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            if (_exact is null && bits > 0 && _positive.TryAdd(bits >> Shift))
            {
                counted++;
            }
            else
            {
                Add(value);
            }
        }

        Count += counted;
    }

    /// <summary>Adds the numbers of another sketch, which stays as it is.</summary>
    /// <param name="other">The other one.</param>
    public void Merge(QuantileSketch other)
    {
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
        for (int i = _negative.Counts.Length - 1; i >= 0; i--)
        {
            rank -= _negative.Counts[i];
            if (rank < 0)
            {
                return -Middle(_negative.First + i);
            }
        }

        rank -= _zeros;
        for (int i = 0; i < _positive.Counts.Length && rank >= 0; i++)
        {
            rank -= _positive.Counts[i];
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
        foreach (double value in _exact.AsSpan(0, (int)count))
        {
            AddToBin(value);
        }

        _exact = null;
    }

    /// <summary>The value of a bin that is within the relative error of all in it.</summary>
    private static double Middle(int index)
    {
        double low = BitConverter.Int64BitsToDouble((long)index << Shift), high = BitConverter.Int64BitsToDouble(((long)index + 1) << Shift);
        return double.IsFinite(high) ? 2 * low * (high / (low + high)) : low;
    }

    private void AddToBin(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (bits > 0)
        {
            _positive.Add((int)(bits >> Shift));
        }
        else if (value == 0)
        {
            _zeros++;
        }
        else
        {
            _negative.Add((int)((bits & long.MaxValue) >> Shift));
        }
    }
}
