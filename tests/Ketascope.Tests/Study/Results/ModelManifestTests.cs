using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

public sealed class ModelManifestTests
{
    /// <summary>A model may import a file of its own name from another folder; the same text read twice is one.</summary>
    [Fact]
    public void Texts_of_one_name_are_told_apart()
    {
        ModelManifest manifest = ModelManifest.Of("m",
            [new("a.ant", "x = 1"), new("b.ant", ""), new("a.ant", "x = 2"), new("a.ant", "x = 1"), new("a.ant", "x = 2"), new("a.ant", "x = 3")]);
        Assert.Equal(["a.ant", "a.ant (2)", "a.ant (3)", "b.ant"], manifest.Sha256.Keys);
        Assert.Equal(4, manifest.Sha256.Values.Distinct().Count());

        // The SHA-256 of nothing, as sha256sum prints it.
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", manifest.Sha256["b.ant"]);
    }
}
