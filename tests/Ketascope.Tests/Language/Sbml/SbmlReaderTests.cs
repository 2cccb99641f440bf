using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Sbml;

public sealed class SbmlReaderTests
{
    [Fact]
    public void Species_have_their_measure_compartment_and_conversion()
    {
        Model model = SbmlText.Model(SbmlText.Level3("""
            <listOfCompartments><compartment id="c" size="2" constant="true"/><compartment id="d" spatialDimensions="0" constant="true"/></listOfCompartments>
            <listOfSpecies>
              <species id="s" compartment="c" initialAmount="6" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
              <species id="t" compartment="c" initialConcentration="3" hasOnlySubstanceUnits="true" boundaryCondition="true" constant="false" conversionFactor="g"/>
              <species id="u" compartment="d" initialAmount="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="true"/>
            </listOfSpecies>
            <listOfParameters><parameter id="f" value="2" constant="true"/><parameter id="g" value="3" constant="true"/></listOfParameters>
            """, "conversionFactor=\"f\""));
        Symbol Of(string name) => model.Symbols.Single(s => s.Name == name);
        Assert.Equal((false, false, false, "c", "f"), Facts(Of("s")));
        Assert.Equal((true, true, false, "c", "g"), Facts(Of("t")));
        Assert.Equal((true, false, true, "d", "f"), Facts(Of("u")));
        Assert.Equal(0, Of("d").Dimensions);
        // A number is a concentration, and a number divided by the compartment an amount.
        Assert.Equal(["c = 2", "s = 6/c", "t = 3", "u = 1/d"], Initial(model)[..4]);

        static (bool, bool, bool, string?, string?) Facts(Symbol s) => (s.IsSubstanceOnly, s.IsBoundary, s.IsConstant == true, s.Compartment, s.ConversionFactor);
    }

    [Fact]
    public void Parameters_of_a_reaction_hide_those_of_the_model()
    {
        Model model = SbmlText.Model(SbmlText.Level3($"""
            <listOfParameters><parameter id="k" value="1" constant="true"/><parameter id="J_k" value="5" constant="true"/></listOfParameters>
            <listOfReactions><reaction id="J" reversible="false"><kineticLaw>{SbmlText.Formula("<apply><times/><ci>k</ci><ci>J_k</ci></apply>")}
            <listOfLocalParameters><localParameter id="k" value="7"/></listOfLocalParameters></kineticLaw></reaction></listOfReactions>
            """));
        Assert.Equal("J_k_2*J_k", ExpressionPrinter.Print(model.Reactions.Single().Rate!));
        Assert.Equal(["k = 1", "J_k = 5", "J_k_2 = 7"], Initial(model));
    }

    [Fact]
    public void Events_have_all_their_attributes()
    {
        ModelEvent read = SbmlText.Model(SbmlText.Level3($"""
            <listOfParameters><parameter id="p" value="1" constant="false"/></listOfParameters>
            <listOfEvents><event id="e" useValuesFromTriggerTime="false">
              <trigger initialValue="false" persistent="false">{SbmlText.Formula("<apply><gt/><ci>p</ci><cn>2</cn></apply>")}</trigger>
              <delay>{SbmlText.Formula("<cn>3</cn>")}</delay><priority>{SbmlText.Formula("<cn>4</cn>")}</priority>
              <listOfEventAssignments><eventAssignment variable="p">{SbmlText.Formula("<cn>5</cn>")}</eventAssignment></listOfEventAssignments>
            </event></listOfEvents>
            """)).Events.Single();
        Assert.Equal(("e", false, false, false), (read.Name, read.InitialTriggerValue, read.IsPersistent, read.UseValuesFromTriggerTime));
        Assert.Equal(["p > 2", "3", "4", "5"], new[] { read.Trigger, read.Delay!, read.Priority!, read.Assignments.Single().Expression }.Select(ExpressionPrinter.Print));
    }

    [Fact]
    public void Named_stoichiometries_are_symbols()
    {
        Model model = SbmlText.Model(SbmlText.Level3("""
            <listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="s" compartment="c" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/></listOfSpecies>
            <listOfReactions><reaction id="J" reversible="false" fast="true"><listOfProducts><speciesReference id="n" species="s" stoichiometry="2" constant="false"/></listOfProducts></reaction></listOfReactions>
            """));
        Assert.Equal("n", ExpressionPrinter.Print(model.Reactions.Single().Products.Single().Stoichiometry));
        Assert.True(model.Reactions.Single().IsFast);
        Assert.Contains("n = 2", Initial(model));
    }

