using Ketascope.Ketamine.Receptor;
using Ketascope.Pharmacology.Randomness;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class ExponentialMixtureTests
{
    /// <summary>Time constants and areas that were drawn from are found again, also where the shortest dwells are not seen; within four standard errors of an ideal estimate.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-4)]
    public void The_components_that_were_drawn_are_found(double resolution)
    {
        RandomStream stream = new(3, "dwells");
        double[] lengths = [.. Enumerable.Range(0, 40_000).Select(i => -Math.Log(stream.Uniform(i)) * (stream.Uniform(i, 1) < 0.7 ? 5e-4 : 2e-2)).Where(length => length >= resolution)];
        ExponentialMixture fit = ExponentialMixture.Of(lengths, resolution);
        Assert.Equal(2, fit.Components.Length);
        Assert.Equal(5e-4, fit.Components[0].Time, 0.04 * 5e-4);
        Assert.Equal(2e-2, fit.Components[1].Time, 0.04 * 2e-2);
        Assert.Equal(0.7, fit.Components[0].Area, 0.015);
        Assert.Equal(0.7 * (Math.Exp(-1) - Math.Exp(-2)), fit.Between(5e-4, 1e-3), 0.015);
    }

    /// <summary>
    /// The density of a closing of seconds in a component of milliseconds is below the smallest number: with a long record there are no time
    /// constants without logarithms.
    /// </summary>
    [Fact]
    public void Time_constants_that_lie_four_decades_apart_are_found()
    {
        RandomStream stream = new(5, "dwells");
        double[] lengths = [.. Enumerable.Range(0, 40_000).Select(i => -Math.Log(stream.Uniform(i)) * (stream.Uniform(i, 1) < 0.99 ? 5e-4 : 5))];
        ExponentialMixture fit = ExponentialMixture.Of(lengths, 5e-5);
        Assert.Equal(2, fit.Components.Length);
        Assert.Equal(5e-4, fit.Components[0].Time, 0.04 * 5e-4);
        Assert.Equal(5, fit.Components[1].Time, 0.2 * 5);
        Assert.Equal(0.99, fit.Components[0].Area, 0.002);
    }

    [Fact]
    public void One_component_stays_one() => Assert.Single(ExponentialMixture.Of([.. Enumerable.Range(0, 5000).Select(i => -Math.Log(new RandomStream(4, "dwells").Uniform(i)) * 3e-3)], 0).Components);
}
