using Ketascope.Language.Expressions;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Requests;

/// <summary>Random start values; the quantiles are those that the distributions' formulas give.</summary>
public sealed class StartDrawsTests
{
    private static readonly double Ln2 = Math.Log(2);

    public static TheoryData<string, double[], double, double> Quantiles => new()
    {
        { "normal", [3, 2], 0.5, 3 },
        { "normal", [3, 2], 0.975, 3 + (2 * 1.959963984540054) },
        { "truncatedNormal", [0, 1, 0, 9], 0.5, 0.6744897501960817 },
        { "uniform", [2, 6], 0.25, 3 },
        { "exponential", [2], 0.5, Ln2 / 2 },
        { "truncatedExponential", [1, 1, 2], 0.5, 1 - Math.Log(0.5 + (0.5 / Math.E)) },
        { "gamma", [1, 3], 0.5, 3 * Ln2 },
        { "chisquare", [2], 0.5, 2 * Ln2 },
        { "laplace", [1, 2], 0.75, 1 + (2 * Ln2) },
        { "laplace", [2], 0.25, -2 * Ln2 },
        { "cauchy", [5, 2], 0.75, 7 },
        { "cauchy", [2], 0.75, 2 },
        { "rayleigh", [2], 0.5, 2 * Math.Sqrt(2 * Ln2) },
        { "lognormal", [1, 2], 0.5, Math.E },
        { "poisson", [3], 0.42, 2 },
        { "poisson", [3], 0.43, 3 },
        { "truncatedPoisson", [3, 5, 6], 0.66, 5 },
        { "truncatedPoisson", [3, 5, 6], 0.67, 6 },
        { "binomial", [4, 0.5], 0.3, 1 },
        { "binomial", [4, 0.5], 0.32, 2 },
        { "bernoulli", [0.3], 0.69, 0 },
        { "bernoulli", [0.3], 0.71, 1 },
    };

    [Theory]
    [MemberData(nameof(Quantiles))]
    public void A_draw_is_the_quantile_of_its_distribution(string name, double[] numbers, double share, double expected) =>
        Assert.Equal(expected, StartDraws.Quantile(name, numbers, share)!.Value, 9);

    [Theory]
    [InlineData("normal", new[] { 0.0, -1 })]
    [InlineData("gamma", new[] { -1.0, 2 })]
    [InlineData("binomial", new[] { 2.5, 0.5 })]
    [InlineData("bernoulli", new[] { 1.5 })]
    [InlineData("truncatedNormal", new[] { 0.0, 1, 5, 4 })]
    [InlineData("truncatedGamma", new[] { 1.0, 1, -5, -4 })]
    [InlineData("poisson", new[] { double.NaN })]
    public void Numbers_that_make_no_distribution_give_nothing(string name, double[] numbers) => Assert.Null(StartDraws.Quantile(name, numbers, 0.5));

    [Fact]
    public void The_same_seed_draws_the_same_and_each_place_its_own()
    {
        string[] first = Starts(1), other = Starts(2);
        Assert.Equal(first, Starts(1));
        Assert.Equal(3, first.Distinct().Count());
        Assert.Empty(first.Intersect(other));
    }

    private static string[] Starts(ulong seed)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "a = gamma(2, 3); b = gamma(2, 3); c = gamma(2, 3)");
            return [.. ModelLoading.Load(file, UnitPolicy.Warn, seed).System.Parameters.Select(p => ExpressionPrinter.Print(p.Initial))];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
