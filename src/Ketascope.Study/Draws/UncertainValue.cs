namespace Ketascope.Study.Draws;

/// <summary>A number that is known with an error.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Error">Its standard error, in its own unit, above 0.</param>
/// <param name="Bounds">Between what it must lie; null for no bounds but those of its sign.</param>
public sealed record UncertainValue(string Name, double Value, double Error, (double Low, double High)? Bounds)
{
    /// <summary>
    /// A draw. A value between bounds is normal on the logit scale, where the error is divided by the slope of the scale there (delta method). A value
    /// above 0 is log-normal with the estimate as its median and the relative error as its coefficient of variation, so that the standard deviation of the
    /// logarithm is sqrt(ln(1 + CV^2)). Any other value is normal.
    /// </summary>
    /// <param name="normal">A number from the standard normal distribution.</param>
    public double Draw(double normal)
    {
        if (Bounds is { } bounds)
        {
            double width = bounds.High - bounds.Low, share = (Value - bounds.Low) / width;
            double logit = Math.Log(share / (1 - share)) + (normal * Error / (width * share * (1 - share)));
            return bounds.Low + (width / (1 + Math.Exp(-logit)));
        }

        double relative = Error / Value;
        return Value > 0 ? Value * Math.Exp(normal * Math.Sqrt(Math.Log(1 + (relative * relative)))) : Value + (normal * Error);
    }
}
