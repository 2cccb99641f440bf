namespace Ketascope.Tests.Ketamine.Body;

/// <summary>
/// The design of breathing, at held concentrations, against what its first program printed (models/body/README.md), within the printed digits.
/// </summary>
public sealed class BreathingDesignTests
{
    /// <summary>
    /// Ventilation at 48.75 mmHg, at rest, and carbon dioxide at rest (the table of claim 26). For ketamine 156 ng/mL the design printed 40.3 mmHg; the
    /// text gives 40.24.
    /// </summary>
    [Theory]
    [InlineData("", 0, 20.0, 7.1, 40.0)]
    [InlineData("C", 156, 19.2, 7.0, 40.24)]
    [InlineData("breathing.morphine", 0.024, 11.3, 6.1, 43.0)]
    [InlineData("breathing.remifentanil", 1, 9.2, 5.8, 44.2)]
    [InlineData("breathing.propofol", 2000, 7.7, 5.7, 45.3)]
    [InlineData("C", 2159, 13.6, 6.8, 42.0)]
    public void Equal_analgesia_is_not_equal_breathing(string drug, double concentration, double clamped, double resting, double carbonDioxide)
    {
        (string, double)[] set = drug.Length > 0 ? [(drug, concentration)] : [];
        Assert.Equal(clamped, Clamped(48.75, set), 0.05);
        Assert.Equal(resting, BodyRun.Steady("breathing.VE", set), 0.05);
        Assert.Equal(carbonDioxide, BodyRun.Steady("breathing.Pa", set), 0.05);
    }

    /// <summary>S-ketamine on remifentanil 0.6 and 2 ng/mL: with the shift, and without it.</summary>
    [Theory]
    [InlineData(0.6, 0, new[] { 11.7, 12.6, 13.1, 13.1 })]
    [InlineData(0.6, 1, new[] { 11.7, 12.7, 13.6, 14.1 })]
    [InlineData(2, 0, new[] { 6.0, 7.0, 7.9, 8.3 })]
    public void Esketamine_shields_the_gain(double remifentanil, double withoutShift, double[] expected)
    {
        double[] esketamine = [0, 50, 127, 200];
        Assert.All(esketamine.Zip(expected), pair => Assert.Equal(pair.Second, Clamped(48.75,
            ("breathing.remifentanil", remifentanil), ("S", pair.First), ("C", pair.First), ("breathing.without_shift", withoutShift)), 0.05));
    }

    /// <summary>Nieuwenhuijs 2003: change of ventilation at 55 mmHg and at rest, %.</summary>
    [Theory]
    [InlineData("breathing.remifentanil", 1, -52.329, -18.292)]
    [InlineData("breathing.propofol", 1000, -44.3, -12.6)]
    public void Remifentanil_and_propofol_depress_as_printed(string drug, double concentration, double clamped, double resting)
    {
        Assert.Equal(clamped, 100 * ((Clamped(55, (drug, concentration)) / Clamped(55)) - 1), 0.5);
        Assert.Equal(resting, 100 * ((BodyRun.Steady("breathing.VE", (drug, concentration)) / 7.06) - 1), 0.5);
    }

    /// <summary>Share of the fall from 20 to 12 L/min that goes through the baseline drive (Jonkman 2018), with remifentanil 0.6 ng/mL.</summary>
    [Fact]
    public void Less_than_half_of_the_fall_is_baseline_drive()
    {
        (string, double) remifentanil = ("breathing.remifentanil", 0.6);
        double drive = BodyRun.Steady("breathing.drive", remifentanil);
        Assert.Equal(42.9, 100 * 7.06 * (1 - drive) / (Clamped(48.75) - Clamped(48.75, remifentanil)), 0.5);
    }

    /// <summary>
    /// Isocapnic ventilation on esketamine, C = S = 262 ng/mL at 48.75 mmHg: the default falls, the alternative with arousal rises as was seen (3.1).
    /// </summary>
    [Theory]
    [InlineData(0, -1.846)]
    [InlineData(7, 3.221)]
    public void The_contradiction_stays_visible(double arousal, double expected) =>
        Assert.Equal(expected, Clamped(48.75, ("S", 262), ("C", 262), ("breathing.arousal", arousal)) - Clamped(48.75), 0.05);

    /// <summary>Bourke 1987 at 49.8 mmHg: doses to 0.39, 0.65, 1.1, 1.8 and 3.0 mg/kg over 60 s, 12 min apart, read 5 min after each start.</summary>
    [Fact]
    public void Ketamine_depresses_as_in_the_study_that_set_it()
    {
        double[] totals = [0.39, 0.65, 1.1, 1.8, 3.0];
        (string, double, double, double)[] doses =
            [.. totals.SelectMany((total, i) => BodyRun.Racemate(total - (i == 0 ? 0 : totals[i - 1]), 1, 12 * i))];
        double[][] course = BodyRun.Given(doses, [("b.breathing.P_clamp", 49.8)], ["b.breathing.VE_clamp", "b.breathing.shift"],
            0, 5, 17, 29, 41, 53);
        double[] change = [.. course[0].Skip(1).Select(value => value - course[0][0])];
        Assert.Equal(-4.71, change[2], 0.05);
        Assert.Equal(-1.007, (change[4] - change[0]) / Math.Log2(3.0 / 0.39), 0.05);
        Assert.Equal(4.233, course[1][5], 0.05);
    }

    /// <summary>Morphine 0.2 and 0.4 mg/kg, 20 min later, at 49.8 mmHg.</summary>
    [Theory]
    [InlineData(0.2, -11.63)]
    [InlineData(0.4, -15.06)]
    public void Morphine_depresses_more(double dose, double expected)
    {
        double[] course = BodyRun.Given([("M", 70 * dose, 0, 0.1)], [("b.breathing.P_clamp", 49.8)], ["b.breathing.VE_clamp"], 0, 20)[0];
        Assert.Equal(expected, course[1] - course[0], 0.05);
    }

    private static double Clamped(double pressure, params (string, double)[] set) =>
        BodyRun.Held([("breathing.P_clamp", pressure), .. set], ["breathing.VE_clamp"], 0)[0][0];
}
