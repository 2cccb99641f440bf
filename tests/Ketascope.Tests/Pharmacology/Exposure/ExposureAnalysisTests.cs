using CsCheck;
using Ketascope.Pharmacology.Exposure;

namespace Ketascope.Tests.Pharmacology.Exposure;

public sealed class ExposureAnalysisTests
{
    private static readonly Gen<double> _size = Gen.Double[0.01, 100];

    private static readonly Gen<(double[] Times, double[] Values)> _course = Gen.Select(Gen.Double[0.01, 5], Gen.Double[0, 100]).Array[1, 40].Select(pairs =>
    {
        double time = 0;
        return (pairs.Select(pair => time += pair.Item1).ToArray(), pairs.Select(pair => pair.Item2).ToArray());
    });

    [Fact]
    public void A_mono_exponential_decline_is_met_exactly() => Gen.Select(_size, Gen.Double[0.01, 2], Gen.Double[0.05, 2]).Sample((dose, rate, step) =>
    {
        double[] times = Grid(step, 30);
        double[] values = Array.ConvertAll(times, time => dose * Math.Exp(-rate * time));
        ExposureMeasures measures = ExposureAnalysis.Analyse(times, values);
        Close(dose, measures.Cmax, 0);
        Assert.Equal(0, measures.Tmax.Value);
        Close(dose / rate * (1 - Math.Exp(-rate * times[^1])), measures.AucLast, 1e-12);
        Close(dose / rate, measures.AucInfinity, 1e-11);
        Close(Math.Log(2) / rate, measures.HalfLife, 1e-11);
        Close(Math.Exp(-rate * times[^1]), measures.ExtrapolatedFraction, 1e-9);
        Assert.Equal(29, measures.TerminalPhase!.PointCount);
    });

    [Theory]
    [InlineData(10, 2, 1, 0.2, 24)]
    [InlineData(200, 3.5, 40, 0.3, 24)]
    [InlineData(5, 1, 1, 0.1, 48)]
    public void A_bi_exponential_decline_ends_in_its_slow_phase(double a, double alpha, double b, double beta, double end)
    {
        double[] times = Grid(end / 480, 481);
        double[] exact = Array.ConvertAll(times, time => (a * Math.Exp(-alpha * time)) + (b * Math.Exp(-beta * time)));
        // Errors of a solver's size, up and down in turn.
        foreach (double noise in new[] { 0, 1e-8, 1e-6 })
        {
            double[] values = [.. exact.Select((value, i) => value * (1 + (i % 2 == 0 ? noise : -noise)))];
            Close(Math.Log(2) / beta, ExposureAnalysis.Analyse(times, values, ExposureSettings.NoiseFree).HalfLife, 2e-5);
            // With the allowance for measured values the fast phase reaches into the regression.
            Close(Math.Log(2) / beta, ExposureAnalysis.Analyse(times, values).HalfLife, 5e-3);
        }

        // An exponential through two values of a sum of two: the relative error is at most h^2*(alpha - beta)^2/48 (and 1e-6 for the tail).
        ExposureMeasures measures = ExposureAnalysis.Analyse(times, exact, ExposureSettings.NoiseFree);
        Close((a / alpha) + (b / beta), measures.AucInfinity, (Math.Pow(times[1] * (alpha - beta), 2) / 48) + 1e-6);
    }

    [Fact]
    public void An_infusion_ends_at_its_peak()
    {
        // One compartment, rate 10 for 1 h, k 0.5, V 1: C = 20*(1 - exp(-k*t)), then it declines.
        double[] times = Grid(0.05, 241);
        double peak = 20 * (1 - Math.Exp(-0.5));
        double[] values = Array.ConvertAll(times, time => time <= 1 ? 20 * (1 - Math.Exp(-0.5 * time)) : peak * Math.Exp(-0.5 * (time - 1)));
        ExposureMeasures measures = ExposureAnalysis.Analyse(times, values, new ExposureSettings { LastDoseEnd = 1 });
        Close(peak, measures.Cmax, 1e-12);
        Close(1, measures.Tmax, 1e-12);
        Close(Math.Log(2) / 0.5, measures.HalfLife, 1e-10);
        // The rise is a polygon of 20 pieces: its error is h^2/12 * (C'(0) - C'(1)), 8e-4 of 20.
        Close(10 / 0.5, measures.AucInfinity, 1e-4);
        Assert.True(measures.AucInfinity.Value < 20);
    }

