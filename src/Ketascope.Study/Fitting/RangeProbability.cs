using MathNet.Numerics;

namespace Ketascope.Study.Fitting;

/// <summary>
/// -2 log of the probability that a normal number lies in a range, with its derivatives: what a value that was not measured adds to -2 log
/// likelihood. Beal (2001), J Pharmacokinet Pharmacodyn 28:481, doi:10.1023/A:1012299115260, method M3.
/// </summary>
/// <param name="MinusTwoLog">The value; infinity where the range is impossible.</param>
/// <param name="MeanSlope">Its derivative by the mean, in standard deviations.</param>
/// <param name="SpreadSlope">Its derivative by the logarithm of the variance.</param>
/// <param name="Weight">How much the value says of the mean, as a share of what a measured one says: 1 less the variance that is left within the
/// range; 0 to 1.</param>
internal readonly record struct RangeProbability(double MinusTwoLog, double MeanSlope, double SpreadSlope, double Weight)
{
    /// <summary>The limit of a range that is open to one side, less the mean, in standard deviations; null for a range with two ends.</summary>
    public double? Limit { get; private init; }

    private const double HalfLogTwoPi = 0.91893853320467274;

    // Beyond this many standard deviations the asymptotic series is exact to the last digit; the complementary error function ends at 38.
    private const double FarTail = 20;

    /// <summary>The probability of a range.</summary>
    /// <param name="low">The lower end less the mean, in standard deviations; may be infinite.</param>
    /// <param name="high">The upper end less the mean, in standard deviations; above <paramref name="low"/>.</param>
    public static RangeProbability Of(double low, double high)
    {
        double log = LogShare(low, high);
        if (!double.IsFinite(log))
        {
            return new RangeProbability(double.PositiveInfinity, 0, 0, 0);
        }

        double atLow = Density(low, log), atHigh = Density(high, log);
        double lowMoment = double.IsInfinity(low) ? 0 : low * atLow, highMoment = double.IsInfinity(high) ? 0 : high * atHigh;
        double pull = atLow - atHigh;
        return new RangeProbability(-2 * log, -2 * pull, highMoment - lowMoment, Math.Clamp(highMoment - lowMoment + (pull * pull), 0, 1))
        {
            Limit = double.IsInfinity(low) ? high : double.IsInfinity(high) ? low : null,
        };
    }

    /// <summary>The logarithm of the standard normal distribution function, to full precision in both tails.</summary>
    /// <param name="z">The value.</param>
    internal static double LogBelow(double z)
    {
        if (z > 0)
        {
            return SpecialFunctions.Log1p(-0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2));
        }

        if (z > -FarTail)
        {
            return Math.Log(0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2));
        }

        // Abramowitz and Stegun (1972), 26.2.12.
        double inverse = 1 / (z * z), term = 1, sum = 1;
        for (int k = 1; k <= 8; k++)
        {
            term *= -((2 * k) - 1) * inverse;
            sum += term;
        }

        return (-0.5 * z * z) - Math.Log(-z) - HalfLogTwoPi + Math.Log(sum);
    }

    private static double LogShare(double low, double high)
    {
        if (low > 0)
        {
            // In the upper tail both ends are near 1; its mirror keeps the digits.
            (low, high) = (-high, -low);
        }

        double below = LogBelow(high);
        return double.IsNegativeInfinity(low) ? below : below + SpecialFunctions.Log1p(-Math.Exp(LogBelow(low) - below));
    }

    private static double Density(double z, double logShare) => double.IsInfinity(z) ? 0 : Math.Exp((-0.5 * z * z) - HalfLogTwoPi - logShare);
}