    [Fact]
    public void Units_are_formulas_and_the_models_own_have_their_names()
    {
        Model model = SbmlText.Model(SbmlText.Level3("""
            <listOfUnitDefinitions>
              <unitDefinition id="mM"><listOfUnits><unit kind="mole" exponent="1" scale="-3" multiplier="1"/><unit kind="litre" exponent="-1" scale="0" multiplier="1"/></listOfUnits></unitDefinition>
              <unitDefinition id="hour"><listOfUnits><unit kind="second" exponent="1" scale="0" multiplier="3600"/></listOfUnits></unitDefinition>
              <unitDefinition id="volume"><listOfUnits><unit kind="metre" exponent="3" scale="-2" multiplier="1"/></listOfUnits></unitDefinition>
            </listOfUnitDefinitions>
            <listOfParameters><parameter id="p" value="1" units="volume" constant="true"/></listOfParameters>
            """, "timeUnits=\"hour\""));
        Assert.Equal(
            ["mM: 0.001*mole*litre^-1", "time_unit: 3600*second", "volume_: (0.01*metre)^3"],
            model.Units.Select(u => $"{u.Name}: {ExpressionPrinter.Print(u.Formula)}"));
        Assert.Equal("volume_", model.Symbols.Single().UnitName);
    }

    [Fact]
    public void Notes_and_citations_are_kept()
    {
        Model model = SbmlText.Model(SbmlText.Level3("""
            <notes><body xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b></p></body></notes>
            <listOfParameters><parameter id="p" value="1" constant="true" sboTerm="SBO:0000027" metaid="x"><annotation>
              <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="http://biomodels.net/biology-qualifiers/"><rdf:Description rdf:about="#x">
                <b:isDescribedBy><rdf:Bag><rdf:li rdf:resource="https://doi.org/10.1000/1"/></rdf:Bag></b:isDescribedBy>
              </rdf:Description></rdf:RDF></annotation></parameter></listOfParameters>
            """));
        Assert.Equal(
            ["p sboTerm 27", "p isDescribedBy https://doi.org/10.1000/1", "m notes One two"],
            model.Annotations.Select(a => $"{a.Subject} {a.Qualifier} {string.Join(' ', a.Values)}"));
    }

    [Theory]
    [InlineData("<sbml level=\"4\" version=\"1\"/>", "level", 1, 2)]
    [InlineData("<html/>", "xml", 1, 2)]
    [InlineData("<sbml level=\"3\" version=\"2\"></model>", "xml", 1, 31)]
    [InlineData("<!DOCTYPE sbml [<!ENTITY a \"b\">]><sbml/>", "xml", 1, 1)]
    public void What_is_no_SBML_is_refused_with_its_place(string text, string code, int line, int column)
    {
        Diagnostic error = SbmlText.Errors(text)[0];
        Assert.Equal((code, $"m.xml:{line}:{column}"), (error.Code, error.Span.ToString()));
    }

    [Fact]
    public void Packages_that_are_required_are_refused_by_name()
    {
        string text = SbmlText.Level3("").Replace("level=\"3\"", "xmlns:fbc=\"http://www.sbml.org/sbml/level3/version1/fbc/version2\" fbc:required=\"true\" level=\"3\"", StringComparison.Ordinal);
        Assert.Equal("the model requires the package 'fbc', which is not read", Assert.Single(SbmlText.Errors(text)).Message);
        Assert.Empty(SbmlText.Model(text.Replace("true", "false", StringComparison.Ordinal)).Symbols);
    }

    [Fact]
    public void Errors_have_the_place_of_the_attribute()
    {
        Diagnostic error = Assert.Single(SbmlText.Errors(SbmlText.Level3("<listOfParameters>\n  <parameter id=\"p\" value=\"a lot\" constant=\"true\"/>\n</listOfParameters>")));
        Assert.Equal("'value' must be a number, found 'a lot'", error.Message);
        Assert.Equal("m.xml:4:21", error.Span.ToString());
    }

    [Fact]
    public void Depth_is_bounded()
    {
        string deep = string.Concat(Enumerable.Repeat("<apply><abs/>", 5000)) + "<cn>1</cn>" + string.Concat(Enumerable.Repeat("</apply>", 5000));
        Assert.Equal("too-large", Assert.Single(SbmlText.Errors(SbmlText.Level3($"<listOfConstraints><constraint>{SbmlText.Formula(deep)}</constraint></listOfConstraints>"))).Code);
    }

    private static string[] Initial(Model model) => [.. model.Rules.Where(r => r.Kind == RuleKind.Initial).Select(r => $"{r.Variable} = {ExpressionPrinter.Print(r.Expression)}")];
}
