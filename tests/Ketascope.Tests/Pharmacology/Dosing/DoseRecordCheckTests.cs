using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Pharmacology.Dosing;

public sealed class DoseRecordCheckTests
{
    private static readonly DoseRecord _dose = new() { Time = 1, Compartment = "central", Amount = 100 };

    public static TheoryData<DoseRecord, string> WrongRecords => new()
    {
        { _dose with { Time = double.NaN }, "record 1: TIME is NaN: a finite number is needed" },
        { _dose with { Amount = -3 }, "record 1: AMT is -3: a finite amount of 0 or more is needed" },
        { _dose with { Amount = double.PositiveInfinity }, "record 1: AMT is Infinity: a finite amount of 0 or more is needed" },
        { _dose with { Interval = -1 }, "record 1: II is -1: a finite interval of 0 or more is needed" },
        { _dose with { AdditionalDoses = -1 }, "record 1: ADDL is -1: a number of doses from 0 to 999999 is needed" },
        { _dose with { AdditionalDoses = 1_000_000, Interval = 1 }, "record 1: ADDL is 1000000: a number of doses from 0 to 999999 is needed" },
        { _dose with { AdditionalDoses = 2 }, "record 1: II is 0: the 2 additional doses (ADDL) need an interval above 0" },
        { _dose with { Rate = -3 }, "record 1: RATE is -3: 0 (bolus), a rate above 0, -1 (modelled rate) or -2 (modelled duration) is needed" },
        { _dose with { Rate = double.NaN }, "record 1: RATE is NaN: 0 (bolus), a rate above 0, -1 (modelled rate) or -2 (modelled duration) is needed" },
        { _dose with { Rate = -1 }, "record 1: RATE is -1: the model gives no rate for doses into central" },
        { _dose with { Rate = -2 }, "record 1: RATE is -2: the model gives no duration for doses into central" },
        { _dose with { Rate = -1, Compartment = "wrong" }, "record 1: R is 0: the rate of doses into wrong has to be finite and above 0" },
        { _dose with { Rate = -2, Compartment = "wrong" }, "record 1: D is NaN: the duration of doses into wrong has to be finite and above 0" },
        { _dose with { Rate = 10, Amount = 0 }, "record 1: AMT is 0: an infusion needs an amount above 0" },
        { _dose with { Duration = 0 }, "record 1: DUR is 0: a finite duration above 0 is needed" },
        { _dose with { Duration = 2, Rate = 10 }, "record 1: DUR is 2: a record has a duration or a rate (RATE is 10), not both" },
        { _dose with { Compartment = "centre" }, "record 1: CMT is 'centre': no such compartment for doses; there are central, depot, late, wrong" },
        { _dose with { Compartment = "depot" }, "record 1: F is -0.1: the bioavailable fraction of depot has to be finite and 0 or more\nrecord 1: ALAG is NaN: the lag of depot has to be finite and 0 or more" },
        { _dose with { EventId = EventId.Observation }, "record 1: AMT is 100: an observation (EVID 0) gives no dose" },
        { _dose with { EventId = EventId.Other }, "record 1: EVID is 2: such a record gives no dose: AMT, ADDL and SS are 0 (EVID 4 is a reset and a dose)" },
        { _dose with { EventId = EventId.Reset }, "record 1: EVID is 3: such a record gives no dose: AMT, ADDL and SS are 0 (EVID 4 is a reset and a dose)" },
        { _dose with { EventId = (EventId)7 }, "record 1: EVID is 7: no such event; 0 is an observation, 1 a dose, 2 another event, 3 a reset, 4 a reset and a dose" },
        { _dose with { SteadyState = (SteadyState)3 }, "record 1: SS is 3: 0 (none), 1 (a steady state takes the place of what was there) or 2 (it is added) is needed\nrecord 1: II is 0: doses at steady state (SS) need an interval above 0" },
        { _dose with { SteadyState = SteadyState.Replace }, "record 1: II is 0: doses at steady state (SS) need an interval above 0" },
        { _dose with { SteadyState = SteadyState.Replace, Amount = 0 }, "record 1: RATE is 0: a steady state without an amount is that of a constant infusion, which needs a rate above 0 or -1 and has no duration" },
        { _dose with { SteadyState = SteadyState.Replace, Amount = 0, Rate = 5, Interval = 12 }, "record 1: II is 12: a constant infusion at steady state has no interval and no additional doses" },
        { _dose with { SteadyState = SteadyState.Replace, Amount = 0, Rate = -2 }, "record 1: RATE is -2: a steady state without an amount is that of a constant infusion, which needs a rate above 0 or -1 and has no duration\nrecord 1: RATE is -2: the model gives no duration for doses into central" },
        { _dose with { SteadyState = SteadyState.Replace, Interval = 4, Rate = 50, Compartment = "late" }, "record 1: ALAG is 5: an infusion at steady state needs a lag of late below its interval (4)" },
    };

    [Theory]
    [MemberData(nameof(WrongRecords))]
    public void A_wrong_record_is_named_with_column_and_value(DoseRecord record, string message)
    {
        DoseRecordException error = Assert.Throws<DoseRecordException>(() => DoseTimeline.Expand([record], new ConstantTargets(_targets)));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_plain_schedule_takes_no_reset_and_no_steady_state()
    {
        DoseRecordException error = Assert.Throws<DoseRecordException>(
            () => DoseSchedule.Expand([_dose with { EventId = EventId.ResetAndDose }, _dose with { SteadyState = SteadyState.Add, Interval = 12 }], _targets));
        Assert.Equal(["EVID", "SS"], error.Problems.Select(problem => problem.Column));
    }

    [Fact]
    public void All_problems_of_all_records_are_reported_at_once() =>
        Assert.Equal(
            ["record 2: TIME is 0: it is before the record above (1); records stand in order of time", "record 2: AMT is -1: a finite amount of 0 or more is needed", "record 3: ID is B: the records of one subject (A) are asked for at a time"],
            DoseRecordCheck.Check([_dose with { Id = "A" }, _dose with { Id = "A", Time = 0, Amount = -1 }, _dose with { Id = "B" }], new ConstantTargets(_targets)).Select(problem => problem.ToString()));

    [Fact]
    public void A_model_without_compartments_for_doses_says_so() =>
        Assert.Equal("the model has no compartment for doses", Assert.Single(DoseRecordCheck.Check([_dose], new ConstantTargets(new Dictionary<string, DoseTarget>()))).Message);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.PositiveInfinity)]
    public void A_unit_factor_is_a_number_above_0(double timeFactor, double amountFactor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _dose.Convert(timeFactor, amountFactor));

    private static readonly Dictionary<string, DoseTarget> _targets = new()
    {
        ["central"] = new DoseTarget(0),
        ["depot"] = new DoseTarget(1) { Bioavailability = -0.1, Lag = double.NaN },
        ["late"] = new DoseTarget(1) { Lag = 5 },
        ["wrong"] = new DoseTarget(2) { Rate = 0, Duration = double.NaN },
    };
}
