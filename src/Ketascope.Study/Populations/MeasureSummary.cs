namespace Ketascope.Study.Populations;

/// <summary>One exposure measure of many subjects: percentiles, geometric mean and geometric coefficient of variation, gathered one subject at a time.</summary>
internal sealed class MeasureSummary
{
    private readonly QuantileSketch _quantiles = new();
    private long _positive;
    private double _mean;
    private double _squares;

    /// <summary>Adds a subject's value; one that is not finite is left out.</summary>
    public void Add(double value)
    {
        _quantiles.Add(value);
        if (value > 0 && double.IsFinite(value))
        {
            // Welford (1962), doi:10.1080/00401706.1962.10490022, on the logarithms.
            double log = Math.Log(value), before = log - _mean;
            _positive++;
            _mean += before / _positive;
            _squares += before * (log - _mean);
        }
    }

    /// <summary>How many subjects have a value.</summary>
    public long Count => _quantiles.Count;

    /// <summary>A quantile.</summary>
    public double Quantile(double probability) => _quantiles.Quantile(probability);

    /// <summary>The geometric mean, of the values above 0.</summary>
    public double GeometricMean => _positive > 0 ? Math.Exp(_mean) : double.NaN;

    /// <summary>The geometric coefficient of variation in percent: 100 sqrt(exp(s^2) - 1), s the standard deviation of the logarithms.</summary>
    public double GeometricVariation => _positive > 1 ? 100 * Math.Sqrt(Math.Exp(_squares / (_positive - 1)) - 1) : double.NaN;
}
