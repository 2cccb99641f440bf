using System.Xml.Linq;

namespace Ketascope.Tests.Conventions;

/// <summary>Data goes one way: which project may use which is written here once, and nothing on the left knows anything on its right.</summary>
public sealed class LayerTests
{
    public static TheoryData<string, string> Layers => new()
    {
        { "Language", "" },
        { "Solvers", "" },
        { "Kernels", "Language Solvers" },
        { "Pharmacology", "Language Solvers" },
        { "Study", "Kernels Language Pharmacology Solvers" },
        { "Ketamine", "Kernels Language Pharmacology Solvers Study" },
        { "Cli", "Kernels Ketamine Language Pharmacology Solvers Study" },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_project_uses_only_the_layers_below_it(string project, string allowed) =>
        Assert.Empty(References(project).Except(allowed.Split(' ')));

    [Fact]
    public void A_project_refers_only_to_what_it_uses()
    {
        ILookup<string, string> used = SourceUses.All.ToLookup(use => use.From.Project, use => use.To.Project);
        Assert.Empty(Layers.Select(row => row.Data.Item1)
            .SelectMany(project => References(project).Except(used[project]).Select(unused => $"{project} refers to {unused} and uses nothing of it")));
    }

    [Fact]
    public void Every_project_has_its_layer() =>
        Assert.Equal(
            Layers.Select(row => row.Data.Item1).Order(),
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "Ketascope.*").Select(folder => Path.GetFileName(folder)["Ketascope.".Length..]).Order());

    [Fact]
    public void Numbers_and_text_know_nothing_of_each_other()
    {
        Assert.DoesNotContain(Repository.Sources("src/Ketascope.Solvers"), file => File.ReadAllText(file).Contains("Ketascope.Language", StringComparison.Ordinal));
        Assert.DoesNotContain(Repository.Sources("src/Ketascope.Language"), file => File.ReadAllText(file).Contains("Ketascope.Solvers", StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", $"Ketascope.{project}", $"Ketascope.{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)["Ketascope.".Length..]);
}
