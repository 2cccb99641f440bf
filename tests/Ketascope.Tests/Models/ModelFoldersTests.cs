using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Models;

public sealed class ModelFoldersTests
{
    public static TheoryData<string> Ids => [.. ModelFolder.All.Select(folder => folder.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Text_is_read_without_a_complaint(string id)
    {
        DiagnosticBag diagnostics = new();
        Assert.NotNull(AntimonyReader.ReadFile(ModelFolder.ById(id).TextPath, diagnostics));
        Assert.Empty(diagnostics.Items.Select(diagnostic => diagnostic.ToString()));
    }
}
