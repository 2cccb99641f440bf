namespace Ketascope.Study.Fitting;

/// <summary>
/// A parameter of a fit. It is moved on a scale on which it has no bounds: with both bounds the logit of its place between them, with one the logarithm of its
/// distance, without bounds the logarithm when the start is above 0. Only bounds that are given as infinite, or a start at or below 0, leave it on its own scale.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Start">Where the search starts; within the bounds.</param>
public sealed record FitParameter(string Name, double Start)
{
    /// <summary>The lower bound, excluded; null for none said, minus infinity for none at all.</summary>
    public double? Lower { get; init; }

    /// <summary>The upper bound, excluded; null for none said, infinity for none at all.</summary>
    public double? Upper { get; init; }

    /// <summary>What is known before the data; null for nothing.</summary>
    public Prior? Prior { get; init; }

    /// <summary>Whether it keeps its start value.</summary>
    public bool IsFixed { get; init; }
}

/// <summary>
/// What is known of a parameter before the data. It adds the square of the standardized distance to -2 log likelihood: maximum a posteriori, as in
/// Sheiner and Beal (1982), J Pharm Sci 71:1344, doi:10.1002/jps.2600711209.
/// </summary>
public abstract record Prior
{
    private protected Prior()
    {
    }

    /// <summary>The standardized distance of a value and its derivative.</summary>
    internal abstract (double Distance, double Slope) At(double value);

    /// <summary>A value so many standard deviations from the centre.</summary>
    internal abstract double Quantile(double deviations);
}

/// <summary>The parameter is normal.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">The standard deviation, above 0.</param>
public sealed record NormalPrior(double Mean, double StandardDeviation) : Prior
{
    internal override (double Distance, double Slope) At(double value) => ((value - Mean) / StandardDeviation, 1 / StandardDeviation);

    internal override double Quantile(double deviations) => Mean + (deviations * StandardDeviation);
}

/// <summary>The logarithm of the parameter is normal; the density meant is that of the logarithm, as between the subjects of a population.</summary>
/// <param name="Median">The median, above 0.</param>
/// <param name="LogStandardDeviation">The standard deviation of the logarithm, above 0.</param>
public sealed record LogNormalPrior(double Median, double LogStandardDeviation) : Prior
{
    internal override (double Distance, double Slope) At(double value) => (Math.Log(value / Median) / LogStandardDeviation, 1 / (value * LogStandardDeviation));

    internal override double Quantile(double deviations) => Median * Math.Exp(deviations * LogStandardDeviation);
}
