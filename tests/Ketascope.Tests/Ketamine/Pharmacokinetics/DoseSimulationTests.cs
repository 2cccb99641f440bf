using Ketascope.Ketamine;
using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Pharmacokinetics;

public sealed class DoseSimulationTests
{
    private static readonly ModelLibrary s_library = House.Installed.Library.Pharmacokinetics;

    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min", null, "racemate-otto-2021")]
    [InlineData("esketamine 10 mg iv", null, "otto-2021")]
    [InlineData("esketamine 10 mg iv over 30 min", null, "otto-2021")]
    [InlineData("esketamine 10 mg iv over 30 min", "arterial", "arterial-venous")]
    [InlineData("esketamine 28 mg intranasal", null, "perez-ruixo-2021")]
    [InlineData("ketamine 28 mg intranasal", null, "racemate-any-route")]
    [InlineData("esketamine 50 mg sublingual", "arterial", "arterial-venous")]
    [InlineData("0.5 mg/kg iv", "arterial", "racemate-arterial-venous")]
    [InlineData("arketamine 10 mg iv and esketamine 10 mg iv", null, "racemate-otto-2021")]
    [InlineData("ketamine 2 mg/kg im", null, "racemate-any-route")]
    [InlineData("esketamine 10 mg iv then after 1 h ketamine 20 mg im", "venous", "racemate-any-route")]
    public void The_model_that_suits_drug_route_and_site_is_taken(string regimen, string? site, string expected) =>
        Assert.StartsWith(expected + ": ", Run(regimen, site: site).Result.ModelChoice, StringComparison.Ordinal);

    [Theory]
    [InlineData("1 mg/kg iv", 8.0, "racemate-children")]
    [InlineData("4 mg/kg im", 4.0, "racemate-children")]
    [InlineData("esketamine 2 mg/kg intranasal", 4.0, "racemate-children")]
    [InlineData("1 mg/kg iv", 0.6, "elkomy-2015")]
    [InlineData("1 mg/kg iv", 17.0, "elkomy-2015")]
    [InlineData("1 mg/kg iv", 18.0, "racemate-otto-2021")]
    [InlineData("esketamine 2 mg/kg/h iv for 48 h", 0.5, "flint-2017")]
    public void Children_get_models_of_children_where_there_are_any(string regimen, double age, string expected) =>
        Assert.StartsWith(expected + ": ", Run(regimen, age: age).Result.ModelChoice, StringComparison.Ordinal);

