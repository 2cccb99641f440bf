using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Randomness;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Ketascope.Study.Requests;

/// <summary>
/// Draws the random start values of models (<c>x = gamma(2, 3)</c>): each is the quantile of one uniform number that follows from the seed and the place of the draw.
/// The distributions and their numbers are those of SBML's package (Smith, Moodie, Bergmann et al. 2020, doi:10.1515/jib-2020-0018).
/// </summary>
internal static class StartDraws
{
    // The incomplete gamma and beta functions take ever more terms beyond these shapes.
    private const double Smallest = 1e-3, Largest = 1e6;

    /// <summary>What draws under a seed.</summary>
    /// <param name="seed">The seed.</param>
    public static RandomDraw Under(ulong seed) => (place, name, numbers) => Quantile(name, numbers.AsSpan(), new RandomStream(seed, place).Uniform(0));

    /// <summary>The value below which a share of a distribution lies; null where its numbers make no distribution, or shapes and counts are not between 1/1000 and a million.</summary>
    /// <param name="name">The distribution; <c>truncatedNormal</c> is the same as <c>normal</c>.</param>
    /// <param name="numbers">Its numbers; two more than usual are the bounds of a truncated distribution.</param>
    /// <param name="share">The share, between 0 and 1.</param>
    public static double? Quantile(string name, ReadOnlySpan<double> numbers, double share)
    {
        string family = RandomFunctions.SbmlName(name);
        int usual = family is "exponential" or "poisson" or "bernoulli" or "chisquare" or "rayleigh" ? 1 : family is "laplace" or "cauchy" && numbers.Length == 1 ? 1 : 2;
        bool isTruncated = numbers.Length == usual + 2;
        (double low, double high) = isTruncated ? (numbers[^2], numbers[^1]) : (double.NegativeInfinity, double.PositiveInfinity);
        foreach (double number in numbers[..usual])
        {
            if (!double.IsFinite(number))
            {
                return null;
            }
        }

        if (Family(family, numbers[..usual]) is not var (cumulative, quantile, isDiscrete) || !(low <= high))
        {
            return null;
        }

        try
        {
            double below = double.IsNegativeInfinity(low) ? 0 : cumulative(isDiscrete ? Math.Ceiling(low) - 1 : low);
            double upTo = double.IsPositiveInfinity(high) ? 1 : cumulative(isDiscrete ? Math.Floor(high) : high);
            double value = upTo > below ? Math.Clamp(quantile(below + (share * (upTo - below))), low, high) : double.NaN;
            return double.IsFinite(value) ? value : null;
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or NonConvergenceException)
        {
            // The numbers are beyond what the library can compute with.
            return null;
        }
    }

    private static (Func<double, double> Cumulative, Func<double, double> Quantile, bool IsDiscrete)? Family(string name, ReadOnlySpan<double> numbers)
    {
        double first = numbers[0], second = numbers.Length > 1 ? numbers[1] : first, location = numbers.Length > 1 ? first : 0;
        return name switch
        {
            "normal" when second > 0 => (x => Normal.CDF(first, second, x), p => Normal.InvCDF(first, second, p), false),
            "lognormal" when second > 0 => (x => x <= 0 ? 0 : LogNormal.CDF(first, second, x), p => LogNormal.InvCDF(first, second, p), false),
            "uniform" when second > first => (x => Math.Clamp((x - first) / (second - first), 0, 1), p => first + (p * (second - first)), false),
            "exponential" when first > 0 => (x => x <= 0 ? 0 : Exponential.CDF(first, x), p => Exponential.InvCDF(first, p), false),
            "gamma" when first is >= Smallest and <= Largest && second > 0 => (x => x <= 0 ? 0 : Gamma.CDF(first, 1 / second, x), p => Gamma.InvCDF(first, 1 / second, p), false),
            "chisquare" when first is >= Smallest and <= Largest => (x => x <= 0 ? 0 : ChiSquared.CDF(first, x), p => ChiSquared.InvCDF(first, p), false),
            "cauchy" when second > 0 => (x => Cauchy.CDF(location, second, x), p => Cauchy.InvCDF(location, second, p), false),
            "laplace" when second > 0 => (x => Laplace.CDF(location, second, x), p => location - (second * Math.Sign(p - 0.5) * Math.Log(1 - (2 * Math.Abs(p - 0.5)))), false),
            "rayleigh" when first > 0 => (x => x <= 0 ? 0 : Rayleigh.CDF(first, x), p => Rayleigh.InvCDF(first, p), false),
            "poisson" when first is > 0 and <= Largest => Discrete(x => x < 0 ? 0 : Poisson.CDF(first, x)),
            "binomial" when first is >= 0 and <= Largest && first == Math.Floor(first) && second is >= 0 and <= 1 => Discrete(x => x < 0 ? 0 : x >= first ? 1 : Binomial.CDF(second, (int)first, x)),
            "bernoulli" when first is >= 0 and <= 1 => Discrete(x => x < 0 ? 0 : x < 1 ? 1 - first : 1),
            _ => null,
        };
    }

    /// <summary>A distribution over whole numbers from 0 on: its quantile is the smallest number up to which the share lies, found by doubling and halving.</summary>
    private static (Func<double, double> Cumulative, Func<double, double> Quantile, bool IsDiscrete) Discrete(Func<double, double> cumulative)
    {
        return (cumulative, Quantile, true);

        double Quantile(double share)
        {
            double below = -1, upTo = 1;
            while (cumulative(upTo) < share && upTo < 4 * Largest)
            {
                (below, upTo) = (upTo, 2 * upTo);
            }

            while (upTo - below > 1)
            {
                double middle = Math.Floor((below + upTo) / 2);
                (below, upTo) = cumulative(middle) < share ? (middle, upTo) : (below, middle);
            }

            return upTo;
        }
    }
}
