using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Requests;

public sealed class AssignmentsTests
{
    [Fact]
    public void Pairs_come_together_or_one_by_one() =>
        Assert.Equal([new("CL", 80), new("S.V1", -1e-3), new("k", 2)], Assignments.Parse(["k=2,CL=80", "S.V1 = -1e-3"]));

    [Theory]
    [InlineData("CL")]
    [InlineData("=1")]
    [InlineData("CL=")]
    [InlineData("CL=abc")]
    [InlineData("CL=NaN")]
    [InlineData("CL=1e400")]
    [InlineData("CL=1,CL=2")]
    public void Anything_else_is_the_users_mistake(string text) => Assert.Throws<UserErrorException>(() => Assignments.Parse([text]));
}
