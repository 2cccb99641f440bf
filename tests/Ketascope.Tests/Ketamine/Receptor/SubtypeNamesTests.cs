using Ketascope.Ketamine.Receptor;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class SubtypeNamesTests
{
    [Theory]
    [InlineData("2B", "2B")]
    [InlineData("2b", "2B")]
    [InlineData("NR2B", "2B")]
    [InlineData("GluN2B", "2B")]
    [InlineData("GRIN2B", "2B")]
    [InlineData("GluN1/GluN2B", "2B")]
    [InlineData("GluN1/2B", "2B")]
    [InlineData("NR1/NR2A", "2A")]
    [InlineData("NR1-1a/NR2D", "2D")]
    [InlineData("GluN1-1a / GluN2C", "2C")]
    [InlineData("N1/N2A", "2A")]
    [InlineData("2A+2B", "2A 2B")]
    [InlineData("GluN2A + GluN2B", "2A 2B")]
    [InlineData("NR1/NR2A+NR2B", "2A 2B")]
    [InlineData("2A+2A", "2A")]
    public void Names_of_papers_are_understood(string name, string expected) => Assert.Equal(expected.Split(' '), SubtypeNames.Read(name));

    [Theory]
    [InlineData("2E", "there is no '2E' among the subtypes 2A, 2B, 2C, 2D")]
    [InlineData("NR3A", "there is no 'NR3A'")]
    [InlineData("GluN1", "there is no 'GluN1'")]
    [InlineData("", "there is no ''")]
    [InlineData("GluN1/GluN2A/GluN2B", "receptors that hold GluN2A and GluN2B at once (triheteromers) are not modelled; 2A,2B are receptors of each kind")]
    public void What_is_no_modelled_receptor_is_refused(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => SubtypeNames.Read(name)).Message, StringComparison.Ordinal);
}
