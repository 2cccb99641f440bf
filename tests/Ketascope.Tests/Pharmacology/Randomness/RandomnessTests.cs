using Ketascope.Pharmacology.Randomness;

namespace Ketascope.Tests.Pharmacology.Randomness;

/// <summary>Random numbers by address, and the distributions made of them.</summary>
public class RandomnessTests
{
    /// <summary>The known answers that come with the authors' Random123 library (file kat_vectors, philox4x32 10).</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_GivesThePublishedAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), Philox.Block((c0, c1, c2, c3), (k0, k1)));

    [Fact]
    public void EveryPartOfTheAddressChangesTheNumber()
    {
        RandomStream stream = new(7, "eta_CL");
        double[] numbers =
        [
            stream.Uniform(1), stream.Uniform(2), stream.Uniform(1L << 32), stream.Uniform(1, occasion: 1), stream.Uniform(1, index: 1),
            new RandomStream(8, "eta_CL").Uniform(1), new RandomStream(7UL + (1UL << 32), "eta_CL").Uniform(1), new RandomStream(7, "eta_V1").Uniform(1),
        ];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.Equal(numbers[0], new RandomStream(7, "eta_CL").Uniform(1));
    }

    [Fact]
    public void UniformNumbers_AreEven()
    {
        // Chi-squared over 100 bins: 99 degrees of freedom, above 173 once in 100,000 (the numbers are fixed by the seed).
        RandomStream stream = new(1, "x");
        const int Count = 100_000;
        int[] bins = new int[100];
        for (int i = 0; i < Count; i++)
        {
            double value = stream.Uniform(i);
            Assert.InRange(value, double.Epsilon, 1 - double.Epsilon);
            bins[(int)(value * bins.Length)]++;
        }

        Assert.InRange(bins.Sum(bin => Math.Pow(bin - (Count / 100.0), 2) / (Count / 100.0)), 50, 173);
    }

    /// <summary>Quantiles from R's qnorm, 15 digits.</summary>
    [Theory]
    [InlineData(0.975, 1.95996398454005)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.09023230616781)]
    [InlineData(1e-15, -7.94134532617100)]
    public void StandardNormal_IsAccurate(double probability, double expected) =>
        Assert.Equal(expected, RandomDistribution.StandardNormal(probability), 1e-12);

    [Fact]
    public void ACutNormal_StaysBetweenItsBounds_AndKeepsItsShape()
    {
        NormalDistribution cut = new(70, 12, 45, 120);
        Assert.InRange(cut.Quantile(1e-16), 45, 45.001);
        Assert.InRange(cut.Quantile(1 - 1e-15), 119, 120);

        // Of the uncut normal 0.0186 lie below 45 and 1.5e-5 above 120: the median moves up to the quantile at 0.5093.
        Assert.Equal(70 + (12 * 0.02332), cut.Quantile(0.5), 2e-3);
    }

    [Fact]
    public void OtherQuantiles()
    {
        Assert.Equal(Math.Exp(1 + (0.5 * 1.95996398454005)), new LogNormalDistribution(1, 0.5).Quantile(0.975), 1e-10);
        Assert.Equal(3, new UniformDistribution(2, 6).Quantile(0.25), 1e-15);
        Assert.Throws<ArgumentOutOfRangeException>(() => new UniformDistribution(6, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDistribution(70, 12, 300, 400));
    }
}
