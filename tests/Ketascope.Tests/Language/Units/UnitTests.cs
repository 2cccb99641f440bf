using CsCheck;
using Ketascope.Language.Antimony;
using Ketascope.Language.Units;

namespace Ketascope.Tests.Language.Units;

public sealed class UnitTests
{
    private static readonly Gen<Unit> AnyUnit =
        from factor in Gen.Double[1e-3, 1e3]
        from e in Gen.Int[-3, 3].Array[7]
        select new Unit(factor, e[0], e[1], e[2], e[3], e[4], e[5], e[6]);

    [Fact]
    public void Product_quotient_and_power_belong_together() =>
        Gen.Select(AnyUnit, AnyUnit).Sample((a, b) => (a * b / b).IsSameAs(a) && (a * a).IsSameAs(a.Power(2)) && (a / a).IsSameAs(Unit.One));

    [Fact]
    public void Root_of_a_power_is_the_unit() =>
        Gen.Select(AnyUnit, Gen.Int[2, 7]).Sample((unit, n) => unit.Power(n).Power(1.0 / n).IsSameAs(unit));

    [Fact]
    public void Converting_there_and_back_gives_the_value() =>
        Gen.Select(AnyUnit, Gen.Double[1e-3, 1e3], Gen.Double[-1e6, 1e6]).Sample((unit, scale, value) =>
            Math.Abs((scale * unit).ConvertTo(unit.ConvertTo(value, scale * unit), unit) - value) <= 1e-12 * Math.Abs(value));

    [Theory]
    [InlineData("mg/L", "ug/L", 1000)]
    [InlineData("ng/mL", "ug/L", 1)]
    [InlineData("L/h", "mL/min", 1000.0 / 60)]
    [InlineData("M", "mol/L", 1)]
    [InlineData("nmol/mL", "uM", 1)]
    [InlineData("day", "h", 24)]
    [InlineData("V*A", "W", 1)]
    [InlineData("pA", "mV*pS", 1000)]
    [InlineData("kPa", "mmHg", 1 / 0.133322387415)]
    [InlineData("hertz", "1/second", 1)]
    public void Factor_between_units_is_that_of_the_tables(string from, string to, double factor) =>
        Assert.Equal(factor, UnitParser.Parse(from).FactorTo(UnitParser.Parse(to)), 1e-12 * factor);

    [Fact]
    public void Converting_to_another_dimension_is_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => UnitParser.Parse("mg").ConvertTo(1, UnitParser.Parse("L/h")));
        Assert.StartsWith("1E-06 kg cannot be converted to 2.777777778E-07 m^3*s^-1: they measure different things", error.Message, StringComparison.Ordinal);
    }
}
