using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

public sealed class CorpusTests
{
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
                "model1.ant not-read", // DNA strands
            ],
            refused.Order(StringComparer.Ordinal));
    }
}
