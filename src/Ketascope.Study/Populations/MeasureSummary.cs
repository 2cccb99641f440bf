namespace Ketascope.Study.Populations;

/// <summary>
/// One exposure measure of many subjects: percentiles, geometric mean and geometric coefficient of variation, which depend on the values alone, not
/// on their order or division.
/// </summary>
internal sealed class MeasureSummary
{
    private QuantileSketch _quantiles = new(QuantileSketch.FineBits);
    private LogMoments _logarithms;

    /// <summary>Adds a subject's value; one that is not finite is left out.</summary>
    public void Add(double value)
    {
        _quantiles.Add(value);
        if (value > 0 && double.IsFinite(value))
        {
            _logarithms.Add(value);
        }
    }

    /// <summary>Adds the subjects of another summary.</summary>
    public void Merge(MeasureSummary other)
    {
        _quantiles.Merge(other._quantiles);
        _logarithms.Merge(other._logarithms);
    }

    /// <summary>The state, from which <see cref="Of"/> makes an equal one.</summary>
    public MeasureState State => new(_quantiles.State, _logarithms.State);

    /// <summary>A summary of a state.</summary>
    public static MeasureSummary Of(MeasureState state) => new()
    {
        _quantiles = QuantileSketch.Of(state.Quantiles),
        _logarithms = LogMoments.Of(state.Logarithms),
    };

    /// <summary>How many subjects have a value.</summary>
    public long Count => _quantiles.Count;

    /// <summary>A quantile.</summary>
    public double Quantile(double probability) => _quantiles.Quantile(probability);

    /// <summary>The geometric mean, of the values above 0.</summary>
    public double GeometricMean => Math.Exp(_logarithms.Mean);

    /// <summary>The geometric coefficient of variation in percent: 100 sqrt(exp(s^2) - 1), s the standard deviation of the logarithms.</summary>
    public double GeometricVariation => 100 * Math.Sqrt(Math.Exp(_logarithms.Variance) - 1);
}
