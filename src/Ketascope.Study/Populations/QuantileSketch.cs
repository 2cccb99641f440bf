using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// Quantiles of a stream of numbers in bounded memory: exact for the first <see cref="ExactCount"/> numbers, beyond that from a histogram with logarithmic bins whose
/// values are within 0.5 % of the sample's. The result does not depend on the order of the numbers.
/// Masson C, Rim JE, Lee HK (2019) DDSketch, PVLDB 12:2195, doi:10.14778/3352063.3352135.
/// </summary>
public sealed class QuantileSketch
{
    /// <summary>Up to how many numbers quantiles are exact.</summary>
    public const int ExactCount = 4096;

    /// <summary>The largest relative error beyond that.</summary>
    public const double RelativeError = 0.005;

    private const double Ratio = (1 + RelativeError) / (1 - RelativeError);
    private static readonly double LogRatio = Math.Log(Ratio);

    private readonly BinCounts _positive = new();
    private readonly BinCounts _negative = new();
    private List<double>? _exact = [];
    private long _zeros;

    /// <summary>How many numbers there are; what is not finite does not count.</summary>
    public long Count { get; private set; }

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
        else
        {
            _exact.Add(value);
            if (_exact.Count > ExactCount)
            {
                _exact.ForEach(AddToBin);
                _exact = null;
            }
        }
    }

    /// <summary>A quantile.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <returns>The quantile; not a number when there are no numbers.</returns>
    public double Quantile(double probability)
    {
        if (_exact is not null)
        {
            _exact.Sort();
            return SampleQuantile.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_exact), probability);
        }

        long rank = (long)Math.Round(probability * (Count - 1));
        foreach ((double value, long count) in Bins())
        {
            rank -= count;
            if (rank < 0)
            {
                return value;
            }
        }

        return double.NaN;
    }

    private IEnumerable<(double Value, long Count)> Bins() =>
        _negative.Bins().Reverse().Select(bin => (-Middle(bin.Index), bin.Count)).Append((0, _zeros)).Concat(_positive.Bins().Select(bin => (Middle(bin.Index), bin.Count)));

    /// <summary>The value of the bin from Ratio^(index-1) to Ratio^index that is within the relative error of all in it.</summary>
    private static double Middle(int index) => 2 * Math.Exp(index * LogRatio) / (Ratio + 1);

    private void AddToBin(double value)
    {
        if (value == 0)
        {
            _zeros++;
            return;
        }

        (value > 0 ? _positive : _negative).Add((int)Math.Ceiling(Math.Log(Math.Abs(value)) / LogRatio));
    }
}
