using System.Collections.Immutable;
using CsCheck;
using Ketascope.Pharmacology.Dosing;
using Ketascope.Solvers.Contract;

namespace Ketascope.Tests.Pharmacology.Dosing;

public sealed class DoseScheduleTests
{
    private static readonly DoseRecord _bolus = new() { Time = 0, Compartment = "central", Amount = 100 };

    // Multiples of 1/8 with few digits: sums and products of them are exact, so that properties hold to the last bit.
    private static readonly Gen<double> _exact = Gen.Int[1, 400].Select(i => i / 8.0);

    private static readonly Gen<DoseRecord> _record = Gen.Select(Gen.Int[0, 800].Select(i => i / 8.0), _exact, Gen.Int[0, 2], _exact, Gen.Int[0, 20], _exact,
        (time, amount, kind, size, more, interval) => new DoseRecord
        {
            Time = time,
            Compartment = "central",
            Amount = amount,
            Rate = kind == 1 ? size : 0,
            Duration = kind == 2 ? size : null,
            Interval = interval,
            AdditionalDoses = more,
        });

    private static readonly Gen<DoseRecord[]> _records = _record.Array[0, 6].Select(records => records.OrderBy(record => record.Time).ToArray());

    [Fact]
    public void Expansion_preserves_the_total_amount() => _records.Sample(records =>
    {
        ImmutableArray<Discontinuity> changes = Expand(records);
        double asked = records.Sum(record => record.Amount * (record.AdditionalDoses + 1));
        double largest = changes.Length == 0 ? 0 : changes.Max(change => Math.Abs(change.Value)) * changes[^1].Time * changes.Length;
        Assert.Equal(asked, Delivered(changes), 1e-15 * largest);
    });

    [Fact]
    public void Later_records_give_the_same_doses_as_much_later() => Gen.Select(_records, _exact).Sample((records, shift) =>
    {
        ImmutableArray<Discontinuity> shifted = Expand(records.Select(record => record with { Time = record.Time + shift }).ToArray());
        AssertSame(Expand(records).Select(change => change with { Time = change.Time + shift }), shifted, tolerance: 1e-13);
    });

    [Fact]
    public void Other_units_give_the_same_doses_in_other_units() => _records.Sample(records =>
    {
        ImmutableArray<Discontinuity> converted = Expand(records.Select(record => record.Convert(timeFactor: 60, amountFactor: 1000)).ToArray());
        IEnumerable<Discontinuity> expected = Expand(records).Select(change => change with
        {
            Time = change.Time * 60,
            Value = change.Kind == DiscontinuityKind.AddAmount ? change.Value * 1000 : change.Value * 1000 / 60,
        });
        AssertSame(expected, converted, tolerance: 1e-13);
    });

    [Fact]
    public void Every_infusion_ends_with_the_rate_it_began_with() => _records.Sample(records =>
    {
        IEnumerable<IGrouping<double, Discontinuity>> rates = Expand(records).Where(change => change.Kind == DiscontinuityKind.AddRate).GroupBy(change => Math.Abs(change.Value));
        return rates.All(rate => rate.Count(change => change.Value > 0) == rate.Count(change => change.Value < 0));
    });

    [Fact]
    public void Doses_stand_in_order_of_time_and_stops_come_first() => _records.Sample(records =>
    {
        ImmutableArray<Discontinuity> changes = Expand(records);
        return changes.Zip(changes.Skip(1)).All(pair => pair.First.Time < pair.Second.Time
            || (pair.First.Time == pair.Second.Time && (pair.First.Value < 0 || pair.Second.Value > 0)));
    });

    [Fact]
    public void A_bolus_is_its_amount_times_bioavailability_at_its_time_plus_lag() =>
        Assert.Equal(
            [new Discontinuity(7, DiscontinuityKind.AddAmount, 3, 40)],
            Expand([_bolus with { Time = 2 }], new DoseTarget(3) { Bioavailability = 0.4, Lag = 5 }));

    [Fact]
    public void Bioavailability_changes_the_duration_of_an_infusion_with_a_rate() =>
        // NONMEM: 480 at rate 10 with F 0.5 stops at 24 h.
        Assert.Equal(
            [new Discontinuity(0, DiscontinuityKind.AddRate, 0, 10), new Discontinuity(24, DiscontinuityKind.AddRate, 0, -10)],
            Expand([_bolus with { Amount = 480, Rate = 10 }], new DoseTarget(0) { Bioavailability = 0.5 }));

