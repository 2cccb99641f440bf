using Ketascope.Ketamine.Receptor;

namespace Ketascope.Tests.Ketamine.Receptor;

public sealed class DecayFitTests
{
    [Theory]
    [InlineData(0.24, 1.02, 0.59)]
    [InlineData(0.01, 0.5, 0.8)]
    [InlineData(2, 6, 0.3)]
    public void Two_exponentials_are_found_again(double fast, double slow, double fraction)
    {
        double[] times = [.. Enumerable.Range(0, 2000).Select(i => (fast / 100 * i) + (1e-5 * slow * i * i))];
        double[] values = [.. times.Select(time => 3 - (5 * ((fraction * Math.Exp(-time / fast)) + ((1 - fraction) * Math.Exp(-time / slow)))))];
        DecayFit fit = DecayFit.Of(new Trace(times, values), 0, times.Length - 1, 3);
        Assert.Equal(fast, fit.Fast, 0.01 * fast);
        Assert.Equal(slow, fit.Slow, 0.01 * slow);
        Assert.Equal(fraction, fit.Fraction, 0.01);
    }
}
