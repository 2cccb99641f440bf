using Ketascope.Solvers.Contract;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Running;

/// <summary>What events draw, over 2,000 executions.</summary>
public sealed class EventDrawsTests
{
    private const int Count = 2000;

    public static TheoryData<string, Func<double, double>> Families => new()
    {
        { "normal(3, 2)", x => Normal.CDF(3, 2, x) },
        { "uniform(2, 6)", x => ContinuousUniform.CDF(2, 6, x) },
        { "exponential(4)", x => Exponential.CDF(4, x) },
        { "lognormal(1, 0.5)", x => LogNormal.CDF(1, 0.5, x) },
        { "laplace(1, 2)", x => Laplace.CDF(1, 2, x) },
        { "cauchy(1, 2)", x => Cauchy.CDF(1, 2, x) },
        { "rayleigh(3)", x => Rayleigh.CDF(3, x) },
    };

    /// <summary>Kolmogorov's test: the largest distance of the two cumulative shares is below 1.63/sqrt(n) in 99 of 100 samples (Smirnov 1948, doi:10.1214/aoms/1177730256).</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void Draws_are_spread_as_their_distribution(string draw, Func<double, double> share)
    {
        double[] sorted = [.. Draw(draw).Order()];
        double distance = sorted.Select((x, i) => Math.Max(Math.Abs(share(x) - ((double)i / Count)), Math.Abs(share(x) - ((i + 1.0) / Count)))).Max();
        Assert.InRange(distance, 0, 1.63 / Math.Sqrt(Count));
    }

    [Fact]
    public void Successive_draws_do_not_follow_from_each_other()
    {
        double[] values = Draw("normal(0, 1)");
        Assert.InRange(Correlation.Pearson(values[1..], values[..^1]), -3 / Math.Sqrt(Count), 3 / Math.Sqrt(Count));
    }

    [Fact]
    public void A_share_of_Bernoulli_draws_is_one() => Assert.InRange(Draw("bernoulli(0.3)").Mean(), 0.3 - (3 * Math.Sqrt(0.21 / Count)), 0.3 + (3 * Math.Sqrt(0.21 / Count)));

    private static double[] Draw(string draw) => TextRun.Run(
        $"n = 1; x = 0; E: at time >= n: n = n + 1, x = {draw}", SolverMethod.Automatic, "x", [.. Enumerable.Range(1, Count).Select(i => i + 0.5)]);
}
