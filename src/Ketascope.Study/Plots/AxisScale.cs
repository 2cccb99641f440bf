using System.Collections.Immutable;

namespace Ketascope.Study.Plots;

/// <summary>From values to places on a linear or logarithmic axis.</summary>
/// <param name="Low">The value at the lower end.</param>
/// <param name="High">The value at the upper end.</param>
/// <param name="Logarithmic">Whether places are decimal logarithms of values.</param>
internal readonly record struct AxisScale(double Low, double High, bool Logarithmic)
{
    /// <summary>The place of a value; not a number for one that has none: not finite, or below the end of a logarithmic axis.</summary>
    /// <param name="value">The value.</param>
    public double Place(double value) =>
        !double.IsFinite(value) ? double.NaN : !Logarithmic ? value : value >= Low ? Math.Log10(value) : double.NaN;

    /// <summary>The place of a value, or of the lower end for one that has none.</summary>
    /// <param name="value">The value.</param>
    public double PlaceOrLow(double value) => Place(value) is var place && double.IsNaN(place) ? Place(Low) : place;

    /// <summary>The height of a value as a fraction of the axis, 0 at the lower end and 1 at the upper; not a number for one that has no place.</summary>
    /// <param name="value">The value.</param>
    public double Fraction(double value) => (Place(value) - Place(Low)) / (Place(High) - Place(Low));

    /// <summary>Stretches of neighbouring values that all have a place.</summary>
    /// <param name="values">The values.</param>
    public IEnumerable<Range> Runs(ImmutableArray<double> values)
    {
        int start = 0;
        for (int index = 0; index <= values.Length; index++)
        {
            if (index < values.Length && !double.IsNaN(Place(values[index])))
            {
                continue;
            }

            if (index > start)
            {
                yield return start..index;
            }

            start = index + 1;
        }
    }

    /// <summary>The marks of the axis.</summary>
    /// <param name="most">The most marks of a linear axis.</param>
    public ImmutableArray<AxisTick> Ticks(int most) => Logarithmic ? AxisTicks.Logarithmic(Low, High) : AxisTicks.Linear(Low, High, most);
}
