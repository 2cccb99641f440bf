namespace Ketascope.Tests.Ketamine.Body;

/// <summary>
/// The design of the circulation, at held concentrations and behind doses without mixing, against what its first program printed
/// (models/body/README.md), within the printed digits.
/// </summary>
public sealed class CirculationDesignTests
{
    /// <summary>uM of free ketamine for 1 ng/mL: 73 % free, 237.73 g/mol.</summary>
    private const double Free = 0.73 / 237.73;

    private static readonly string[] Shown = ["b.circulation.pressure", "b.circulation.rate", "b.circulation.output_ratio"];

    /// <summary>
    /// The five numbers that five parameters were calibrated to (meeting them is no evidence), and S-ketamine at the end of 3 h. After 0.5 mg/kg the first
    /// program printed 9.913 and 5.288; it had concentrations that are 1 % higher (S 145.5, R 149.5 ng/mL) than section 12 of the design gives.
    /// </summary>
    [Theory]
    [InlineData(145.5, 149.5, "MAP", 90 + 9.913)]
    [InlineData(145.5, 149.5, "HR", 75 + 5.288)]
    [InlineData(320, 0, "output_ratio", 1.45231)]
    [InlineData(1959, 0, "pressure", 1.27342)]
    [InlineData(1959, 0, "rate", 1.41539)]
    [InlineData(262, 0, "MAP", 90 + 14.147)]
    public void Held_concentrations_give_what_was_printed(double s, double r, string output, double expected) =>
        Assert.Equal(expected, Steady(output, s, r), expected > 2 ? 0.05 : 0.005);

    /// <summary>+7 a minute in volunteers with 65 at rest (S 262 ng/mL at the end of 3 h). The first program printed 7.195; the text gives 7.278.</summary>
    [Fact]
    public void Esketamine_in_3_h_raises_the_heart_rate() =>
        Assert.Equal(7, Steady("HR", 262, 0, ("circulation.HR0", 65)) - 65, 0.5);

    /// <summary>
    /// Pressure and cardiac output at 1000 ng/mL of each enantiomer, by reserve. At a reserve of a half the design printed an output of 1.26; the text
    /// gives 1.2548.
    /// </summary>
    [Theory]
    [InlineData(1, 1.24, 1.68)]
    [InlineData(0.5, 1.09, 1.2548)]
    [InlineData(0.2, 0.98, 1.01)]
    [InlineData(0, 0.90, 0.84)]
    public void The_reserve_decides_between_rise_and_fall(double reserve, double pressure, double output)
    {
        Assert.Equal(pressure, Steady("pressure", 1000, 1000, ("circulation.reserve", reserve)), 0.005);
        Assert.Equal(output, Steady("output_ratio", 1000, 1000, ("circulation.reserve", reserve)), 0.005);
    }

    /// <summary>Uptake of noradrenaline carries 5 % of the rise of pressure at 0.5 mg/kg and 7 % of that of the rate; 1.3 % of it is occupied.</summary>
    [Fact]
    public void Uptake_of_noradrenaline_carries_little_at_half_a_milligram()
    {
        double Share(string output) => 1 - ((Steady(output, 144, 148, ("circulation.f_NET", 0)) - 1) / (Steady(output, 144, 148) - 1));
        Assert.Equal(0.05, Share("pressure"), 0.005);
        Assert.Equal(0.07, Share("rate"), 0.005);
        Assert.Equal(0.013, Steady("occupied", 144, 148), 0.0005);
    }

    /// <summary>The switch of the transporter is the same as no share of uptake.</summary>
    [Fact]
    public void The_switch_of_uptake_takes_its_share() =>
        Assert.Equal(Steady("pressure", 1000, 1000, ("circulation.f_NET", 0)), Steady("pressure", 1000, 1000, ("circulation.without_NET", 1)), 1e-12);

    /// <summary>2 mg/kg over 60 s: pressure x1.31 at 3.4 min, heart rate x1.47, output x1.9.</summary>
    [Fact]
    public void Two_milligrams_raise_pressure_rate_and_output_within_minutes()
    {
        double[] minutes = [.. Enumerable.Range(1, 150).Select(i => i / 10.0)];
        double[][] courses = BodyRun.Given(BodyRun.Racemate(2, 1), [], Shown, minutes);
        double[] highest = [.. courses.Select(course => course.Max())];
        Assert.Equal(1.31, highest[0], 0.005);
        Assert.Equal(1.47, highest[1], 0.005);
        Assert.Equal(1.9, highest[2], 0.05);
        Assert.Equal(3.4, minutes[Array.IndexOf(courses[0], highest[0])], 0.15);
    }

