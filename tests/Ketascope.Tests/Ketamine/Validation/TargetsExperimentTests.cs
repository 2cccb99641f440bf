using System.Collections.Immutable;
using Ketascope.Ketamine;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Validation;

/// <summary>The area "targets": rows are drugs, baths and doses.</summary>
public sealed class TargetsExperimentTests
{
    private static readonly IExperiment Targets = House.Installed.Areas.Find("targets");

    /// <summary>Parts compete, so that the racemate's number is the harmonic mean of its enantiomers' (46.9 and 390 uM at the dopamine transporter).</summary>
    [Theory]
    [InlineData("ketamine", "dopamine-transporter", "half", 2 / ((1 / 46.9) + (1 / 390.0)))]
    [InlineData("S-ketamine", "dopamine-transporter", "half", 46.9)]
    [InlineData("ketamine 10 uM", "noradrenaline-transporter", "equilibrium", 10 / (10 + 66.8))]
    [InlineData("ketamine 66.8 uM", "noradrenaline-transporter", "equilibrium", 0.5)]
    [InlineData("S-ketamine 16 uM", "hcn1", "equilibrium", 0.5)]
    public void What_is_occupied_follows_from_affinities(string regimen, string target, string time, double expected)
    {
        Arm arm = Targets.Plan(Row(regimen, target, time));
        Assert.Equal(expected, Value(arm), 1e-5 * expected);
    }

    [Fact]
    public void Another_published_number_is_taken_where_a_row_names_it()
    {
        Observation row = Row("ketamine", "mu-opioid", "half");
        Arm arm = Targets.Plan(row with { Setting = row.Setting.Add("alternative", "Finck-1982") });
        Assert.InRange(Value(arm), 20, 30);
    }

    [Theory]
    [InlineData("ketamine", "mu-opiod", "half", "mu")]
    [InlineData("ketamin", "mu-opioid", "half", "ketamine")]
    [InlineData("ketamine", "mu-opioid", "equilibrium", "is no bath")]
    public void A_mistake_is_told(string regimen, string target, string time, string expected)
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() =>
        {
            Arm arm = Targets.Plan(Row(regimen, target, time));
            arm.Run(Cohort.Typical, [arm], TestContext.Current.CancellationToken);
        });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static double Value(Arm arm) => (double)Assert.Single(arm.Measure(arm.Run(Cohort.Typical, [arm], TestContext.Current.CancellationToken))).Value!;

    private static Observation Row(string regimen, string target, string time) => new()
    {
        Study = "test",
        Regimen = regimen,
        Setting = ImmutableSortedDictionary<string, string>.Empty,
        Output = target,
        Time = time,
        Statistic = "mean",
        Unit = time == "half" ? "uM" : "%",
        Role = "validation",
        Value = 1,
    };
}