    [Fact]
    public void Doses_of_children_by_routes_not_measured_at_their_age_are_refused_with_the_reason()
    {
        string message = Assert.Throws<UserErrorException>(() => Run("4 mg/kg im", age: 16)).Message;
        Assert.StartsWith("racemic ketamine im in a person of 16 years cannot be simulated: what was measured", message, StringComparison.Ordinal);
        Assert.Contains("of 1 to 14 years", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bolus_is_not_given_to_a_model_of_infusions_where_there_is_another_and_is_warned_of_where_there_is_none()
    {
        Assert.StartsWith("otto-2021: ", Run("esketamine 10 mg iv").Result.ModelChoice, StringComparison.Ordinal);
        Assert.Contains(Run("esketamine 10 mg iv", site: "arterial").Result.Alerts, warning => warning.Contains("a bolus lies outside", StringComparison.Ordinal));
        Assert.DoesNotContain(Run("esketamine 10 mg iv over 30 min", site: "arterial").Result.Alerts, warning => warning.Contains("min or longer", StringComparison.Ordinal));
    }

    [Fact]
    public void The_effect_site_of_Domino_follows_plasma_and_takes_nothing_from_it()
    {
        DoseRequest request = new() { Regimen = "1 mg/kg iv over 40 min", Model = "domino-1982" };
        DoseSimulationResult slow = DoseSimulation.Run(request, s_library, TimeProvider.System, TestContext.Current.CancellationToken);
        DoseSimulationResult fast = DoseSimulation.Run(request with { Overrides = request.Overrides.Add("ke0", 3.78) }, s_library, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(slow.Result.Summary.Rows[0][2].Number, fast.Result.Summary.Rows[0][2].Number, 1e-3);
        Assert.InRange(slow.Result.Summary.Rows[1][2].Number, 1, 0.95 * fast.Result.Summary.Rows[1][2].Number);
        Assert.Equal(slow.Result.Summary.Rows[0][5].Number, slow.Result.Summary.Rows[1][5].Number, 1.0);
    }

    [Fact]
    public void Doses_by_weight_follow_the_weight() => Assert.Equal(41, Run("0.5 mg/kg iv", weight: 82).Records.Sum(record => record.Amount), 1e-12);

    [Fact]
    public void A_bolus_is_highest_at_once_and_an_infusion_at_its_end()
    {
        Assert.Equal(0, Measure("esketamine 10 mg iv", "Tmax"));
        Assert.Equal(0.5, Measure("esketamine 10 mg iv over 30 min", "Tmax"));
    }

    [Fact]
    public void Areas_to_infinity_are_dose_over_clearance_for_each_window_that_is_shown()
    {
        double whole = Measure("esketamine 17.5 mg iv over 40 min", "AUCinf");
        Assert.Equal(17.5 / 95.2 * 1000, whole, 0.02);
        Assert.Equal(whole, Measure("esketamine 17.5 mg iv over 40 min", "AUCinf", hours: 0.25), 0.02);
        Assert.Equal(whole, Measure("esketamine 17.5 mg iv over 40 min", "AUCinf", hours: 300), 0.5);
    }

    [Fact]
    public void Doses_repeated_for_weeks_add_up()
    {
        double one = Measure("esketamine 17.5 mg iv over 40 min", "AUCinf");
        Assert.Equal(8 * one, Measure("esketamine 17.5 mg iv over 40 min every 84 h x 8", "AUCinf"), 8 * one * 1e-3);
    }

    [Fact]
    public void Windows_that_end_before_the_doses_are_warned_of()
    {
        Assert.Contains(Run("10 mg iv every 24 h x 3", hours: 12).Result.Warnings, warning => warning.Contains("go on until 48 h", StringComparison.Ordinal));
        Assert.DoesNotContain(Run("35 mg iv over 40 min", hours: 2.0 / 3).Result.Warnings, warning => warning.Contains("go on", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(1000)]
    public void Impossible_weights_are_refused(double weight) => Assert.Throws<UserErrorException>(() => Run("0.5 mg/kg iv", weight: weight));

    [Fact]
    public void The_weight_is_not_a_parameter_like_others()
    {
        DoseRequest request = new() { Regimen = "0.5 mg/kg iv", Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("WT", 50) };
        Assert.Contains("--weight", Assert.Throws<UserErrorException>(() => DoseSimulation.Run(request, s_library, TimeProvider.System, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min every 12 h x 5", 40)]
    [InlineData("0.5 mg/kg iv over 40 min", 0.25)]
    [InlineData("10 mg iv every 84 h x 30", 3000)]
    public void Times_ascend_and_hold_every_start_and_end_of_a_dose(string text, double hours)
    {
        Regimen regimen = RegimenParser.Parse(text, new DiagnosticBag())!;
        double[] shown = [.. SamplingGrid.For(regimen, hours)];
        double[] all = [.. shown, .. SamplingGrid.Tail(regimen, hours)];
        Assert.Equal((0, hours), (shown[0], shown[^1]));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(SamplingGrid.DoseTimes(regimen).SelectMany(dose => (double[])[dose.Start, dose.End]), time => Assert.Contains(all, one => Math.Abs(one - time) <= 1e-9 * hours));
    }

    private static double Measure(string regimen, string column, double? hours = null)
    {
        var summary = Run(regimen, hours: hours).Result.Summary;
        int index = summary.Columns.Select(one => one.Name).ToList().IndexOf(column);
        return summary.Rows[0][index].Number;
    }

    private static DoseSimulationResult Run(string regimen, double? weight = null, double? hours = null, string? site = null, double? age = null) =>
        DoseSimulation.Run(new DoseRequest { Regimen = regimen, WeightKg = weight, AgeYears = age, Hours = hours, Site = site }, s_library, TimeProvider.System, TestContext.Current.CancellationToken);
}
