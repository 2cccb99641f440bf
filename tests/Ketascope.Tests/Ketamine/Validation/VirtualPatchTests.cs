using System.Collections.Immutable;
using Ketascope.Ketamine.Receptor;
using Ketascope.Ketamine.Validation;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Tests.Ketamine.Receptor;

namespace Ketascope.Tests.Ketamine.Validation;

public sealed class VirtualPatchTests
{
    private static readonly ArmPredictor Electrode = new(new VirtualPatch(Patch.Experiment).Plan, Cohort.Typical);

    [Fact]
    public void The_equilibrium_with_magnesium_follows_Jahr_and_Stevens()
    {
        double share = Value("glycine 10 uM; magnesium 1 mM; hold -40 mV; glutamate 100 uM for 1 h; against; glycine 10 uM; hold -40 mV; glutamate 100 uM for 1 h", "", "open probability", "steady");
        Assert.Equal(1 / (1 + (Math.Exp(40 / 16.129) / 3.57)), share, 1e-6);
        Assert.Equal(1e3 * 3.57 * Math.Exp(-40 / 16.129), Value("magnesium 7 mM; glutamate 100 uM for 1 h", "hold=-40mV", "current", "IC50"), 0.01);
    }

    [Fact]
    public void A_patch_of_two_subtypes_is_their_mean()
    {
        const string Pulse = "wait 1 ms; glutamate 1 mM for 100 ms; wait 1 s";
        double both = Value(Pulse, "subunits=2A+2B", "open probability", "60 ms");
        Assert.Equal((Value(Pulse, "subunits=2A", "open probability", "60 ms") + Value(Pulse, "subunits=2B", "open probability", "60 ms")) / 2, both, 1e-9);
    }

    [Fact]
    public void Sets_of_parameters_run_side_by_side_give_what_each_gives_alone()
    {
        Observation seen = Observed("wait 1 ms; glutamate 1 mM for 5 ms; wait 1 s", "", "current", "rise");
        double[] Rises(params double[] rates) =>
            Electrode.Values([seen], SubjectTable.Of(["ks_on_23"], [.. rates.Select(rate => (double[])[rate])]), TestContext.Current.CancellationToken)[0];
        double[] both = Rises(250, 60);
        Assert.Equal(Rises(250)[0], both[0], 1e-7);
        Assert.True(both[1] > 1.2 * both[0], $"a slower step gave {both[1]} after {both[0]} s");
    }

    [Fact]
    public void Applied_to_closed_channels_a_drug_does_nothing_and_trapped_it_stays()
    {
        Assert.Equal(0, Value("ketamine 10 uM; wait 60 s; ketamine off; wait 1 s; glutamate 1 mM for 10 ms", "response=peak", "current", "block"), 1e-6);
        Assert.InRange(Value("ketamine 10 uM; glutamate 100 uM for 60 s; ketamine off; wait 60 s; glutamate 100 uM for 1 s", "", "current", "trapped fraction"), 0.95, 1);
    }

    [Fact]
    public void Warmth_is_there_from_the_start_or_comes_during_the_experiment()
    {
        const string Pulse = "glycine 100 uM; wait 1 s; glutamate 1 mM for 5 ms; wait 1 s";
        double cold = Value(Pulse, "subunits=2B", "current", "decay"), warm = Value($"temperature 35 C; {Pulse}", "subunits=2B", "current", "decay");
        Assert.InRange(cold / warm, 3, 5);
        Assert.Equal(warm, Value("glycine 100 uM; wait 1 ms; temperature 35 C; wait 100 s; glutamate 1 mM for 5 ms; wait 1 s", "subunits=2B", "current", "decay"), 1e-3 * warm);
    }

    /// <summary>An opening of GluN2C ends by either step back, so its mean length is one over their sum; within four standard errors.</summary>
    [Fact]
    public void Single_channels_open_for_as_long_as_their_rates_say() =>
        Assert.Equal(1e3 / (1330 + 542.0), 1e3 * Value("glycine 100 uM; glutamate 1 mM for 100 s", "subunits=2C", "single channels", "mean open time"), 0.06);

    [Theory]
    [InlineData("glutamate 1 mM for 1 s", "", "single channels", "peak", "not of the output")]
    [InlineData("glutamate 1 mM for 1 s", "", "current", "mean open time", "of the output 'single channels'")]
    [InlineData("glutamate 1 mM for 1 s", "critical=5", "single channels", "burst length", "for example critical=100us")]
    [InlineData("pulse; wait 1 s", "", "single channels", "mean open time", "change in steps")]
    [InlineData("glutamate 1 mM for 1 s", "", "courrent", "peak", "did you mean 'current'?")]
    [InlineData("wait 1 s", "", "current", "peak", "never applies glutamate")]
    [InlineData("glutamate 1 mM for 1 s", "subunits=2E", "current", "peak", "there is no '2E'")]
    [InlineData("glutamate 1 mM for 1 s", "", "current", "onset", "needs a drug that arrives")]
    [InlineData("glutamate 1 mM for 1 s", "", "current", "IC50", "the substance that is varied has to be in the regimen")]
    [InlineData("glutamate 1 mM for 1 s", "", "current", "trapped fraction", "needs two applications")]
    [InlineData("glutamate 1 mM for 1 s", "application=2", "current", "peak", "the regimen has 1")]
    [InlineData("glutamate 1 mM for 1 s; wait 1 ms", "", "current", "decay", "let it last longer")]
    [InlineData("glutamate 1 mM for 1 s", "", "current", "2 s", "the recording ends at 1 s")]
    [InlineData("glycine 0 uM; glutamate 1 uM for 1 h", "", "current", "EC50", "there is no response")]
    [InlineData("glycine 0 uM; glutamate 1 mM for 1 s", "", "current", "steady/peak", "there is no response")]
    [InlineData("glutmate 1 mM for 1 s", "", "current", "peak", "did you mean 'glutamate'?")]
    public void What_cannot_be_run_says_why(string regimen, string setting, string output, string time, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Value(regimen, setting, output, time)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_unit_of_something_else_is_refused() => Assert.Contains(
        "the unit 'mV' does not fit",
        Assert.Throws<UserErrorException>(() => Electrode.Predict(Observed("glutamate 1 mM for 1 s", "", "current", "peak") with { Unit = "mV" }, TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_word_that_is_no_measure_gets_the_nearest()
    {
        Assert.Null(PatchMeasure.TryParse("offst", out string problem));
        Assert.Contains("did you mean 'offset'?", problem, StringComparison.Ordinal);
    }

    private static double Value(string regimen, string setting, string output, string time) => Electrode.Predict(Observed(regimen, setting, output, time), TestContext.Current.CancellationToken).Value;

    private static Observation Observed(string regimen, string setting, string output, string time) => new()
    {
        Study = "a study",
        Regimen = regimen,
        Setting = setting.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1]),
        Output = output,
        Time = time,
        Statistic = "mean",
        Value = 1,
        Unit = time is "peak" && output == "current" ? "pA" : time is "IC50" or "EC50" ? "uM" : time is "rise" or "decay" or "onset" or "mean open time" or "burst length" ? "s" : "dimensionless",
        Role = "validation",
    };
}
