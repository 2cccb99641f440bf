using System.Globalization;
using CsCheck;
using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class NumberTextTests
{
    [Fact]
    public void Exact_text_reads_back_as_the_same_bits() => Gen.Double.Sample(value =>
    {
        using CommaCulture comma = new();
        double again = double.Parse(NumberText.Exact(value), CultureInfo.InvariantCulture);
        return BitConverter.DoubleToInt64Bits(again) == BitConverter.DoubleToInt64Bits(value) || (double.IsNaN(again) && double.IsNaN(value));
    });

    [Theory]
    [InlineData(182.345, 3, "182")]
    [InlineData(1823.45, 3, "1820")]
    [InlineData(0.012345, 3, "0.0123")]
    [InlineData(-0.5, 3, "-0.500")]
    [InlineData(3.14159, 5, "3.1416")]
    [InlineData(1.23456e-7, 3, "1.23e-07")]
    [InlineData(1.5e6, 3, "1.5e+06")]
    [InlineData(99999.6, 3, "100000")]
    [InlineData(0.01, 1, "0.01")]
    [InlineData(1000, 1, "1000")]
    [InlineData(0, 3, "0")]
    [InlineData(double.NaN, 3, "–")]
    [InlineData(double.PositiveInfinity, 3, "Infinity")]
    public void Short_text_has_the_asked_digits(double value, int digits, string expected)
    {
        using CommaCulture comma = new();
        Assert.Equal(expected, NumberText.Short(value, digits));
    }

    [Theory]
    [InlineData("ug/L", "µg/L")]
    [InlineData("umol/L", "µmol/L")]
    [InlineData("h*ug/L", "h·µg/L")]
    [InlineData("1/h", "1/h")]
    [InlineData("mug", "mug")]
    public void Units_are_printed_for_people(string unit, string expected) => Assert.Equal(expected, UnitText.Pretty(unit));
}
