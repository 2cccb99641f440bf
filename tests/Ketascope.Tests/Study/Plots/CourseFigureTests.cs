using Ketascope.Study.Plots;
using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Plots;

public sealed class CourseFigureTests
{
    [Fact]
    public void Quantities_of_another_unit_have_another_panel()
    {
        CourseFigure figure = CourseFigure.Of(SampleRuns.Run());

        Assert.Equal(["concentration (µg/L)", "occupancy"], figure.Panels.Select(panel => panel.Title));
        Assert.Equal("sampling site: arterial plasma", figure.Subtitle);
        Assert.Equal((0, 12), figure.Span);
    }

    [Fact]
    public void Quantities_of_one_unit_share_a_panel()
    {
        RunResult run = SampleRuns.Run();
        TrajectoryBlock block = new(run.Trajectories.Values, [new("a", null, "mg/L"), new("b", null, "mg/L")]);
        CoursePanel panel = Assert.Single(CourseFigure.Of(run with { Trajectories = block }).Panels);
        Assert.Equal(["a", "b"], panel.Series.Select(series => series.Label));
    }

    // Subjects have 1, 2 ... 21 times the course of the first: the median is 11 times it, the 5th and 95th percentiles 2 and 20 times.
    [Fact]
    public void Many_subjects_are_shown_as_median_and_percentiles()
    {
        CourseFigure figure = CourseFigure.Of(SampleRuns.Run(21));
        CourseSeries series = figure.Panels[0].Series[0];

        Assert.Equal("sampling site: arterial plasma; median and 5th to 95th percentile of 21 subjects", figure.Subtitle);
        Assert.Equal(11 * Math.Exp(-1), series.Middle[2], 1e-12);
        Assert.Equal(2 * Math.Exp(-1), series.Low[2], 1e-12);
        Assert.Equal(20 * Math.Exp(-1), series.High[2], 1e-12);
    }

    [Fact]
    public void A_failed_subject_does_not_count()
    {
        TrajectoryBlock block = SampleRuns.Block(3);
        SampleRuns.Set(block.Values, 1, 0, 0, double.NaN);
        Assert.Equal(2, CourseSeries.Of(block, 0).Middle[0]);
    }

    [Fact]
    public void A_quantile_of_nothing_is_not_a_number() => Assert.True(double.IsNaN(SampleQuantile.Of([], 0.5)));

    [Theory]
    [InlineData(false, 0, 55.65)]
    [InlineData(true, 0.005, 100)]
    public void The_range_of_a_panel_is_round_and_at_most_four_decades_deep(bool logarithmic, double low, double high)
    {
        CourseSeries series = new("x", [0, 1, 2, 3], [0, 53, 1e-30, double.NaN], [], []);
        AxisScale scale = new CoursePanel("x", [series]).Scale(logarithmic);
        Assert.Equal(low, scale.Low, 1e-12);
        Assert.Equal(high, scale.High, 1e-12);
        Assert.Equal(logarithmic, scale.Logarithmic);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(-3, -1)]
    [InlineData(7, 7)]
    public void A_range_is_never_empty(double first, double second)
    {
        CoursePanel panel = new("x", [new CourseSeries("x", [0, 1], [first, second], [], [])]);
        foreach (bool logarithmic in (bool[])[false, true])
        {
            AxisScale scale = panel.Scale(logarithmic);
            Assert.True(scale.High > scale.Low && (scale.Low > 0 || !scale.Logarithmic), scale.ToString());
        }
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(-1e-9, true)]
    [InlineData(0, true)]
    public void Negative_values_keep_an_axis_linear_unless_they_are_noise(double least, bool logarithmic) =>
        Assert.Equal(logarithmic, new CoursePanel("x", [new CourseSeries("x", [0, 1], [least, 1], [], [])]).Scale(true).Logarithmic);

    [Theory]
    [InlineData(new float[] { 50, 100, 150 }, new float[] { 50, 100, 150 }, true)]
    [InlineData(new float[] { 100, 95 }, new float[] { 113, 95 }, true)]
    [InlineData(new float[] { 190, 191, 192, 193 }, new float[] { 9, 27, 45, 63 }, false)]
    [InlineData(new float[] { 50, float.NaN }, new float[] { 9, 27 }, false)]
    public void Names_stand_beside_the_ends_of_lines_that_lie_apart(float[] ends, float[] expected, bool beside)
    {
        (float[] heights, bool besideEnds) = LabelLayout.Place(ends, 0, 200, 18);
        Assert.Equal(expected, heights);
        Assert.Equal(beside, besideEnds);
    }
}
