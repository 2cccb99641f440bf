using System.Collections.Immutable;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Draws;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace Ketascope.Tests.Study.Draws;

public sealed class ParameterDrawTests
{
    private const int Count = 20000;

    /// <summary>Four standard errors of a mean, of a standard deviation and of a correlation of so many draws.</summary>
    private static readonly double Tolerance = 4 / Math.Sqrt(Count);

    [Fact]
    public void Numbers_of_two_parameters_are_standard_normal_and_independent()
    {
        double[] x = [.. Draws(3).Select(draw => draw.Normal("m.x"))], y = [.. Draws(3).Select(draw => draw.Normal("m.y"))];
        Assert.Equal(0, x.Mean(), Tolerance);
        Assert.Equal(1, x.StandardDeviation(), Tolerance);
        Assert.Equal(0, Correlation.Pearson(x, y), Tolerance);
    }

    [Fact]
    public void A_number_is_found_by_its_address_alone()
    {
        ParameterDraw alone = new(7, 5), among = new(7, 5);
        _ = among.Normal("m.other");
        Assert.Equal(alone.Normal("m.x"), among.Normal("m.x"));
        Assert.NotEqual(alone.Normal("m.x"), new ParameterDraw(7, 6).Normal("m.x"));
        Assert.NotEqual(alone.Normal("m.x"), new ParameterDraw(8, 5).Normal("m.x"));
    }

    [Fact]
    public void A_positive_value_is_log_normal_about_its_estimate()
    {
        double[] drawn = [.. Draws(1).Select(draw => new UncertainValue("x", 20, 6, null).Draw(draw.Normal("x")))];
        Assert.Equal(Math.Log(20), drawn.Select(value => Math.Log(value)).Mean(), 0.3 * Tolerance);
        Assert.Equal(0.3, drawn.StandardDeviation() / drawn.Mean(), 0.02);
        Assert.All(drawn, value => Assert.True(value > 0));
    }

    [Fact]
    public void A_value_of_another_sign_is_normal()
    {
        double[] drawn = [.. Draws(1).Select(draw => new UncertainValue("x", -2, 3, null).Draw(draw.Normal("x")))];
        Assert.Equal(-2, drawn.Mean(), 3 * Tolerance);
        Assert.Equal(3, drawn.StandardDeviation(), 3 * Tolerance);
    }

    [Fact]
    public void A_value_between_bounds_stays_there_with_its_estimate_as_the_median()
    {
        double[] drawn = [.. Draws(1).Select(draw => new UncertainValue("x", 0.9, 0.05, (0, 1)).Draw(draw.Normal("x")))];
        Assert.All(drawn, value => Assert.InRange(value, 0, 1));
        Assert.Equal(0.9, drawn.Median(), 0.05 * 1.3 * Tolerance);

        // The delta method at the estimate: the logit's standard deviation is the error over share times rest.
        Assert.Equal(0.05 / (0.9 * 0.1), drawn.Select(value => Math.Log(value / (1 - value))).StandardDeviation(), 0.6 * Tolerance);
    }

    [Fact]
    public void A_calibration_is_drawn_with_its_covariances()
    {
        UncertainCalibration calibration = new("c", Calibration([[0.04], [0.03, 0.09], [-0.02, 0.01, 0.25]]));
        double[][] logs = [.. Draws(2).Select(draw => calibration.Draw(draw).Select(one => Math.Log(one.Factor)).ToArray())];
        double[] Of(int i) => [.. logs.Select(one => one[i])];
        Assert.Equal([0.2, 0.3, 0.5], [.. Enumerable.Range(0, 3).Select(i => Math.Round(Of(i).StandardDeviation(), 2))]);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(0, Of(i).Mean(), 0.5 * Tolerance));
        Assert.Equal(0.5, Correlation.Pearson(Of(0), Of(1)), Tolerance);
        Assert.Equal(-0.2, Correlation.Pearson(Of(0), Of(2)), Tolerance);
        Assert.Equal(0.01 / 0.15, Correlation.Pearson(Of(1), Of(2)), Tolerance);
    }

    [Fact]
    public void The_order_of_a_calibration_is_that_of_its_file_so_that_one_more_parameter_changes_none_before_it()
    {
        ParameterDraw draw = new(1, 4);
        double[] two = [.. new UncertainCalibration("c", Calibration([[0.04], [0.03, 0.09]])).Draw(draw).Select(one => one.Factor)];
        double[] three = [.. new UncertainCalibration("c", Calibration([[0.04], [0.03, 0.09], [-0.02, 0.01, 0.25]])).Draw(draw).Select(one => one.Factor)];
        Assert.Equal(two[0], three[0], 1e-14);
        Assert.Equal(two[1], three[1], 1e-14);
    }

    [Fact]
    public void A_calibration_without_covariances_draws_nothing_and_says_that_it_has_none()
    {
        UncertainCalibration calibration = new("c", Calibration([]));
        Assert.Empty(calibration.Draw(new ParameterDraw(1, 1)));
        Assert.Equal(0, calibration.Source.Count);
    }

    [Fact]
    public void What_rows_determine_has_the_covariances_of_their_Jacobian()
    {
        Matrix<double> jacobian = Matrix<double>.Build.DenseOfArray(new double[,] { { 8, 1 }, { 2, 9 }, { 3, -4 } });
        Matrix<double> expected = (jacobian.Transpose() * jacobian).Inverse(), found = CalibrationRun.Covariance(jacobian, [Free("a"), Free("b")]);
        Assert.True((expected - found).L2Norm() < 1e-12 * expected.L2Norm());
    }

    /// <summary>Rows that know the product of two parameters alone leave their ratio free: it gets the width of the bounds, and the product its error.</summary>
    [Fact]
    public void What_rows_do_not_determine_is_as_wide_as_the_bounds()
    {
        Matrix<double> jacobian = Matrix<double>.Build.DenseOfArray(new double[,] { { 10, 10 } });
        Matrix<double> found = CalibrationRun.Covariance(jacobian, [Free("a"), Free("b")]);
        double Variance(double a, double b) => (a * a * found[0, 0]) + (2 * a * b * found[0, 1]) + (b * b * found[1, 1]);
        double width = Math.Log(100) / Math.Sqrt(12);
        Assert.Equal(0.01, Variance(1, 1), 1e-12);
        Assert.Equal(2 * width * width, Variance(1, -1), 1e-12);
    }

    private static IEnumerable<ParameterDraw> Draws(ulong seed) => Enumerable.Range(1, Count).Select(number => new ParameterDraw(seed, number));

    private static FreeParameter Free(string name) => new(name, ImmutableSortedDictionary<string, double>.Empty.Add(name, 1), 1, 0.1, 10, "test");

    private static CalibrationFile Calibration(double[][] covariance) => new()
    {
        Title = "test",
        Rows = [],
        BetweenLaboratories = 0.1,
        Unstated = 0.1,
        Free = [.. covariance.Select((_, i) => Free($"p{i}"))],
        Starts = 1,
        Seed = 1,
        Result = new CalibrationOutcome(0, 0, 1, [.. covariance.Select((_, i) => new CalibratedParameter($"p{i}", 1, 1, false))], [], [])
        {
            Covariance = [.. covariance.Select(row => row.ToImmutableArray())],
        },
    };
}
