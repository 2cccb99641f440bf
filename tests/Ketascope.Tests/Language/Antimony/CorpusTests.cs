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
    public void Every_model_is_read_without_an_error(string folder)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> failures = [];
        foreach (string file in SharedFiles.List(folder))
        {
            DiagnosticBag diagnostics = new();
            ModelDocument? document = AntimonyReader.ReadFile(file, diagnostics);
            failures.AddRange(diagnostics.Items.Where(d => d.Severity == Severity.Error).Select(d => d.ToString()));
            Assert.Equal(document is null, diagnostics.HasErrors);
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void Every_text_of_the_language_corpus_is_read_or_refused_by_name()
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        List<string> failures = [];
        foreach (string file in SharedFiles.List("conformance/antimony/language"))
        {
            DiagnosticBag diagnostics = new();
            AntimonyReader.ReadFile(file, diagnostics);
            failures.AddRange(diagnostics.Items.Where(d => d.Severity == Severity.Error && d.Code != "not-read").Select(d => d.ToString()));
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
