using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Requests;

public sealed class TimeGridTests
{
    [Theory]
    [InlineData(0, 0.1, 24, 241)]
    [InlineData(0, 0.3, 1, 5)]
    [InlineData(-1, 1, 1, 3)]
    [InlineData(0, 5, 1, 2)]
    public void A_regular_grid_has_its_end_and_no_accumulated_rounding(double start, double step, double end, int count)
    {
        double[] times = [.. TimeGrid.Regular(start, step, end)];
        Assert.Equal(count, times.Length);
        Assert.Equal(end, times[^1]);
        Assert.All(times[..^1].Select((time, k) => (time, k)), pair => Assert.Equal(start + (pair.k * step), pair.time));
    }

    [Theory]
    [InlineData("0:0.5:1", new[] { 0, 0.5, 1 })]
    [InlineData("0, 0.5,1e1", new[] { 0, 0.5, 10 })]
    [InlineData("-3", new[] { -3.0 })]
    public void Ranges_and_lists_are_read(string text, double[] times) => Assert.Equal(times, TimeGrid.Parse(text));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("0:1")]
    [InlineData("0:0:1")]
    [InlineData("0:-1:5")]
    [InlineData("5:1:0")]
    [InlineData("0:1e-12:1")]
    [InlineData("0:0.1:NaN")]
    [InlineData("0:0.1:1e400")]
    [InlineData("1,1")]
    [InlineData("0,,1")]
    public void Anything_else_is_the_users_mistake(string text) => Assert.Throws<UserErrorException>(() => TimeGrid.Parse(text));
}
