using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Results;

namespace Ketascope.Study.Populations;

/// <summary>
/// A number that describes people, as papers print it: <c>70</c>, <c>70 (12)</c> or <c>70±12</c> (mean and standard deviation), <c>53-93</c> (a
/// range).
/// </summary>
/// <param name="Centre">The number, the mean, or the middle of the range.</param>
/// <param name="Spread">
/// How it varies: a log-normal distribution of that mean and standard deviation (it cannot be negative), or evenly over the range; null for one number.
/// </param>
public sealed partial record PrintedNumber(double Centre, RandomDistribution? Spread)
{
    /// <summary>How it was written.</summary>
    public string Text { get; private init; } = NumberText.Exact(Centre);

    /// <summary>A number without a spread.</summary>
    /// <param name="value">The number.</param>
    public static PrintedNumber Of(double value) => new(value, null);

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number, or null when the text has another form, a mean with a spread is not above 0 or a range does not ascend.</returns>
    public static PrintedNumber? TryParse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? Of(value)
        : Spreading(text) is { } number ? number with { Text = text.Trim() }
        : null;

    /// <summary>Reads one that may have a unit behind it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="units">The units, and what one of each is in the unit that counts.</param>
    /// <returns>The number in the unit that counts; null where the text has another form, or spreads in another unit.</returns>
    public static PrintedNumber? TryParse(string text, IReadOnlyDictionary<string, double> units)
    {
        string trimmed = text.Trim();
        int letters = trimmed.Length;
        while (letters > 0 && char.IsLetter(trimmed[letters - 1]))
        {
            letters--;
        }

        return !units.TryGetValue(trimmed[letters..], out double factor) ? TryParse(text)
            : TryParse(trimmed[..letters]) is not { } number ? null
            : factor == 1 ? number
            : number.Spread is null ? Of(number.Centre * factor)
            : null;
    }

    private static PrintedNumber? Spreading(string text)
    {
        if (MeanAndDeviation().Match(text.Trim()) is { Success: true } mean)
        {
            double centre = Number(mean.Groups[1]);
            return centre > 0 ? new PrintedNumber(centre,
                LogNormalDistribution.WithMean(centre, Number(mean.Groups[2].Success ? mean.Groups[2] : mean.Groups[3])))
                : null;
        }

        return Range().Match(text.Trim()) is { Success: true } range && Number(range.Groups[1]) is var low && Number(range.Groups[2]) is var high && high >= low
            ? new PrintedNumber((low + high) / 2, new UniformDistribution(low, high))
            : null;
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(-?\d+(?:\.\d+)?)(?:\s*\(\s*(\d+(?:\.\d+)?)\s*\)|\s*(?:±|\+/-)\s*(\d+(?:\.\d+)?))$", RegexOptions.CultureInvariant)]
    private static partial Regex MeanAndDeviation();

    [GeneratedRegex(@"^(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();
}