    [Theory]
    [InlineData(DoseRecord.ModelledDuration, null, 48.0, null)]
    [InlineData(0.0, 48.0, null, null)]
    public void Bioavailability_changes_the_rate_of_an_infusion_with_a_duration(double rate, double? duration, double? modelledDuration, double? modelledRate) =>
        // NONMEM: 480 with F 0.5 and D 48 runs at rate 5.
        Assert.Equal(
            [new Discontinuity(0, DiscontinuityKind.AddRate, 0, 5), new Discontinuity(48, DiscontinuityKind.AddRate, 0, -5)],
            Expand([_bolus with { Amount = 480, Rate = rate, Duration = duration }], new DoseTarget(0) { Bioavailability = 0.5, Duration = modelledDuration, Rate = modelledRate }));

    [Fact]
    public void A_modelled_rate_is_that_of_the_model() =>
        Assert.Equal(
            [new Discontinuity(0, DiscontinuityKind.AddRate, 0, 20), new Discontinuity(12, DiscontinuityKind.AddRate, 0, -20)],
            Expand([_bolus with { Amount = 480, Rate = DoseRecord.ModelledRate }], new DoseTarget(0) { Bioavailability = 0.5, Rate = 20 }));

    [Fact]
    public void Repeats_are_counted_from_the_first_and_not_added_up() =>
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(k => 0.1 + (k * 0.1)),
            Expand([_bolus with { Time = 0.1, Interval = 0.1, AdditionalDoses = 999 }]).Select(change => change.Time));

    [Fact]
    public void An_infusion_longer_than_its_interval_overlaps_itself() =>
        Assert.Equal(
            [(0, 10), (6, 10), (12, -10), (12, 10), (18, -10), (24, -10)],
            Expand([_bolus with { Amount = 120, Rate = 10, Interval = 6, AdditionalDoses = 2 }]).Select(change => ((int)change.Time, (int)change.Value)));

    [Fact]
    public void At_one_time_stops_come_before_implied_doses_and_these_before_records() =>
        Assert.Equal(
            [-10, 3, 2],
            Expand(
            [
                _bolus with { Amount = 3, Interval = 8, AdditionalDoses = 1 },
                _bolus with { Amount = 40, Rate = 10, Time = 4 },
                _bolus with { Amount = 2, Time = 8 },
            ]).Where(change => change.Time == 8).Select(change => change.Value));

    [Fact]
    public void Times_that_differ_by_rounding_alone_are_one_time()
    {
        // 0.1 + 0.2 is not 0.3: the infusion would stop just after the bolus and leave the solver a step of one unit in the last place.
        ImmutableArray<Discontinuity> changes = Expand([_bolus with { Time = 0.1, Duration = 0.2 }, _bolus with { Time = 0.3 }]);
        Assert.Equal(changes[1].Time, changes[2].Time);
        Assert.True(changes[1].Value < 0);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 0)]
    public void Nothing_is_delivered_where_nothing_is_given_or_absorbed(double bioavailability, double amount) =>
        Assert.Empty(Expand([_bolus with { Amount = amount }], new DoseTarget(0) { Bioavailability = bioavailability }));

    [Fact]
    public void Observations_give_nothing() =>
        Assert.Empty(Expand([new DoseRecord { Time = 1, Compartment = "anywhere", EventId = EventId.Observation }]));

    [Fact]
    public void An_infusion_too_short_for_its_time_is_refused()
    {
        DoseRecordException error = Assert.Throws<DoseRecordException>(() => Expand([_bolus with { Time = 1e6, Duration = 1e-12 }]));
        Assert.Equal("record 1: DUR is 1E-12: the infusion would last 1E-12, too short beside its time to be told from a bolus; use a bolus", error.Message);
    }

    private static ImmutableArray<Discontinuity> Expand(IReadOnlyList<DoseRecord> records, DoseTarget? target = null) =>
        DoseSchedule.Expand(records, new Dictionary<string, DoseTarget> { ["central"] = target ?? new DoseTarget(0) });

    /// <summary>Each rate counts from its time on; all rates together end at 0.</summary>
    private static double Delivered(ImmutableArray<Discontinuity> changes) =>
        changes.Sum(change => change.Kind == DiscontinuityKind.AddAmount ? change.Value : -change.Value * change.Time);

    /// <summary>The same changes; those at one time and of one kind may have changed places through rounding of their times.</summary>
    private static void AssertSame(IEnumerable<Discontinuity> expected, IEnumerable<Discontinuity> actual, double tolerance)
    {
        Discontinuity[] left = [.. expected.OrderBy(Key).ThenBy(change => change.Value)];
        Discontinuity[] right = [.. actual.OrderBy(Key).ThenBy(change => change.Value)];
        Assert.Equal(left.Length, right.Length);
        foreach ((Discontinuity a, Discontinuity b) in left.Zip(right))
        {
            Assert.Equal((a.Kind, a.State), (b.Kind, b.State));
            Assert.Equal(a.Time, b.Time, tolerance * Math.Abs(a.Time));
            Assert.Equal(a.Value, b.Value, tolerance * Math.Abs(a.Value));
        }

        static double Key(Discontinuity change) => Math.Round(change.Time, 9);
    }
}
