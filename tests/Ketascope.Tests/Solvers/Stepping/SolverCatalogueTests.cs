using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Stepping;

public sealed class SolverCatalogueTests
{
    [Fact]
    public void Every_word_finds_its_method()
    {
        Assert.All(SolverCatalogue.Methods, method => Assert.Same(method, SolverCatalogue.Find(method.Word)));
        Assert.Null(SolverCatalogue.Find("euler"));
    }

    [Fact]
    public void Without_a_word_the_first_method_is_meant() => Assert.Same(SolverCatalogue.Methods[0], new SolverSettings().Method);

    [Fact]
    public void The_docs_list_every_method_as_the_help_does()
    {
        IEnumerable<string> rows =
            File.ReadLines(Path.Combine(Repository.Root, "docs", "solver.md"))
            .SkipWhile(line => !line.StartsWith("| `--method` |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(SolverCatalogue.Methods.Select(method => $"| `{method.Word}` | {method.Description} |"), rows);
    }
}
