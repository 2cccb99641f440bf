using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Sbml;

public sealed class CompositionTests
{
    private const string Inner = """
        <comp:modelDefinition id="inner">
          <listOfParameters><parameter id="p" value="1" constant="false"/><parameter id="q" value="2" constant="true" metaid="ofq"/></listOfParameters>
          <listOfRules><rateRule variable="p" metaid="rule"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>q</ci><ci>p</ci></apply></math></rateRule></listOfRules>
          <comp:listOfPorts><comp:port comp:id="out" comp:idRef="p"/></comp:listOfPorts>
        </comp:modelDefinition>
        <comp:modelDefinition id="reacting">
          <listOfParameters><parameter id="rate" constant="false"/></listOfParameters>
          <listOfRules><assignmentRule variable="rate"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>J</ci></math></assignmentRule></listOfRules>
          <listOfReactions><reaction id="J" reversible="false"/></listOfReactions>
        </comp:modelDefinition>
        """;

    [Fact]
    public void Elements_of_a_submodel_are_called_after_it() => Is(
        "", "<comp:submodel comp:id=\"A\" comp:modelRef=\"inner\"/>",
        "A__p = 1", "A__q = 2", "A__p' = A__q*A__p");

    [Fact]
    public void Deletions_take_elements_away() => Is(
        "", "<comp:submodel comp:id=\"A\" comp:modelRef=\"inner\"><comp:listOfDeletions><comp:deletion comp:metaIdRef=\"rule\"/></comp:listOfDeletions></comp:submodel>",
        "A__p = 1", "A__q = 2");

    [Fact]
    public void Replacements_stand_for_the_inner_element_with_its_factor() => Is(
        """
        <listOfParameters><parameter id="x" value="10" constant="false"><comp:listOfReplacedElements>
          <comp:replacedElement comp:submodelRef="A" comp:portRef="out" comp:conversionFactor="f"/></comp:listOfReplacedElements></parameter>
          <parameter id="f" value="3" constant="true"/></listOfParameters>
        """,
        "<comp:submodel comp:id=\"A\" comp:modelRef=\"inner\"/>",
        "x = 10", "f = 3", "A__q = 2", "x' = (A__q*(x/f))*f");

    [Fact]
    public void An_element_that_is_replaced_by_an_inner_one_lends_it_its_name() => Is(
        "<listOfParameters><parameter id=\"x\" value=\"10\" constant=\"true\"><comp:replacedBy comp:submodelRef=\"A\" comp:idRef=\"q\"/></parameter></listOfParameters>",
        "<comp:submodel comp:id=\"A\" comp:modelRef=\"inner\"/>",
        "A__p = 1", "x = 2", "A__p' = x*A__p");

    [Fact]
    public void Time_of_a_submodel_is_converted() => Is(
        "<listOfParameters><parameter id=\"t\" value=\"60\" constant=\"true\"/></listOfParameters>",
        "<comp:submodel comp:id=\"A\" comp:modelRef=\"inner\" comp:timeConversionFactor=\"t\"/>",
        "t = 60", "A__p = 1", "A__q = 2", "A__p' = A__q*A__p/t");

    [Theory]
    [InlineData("J", "A__J/e*t")]
    [InlineData("K", "K")]
    public void The_rate_of_a_reaction_is_converted_unless_an_outer_one_replaces_it(string replacing, string rate) => Is(
        $"""
        <listOfParameters><parameter id="t" value="60" constant="true"/><parameter id="e" value="5" constant="true"/></listOfParameters>
        <listOfReactions><reaction id="{replacing}" reversible="false">{(replacing == "K" ? "<comp:listOfReplacedElements><comp:replacedElement comp:submodelRef=\"A\" comp:idRef=\"J\"/></comp:listOfReplacedElements>" : "")}</reaction></listOfReactions>
        """,
        "<comp:submodel comp:id=\"A\" comp:modelRef=\"reacting\" comp:timeConversionFactor=\"t\" comp:extentConversionFactor=\"e\"/>",
        "t = 60", "e = 5", $"A__rate = {rate}");

    [Theory]
    [InlineData("<comp:submodel comp:id=\"A\" comp:modelRef=\"iner\"/>", "there is no model 'iner'; did you mean 'inner'?")]
    [InlineData("<comp:submodel comp:id=\"A\" comp:modelRef=\"m\"/>", "the model 'm' contains itself")]
    [InlineData("<comp:submodel comp:id=\"A\" comp:modelRef=\"away\"/>", "'https://example.org/m.xml' is not fetched; only files are read")]
    [InlineData("<comp:submodel comp:id=\"A\" comp:modelRef=\"inner\"><comp:listOfDeletions><comp:deletion comp:idRef=\"z\"/></comp:listOfDeletions></comp:submodel>", "the reference 'z' leads to nothing in the submodel")]
    public void References_that_lead_nowhere_are_said(string submodel, string message) => Assert.StartsWith(message, SbmlText.Errors(Text("", submodel))[0].Message, StringComparison.Ordinal);

    private static void Is(string content, string submodel, params string[] rules) => Assert.Equal(
        rules,
        SbmlText.Model(Text(content, submodel)).Rules.Select(r => $"{r.Variable}{(r.Kind == RuleKind.Rate ? "'" : "")} = {ExpressionPrinter.Print(r.Expression)}"));

    private static string Text(string content, string submodel) => SbmlText.Level3($"{content}<comp:listOfSubmodels>{submodel}</comp:listOfSubmodels>")
        .Replace("level=\"3\"", $"xmlns:comp=\"{SbmlText.Comp}\" comp:required=\"true\" level=\"3\"", StringComparison.Ordinal)
        .Replace("</model>", $"</model><comp:listOfModelDefinitions>{Inner}</comp:listOfModelDefinitions><comp:listOfExternalModelDefinitions><comp:externalModelDefinition comp:id=\"away\" comp:source=\"https://example.org/m.xml\"/></comp:listOfExternalModelDefinitions>", StringComparison.Ordinal);
}
