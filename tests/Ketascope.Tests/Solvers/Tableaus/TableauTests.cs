using Ketascope.Solvers.Tableaus;

namespace Ketascope.Tests.Solvers.Tableaus;

public sealed class TableauTests
{
    [Fact]
    public void There_are_as_many_trees_as_published() =>
        Assert.Equal([1, 1, 2, 4, 9, 20], RootedTree.UpTo(6).GroupBy(tree => tree.Order).OrderBy(group => group.Key).Select(group => group.Count()));

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 4)]
    [InlineData(6, 0)]
    public void A_wrong_digit_in_an_explicit_table_is_refused(int row, int column)
    {
        ExplicitTableau good = Tsit5.Tableau;
        double[][] rows = [.. good.Rows.Select(r => r.ToArray())];
        rows[row][column] += 1e-9;
        Assert.Throws<InvalidOperationException>(() => new ExplicitTableau(
            "bad", good.Orders, new ExplicitCoefficients([.. good.Nodes], rows, [.. good.ErrorWeights], [.. good.DenseRows.Select(r => r.ToArray())]), good.StabilityRadius));
    }

    [Fact]
    public void A_claim_of_too_high_an_order_is_refused()
    {
        ExplicitTableau good = Tsit5.Tableau;
        Assert.Throws<InvalidOperationException>(() => new ExplicitTableau(
            "bad",
            new MethodOrders(6, 4, 4),
            new ExplicitCoefficients([.. good.Nodes], [.. good.Rows.Select(r => r.ToArray())], [.. good.ErrorWeights], [.. good.DenseRows.Select(r => r.ToArray())]),
            good.StabilityRadius));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wrong_digit_in_a_Rosenbrock_table_is_refused(bool inDenseOutput)
    {
        RosenbrockTableau good = Rodas5P.Tableau;
        double[][] c = [.. good.C.Select(r => r.ToArray())], dense = [.. good.Dense.Select(r => r.ToArray())];
        (inDenseOutput ? dense[1] : c[4])[2] += 1e-6;
        Assert.Throws<InvalidOperationException>(() => new RosenbrockTableau(
            "bad", good.Orders, good.Gamma, new RosenbrockCoefficients([.. good.A.Select(r => r.ToArray())], c, [.. good.Nodes], [.. good.TimeFactors], dense)));
    }
}
