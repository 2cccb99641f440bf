using Ketascope.Language.Antimony;

namespace Ketascope.Tests.Language.Antimony;

public sealed class UnitParserTests
{
    [Theory]
    [InlineData("µg/L", "ug/L")]
    [InlineData("mcg/L", "ug/L")]
    [InlineData("ng.h/mL", "ng*h/mL")]
    [InlineData(" ng hr / mL ", "ng*h/mL")]
    [InlineData("mg·h/L", "mg*h/L")]
    [InlineData("mL/min/kg", "mL/(min*kg)")]
    [InlineData("1e-6 gram / litre", "ng/mL")]
    [InlineData("1/h", "h^-1")]
    [InlineData("3600 second", "h")]
    public void Spellings_of_one_unit_mean_the_same(string left, string right) => Assert.True(UnitParser.Parse(left).IsSameAs(UnitParser.Parse(right)));

    [Theory]
    [InlineData("mgg/L", "'mgg/L' is not a unit: 'mgg' is not known; did you mean 'mg'?")]
    [InlineData("mg+L", "'mg+L' is not a unit: it must be made of units, positive numbers, *, / and ^")]
    [InlineData("0 mg", "'0 mg' is not a unit: it must be made of units, positive numbers, *, / and ^")]
    [InlineData("mg/", "'mg/' is not a unit: expected an expression, found the end of the file")]
    public void What_is_no_unit_is_refused_with_the_reason(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => UnitParser.Parse(text)).Message);
        Assert.Null(UnitParser.TryParse(text, out _));
    }
}
