using MathNet.Numerics.Distributions;

namespace Ketascope.Pharmacology.Randomness;

/// <summary>How a number varies, as its quantile function: one uniform number makes one draw.</summary>
public abstract record RandomDistribution
{
    private protected RandomDistribution()
    {
    }

    /// <summary>The value below which a share of all draws lies.</summary>
    /// <param name="probability">The share, between 0 and 1, both excluded.</param>
    public abstract double Quantile(double probability);

    /// <summary>The standard normal quantile.</summary>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    public static double StandardNormal(double probability) => Normal.InvCDF(0, 1, probability);

    /// <summary>The share of all draws from the standard normal distribution that lies below a value.</summary>
    /// <param name="value">The value.</param>
    public static double StandardNormalShare(double value) => Normal.CDF(0, 1, value);

    private protected static double Require(double value, bool right, string name, string expected) =>
        right && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"The {name} must be {expected}.");
}

/// <summary>A normal distribution, cut off outside of two bounds where there are any.</summary>
public sealed record NormalDistribution : RandomDistribution
{
    private readonly double _below;
    private readonly double _inside;

    /// <summary>The distribution.</summary>
    /// <param name="mean">The mean before cutting; finite.</param>
    /// <param name="standardDeviation">The standard deviation before cutting; 0 or more.</param>
    /// <param name="minimum">The lower bound.</param>
    /// <param name="maximum">The upper bound, above the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the bounds are so far from the mean that nothing is between them.</exception>
    public NormalDistribution(double mean, double standardDeviation, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity)
    {
        Mean = Require(mean, true, "mean", "a finite number");
        StandardDeviation = Require(standardDeviation, standardDeviation >= 0, "standard deviation", "0 or more");
        Minimum = minimum;
        Maximum = minimum < maximum ? maximum : throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The upper bound must be above the lower one.");
        if (IsCut)
        {
            double spread = standardDeviation > 0 ? standardDeviation : double.Epsilon;
            _below = Normal.CDF(mean, spread, minimum);
            _inside = Normal.CDF(mean, spread, maximum) - _below;
            Require(_inside, _inside > 1e-9, "share of the normal distribution between the bounds", "above 1e-9");
        }
    }

    /// <summary>The mean before cutting.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation before cutting.</summary>
    public double StandardDeviation { get; }

    /// <summary>The lower bound.</summary>
    public double Minimum { get; }

    /// <summary>The upper bound.</summary>
    public double Maximum { get; }

    private bool IsCut => double.IsFinite(Minimum) || double.IsFinite(Maximum);

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        double share = IsCut ? Math.Clamp(_below + (probability * _inside), double.Epsilon, 1 - 1.2e-16) : probability;
        return Math.Clamp(Mean + (StandardDeviation * StandardNormal(share)), Minimum, Maximum);
    }
}

/// <summary>A distribution whose logarithm is normal.</summary>
/// <param name="LogMean">The mean of the logarithm.</param>
/// <param name="LogStandardDeviation">The standard deviation of the logarithm.</param>
public sealed record LogNormalDistribution(double LogMean, double LogStandardDeviation) : RandomDistribution
{
    /// <summary>The mean of the logarithm.</summary>
    public double LogMean { get; } = Require(LogMean, true, "mean of the logarithm", "a finite number");

    /// <summary>The standard deviation of the logarithm.</summary>
    public double LogStandardDeviation { get; } = Require(LogStandardDeviation, LogStandardDeviation >= 0, "standard deviation of the logarithm", "0 or more");

    /// <summary>The log-normal distribution with a mean and a standard deviation of its own (not of its logarithm).</summary>
    /// <param name="mean">The mean; above 0.</param>
    /// <param name="standardDeviation">The standard deviation; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static LogNormalDistribution WithMean(double mean, double standardDeviation)
    {
        double ratio = Require(standardDeviation, standardDeviation >= 0, "standard deviation", "0 or more") / Require(mean, mean > 0, "mean of a log-normal distribution", "above 0");
        double variance = Math.Log(1 + (ratio * ratio));
        return new LogNormalDistribution(Math.Log(mean) - (variance / 2), Math.Sqrt(variance));
    }

    /// <inheritdoc/>
    public override double Quantile(double probability) => Math.Exp(LogMean + (LogStandardDeviation * StandardNormal(probability)));
}

/// <summary>A distribution that is even between two numbers.</summary>
/// <param name="Minimum">The lower bound.</param>
/// <param name="Maximum">The upper bound, not below the lower one.</param>
public sealed record UniformDistribution(double Minimum, double Maximum) : RandomDistribution
{
    /// <summary>The lower bound.</summary>
    public double Minimum { get; } = Require(Minimum, true, "lower bound", "a finite number");

    /// <summary>The upper bound.</summary>
    public double Maximum { get; } = Require(Maximum, Maximum >= Minimum, "upper bound", "at least the lower bound");

    /// <inheritdoc/>
    public override double Quantile(double probability) => Minimum + (probability * (Maximum - Minimum));
}
