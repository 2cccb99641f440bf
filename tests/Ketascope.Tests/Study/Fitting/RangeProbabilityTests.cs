using Ketascope.Study.Fitting;

namespace Ketascope.Tests.Study.Fitting;

public sealed class RangeProbabilityTests
{
    // Laplace's continued fraction in 60 decimal digits.
    [Theory]
    [InlineData(1, -1.84102164500926351)]
    [InlineData(5, -15.0649983939887257)]
    [InlineData(10, -53.2312851505124706)]
    [InlineData(19.9, -201.917167707332626)]
    [InlineData(20.1, -205.927118401948217)]
    [InlineData(40, -804.608442013753929)]
    [InlineData(300, -45006.6227321186634)]
    public void The_logarithm_of_a_tail_keeps_its_digits(double z, double expected) =>
        Assert.Equal(expected, RangeProbability.LogBelow(-z), Math.Abs(expected) * 1e-13);

    [Theory]
    [InlineData(double.NegativeInfinity, -3)]
    [InlineData(double.NegativeInfinity, 0.4)]
    [InlineData(double.NegativeInfinity, -45)]
    [InlineData(1.2, double.PositiveInfinity)]
    [InlineData(30, double.PositiveInfinity)]
    [InlineData(-0.3, 0.5)]
    [InlineData(4, 5)]
    [InlineData(-31, -30)]
    public void Derivatives_are_those_of_the_value(double low, double high)
    {
        RangeProbability at = RangeProbability.Of(low, high);
        const double Step = 1e-5;

        // The mean moves both ends; the logarithm of the variance shrinks them by half of itself.
        double mean = (RangeProbability.Of(low - Step, high - Step).MinusTwoLog - RangeProbability.Of(low + Step, high + Step).MinusTwoLog) / (2 * Step);
        double shrink = Math.Exp(-Step / 2), grow = Math.Exp(Step / 2);
        double spread = (RangeProbability.Of(low * shrink, high * shrink).MinusTwoLog - RangeProbability.Of(low * grow, high * grow).MinusTwoLog) / (2 * Step);
        Assert.Equal(mean, at.MeanSlope, 1e-6 * (1 + Math.Abs(mean)));
        Assert.Equal(spread, at.SpreadSlope, 1e-6 * (1 + Math.Abs(spread)));
        Assert.InRange(at.Weight, 0, 1);
    }

    [Fact]
    public void All_that_can_be_has_the_probability_1_and_what_cannot_be_0()
    {
        Assert.Equal(0, RangeProbability.Of(double.NegativeInfinity, double.PositiveInfinity).MinusTwoLog);
        Assert.Equal(0, RangeProbability.Of(double.NegativeInfinity, 50).MinusTwoLog);
        Assert.Equal(double.PositiveInfinity, RangeProbability.Of(double.PositiveInfinity, double.PositiveInfinity).MinusTwoLog);
    }
}
