using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Sbml;

/// <summary>SBML that libSBML 5.19.7 finds consistent (checked with python3-sbml5); formulas are what its formulaToL3String prints.</summary>
public sealed class SbmlTreeTests
{
    private const string A = "<ci>a</ci>", B = "<ci>b</ci>", C = "<ci>c</ci>";

    [Theory]
    [InlineData($"<apply><apply><plus/>{A}{B}</apply></apply>", "a + b", false)]
    [InlineData($"<apply><apply><apply><times/>{A}{B}</apply></apply></apply>", "a*b", false)]
    [InlineData($"<apply><apply><divide/></apply>{A}{B}</apply>", "a/b", false)]
    [InlineData($"<apply><apply><sin/></apply>{A}</apply>", "sin(a)", false)]
    [InlineData($"<apply><apply><ci>f</ci></apply>{A}</apply>", "f(a)", false)]
    [InlineData($"<apply><apply><plus/>{A}{B}</apply>{C}</apply>", "a + b + c", true)]
    [InlineData($"<apply><apply><minus/>{A}</apply>{B}</apply>", "a - b", true)]
    [InlineData($"<apply><apply><log/><logbase><cn>2</cn></logbase></apply>{A}</apply>", "log(2, a)", true)]
    public void An_apply_may_begin_with_an_apply_of_an_operator(string math, string expected, bool isDoubtful)
    {
        DiagnosticBag diagnostics = new();
        Model model = SbmlReader.Read(new SourceText("m.xml", Text(math)), diagnostics)!.Main!;
        Assert.Equal(expected, ExpressionPrinter.Print(model.Rules.Single(rule => rule is { Variable: "y", Kind: RuleKind.Assignment }).Expression));
        Assert.Equal(isDoubtful, diagnostics.Items.Any(item => item.Message.Contains("as libSBML does", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData($"<apply><apply><minus/>{A}{B}</apply>{C}</apply>", "'minus' has 3 arguments")]
    [InlineData($"<apply><apply><sin/>{A}</apply>{B}</apply>", "'sin' has 2 arguments")]
    [InlineData($"<apply><apply><cn>3</cn></apply></apply>", "'cn' is not a function that SBML allows")]
    [InlineData($"<apply><apply/>{A}</apply>", "'apply' is not a function that SBML allows")]
    public void What_libSBML_refuses_is_refused(string math, string expected)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(SbmlReader.Read(new SourceText("m.xml", Text(math)), diagnostics));
        Assert.Contains(diagnostics.Items, item => item.Severity == Severity.Error && item.Message.Contains(expected, StringComparison.Ordinal));
    }

    /// <summary>Every case of the SBML Test Suite that lies here reads the same with notes and annotations in every list.</summary>
    [Fact]
    public void Lists_may_have_notes_and_annotations()
    {
        string folder = SharedFiles.Of(Path.Combine("conformance", "sbml"));
        string[] files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "model.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
        foreach (string text in files.Where((_, i) => i % 10 == 0).Select(File.ReadAllText).Append(Everything))
        {
            DiagnosticBag plain = new(), remarked = new();
            ModelDocument? before = SbmlReader.Read(new SourceText("m.xml", text), plain),
                after = SbmlReader.Read(new SourceText("m.xml", WithRemarks(text)), remarked);
            Assert.Equal(plain.Items.Select(item => item.Message), remarked.Items.Select(item => item.Message));
            Assert.Equal(before is null, after is null);
            if (before is not null)
            {
                Assert.Equal(Ketascope.Language.Antimony.AntimonyWriter.Write(before, new DiagnosticBag())?.Text,
                    Ketascope.Language.Antimony.AntimonyWriter.Write(after!, new DiagnosticBag())?.Text);
            }
        }
    }

    private const string Everything = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
        <listOfFunctionDefinitions><functionDefinition id="f"><math xmlns="http://www.w3.org/1998/Math/MathML"><lambda><bvar><ci>x</ci></bvar><ci>x</ci></lambda></math></functionDefinition></listOfFunctionDefinitions>
        <listOfUnitDefinitions><unitDefinition id="per_s"><listOfUnits><unit kind="second" exponent="-1" scale="0" multiplier="1"/></listOfUnits></unitDefinition></listOfUnitDefinitions>
        <listOfCompartments><compartment id="V" size="1" constant="true"/></listOfCompartments>
        <listOfSpecies><species id="S" compartment="V" initialAmount="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
        <species id="P" compartment="V" initialAmount="0" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/></listOfSpecies>
        <listOfParameters><parameter id="k" value="1" constant="false"/><parameter id="q" constant="true"/></listOfParameters>
        <listOfInitialAssignments><initialAssignment symbol="q"><math xmlns="http://www.w3.org/1998/Math/MathML"><cn>2</cn></math></initialAssignment></listOfInitialAssignments>
        <listOfRules><rateRule variable="k"><math xmlns="http://www.w3.org/1998/Math/MathML"><cn>1</cn></math></rateRule></listOfRules>
        <listOfConstraints><constraint><math xmlns="http://www.w3.org/1998/Math/MathML"><true/></math></constraint></listOfConstraints>
        <listOfReactions><reaction id="J" reversible="false"><listOfReactants><speciesReference species="S" constant="true"/></listOfReactants>
        <listOfProducts><speciesReference species="P" constant="true"/></listOfProducts><listOfModifiers><modifierSpeciesReference species="P"/></listOfModifiers>
        <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>z</ci></math><listOfLocalParameters><localParameter id="z" value="1"/></listOfLocalParameters></kineticLaw></reaction></listOfReactions>
        <listOfEvents><event useValuesFromTriggerTime="true"><trigger initialValue="true" persistent="true"><math xmlns="http://www.w3.org/1998/Math/MathML"><false/></math></trigger>
        <listOfEventAssignments><eventAssignment variable="S"><math xmlns="http://www.w3.org/1998/Math/MathML"><cn>1</cn></math></eventAssignment></listOfEventAssignments></event></listOfEvents>
        </model></sbml>
        """;

    private static string WithRemarks(string text) => Regex.Replace(
        text,
        @"<((?:\w+:)?listOf\w+)((?:\s[^<>]*)?(?<!/))>",
        match => match.Value + (match.Groups[1].Value.Contains(':', StringComparison.Ordinal)
            ? ""
            : "<notes><p xmlns=\"http://www.w3.org/1999/xhtml\">a list</p></notes><annotation><x:y xmlns:x=\"urn:x\" id=\"S\"/></annotation>"));

    private static string Text(string math) => $"""
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
        <listOfFunctionDefinitions><functionDefinition id="f"><math xmlns="http://www.w3.org/1998/Math/MathML"><lambda><bvar><ci>x</ci></bvar><ci>x</ci></lambda></math></functionDefinition></listOfFunctionDefinitions>
        <listOfParameters><parameter id="a" value="1" constant="true"/><parameter id="b" value="2" constant="true"/><parameter id="c" value="3" constant="true"/><parameter id="y" constant="false"/></listOfParameters>
        <listOfRules><assignmentRule variable="y"><math xmlns="http://www.w3.org/1998/Math/MathML">{math}</math></assignmentRule></listOfRules></model></sbml>
        """;
}
