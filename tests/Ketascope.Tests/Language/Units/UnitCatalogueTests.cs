using Ketascope.Language.Antimony;
using Ketascope.Language.Units;

namespace Ketascope.Tests.Language.Units;

public sealed class UnitCatalogueTests
{
    // SBML Level 3 Version 2 Core, table 2.
    [Theory]
    [InlineData("ampere avogadro becquerel candela coulomb dimensionless farad gram gray henry hertz item joule katal kelvin kilogram litre lumen lux metre mole newton ohm pascal radian second siemens sievert steradian tesla volt watt weber")]
    [InlineData("liter meter liters meters seconds moles grams hours days minutes")]
    public void Every_word_of_SBML_and_its_plurals_and_US_spellings_are_known(string words) =>
        Assert.All(words.Split(' '), word => Assert.NotNull(UnitCatalogue.Find(word)));

    [Theory]
    [InlineData("joule", "newton*metre")]
    [InlineData("watt", "joule/second")]
    [InlineData("volt", "watt/ampere")]
    [InlineData("farad", "coulomb/volt")]
    [InlineData("ohm", "volt/ampere")]
    [InlineData("siemens", "1/ohm")]
    [InlineData("weber", "volt*second")]
    [InlineData("tesla", "weber/metre^2")]
    [InlineData("henry", "weber/ampere")]
    [InlineData("pascal", "newton/metre^2")]
    [InlineData("katal", "mole/second")]
    [InlineData("litre", "(0.1 metre)^3")]
    public void Derived_units_are_what_the_SI_brochure_says(string unit, string formula) => Assert.True(UnitParser.Parse(unit).IsSameAs(UnitParser.Parse(formula)));

    [Fact]
    public void No_name_stands_for_two_units()
    {
        IEnumerable<string> names = UnitCatalogue.Rows.SelectMany(row => row.Names.Prepend(row.Symbol));
        Assert.Empty(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Symbol_of_a_unit_reads_back_as_the_unit() =>
        Assert.All(UnitCatalogue.Rows, row => Assert.True(UnitParser.Parse(UnitCatalogue.Find(row.Unit)!.Symbol).IsSameAs(row.Unit)));
}
