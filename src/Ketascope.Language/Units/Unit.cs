using System.Globalization;

namespace Ketascope.Language.Units;

/// <summary>
/// A unit of measurement: a product of powers of the SI base units, times a factor. <c>mg/L</c> has <see cref="Kilogram"/> 1, <see cref="Metre"/> -3 and
/// <see cref="Factor"/> 1e-3.
/// </summary>
/// <remarks>
/// The base units are those of the SI brochure (BIPM 2019, 9th edition). Angles and counts (radian, SBML's item) are dimensionless.
/// <c>==</c> compares exactly; <see cref="IsSameAs"/> tolerates rounding.
/// </remarks>
/// <param name="Factor">How many of the SI unit of the same dimension one of this unit is; positive.</param>
/// <param name="Metre">The exponent of the metre.</param>
/// <param name="Kilogram">The exponent of the kilogram.</param>
/// <param name="Second">The exponent of the second.</param>
/// <param name="Ampere">The exponent of the ampere.</param>
/// <param name="Kelvin">The exponent of the kelvin.</param>
/// <param name="Mole">The exponent of the mole.</param>
/// <param name="Candela">The exponent of the candela.</param>
public readonly record struct Unit(
    double Factor, double Metre = 0, double Kilogram = 0, double Second = 0, double Ampere = 0, double Kelvin = 0, double Mole = 0, double Candela = 0)
{
    /// <summary>The relative difference up to which two factors, and the absolute difference up to which two exponents, count as equal.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>The unit of plain numbers.</summary>
    public static Unit One { get; } = new(1);

    /// <summary>Whether it measures plain numbers, by whatever factor.</summary>
    public bool IsDimensionless => HasDimensionOf(One);

    /// <summary>The product of two units.</summary>
    public static Unit operator *(Unit left, Unit right) => new(
        left.Factor * right.Factor, left.Metre + right.Metre, left.Kilogram + right.Kilogram, left.Second + right.Second,
        left.Ampere + right.Ampere, left.Kelvin + right.Kelvin, left.Mole + right.Mole, left.Candela + right.Candela);

    /// <summary>A number of a unit, as a unit: <c>3600 * second</c> is the hour.</summary>
    public static Unit operator *(double number, Unit unit) => unit with { Factor = number * unit.Factor };

    /// <summary>The quotient of two units.</summary>
    public static Unit operator /(Unit left, Unit right) => left * right.Power(-1);

    /// <summary>A power of the unit.</summary>
    /// <param name="exponent">Any finite number.</param>
    public Unit Power(double exponent) => new(
        Math.Pow(Factor, exponent), Metre * exponent, Kilogram * exponent, Second * exponent, Ampere * exponent, Kelvin * exponent, Mole * exponent, Candela * exponent);

    /// <summary>Whether both measure the same kind of quantity, so that values can be converted.</summary>
    /// <param name="other">The other unit.</param>
    public bool HasDimensionOf(Unit other) =>
        Near(Metre, other.Metre) && Near(Kilogram, other.Kilogram) && Near(Second, other.Second) && Near(Ampere, other.Ampere)
        && Near(Kelvin, other.Kelvin) && Near(Mole, other.Mole) && Near(Candela, other.Candela);

    /// <summary>Whether both are the same unit, up to rounding.</summary>
    /// <param name="other">The other unit.</param>
    public bool IsSameAs(Unit other) => HasDimensionOf(other) && Math.Abs(Factor - other.Factor) <= Tolerance * Math.Max(Math.Abs(Factor), Math.Abs(other.Factor));

    /// <summary>How many of another unit one of this unit is: 1000 from mg/L to ug/L.</summary>
    /// <param name="other">A unit of the same dimension.</param>
    /// <exception cref="ArgumentException">The other unit measures another kind of quantity.</exception>
    public double FactorTo(Unit other) => HasDimensionOf(other)
        ? Factor / other.Factor
        : throw new ArgumentException($"{this} cannot be converted to {other}: they measure different things", nameof(other));

    /// <summary>A value in this unit, expressed in another.</summary>
    /// <param name="value">The value in this unit.</param>
    /// <param name="other">A unit of the same dimension.</param>
    /// <exception cref="ArgumentException">The other unit measures another kind of quantity.</exception>
    public double ConvertTo(double value, Unit other) => value * FactorTo(other);

    /// <summary>The unit in SI base units, for example <c>0.001 m^-3*kg</c>.</summary>
    public override string ToString()
    {
        (string Symbol, double Exponent)[] bases = [("m", Metre), ("kg", Kilogram), ("s", Second), ("A", Ampere), ("K", Kelvin), ("mol", Mole), ("cd", Candela)];
        IEnumerable<string> powers = bases.Where(b => !Near(b.Exponent, 0))
            .Select(b => Near(b.Exponent, 1) ? b.Symbol : string.Create(CultureInfo.InvariantCulture, $"{b.Symbol}^{b.Exponent:G6}"));
        return string.Create(CultureInfo.InvariantCulture, $"{Factor:G10} {string.Join('*', powers)}").TrimEnd();
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) <= Tolerance;
}