    [Fact]
    public void The_terminal_phase_begins_after_the_last_dose()
    {
        // Two boluses; the first leaves the higher peak.
        double[] times = Grid(1, 25);
        double[] values = Array.ConvertAll(times, time => time < 6 ? 100 * Math.Exp(-time) : (60 * Math.Exp(-0.1 * (time - 6))));
        ExposureMeasures measures = ExposureAnalysis.Analyse(times, values, new ExposureSettings { LastDoseEnd = 6 });
        Close(Math.Log(2) / 0.1, measures.HalfLife, 1e-12);
        Assert.Equal(7, measures.TerminalPhase!.FirstTime);
        Assert.Equal(0, measures.Tmax.Value);
    }

    [Fact]
    public void The_set_with_most_points_is_taken_among_nearly_equal_fits()
    {
        double[] times = [0, 1, 2, 3, 4, 6, 8, 12];
        double[] values = [0, 50, 100, 20, 16, 10.2, 6.6, 2.7];
        TerminalPhase phase = ExposureAnalysis.Analyse(times, values).TerminalPhase!;
        Assert.Equal((5, 3.0, 12.0), (phase.PointCount, phase.FirstTime, phase.LastTime));
    }

    [Fact]
    public void The_linear_rule_is_the_trapezoid()
    {
        ExposureMeasures measures = ExposureAnalysis.Analyse([0, 1, 3, 4], [0, 10, 4, 4], new ExposureSettings { AucMethod = AucMethod.Linear });
        Close(5 + 14 + 4, measures.AucLast, 1e-15);
    }

    [Fact]
    public void Falling_values_are_joined_by_an_exponential() =>
        Close(5 + (2 * 6 / Math.Log(2.5)) + 4, ExposureAnalysis.Analyse([0, 1, 3, 4], [0, 10, 4, 4]).AucLast, 1e-14);

    [Fact]
    public void Values_below_the_limit_count_as_zero_and_the_last_one_above_it_is_last()
    {
        ExposureMeasures measures = ExposureAnalysis.Analyse([0, 1, 2, 3, 4, 5], [0.4, 8, 4, 2, 1, 0.5], new ExposureSettings { QuantificationLimit = 0.5 });
        Close(4, measures.Tlast, 0);
        Close(1, measures.Clast, 0);
        Close(4 + (7 / Math.Log(2)), measures.AucLast, 1e-14);
        Close(1, measures.HalfLife, 1e-14);
    }

    [Fact]
    public void Larger_values_have_a_larger_exposure_and_the_same_times() => Gen.Select(_course, _size).Sample((course, factor) =>
    {
        ExposureMeasures one = ExposureAnalysis.Analyse(course.Times, course.Values);
        ExposureMeasures other = ExposureAnalysis.Analyse(course.Times, Array.ConvertAll(course.Values, value => value * factor));
        Same(one.Cmax.Then(value => value * factor), other.Cmax);
        Same(one.AucLast.Then(value => value * factor), other.AucLast);
        Same(one.Tmax, other.Tmax);
    });

    [Fact]
    public void Other_units_of_time_change_areas_and_times_alone() => Gen.Select(_course, _size).Sample((course, factor) =>
    {
        ExposureMeasures one = ExposureAnalysis.Analyse(course.Times, course.Values);
        ExposureMeasures other = ExposureAnalysis.Analyse(Array.ConvertAll(course.Times, time => time * factor), course.Values);
        Same(one.AucLast.Then(area => area * factor), other.AucLast);
        Same(one.Tmax.Then(time => time * factor), other.Tmax);
        Same(one.Cmax, other.Cmax);
    });

