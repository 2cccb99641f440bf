using System.Xml.Linq;
using Ketascope.Language;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Language.Writing;
using Ketascope.Tests.Language.Sbml;

namespace Ketascope.Tests.Language.Antimony;

/// <summary>The texts of the language corpus beside what the reference translator makes of them: the Antimony and the SBML must be one model.</summary>
public sealed class PairTests
{
    private const string Folder = "conformance/antimony/language";
    private static readonly XNamespace Comp = "http://www.sbml.org/sbml/level3/version1/comp/version1";

    /// <summary>Pairs that are not one model, and why: what the translator leaves out or cannot say.</summary>
    private static readonly Dictionary<string, string> Unlike = new(StringComparer.Ordinal)
    {
        ["fixname_test.ant"] = "'ext' is a word of Antimony: the text calls it 'ext_'",
        ["autopromoted_units_rt.ant"] = "the text leaves out that F.p is P",
        ["creator_two_model_rt.ant"] = "the text gives the creator's single name also as the given and the family name",
        ["CompTest.ant"] = "the text calls local parameters otherwise (R1_kf0), and makes each of two replacements of one parameter",
        ["QTPop.ant"] = "the SBML needs a file that is not in the corpus",
        ["replace_rules_and_constraints.ant"] = "the text leaves out the replacement of the constraint, which has no name; a unit that is deleted stays, as nothing uses it",
        ["test39.ant"] = "the text replaces a local parameter that the SBML deletes, and lifts the parameter that takes its place",
        ["test45.ant"] = "the text leaves out that t1 = 1, so that its value is the converted one of the submodel",
        ["test61.ant"] = "the translator cannot replace stoichiometries, as the text says itself; it gives substance-only species units of concentration",
    };

    [Fact]
    public void Each_text_and_its_translation_are_the_same_model()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> differences = [];
        HashSet<string> unlike = new(StringComparer.Ordinal);
        int compared = 0;
        foreach (string file in SharedFiles.List(Folder))
        {
            string xml = Path.ChangeExtension(file, ".xml").Replace("_rt.xml", ".xml", StringComparison.Ordinal);
            if (!File.Exists(xml))
            {
                continue;
            }

            compared++;
            string name = Path.GetFileName(file);
            string[] found = [.. Differences(file, xml).Select(d => $"{name}: {d}")];
            if (found.Length > 0)
            {
                unlike.Add(name);
                differences.AddRange(Unlike.ContainsKey(name) ? [] : found);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{compared} pairs compared, {compared - unlike.Count} are one model");
        Assert.True(differences.Count == 0, $"{compared} compared, {compared - unlike.Count} are one model\n{string.Join("\n", differences)}");
        Assert.Equal(Unlike.Keys.Order(StringComparer.Ordinal), unlike.Order(StringComparer.Ordinal));
        Assert.InRange(compared, 140, 160);
    }

    [Theory]
    [InlineData("antimony")]
    [InlineData("sbml")]
    public void Each_text_written_and_read_again_is_the_same_model(string language)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> differences = [];
        foreach (string file in SharedFiles.List(Folder))
        {
            string name = Path.GetFileName(file);
            // Species with units of concentration: SBML has only units of substance for them.
            if (AntimonyReader.ReadFile(file, new DiagnosticBag()) is not { } document || (language == "sbml" && name == "test61.ant"))
            {
                continue;
            }

            DiagnosticBag diagnostics = new();
            WrittenModel? written = language == "sbml" ? SbmlWriter.Write(document, diagnostics) : AntimonyWriter.Write(document, diagnostics);
            if (written is not null && ModelFile.Read(new SourceText(name, written.Text), diagnostics) is { } again)
            {
                differences.AddRange(ModelStatements.Differences(document, again).Select(d => $"{name}: {d}"));
            }

            differences.AddRange(diagnostics.Items.Where(d => d.Severity == Severity.Error).Select(d => $"{name}: {d}"));
        }

        Assert.True(differences.Count == 0, $"{differences.Count}\n{string.Join("\n", differences)}");
    }

