using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Flattening;

/// <summary>Flattens a file of the corpora.</summary>
internal static class FlatFile
{
    public static OdeSystem Read(string path)
    {
        DiagnosticBag diagnostics = new();
        ModelDocument? document = AntimonyReader.ReadFile(path, diagnostics);
        Assert.True(document is not null, string.Join("\n", diagnostics.Items));
        return Flat.System(document);
    }
}