    [Fact]
    public void Areas_of_two_parts_add_up_to_the_whole() => Gen.Select(_course, Gen.Int[0, 38]).Where((course, cut) => cut < course.Times.Length - 1 && cut > 0).Sample((course, cut) =>
    {
        double[] values = Array.ConvertAll(course.Values, value => value + 1);
        double whole = Area(course.Times, values);
        Assert.Equal(whole, Area(course.Times[..(cut + 1)], values[..(cut + 1)]) + Area(course.Times[cut..], values[cut..]), 1e-12 * whole);

        static double Area(double[] times, double[] values) => ExposureAnalysis.Analyse(times, values).AucLast.Value!.Value;
    });

    [Fact]
    public void Every_measure_is_a_finite_number_or_has_a_reason() => _course.Sample(course =>
    {
        ExposureMeasures measures = ExposureAnalysis.Analyse(course.Times, course.Values);
        Estimate[] all = [measures.Cmax, measures.Tmax, measures.Clast, measures.Tlast, measures.AucLast, measures.AucInfinity, measures.ExtrapolatedFraction, measures.HalfLife];
        return all.All(estimate => estimate.Value is double value ? double.IsFinite(value) && value >= 0 && estimate.Reason is null : estimate.Reason is not null);
    });

    [Theory]
    [InlineData(new double[0], new double[0], "the course has no values")]
    [InlineData(new[] { 0.0, 1, 2 }, new[] { 1, double.NaN, 2 }, "the value at time 1 is NaN")]
    [InlineData(new[] { 0.0, 1, 2 }, new[] { 0.0, 0, -1e-12 }, "no value is above the limit of quantification")]
    [InlineData(new[] { 0.0, 1, 2 }, new[] { 3.0, 2, 1 }, "fewer than 3 values follow the peak")]
    [InlineData(new[] { 0.0, 1, 2, 3 }, new[] { 3.0, 2, 2, 2 }, "the last values do not decline")]
    public void A_half_life_that_cannot_be_estimated_has_its_reason(double[] times, double[] values, string reason)
    {
        ExposureMeasures measures = ExposureAnalysis.Analyse(times, values);
        Assert.Equal((null, reason), (measures.HalfLife.Value, measures.HalfLife.Reason));
        Assert.Equal(reason, measures.AucInfinity.Reason);
    }

    [Fact]
    public void Nothing_has_no_peak_time_but_an_area_of_zero()
    {
        ExposureMeasures measures = ExposureAnalysis.Analyse([0, 1, 2], [0, 0, 0]);
        Assert.Equal((0, 0, null), (measures.Cmax.Value, measures.AucLast.Value, measures.Tmax.Value));
    }

    [Theory]
    [InlineData(new[] { 0.0, 1 }, new[] { 1.0 })]
    [InlineData(new[] { 1.0, 0 }, new[] { 1.0, 1 })]
    [InlineData(new[] { 0, double.NaN }, new[] { 1.0, 1 })]
    public void A_course_has_a_value_for_each_time_and_ascends(double[] times, double[] values) =>
        Assert.Throws<ArgumentException>(() => ExposureAnalysis.Analyse(times, values));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 5)]
    [InlineData(1, 10)]
    [InlineData(2, 5)]
    [InlineData(3, 2.5)]
    [InlineData(4, 7)]
    [InlineData(5, 7)]
    public void A_value_between_two_is_on_the_line_up_and_the_exponential_down(double time, double expected) =>
        Close(expected, ExposureAnalysis.ValueAt([0, 1, 3, 4, 4, 5], [0, 10, 2.5, 3, 7, 7], time), 1e-14);

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    [InlineData(double.NaN)]
    public void There_is_no_value_outside_the_course(double time) =>
        Assert.EndsWith("is outside the course", ExposureAnalysis.ValueAt([0, 5], [1, 1], time).Reason, StringComparison.Ordinal);

    private static double[] Grid(double step, int count) => [.. Enumerable.Range(0, count).Select(i => i * step)];

    private static void Close(double expected, Estimate actual, double relative)
    {
        Assert.Null(actual.Reason);
        Assert.Equal(expected, actual.Value!.Value, relative * Math.Abs(expected));
    }

    private static void Same(Estimate expected, Estimate actual)
    {
        Assert.Equal(expected.Reason, actual.Reason);
        Assert.Equal(expected.Value ?? 0, actual.Value ?? 0, 1e-12 * Math.Abs(expected.Value ?? 0));
    }
}
