using Ketascope.Pharmacology.Exposure;

namespace Ketascope.Tests.Pharmacology.Exposure;

/// <summary>Areas of courses that jump: C0, and what is right before and right after each later bolus.</summary>
public sealed class BolusAreaTests
{
    // One compartment, k = 0.3, a bolus of 10 at 0 and again at 12 and 24: all areas have closed forms.
    private const double Rate = 0.3;

    [Fact]
    public void An_area_begins_at_the_concentration_extrapolated_to_the_bolus()
    {
        double[] times = [0.5, 1, 2, 4, 8, 12];
        ExposureMeasures measures = Analyse(times, [.. times.Select(t => Exact(t, 0))], 0);
        Close(10, measures.C0);
        Assert.True(measures.IsC0Extrapolated);
        Close(10 / Rate * (1 - Math.Exp(-Rate * 12)), measures.AucLast);
        Close(10 / Rate, measures.AucInfinity);

        // Cmax and Tmax are of what was measured.
        Close(Exact(0.5, 0), measures.Cmax);
        Close(0.5, measures.Tmax);
    }

    [Fact]
    public void A_value_before_the_bolus_at_its_time_is_no_concentration_after_it()
    {
        double[] times = [0, 0.5, 1, 2, 4, 8, 12];
        ExposureMeasures measures = Analyse(times, [.. times.Select(t => t == 0 ? 0 : Exact(t, 0))], 0);
        Close(10, measures.C0);
        Assert.True(measures.IsC0Extrapolated);
        Close(10 / Rate, measures.AucInfinity);
    }

    [Fact]
    public void A_value_after_the_bolus_stays()
    {
        double[] times = [0, 0.5, 1, 2, 4, 8, 12];
        ExposureMeasures measures = Analyse(times, [.. times.Select(t => Exact(t, 0))], 0);
        Close(10, measures.C0);
        Assert.False(measures.IsC0Extrapolated);
        Close(10 / Rate, measures.AucInfinity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Later_boluses_add_no_area_before_they_are_given(double step)
    {
        // At the times of boluses the values are those right after them; between them the grid is coarse.
        double[] times = [.. Enumerable.Range(0, (int)(48 / step) + 1).Select(i => i * step)];
        double[] values = [.. times.Select(t => Exact(t, 0) + Exact(t, 12) + Exact(t, 24))];
        Close(3 * 10 / Rate, Analyse(times, values, 0, 12, 24).AucInfinity, 1e-6);
        Assert.True(Analyse(times, values).AucInfinity.Value > (3 * 10 / Rate) + (0.9 * 10 * step));

        // Where no value is at the time of a bolus both sides are extrapolated.
        double[] shifted = [.. times.Select(t => t + (step / 2))], between = [.. shifted.Select(t => Exact(t, 0) + Exact(t, 12) + Exact(t, 24))];
        Close(3 * 10 / Rate, Analyse(shifted, between, 0, 12, 24).AucInfinity, 1e-6);
    }

    [Fact]
    public void Windows_between_boluses_hold_what_is_between()
    {
        double[] times = [.. Enumerable.Range(0, 49).Select(i => (double)i)];
        double[] values = [.. times.Select(t => Exact(t, 0) + Exact(t, 12) + Exact(t, 24))];
        ExposureSettings settings = new() { Boluses = [0, 12, 24] };
        double first = 10 / Rate * (1 - Math.Exp(-Rate * 12)), all = 10 / Rate * (1 - Math.Exp(-Rate * 24));
        Close(first, ExposureAnalysis.AreaBetween(times, values, 0, 12, settings));
        Close(all, ExposureAnalysis.AreaBetween(times, values, 12, 24, settings));
        Close(10 / Rate * (Math.Exp(-Rate * 3.5) - Math.Exp(-Rate * 7.25)), ExposureAnalysis.AreaBetween(times, values, 3.5, 7.25, settings));
        Close(first + all, ExposureAnalysis.AreaBetween(times, values, 0, 24, settings));
        Assert.Contains("the window from 40 to 50 is not within the course, which goes from 0 to 48",
            ExposureAnalysis.AreaBetween(times, values, 40, 50, settings).Reason, StringComparison.Ordinal);
        Assert.Null(ExposureAnalysis.AreaBetween(times, values, 12, 12, settings).Value);
    }

    [Fact]
    public void Values_that_rise_after_a_bolus_are_not_extrapolated()
    {
        // A metabolite: nothing right after the bolus, then it rises.
        double[] times = [0.5, 1, 2, 4, 8];
        ExposureMeasures measures = Analyse(times, [1, 2, 3, 2.5, 1], 0);
        Assert.Equal("the values after the bolus do not decline", measures.C0.Reason);
        Close(Analyse(times, [1, 2, 3, 2.5, 1]).AucLast.Value!.Value, measures.AucLast);
    }

    [Fact]
    public void A_bolus_after_the_course_and_one_named_twice_do_nothing()
    {
        double[] times = [0, 1, 2, 4, 8], values = [.. times.Select(t => Exact(t, 0))];
        Close(Analyse(times, values, 0).AucInfinity.Value!.Value, Analyse(times, values, 0, 0, 99).AucInfinity);
        Assert.Equal("there is no bolus", Analyse(times, values).C0.Reason);
    }

    [Fact]
    public void A_jump_that_the_course_shows_itself_stays_as_it_is()
    {
        double[] times = [0, 4, 8, 12, 12, 16, 20, 24];
        double[] values = [.. times.Select((t, i) => Exact(t, 0) + (i > 3 ? Exact(t, 12) : 0))];
        Close(10 / Rate * (1 - Math.Exp(-Rate * 12)), ExposureAnalysis.AreaBetween(times, values, 0, 12, new ExposureSettings { Boluses = [0, 12] }));
        Close(20 / Rate, Analyse(times, values, 0, 12).AucInfinity);
    }

    private static double Exact(double time, double dose) => time < dose ? 0 : 10 * Math.Exp(-Rate * (time - dose));

    private static ExposureMeasures Analyse(double[] times, double[] values, params double[] boluses) =>
        ExposureAnalysis.Analyse(times, values,
            ExposureSettings.NoiseFree with
            {
                Boluses = [.. boluses],
                LastDoseEnd = boluses.Length > 0 && boluses[^1] < 48 ? boluses[^1]
            : double.NegativeInfinity
            });

    private static void Close(double expected, Estimate actual, double relative = 1e-9) =>
        Assert.Equal(expected, actual.Value!.Value, Math.Abs(expected) * relative);
}
