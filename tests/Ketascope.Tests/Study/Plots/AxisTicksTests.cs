using CsCheck;
using Ketascope.Study.Plots;

namespace Ketascope.Tests.Study.Plots;

public sealed class AxisTicksTests
{
    [Theory]
    [InlineData(0, 53, 6, "0 10 20 30 40 50")]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-1.2, 1.2, 6, "-1.0 -0.5 0 0.5 1.0")]
    [InlineData(0, 3e7, 3, "0 1e+7 2e+7 3e+7")]
    public void Linear_marks_are_round(double low, double high, int most, string expected) =>
        Assert.Equal(expected.Replace("0.0", "0", StringComparison.Ordinal), Labels(AxisTicks.Linear(low, high, most)));

    [Theory]
    [InlineData(12, "h", "0 2 4 6 8 10 12")]
    [InlineData(24, "h", "0 3 6 9 12 15 18 21 24")]
    [InlineData(168, "h", "0 24 48 72 96 120 144 168")]
    [InlineData(240, "min", "0 30 60 90 120 150 180 210 240")]
    [InlineData(28, "day", "0 7 14 21 28")]
    [InlineData(1, "h", "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(12, null, "0 2 4 6 8 10 12")]
    public void Time_marks_are_those_of_clocks(double end, string? unit, string expected) => Assert.Equal(expected, Labels(AxisTicks.Time(0, end, 8, unit)));

    [Fact]
    public void Logarithmic_marks_have_eight_minor_ticks_a_decade()
    {
        var ticks = AxisTicks.Logarithmic(0.01, 100);
        Assert.Equal("0.01 0.1 1 10 100", Labels(ticks));
        Assert.Equal(4 * 8, ticks.Count(tick => tick.Label is null));
        Assert.Contains(ticks, tick => Math.Abs(tick.Value - 0.03) < 1e-12 && tick.Label is null);
    }

    [Fact]
    public void A_short_logarithmic_axis_names_two_and_five_too() => Assert.Equal("5 10 20 50 100", Labels(AxisTicks.Logarithmic(5, 100)));

    [Fact]
    public void Marks_lie_on_the_axis_in_order_and_are_not_too_many() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-6, 1e6], Gen.Int[2, 12]).Sample((low, length, most) =>
        {
            double slack = length * 1e-6;
            double[] places = [.. AxisTicks.Linear(low, low + length, most).Select(tick => tick.Value)];
            return places.Length <= most + 1 && places.SequenceEqual(places.Order()) && places.All(place => place >= low - slack && place <= low + length + slack);
        });

    private static string Labels(IEnumerable<AxisTick> ticks) => string.Join(' ', ticks.Where(tick => tick.Label is not null).Select(tick => tick.Label));
}