    /// <summary>
    /// The transporter's share of the rise 3 and 5 min after the start of 2 mg/kg over 60 s (pressure, rate). Its occupancy was printed as 14 % without a
    /// time: it is 15 % at 3 min, 14 % at 5 min and 13 % at 5.5 min.
    /// </summary>
    [Fact]
    public void Uptake_of_noradrenaline_carries_a_quarter_after_two_milligrams()
    {
        double[][] whole = BodyRun.Given(BodyRun.Racemate(2, 1), [], [.. Shown, "b.circulation.occupied"], 3, 5);
        double[][] without = BodyRun.Given(BodyRun.Racemate(2, 1), [("b.circulation.f_NET", 0)], Shown, 3, 5);
        double Share(int output, int time) => 1 - ((without[output][time] - 1) / (whole[output][time] - 1));
        Assert.Equal([0.27, 0.21, 0.25, 0.20], [Share(0, 0), Share(1, 0), Share(0, 1), Share(1, 1)], (expected, actual) => Math.Abs(expected - actual) < 0.005);
        Assert.Equal([0.154, 0.137], whole[3], (expected, actual) => Math.Abs(expected - actual) < 0.001);
    }

    /// <summary>
    /// Miller 2016: 2 mg/kg over 60 s, read 6.7 min after the start; systolic pressure and heart rate by reserve and heart rate before. The first program
    /// printed 30.6 and 35.9, 16.6 and 26.2, 5.7 and 25.0, -0.4 and 21.0. With a reserve of 0.35 the text's pressure is 6.3, 0.7 higher; this is not
    /// explained, because that program was not kept.
    /// </summary>
    [Theory]
    [InlineData(90, 1, 30.6, 35.9)]
    [InlineData(90, 0.6, 16.6, 26.2)]
    [InlineData(110, 0.35, 6.33, 25.0)]
    [InlineData(110, 0.2, -0.4, 21.0)]
    public void Shock_takes_the_pressor_response_away(double rate, double reserve, double systolic, double expectedRate)
    {
        double[][] course = BodyRun.Given(BodyRun.Racemate(2, 1), [("b.circulation.HR0", rate), ("b.circulation.reserve", reserve)],
            ["b.circulation.SBP", "b.circulation.HR"], 0, 6.7);
        Assert.Equal(systolic, course[0][1] - course[0][0], 0.1);
        Assert.Equal(expectedRate, course[1][1] - rate, 0.1);
    }

    /// <summary>A bolus of 115 mg: +29 to +41 % of the heart rate 5 min later (the first program's typical person had 41.3, the text's has 39.6).</summary>
    [Fact]
    public void The_bolus_of_another_simulator_raises_the_heart_rate() =>
        Assert.InRange(BodyRun.Given(BodyRun.Racemate(115.0 / 70, 0.01), [], ["b.circulation.rate"], 5)[0][0], 1.29, 1.41);

    /// <summary>0.5 mg/kg over 40 min: systolic pressure at 30 min, +10 to +12 (Riva-Posse 2018).</summary>
    [Fact]
    public void A_slow_dose_raises_systolic_pressure() =>
        Assert.InRange(BodyRun.Given(BodyRun.Racemate(0.5, 40), [], ["b.circulation.SBP"], 30)[0][0] - 120, 10, 12);

    /// <summary>Claim 28's exception: 2 mg/kg at 4 to 10 min with a reserve of 0.2 to 0.3, and with none.</summary>
    [Fact]
    public void Without_reserve_pressure_falls()
    {
        double[] minutes = [4, 6, 8, 10];
        double[] Change(double reserve) =>
            [.. BodyRun.Given(BodyRun.Racemate(2, 1), [("b.circulation.reserve", reserve)], Shown, minutes)[0].Select(ratio => 100 * (ratio - 1))];
        double[] low = [.. Change(0.2), .. Change(0.3)], none = Change(0);
        Assert.Equal([-3, 6, -11, -8], [low.Min(), low.Max(), none.Min(), none.Max()], (expected, actual) => Math.Abs(expected - actual) < 0.5);
    }

    /// <summary>
    /// The baroreflex of Su 2023 answers with the exponent 0.661: where resistance alone is changed from outside, heart rate settles at pressure^-0.661,
    /// and pressure at the root of p^(1 + 3 fb) = resistance (1 + 0.312 fb ln p).
    /// </summary>
    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(8000)]
    public void The_baroreflex_has_the_gain_of_its_source(double propofol)
    {
        double[] settled = [.. BodyRun.Held([("breathing.propofol", propofol), ("circulation.Emax_propofol_stroke", 0)],
            ["circulation.pressure", "circulation.rate", "circulation.propofol_vessels"], BodyRun.Settled).Select(course => course[0])];
        (double pressure, double vessels) = (settled[0], 1 - settled[2]);
        Assert.Equal(Math.Pow(pressure, -0.661), settled[1], 1e-6);
        Assert.Equal(vessels * (1 + (0.312 * 0.661 * Math.Log(pressure))), Math.Pow(pressure, 1 + (3 * 0.661)), 1e-6);
        double open = BodyRun.Steady("circulation.pressure", ("breathing.propofol", propofol), ("circulation.Emax_propofol_stroke", 0),
            ("circulation.without_baroreflex", 1));
        Assert.Equal(vessels, open, 1e-6);
    }

    private static double Steady(string output, double s, double r, params (string, double)[] set) =>
        BodyRun.Steady("circulation." + output, [("circulation.S", s), ("circulation.C_free", Free * (s + r)), .. set]);
}
