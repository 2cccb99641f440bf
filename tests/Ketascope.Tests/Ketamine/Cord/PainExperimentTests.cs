using Ketascope.Ketamine;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Cord;

/// <summary>The area "pain": rows are protocols of the cord.</summary>
public sealed class PainExperimentTests
{
    private static readonly IExperiment Pain = House.Installed.Areas.Find("pain");

    private static ObservationFile Rows => ObservationFile.Read(House.Installed.Areas.ObservationsOf(Pain), Pain.Words);

    /// <summary>
    /// The design's numbers for capsaicin (Park 1995) at the end of the infusion: what is left of pain and of the areas, with the site in the membrane and at
    /// the pore alone. The first program printed a pinprick area of -37 and -16 %, and an independent rerun touch areas 1 to 2 points stronger than its -88 and -41 %.
    /// </summary>
    [Theory]
    [InlineData("39", 85, 94, 0.6)]
    [InlineData("41", 63, 83.5, 2)]
    [InlineData("43", 11, 58, 2.5)]
    public void Capsaicin_is_that_of_the_design(string row, double site, double pore, double within)
    {
        Observation observation = Rows.Rows.Single(one => one.Fields[0] == row).Observation!;
        double Predicted(Func<Observation, Arm> plan) =>
            new ArmPredictor(plan, Cohort.Typical).Predict(observation, TestContext.Current.CancellationToken).Value;
        Assert.Equal(site, Predicted(Pain.Plan), within);
        Assert.Equal(pore, Pain.Benchmark!.Value.Source.Predict(observation, TestContext.Current.CancellationToken).Value, within);
    }

    [Fact]
    public void Every_row_is_predicted()
    {
        ArmPredictor predictor = new(Pain.Plan, Cohort.Typical);
        Assert.All(Rows.Rows, row => Assert.True(predictor.Predict(row.Observation!, TestContext.Current.CancellationToken).Value > 0));
    }

    [Theory]
    [InlineData("shok response", "conditioning", "shock response")]
    [InlineData("pain", "conditoning", "conditioning")]
    public void A_row_that_says_nothing_is_refused(string output, string regimen, string told)
    {
        Observation row = Rows.Rows[0].Observation! with { Output = output, Regimen = regimen };
        Assert.Contains(told, Assert.Throws<UserErrorException>(() => Pain.Plan(row)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_of_parameters_changes_the_prediction()
    {
        Observation row = Rows.Rows[0].Observation!;
        SubjectTable sets = new([1, 2], ["ke"], new double[] { 0.2576, 0 });
        double[] values = new ArmPredictor(Pain.Plan, Cohort.Typical).Values([row], sets, TestContext.Current.CancellationToken)[0];
        Assert.Equal([148.6, 100], values, (one, other) => Math.Abs(one - other) < 0.5);
    }
}
