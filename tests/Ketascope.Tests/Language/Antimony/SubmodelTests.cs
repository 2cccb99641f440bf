using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

public sealed class SubmodelTests
{
    private const string Inner = "model inner(S, k)\n species S; J0: S -> ; k*S; x = 3; compartment V\nend\n";

    [Fact]
    public void An_instance_binds_by_position()
    {
        Model model = Reading.Document(Inner + "model *outer()\n A: inner(T, 3), timeconv = tc, extentconv = 60 in C\nend").Main;
        Submodel submodel = Assert.Single(model.Submodels);
        Assert.Equal(("A", "inner", "C"), (submodel.Name, submodel.ModelName, submodel.Compartment));
        Assert.Equal(["T", "3"], submodel.Arguments.Select(ExpressionPrinter.Print));
        Assert.Equal("tc", ExpressionPrinter.Print(submodel.TimeConversion!));
        Assert.Equal("60", ExpressionPrinter.Print(submodel.ExtentConversion!));
        Assert.Equal(SymbolKind.Species, model.Symbol("T").Kind);
    }

    [Theory]
    [InlineData("A.S is T", "A.S", "T", null)]
    [InlineData("T is A.S", "A.S", "T", null)]
    [InlineData("A.S is B.S", "A.S", "B.S", null)]
    [InlineData("A.S*cf is T", "A.S", "T", "cf")]
    [InlineData("A.S is T/cf", "A.S", "T", "cf")]
    [InlineData("T is A.S/cf", "A.S", "T", "1/cf")]
    public void Names_that_are_one_keep_the_outer_one(string text, string replaced, string kept, string? factor)
    {
        Model model = Reading.Document($"{Inner}model *outer()\n A: inner(); B: inner(); {text}\nend").Main;
        Synchronization synchronization = Assert.Single(model.Synchronizations);
        Assert.Equal((replaced, kept), (synchronization.Replaced, synchronization.Kept));
        Assert.Equal(factor, synchronization.ConversionFactor is { } f ? ExpressionPrinter.Print(f) : null);
    }

    [Fact]
    public void Statements_reach_into_submodels()
    {
        Model model = Reading.Document($"{Inner}model *outer()\n A: inner(); A.x = 5; A.k := 2*A.x; delete A.J0, A.V; A.S = ; const A.x\nend").Main;
        Assert.Equal("5", model.Rule(RuleKind.Initial, "A.x"));
        Assert.Equal("2*A.x", model.Rule(RuleKind.Assignment, "A.k"));
        Assert.Equal([("A.J0", (RuleKind?)null), ("A.V", null), ("A.S", RuleKind.Initial)], model.Deletions.Select(d => (d.Path, d.Rule)));
        Assert.Equal(["A.x"], model.Symbols.Select(s => s.Name));
    }

    [Fact]
    public void A_field_name_may_be_a_submodels_symbol()
    {
        Model model = Reading.Document("model inner()\n mean = 1\nend\nmodel *outer()\n A: inner(); A.mean = 5; k.mean = 6\nend").Main;
        Assert.Equal("5", model.Rule(RuleKind.Initial, "A.mean"));
        Assert.True(model.Symbol("k").Uncertainty.ContainsKey("mean"));
    }

    [Theory]
    [InlineData("model a()\n x=1\nend\nmodel b()\n x=1\nend", "b")]
    [InlineData("model *a()\n x=1\nend\nmodel b()\n x=1\nend\ny = 3", "a")]
    [InlineData("model a()\n x=1\nend\ny = 3\na is \"A\"", "__main")]
    [InlineData("model a()\n x=1\nend\na is \"A\"\na identity \"x\"", "a")]
    public void The_main_model_is_the_starred_one_or_the_outside_or_the_last(string text, string main) => Assert.Equal(main, Reading.MainModel(text).Name);

    [Fact]
    public void Imports_are_read_once_and_found_from_the_file_that_names_them()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ketascope");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "parts"));
            File.WriteAllText(Path.Combine(folder.FullName, "parts", "leaf.ant"), "model *leaf()\n x = 1\nend\n");
            File.WriteAllText(Path.Combine(folder.FullName, "parts", "branch.ant"), "import \"leaf.ant\"\nmodel branch()\n L: leaf()\nend\n");
            File.WriteAllText(Path.Combine(folder.FullName, "tree.ant"), "import \"parts/branch.ant\"\nimport \"parts/leaf.ant\"\nmodel tree()\n B: branch(); L: leaf()\nend\n");
            DiagnosticBag diagnostics = new();
            ModelDocument? document = AntimonyReader.ReadFile(Path.Combine(folder.FullName, "tree.ant"), diagnostics);
            Assert.Empty(diagnostics.Items);
            Assert.Equal("tree", document!.Main.Name);
            Assert.Equal(["branch", "leaf", "tree"], document.Models.Keys.Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Import_cycles_are_refused()
    {
        DiagnosticBag diagnostics = new();
        SourceText a = new("a.ant", "import \"b.ant\"\nx = 1"), b = new("b.ant", "import \"a.ant\"\ny = 1");
        Assert.Null(AntimonyReader.Read(a, diagnostics, (path, _) => path == "a.ant" ? a : b));
        Diagnostic diagnostic = Assert.Single(diagnostics.Items);
        Assert.Equal("the imports form a cycle: a.ant -> b.ant -> a.ant", diagnostic.Message);
        Assert.Equal("b.ant:1:8", diagnostic.Span.ToString());
    }
}
