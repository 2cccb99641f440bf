using System.Xml.Linq;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

public sealed class CorpusTests
{
    /// <summary>What the comparison leaves out beside texts that were made from their SBML, and so leave out what Antimony cannot say.</summary>
    private static readonly HashSet<string> Beyond =
    [
        "fixname_test.ant", // the translator renames words that are reserved elsewhere
        "global_units.ant", // a default unit given like a value, without the word 'unit'
        "replaceReactionWithCompartments1.ant", "replaceReactionWithKineticLawRxnRef.ant", "replaceSpecies.ant", // the translator copies the inner element's surroundings outside
    ];

    [Theory]
    [InlineData("bench")]
    [InlineData("conformance/nonmem")]
    [InlineData("conformance/antimony/biomodels")]
    public void Every_model_is_read_and_all_its_names_have_values(string folder)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> failures = [];
        foreach (string file in SharedFiles.List(folder))
        {
            DiagnosticBag diagnostics = new();
            ModelDocument? document = AntimonyReader.ReadFile(file, diagnostics);
            Assert.Equal(document is null, diagnostics.HasErrors);
            if (document is not null)
            {
                UndefinedNames.Check(document, diagnostics);
            }

            failures.AddRange(diagnostics.Items.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()));
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void Every_text_of_the_language_corpus_is_read_or_refused_by_name()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> refused = [];
        foreach (string file in SharedFiles.List("conformance/antimony/language"))
        {
            DiagnosticBag diagnostics = new();
            if (AntimonyReader.ReadFile(file, diagnostics) is null)
            {
                refused.Add($"{Path.GetFileName(file)} {string.Join(' ', diagnostics.Items.Select(d => d.Code).Distinct())}");
            }
        }

        Assert.Equal(
            [
                "CompTest.ant not-read", // constraints
                "SBO_function.ant empty", // a function and no model
                "model1.ant not-read", // DNA strands
                "numeric_distributions.ant not-read", "numeric_distributions_extended.ant not-read", // random draws in expressions
                "replace_rules_and_constraints.ant not-read", "test23.ant not-read", // constraints
            ],
            refused.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Models_mean_what_the_reference_translator_says()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> differences = [];
        int compared = 0;
        foreach (string file in SharedFiles.List("conformance/antimony/language"))
        {
            string xml = Path.ChangeExtension(file, ".xml");
            if (Beyond.Contains(Path.GetFileName(file)) || file.Contains("from-libsbml", StringComparison.Ordinal) || !File.Exists(xml) || AntimonyReader.ReadFile(file, new DiagnosticBag()) is not { } document)
            {
                continue;
            }

            XDocument reference = XDocument.Load(xml);
            foreach (Model model in document.Models.Values)
            {
                if (ReferenceMeaning.FindModel(reference, model.Name) is { } element)
                {
                    compared++;
                    differences.AddRange(new ReferenceMeaning(file, model, element).Differences());
                }
            }
        }

        Assert.InRange(compared, 110, 200);
        Assert.True(differences.Count == 0, $"{compared} compared\n{string.Join("\n", differences)}");
    }
}
