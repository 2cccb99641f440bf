using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Populations;

namespace Ketascope.Tests.Study.Populations;

/// <summary>Quantiles of streams.</summary>
public sealed class PopulationSummaryTests
{
    [Fact]
    public void FewNumbers_HaveExactQuantiles()
    {
        QuantileSketch sketch = new();
        foreach (double value in (double[])[5, double.NaN, 1, 3, 2, 4])
        {
            sketch.Add(value);
        }

        Assert.Equal(5, sketch.Count);
        Assert.Equal(3, sketch.Quantile(0.5));
        Assert.Equal(1.2, sketch.Quantile(0.05), 1e-12);
    }

    [Fact]
    public void ManyNumbers_HaveQuantilesWithinTheStatedError_InAnyOrder()
    {
        // Log-normal over several powers of ten, with zeros and negative numbers.
        LogNormalDistribution wide = new(0, 2);
        RandomStream stream = new(3, "x");
        double[] values = [.. Enumerable.Range(0, 50_000).Select(i => (i % 10) switch { 0 => 0, 1 => -wide.Quantile(stream.Uniform(i)), _ => wide.Quantile(stream.Uniform(i)) })];
        QuantileSketch forward = Sketch(values), backward = Sketch(values.Reverse());
        double[] sorted = [.. values.Order()];
        foreach (double share in (double[])[0, 0.001, 0.05, 0.15, 0.25, 0.5, 0.75, 0.95, 0.999, 1])
        {
            double exact = sorted[(int)Math.Round(share * (sorted.Length - 1))];
            Assert.Equal(exact, forward.Quantile(share), Math.Abs(exact) * QuantileSketch.RelativeError * (1 + 1e-9));
            Assert.Equal(forward.Quantile(share), backward.Quantile(share));
        }
    }

    private static QuantileSketch Sketch(IEnumerable<double> values)
    {
        QuantileSketch sketch = new();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        return sketch;
    }
}