    [Fact]
    public void A_conversion_factor_means_what_SBMLs_means()
    {
        ModelDocument antimony = Reading.Document("""
            model inner()
              compartment c = 1; species S in c; S = 1; k = 2; x := S + k
              J: S => ; k*S
              stop: at time > 3: S = 4
            end
            model *outer()
              compartment c = 1; species T in c; T = 5; f = 10
              A: inner()
              A.S*f is T
            end
            """);
        string Name(string name) => $"<ci>{name}</ci>";
        string Of(string content) => SbmlText.Formula(content);
        string text = $"""
            <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2" xmlns:comp="{SbmlText.Comp}" comp:required="true">
            <model id="outer">
            <listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="T" compartment="c" initialConcentration="5" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false">
            <comp:listOfReplacedElements><comp:replacedElement comp:idRef="S" comp:submodelRef="A" comp:conversionFactor="f"/></comp:listOfReplacedElements></species></listOfSpecies>
            <listOfParameters><parameter id="f" value="10" constant="true"/></listOfParameters>
            <comp:listOfSubmodels><comp:submodel comp:id="A" comp:modelRef="inner"/></comp:listOfSubmodels>
            </model>
            <comp:listOfModelDefinitions><comp:modelDefinition id="inner">
            <listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="S" compartment="c" initialConcentration="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/></listOfSpecies>
            <listOfParameters><parameter id="k" value="2" constant="true"/><parameter id="x" constant="false"/></listOfParameters>
            <listOfRules><assignmentRule variable="x">{Of($"<apply><plus/>{Name("S")}{Name("k")}</apply>")}</assignmentRule></listOfRules>
            <listOfReactions><reaction id="J" reversible="false"><listOfReactants><speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants>
            <kineticLaw>{Of($"<apply><times/>{Name("k")}{Name("S")}</apply>")}</kineticLaw></reaction></listOfReactions>
            <listOfEvents><event id="stop" useValuesFromTriggerTime="true"><trigger initialValue="true" persistent="true">{Of($"<apply><gt/>{SbmlText.Symbol("time")}<cn>3</cn></apply>")}</trigger>
            <listOfEventAssignments><eventAssignment variable="S">{Of("<cn>4</cn>")}</eventAssignment></listOfEventAssignments></event></listOfEvents>
            </comp:modelDefinition></comp:listOfModelDefinitions></sbml>
            """;
        DiagnosticBag diagnostics = new();
        ModelDocument? sbml = SbmlReader.Read(new SourceText("m.xml", text), diagnostics);
        Assert.True(sbml is not null, string.Join("\n", diagnostics.Items));
        Assert.Empty(ModelStatements.Differences(antimony, sbml));
    }

    private static IEnumerable<string> Differences(string file, string xml)
    {
        DiagnosticBag diagnostics = new();
        if (AntimonyReader.ReadFile(file, diagnostics) is not { } document)
        {
            return diagnostics.Items.Where(d => d.Severity == Severity.Error).Select(d => $"not read: {d}");
        }

        XDocument sbml = XDocument.Load(xml);
        List<string> found = [];
        int models = 0;
        foreach (XElement model in sbml.Descendants().Where(e => e.Name.LocalName is "model" or "modelDefinition").ToArray())
        {
            string name = (string?)model.Attribute("id") ?? "";
            if ((name.Length == 0 ? document.Main : document.Models.GetValueOrDefault(name)) is not { } ours)
            {
                found.Add($"there is no model '{name}'");
                continue;
            }

            models++;
            DiagnosticBag problems = new();
            if (SbmlReader.Read(new SourceText(xml, AsMain(sbml, model).ToString()), problems) is { } theirs)
            {
                found.AddRange(ModelStatements.Differences(document with { Main = ours }, theirs).Select(d => $"{name}: {d}"));
            }
            else
            {
                found.Add($"{name}: the SBML is not read: {string.Join("; ", problems.Items)}");
            }
        }

        if (models != document.Models.Count)
        {
            found.Add($"the SBML has {models} models, the text {document.Models.Count}");
        }

        return found;
    }

    /// <summary>The text with another of its models as the main one.</summary>
    private static XDocument AsMain(XDocument sbml, XElement model)
    {
        XDocument copy = new(sbml);
        XElement main = copy.Root!.Elements().First(e => e.Name.LocalName == "model");
        XElement? wanted = copy.Descendants().FirstOrDefault(e => e.Name.LocalName == "modelDefinition" && (string?)e.Attribute("id") == (string?)model.Attribute("id"));
        if (model.Name.LocalName == "modelDefinition" && wanted is not null)
        {
            XElement list = wanted.Parent!;
            wanted.Remove();
            wanted.Name = main.Name;
            main.ReplaceWith(wanted);
            main.Name = Comp + "modelDefinition";
            list.Add(main);
        }

        return copy;
    }
}
