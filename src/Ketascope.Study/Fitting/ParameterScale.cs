namespace Ketascope.Study.Fitting;

/// <summary>The scale on which a parameter is moved, and how far: there it has no bounds, but so close to a bound, or so far from the start, that nothing is left to find, it stops.</summary>
internal sealed record ParameterScale
{
    // Closer than a millionth of the range to a bound, or hundred million times larger or smaller than the start: there is no optimum inside.
    private static readonly double LogitLimit = Math.Log(1e6);
    private static readonly double LogLimit = Math.Log(1e8);
    private readonly Shape _shape;
    private readonly double _lower;
    private readonly double _upper;

    private ParameterScale(Shape shape, double lower, double upper)
    {
        (_shape, _lower, _upper) = (shape, lower, upper);
    }

    private enum Shape
    {
        Linear,
        AboveLower,
        BelowUpper,
        Between,
    }

    /// <summary>The least place.</summary>
    public double Minimum { get; private init; } = double.NegativeInfinity;

    /// <summary>The largest place.</summary>
    public double Maximum { get; private init; } = double.PositiveInfinity;

    /// <summary>The longest single move.</summary>
    public double LongestMove => _shape == Shape.Linear ? double.PositiveInfinity : 2;

    /// <summary>The scale of a parameter.</summary>
    public static ParameterScale Of(FitParameter parameter)
    {
        (double lower, double upper) = (parameter.Lower ?? double.NegativeInfinity, parameter.Upper ?? double.PositiveInfinity);
        if (parameter.Lower is null && parameter.Start > 0)
        {
            lower = 0;
        }

        bool below = double.IsFinite(lower), above = double.IsFinite(upper);
        ParameterScale scale = new(below && above ? Shape.Between : below ? Shape.AboveLower : above ? Shape.BelowUpper : Shape.Linear, lower, upper);
        double start = scale.ToPlace(parameter.Start);
        return scale._shape switch
        {
            Shape.Linear => scale,
            Shape.Between => scale with { Minimum = -LogitLimit, Maximum = LogitLimit },
            _ => scale with { Minimum = start - LogLimit, Maximum = start + LogLimit },
        };
    }

    /// <summary>The scale of the logarithm of a standard deviation.</summary>
    /// <param name="minimum">The least standard deviation that the precision of predictions allows.</param>
    public static ParameterScale OfDeviation(double minimum) => new(Shape.AboveLower, 0, double.PositiveInfinity) { Minimum = Math.Log(minimum) };

    /// <summary>From the value to the place on the scale.</summary>
    public double ToPlace(double value) => _shape switch
    {
        Shape.Linear => value,
        Shape.AboveLower => Math.Log(value - _lower),
        Shape.BelowUpper => -Math.Log(_upper - value),
        _ => Math.Log((value - _lower) / (_upper - value)),
    };

    /// <summary>From the place on the scale to the value.</summary>
    public double ToValue(double place) => _shape switch
    {
        Shape.Linear => place,
        Shape.AboveLower => _lower + Math.Exp(place),
        Shape.BelowUpper => _upper - Math.Exp(-place),
        _ => place < 0 ? _lower + ((_upper - _lower) * Math.Exp(place) / (1 + Math.Exp(place))) : _upper - ((_upper - _lower) * Math.Exp(-place) / (1 + Math.Exp(-place))),
    };

    /// <summary>The derivative of the value by the place.</summary>
    public double Slope(double place) => _shape switch
    {
        Shape.Linear => 1,
        Shape.AboveLower => Math.Exp(place),
        Shape.BelowUpper => Math.Exp(-place),
        _ => (_upper - _lower) / (2 + Math.Exp(place) + Math.Exp(-place)),
    };
}
