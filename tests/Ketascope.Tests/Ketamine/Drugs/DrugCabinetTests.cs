using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Drugs;
using Ketascope.Study.Requests;
using Ketascope.Tests.Ketamine.Receptor;

namespace Ketascope.Tests.Ketamine.Drugs;

public sealed class DrugCabinetTests
{
    /// <summary>Standard atomic weights (IUPAC 2021, doi:10.1515/pac-2019-0603).</summary>
    private static readonly Dictionary<string, double> Weights = new()
    {
        ["C"] = 12.011,
        ["H"] = 1.008,
        ["Cl"] = 35.45,
        ["F"] = 18.998,
        ["N"] = 14.007,
        ["O"] = 15.999,
        ["P"] = 30.974,
    };

    [Fact]
    public void Every_molar_mass_is_that_of_its_formula() => Assert.All(Patch.Cabinet.Drugs, drug =>
    {
        double sum = Regex.Matches(drug.Formula!, "([A-Z][a-z]?)([0-9]*)")
            .Sum(part => Weights[part.Groups[1].Value] * (part.Groups[2].Length == 0 ? 1 : int.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(sum, drug.MolarMass!.Value, 0.006);
    });

    [Theory]
    [InlineData("MK801", "mk-801")]
    [InlineData("mk 801", "mk-801")]
    [InlineData("(+)-MK-801", "mk-801")]
    [InlineData("dizocilpine maleate", "mk-801")]
    [InlineData("APV", "d-ap5")]
    [InlineData("D-AP5", "d-ap5")]
    [InlineData("AP-5", "d-ap5")]
    [InlineData("DAPV", "d-ap5")]
    [InlineData("(S)-ketamine", "s-ketamine")]
    [InlineData("S-(+)-ketamine", "s-ketamine")]
    [InlineData("(+)-ketamine", "s-ketamine")]
    [InlineData("(−)-Ketamine", "r-ketamine")]
    [InlineData("(R)-(-)-ketamine", "r-ketamine")]
    [InlineData("(R,S)-ketamine", "ketamine")]
    [InlineData("ketamine HCl", "ketamine")]
    [InlineData("Ketamine hydrochloride", "ketamine")]
    [InlineData("(2R,6R)-HNK", "hydroxynorketamine")]
    public void Spellings_of_papers_are_understood(string name, string id) => Assert.Equal(id, Patch.Cabinet.Find(name).Id);

    /// <summary>The other enantiomer is another drug.</summary>
    [Theory]
    [InlineData("(-)-MK-801")]
    [InlineData("L-AP5")]
    [InlineData("HCl")]
    [InlineData("---")]
    public void Another_drug_is_not_taken_for_one_that_is_known(string name) => Assert.Throws<UserErrorException>(() => Patch.Cabinet.Find(name));

    [Fact]
    public void A_name_ends_where_the_concentration_begins()
    {
        Assert.True(Patch.Cabinet.TryTake("MK 801 5 uM", out DrugFile drug, out DrugSalt? salt, out int length));
        Assert.Equal(("mk-801", null, 6), (drug.Id, salt, length));
        Assert.True(Patch.Cabinet.TryTake(" racemic ketamine HCl 5 uM", out drug, out salt, out length));
        Assert.Equal(("ketamine", "hydrochloride", 21), (drug.Id, salt!.Name, length));
    }
}
