using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Language.Diagnostics;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("CLL", "CL")]
    [InlineData("cl", "CL")]
    [InlineData("V_1", "V1")]
    [InlineData("clearence", "clearance")]
    [InlineData("claerance", "clearance")]
    [InlineData("speceis", "species")]
    public void A_small_slip_finds_the_name(string name, string expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["CL", "V1", "KA", "clearance", "species", "compartment"]));

    [Theory]
    [InlineData("x")]
    [InlineData("CENTRAL")]
    [InlineData("Q9Z")]
    public void A_name_far_from_all_finds_none(string name) => Assert.Null(NearestName.Find(name, ["CL", "V1", "KA", "clearance"]));

    [Fact]
    public void The_hint_is_empty_without_a_near_name()
    {
        Assert.Equal("; did you mean 'CL'?", NearestName.Hint("CLL", ["V", "CL"]));
        Assert.Equal("", NearestName.Hint("CLL", ["V"]));
    }
}
