using System.Collections.Immutable;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;

namespace Ketascope.Tests.Pharmacology.Dosing;

/// <summary>Concentrations that NONMEM printed (5 digits) for one compartment of 20 L, clearance 1.1 L/h, amounts in mg and concentrations in ug/L.</summary>
public sealed class NonmemScenarioTests
{
    private const double Elimination = 1.1 / 20;

    private static readonly DoseRecord _dose = new() { Time = 0, Compartment = "central", Amount = 100 };

    [Theory]
    [InlineData(5, 2060.0)]
    [InlineData(29, 2610.3)]
    public void A_lagged_bolus_and_its_repeat_act_before_an_observation_at_their_time(double time, double concentration) =>
        AssertConcentration(concentration, time, _dose with { Interval = 24, AdditionalDoses = 3 }, new DoseTarget(0) { Bioavailability = 0.412, Lag = 5 });

    [Fact]
    public void Bioavailability_shortens_an_infusion_with_a_rate() =>
        AssertConcentration(6662.4, 24, _dose with { Amount = 480, Rate = 10 }, new DoseTarget(0) { Bioavailability = 0.5 });

    [Fact]
    public void Bioavailability_slows_an_infusion_with_a_modelled_duration() =>
        AssertConcentration(4221.1, 48, _dose with { Amount = 480, Rate = DoseRecord.ModelledDuration }, new DoseTarget(0) { Bioavailability = 0.5, Duration = 48 });

    [Fact]
    public void Doses_repeated_long_enough_reach_the_steady_state_of_the_closed_form()
    {
        ImmutableArray<Discontinuity> changes = Expand(_dose with { Interval = 12, AdditionalDoses = 199 }, new DoseTarget(0));
        double steady = 100 / 0.02 / (1 - Math.Exp(-12 * Elimination));
        Assert.Equal(steady, Concentration(changes, 199 * 12), 1e-10 * steady);
    }

    [Fact]
    public void Overlapping_infusions_without_a_gap_are_one_endless_infusion()
    {
        // 100 at 8.3333 per h lasts 12 h; one begins every 6 h: two run at any time, and the mean input is AMT/II.
        ImmutableArray<Discontinuity> changes = Expand(_dose with { Rate = 100.0 / 12, Interval = 6, AdditionalDoses = 199 }, new DoseTarget(0));
        Assert.Equal(15151.5, Concentration(changes, 199 * 6), 0.05);
    }

    private static void AssertConcentration(double expected, double time, DoseRecord record, DoseTarget target) =>
        Assert.Equal(expected, Concentration(Expand(record, target), time), 0.05);

    private static ImmutableArray<Discontinuity> Expand(DoseRecord record, DoseTarget target) =>
        DoseSchedule.Expand([record], new Dictionary<string, DoseTarget> { ["central"] = target });

    /// <summary>The closed form of one compartment: each change of amount or rate adds its own response.</summary>
    private static double Concentration(ImmutableArray<Discontinuity> changes, double time) =>
        changes.Where(change => change.Time <= time).Sum(change => change.Value / 0.02 * (change.Kind == DiscontinuityKind.AddAmount
            ? Math.Exp(-Elimination * (time - change.Time))
            : (1 - Math.Exp(-Elimination * (time - change.Time))) / Elimination));
}
