using System.Collections.Immutable;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Cord;
using Ketascope.Study.Calibrations;
using Ketascope.Study.Draws;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Cord;

/// <summary>The usual circuit of the cord: what it has beside the design, and that its calibration is what it says.</summary>
public sealed class CordCircuitTests
{
    private static readonly SpinalCord Cord = House.Installed.Library.Cord;
    private static readonly IExperiment Pain = House.Installed.Areas.Find("pain");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_the_usual_one_and_the_design_stands_beside_it() => Assert.Equal(["cord", "design"], Cord.File.Circuits.Select(one => one.Name));

    /// <summary>Rounding of the estimates to three digits moves predictions by less than 2 %.</summary>
    [Fact]
    public void It_predicts_what_its_calibration_gave()
    {
        CalibrationFile file = CalibrationFile.Read(House.Installed.Library.CordCalibrations, "cord");
        ObservationFile rows = ObservationFile.Read(House.Installed.Areas.ObservationsOf(Pain), Pain.Words);
        ArmPredictor predictor = new(Pain.Plan, Cohort.Typical);
        Assert.DoesNotContain(file.Result!.Estimates, one => one.AtBound);
        Assert.Equal(file.Rows, file.Result.Rows.Select(row => row.Row));
        Assert.All(file.Result.Rows, row =>
        {
            Observation seen = rows.Rows.Single(one => one.Fields[0] == row.Row).Observation!;
            Assert.Equal("calibration", seen.Role);
            Assert.Equal(1, predictor.Predict(seen, Cancellation).Value / row.After, 0.02);
        });
    }

    /// <summary>Klein 2004: 17 min at 1 Hz lower the response through the electrode, by depression, and raise that beside it; 100 Hz raise both.</summary>
    [Fact]
    public void Low_rates_depress_what_they_excite_and_high_rates_potentiate()
    {
        (double Through, double Beside) low = Responses("shocks 1 Hz x 1020; wait 30 min"), high = Responses("conditioning; wait 1 h"),
            without = Responses("without depression; shocks 1 Hz x 1020; wait 30 min"),
            blocked = Responses("without NMDA; shocks 1 Hz x 1020; with NMDA; wait 30 min");
        Assert.InRange(low.Through, 0.6, 0.85);
        Assert.InRange(low.Beside, 1.1, 1.6);
        Assert.True(without.Through > 1.5 && without.Beside > low.Beside, $"without depression calcium stays high, and potentiates: {without}");
        Assert.True(high.Through > 1.3 && high.Beside > high.Through, $"{high}");
        Assert.Equal(1, blocked.Through, 0.02);
    }

    /// <summary>The more ongoing input, the worse the chronic state; below an edge, or without NMDA receptors, there is none.</summary>
    [Fact]
    public void The_chronic_state_is_graded_by_its_input()
    {
        double[] pain = [.. Chronic(CordExposure.None, [], 0, 0.18, 0.24, 0.28, 0.34).Select(one => one.At(CordNames.Pain, 0))];
        Assert.True(pain[0] < 1.5 && pain[1] > 3 && pain[2] > pain[1] + 0.3 && pain[3] > pain[2] + 0.3, string.Join(", ", pain));
        Assert.True(Chronic(CordExposure.None, [new(0, "nmda", 0)], 0, 0.34)[0].At(CordNames.Pain, 0) < 1.5);
    }

    /// <summary>A single infusion (here 1 uM for two hours) leaves the chronic state; days of it end it where ongoing input is not too high.</summary>
    [Theory]
    [InlineData(2, 0.24, false)]
    [InlineData(100, 0.24, true)]
    [InlineData(100, 0.34, false)]
    public void Long_enough_block_resets(double hours, double input, bool isReset)
    {
        ResetCell cell = new ResetMap(Cord.Circuit()).Of(input, Cord.File.Alternatives[0], [1], [hours], Cancellation)[0];
        Assert.Equal(isReset, cell.IsReset);
        Assert.True(cell.AtEnd < cell.Before, "relief while the drug is there");
    }

    [Fact]
    public void Structure_outlasts_what_it_came_from()
    {
        CordRecord record = Chronic(new(StepCourse.Between(0, 100 * 3600, 1.5), StepCourse.Between(0, 100 * 3600, 0.8)), [], 20 * ChronicCord.Day, 0.24)[0];
        double at = record.Times[^1];
        Assert.True(record.At("structure", at) > 1.3 * record.At("Ll", at), $"{record.At("structure", at)} and {record.At("Ll", at)}");
    }

    [Fact]
    public void A_part_that_a_circuit_lacks_is_refused()
    {
        CordProtocol protocol = Cord.Protocol([("test", "without facilitation; wait 1 s")]);
        Assert.Contains("the circuit 'design' has no 'facilitation'", Assert.Throws<UserErrorException>(() =>
            CordCourse.Record(Cord.Circuit("design"), protocol, [new("cord", CordExposure.None, [])], Cancellation)).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Under a draw the numbers that are known with an error are others, and those of one calibration stay in proportion; each draw has its own.
    /// </summary>
    [Fact]
    public void A_draw_takes_other_calibrated_numbers()
    {
        ImmutableSortedDictionary<string, double>[] drawn = [.. Enumerable.Range(1, 2).Select(number =>
            House.Installed.Library.Under(new ParameterDraw(1, number)).Cord.Circuit().Set)];
        Assert.Equal(["R50", "gp", "imax", "ke", "lamB", "lamX", "mp", "mpE", "tauLe", "tauLl", "tauN", "tauS"], drawn[0].Keys.Order(StringComparer.Ordinal));
        Assert.All(drawn[0], one => Assert.NotEqual(one.Value, drawn[1][one.Key]));
        Assert.Equal(6, drawn[0]["mp"] / drawn[0]["gp"], 0.01);
        Assert.DoesNotContain("ke", House.Installed.Library.Under(new ParameterDraw(1, 1)).Cord.Circuit("design").Set.Keys);
    }

    private static (double Through, double Beside) Responses(string text)
    {
        CordCircuit circuit = Cord.Circuit();
        CordProtocol protocol = Cord.Protocol([("test", text)]);
        TestedCord cord = CordCourse.Record(circuit, protocol, [new("cord", CordExposure.None, [])], Cancellation)[0].At(protocol.End, protocol);
        cord = cord with { Changes = [] };
        ImmutableArray<double> shocks = new CordBench(circuit).Response([cord, TestedCord.Naive], CordStimulus.Volley(), Cancellation);
        return (shocks[0] / shocks[1], new HyperalgesiaArea(circuit).PinprickResponse([cord], 1.5, Cancellation)[0]);
    }

    private static ImmutableArray<CordRecord> Chronic(CordExposure exposure, ImmutableArray<ValueChange> changes, double until, params double[] inputs) =>
        new ChronicCord(Cord.Circuit(), CordHistory.Chronic)
            .Follow([.. inputs.Select(input => new FollowedCord(input, changes, exposure, StepCourse.None))], until > 0 ? [0, until] : [0], Cancellation);
}
