using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Dosing;

namespace Ketascope.Tests.Ketamine.Regimens;

public sealed class RegimenTests
{
    private static readonly Dictionary<DoseSite, ImmutableArray<DoseShare>> _sites = new()
    {
        [new DoseSite(Drug.RacemicKetamine, Route.Intravenous)] = [new DoseShare("S.central", 0.5), new DoseShare("R.central", 0.5)],
        [new DoseSite(Drug.Esketamine, Route.Intravenous)] = [new DoseShare("S.central")],
        [new DoseSite(Drug.Esketamine, Route.Subcutaneous)] = [new DoseShare("S.depot")],
        [new DoseSite(Drug.Esketamine, Route.Sublingual)] = [new DoseShare("S.mucosa", HasModelledDuration: true), new DoseShare("S.swallowed", HasModelledDuration: true)],
    };

    private static readonly Gen<double> _number = Gen.OneOf(Gen.Int[1, 100].Select(i => (double)i), Gen.Double[1e-3, 99.9]);

    private static readonly Gen<Duration> _time = Gen.Select(_number, Gen.Enum<TimeUnit>(), (value, unit) => new Duration(value, unit));

    private static readonly Gen<(Drug, MassUnit, bool)> _what = Gen.Select(Gen.Int[0, Drug.All.Length - 1].Select(i => Drug.All[i]), Gen.Enum<MassUnit>(), Gen.Bool);

    private static readonly Gen<DoseEvent> _bolus = Gen.Select(_what, _number, Gen.Enum<Route>(), (what, number, route) => new DoseEvent
    {
        Drug = what.Item1,
        Route = route,
        Quantity = new DoseQuantity(what.Item2 == MassUnit.Gram ? number / 1e3 : number, what.Item2, what.Item3, PerTime: null),
    });

    private static readonly Gen<DoseEvent> _infusion = Gen.Select(_bolus, Gen.OneOf<TimeUnit?>(null, TimeUnit.Hour), Gen.OneOf(Route.Intravenous, Route.Subcutaneous), _time,
        (bolus, perTime, route, time) => bolus with { Quantity = bolus.Quantity with { PerTime = perTime }, Route = route, Duration = time });

    private static readonly Gen<DoseEvent> _detailed = Gen.Select(Gen.OneOf(_bolus, _infusion), Gen.Int[0, 5], _number, (dose, detail, number) => detail switch
    {
        1 => dose with { Cap = dose.Quantity with { Value = dose.Quantity.Value / 2, IsPerKilogram = false } },
        2 => dose with { Strength = number },
        3 => dose with { VolumeMl = number },
        4 => dose with { Beside = dose.Quantity with { Value = dose.Quantity.Value / 2, IsPerKilogram = !dose.Quantity.IsPerKilogram } },
        _ => dose,
    });

    private static readonly Gen<DoseEvent> _dose = Gen.Select(_detailed, Gen.Bool, _time, Gen.Int[1, 50], Gen.Bool, (dose, repeats, time, count, isCourse) =>
        repeats && (dose.Duration?.Hours ?? 0) <= time.Hours && time.Hours * count < 80_000
            ? dose with { Interval = time, Count = count, Course = isCourse ? time with { Value = time.Value * count } : null }
            : dose);

    private static readonly Gen<Regimen> _regimen = Gen.Select(_dose, Gen.Enum<DoseStart>(), Gen.OneOf(Gen.Const(Duration.Zero), _time), (dose, start, offset) =>
        dose with { Start = start, Offset = start == DoseStart.WithPrevious ? Duration.Zero : offset })
        .Array[1, 5].Select(doses => new Regimen([doses[0] with { Start = DoseStart.AtTime }, .. doses.Skip(1).Select((dose, i) => Spaced(doses[i], dose))]));

    /// <summary>A single dose after one that does not last has to say after how long.</summary>
    private static DoseEvent Spaced(DoseEvent before, DoseEvent dose) =>
        dose is { Start: DoseStart.AfterPrevious, Duration: null, Interval: null } && dose.Offset == Duration.Zero
            && before is { Duration: null, Course: null } ? dose with { Offset = new Duration(10, TimeUnit.Minute) } : dose;

    [Fact]
    public void A_description_reads_back_as_the_same_regimen() =>
        _regimen.Sample(regimen => regimen.Equals(Read(regimen.Describe())) && Heavy(regimen).Equals(Read(Heavy(regimen).Describe())));

    private static Regimen Heavy(Regimen regimen) => new(regimen.Doses) { WeightKg = 81.5 };

    [Fact]
    public void A_dose_given_twice_the_weight_is_twice_the_dose_per_kg() => _regimen.Sample(regimen => regimen.Doses.Where(dose => dose.Cap is null).All(dose =>
        dose.AmountMg(140) == dose.AmountMg(70) * (dose.Quantity.IsPerKilogram ? 2 : 1)));

    [Theory]
    [InlineData("1 mg iv", 0)]
    [InlineData("1 mg iv over 30 min at 2 h", 2.5)]
    [InlineData("1 mg iv over 30 min every 12 h x 3 then 1 mg/h for 4 h", 28.5)]
    [InlineData("1 mg iv over 5 h and 1 mg at 1 h then after 1 h 2 mg", 5)]
    [InlineData("1 mg iv over 1 h twice weekly for 4 wk", 589)]
    public void The_end_is_that_of_the_dose_that_ends_last(string text, double hours) => Assert.Equal(hours, Read(text).EndHours, 1e-12);

    [Theory]
    [InlineData("1 mg iv over 30 min then 2 mg then 3 mg over 1 h", new[] { 0, 0.5, 0.5 })]
    [InlineData("1 mg iv at 3 h and 2 mg then after 30 min 3 mg", new[] { 3, 3, 3.5 })]
    [InlineData("1 mg iv every 1 d x 3 then 2 mg over 1 h and 3 mg at 1 h", new[] { 0, 48, 1.0 })]
    [InlineData("1 mg iv daily for 3 d then 2 mg", new[] { 0, 72.0 })]
    [InlineData("1 mg iv daily for 50 h then after 1 h 2 mg", new[] { 0, 51.0 })]
    [InlineData("1 mg iv then 2 mg daily x 3", new[] { 0, 24.0 })]
    [InlineData("1 mg iv daily x 3 then 2 mg weekly x 3", new[] { 0, 216.0 })]
    [InlineData("1 mg iv daily for 3 d then 2 mg weekly x 3", new[] { 0, 72.0 })]
    [InlineData("1 mg/h iv for 5 h then 2 mg daily x 3", new[] { 0, 5.0 })]
    [InlineData("1 mg iv over 1 h then 2 mg over 1 h daily x 3", new[] { 0, 24.0 })]
    [InlineData("1 mg iv over 2 h then 2 mg every 30 min x 3", new[] { 0, 2.0 })]
    [InlineData("1 mg iv then after 1 h 2 mg daily x 3", new[] { 0, 1.0 })]
    [InlineData("1 mg iv then 2 mg/h for 3 h then 1 mg/h for 3 h", new[] { 0, 0, 3.0 })]
    public void Words_between_doses_say_when_they_start(string text, double[] hours) => Assert.Equal(hours, Read(text).StartHours());

    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min", 40.0, 60.0)]
    [InlineData("30 ug/kg/min iv for 2 h", 288.0, 144.0)]
    [InlineData("100 mg iv", 100.0, null)]
    [InlineData("250 ng/kg iv over 1 h", 0.02, 0.02)]
    [InlineData("0.2 g iv over 2 d", 200.0, 200.0 / 48)]
    public void Amounts_are_in_mg_and_rates_in_mg_per_hour(string text, double amount, double? rate)
    {
        DoseEvent dose = Read(text).Doses[0];
        Assert.Equal(amount, dose.AmountMg(80), 1e-12 * amount);
        Assert.Equal(rate ?? -1, dose.RateMgPerHour(80) ?? -1, 1e-10);
    }

    [Fact]
    public void A_racemic_dose_goes_half_and_half_into_the_enantiomers()
    {
        ImmutableArray<DoseRecord> records = Read("0.5 mg/kg iv over 40 min every 84 h x 4 at 1 h").ToRecords(70, _sites);
        DoseRecord expected = new() { Time = 1, Compartment = "S.central", Amount = 17.5, Rate = 26.25, Interval = 84, AdditionalDoses = 3 };
        Assert.Equal([expected, expected with { Compartment = "R.central" }], records);
    }

    [Fact]
    public void A_pump_under_the_skin_keeps_its_duration_and_a_film_that_of_the_model()
    {
        ImmutableArray<DoseRecord> records = Read("esketamine 10 mg sc over 2 h then 50 mg sl").ToRecords(70, _sites);
        DoseRecord film = new() { Time = 2, Compartment = "S.mucosa", Amount = 50, Rate = DoseRecord.ModelledDuration };
        Assert.Equal(
            [new DoseRecord { Time = 0, Compartment = "S.depot", Amount = 10, Duration = 2 }, film, film with { Compartment = "S.swallowed" }],
            records);
    }

    [Fact]
    public void Sites_are_named_once_each() =>
        Assert.Equal(["esketamine iv", "racemic ketamine iv"],
            Read("esketamine 3 mg iv then after 1 h 1 mg and ketamine 2 mg").Sites.Select(site => site.ToString()));

    [Fact]
    public void Numbers_have_a_decimal_point_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("racemic ketamine 0.25 mg/kg iv then after 1.5 h racemic ketamine 0.1 mg iv over 2.5 h every 3.5 h x 2", Read("0.25 mg/kg iv then after 1.5 h 0.1 mg over 2.5 h every 3.5 h x 2").Describe());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Records_stand_in_order_of_time() =>
        Assert.Equal([0.0, 1, 2], Read("esketamine 3 mg iv at 2 h and 1 mg at 0 h and 2 mg at 1 h").ToRecords(70, _sites).Select(record => record.Time));

    [Fact]
    public void What_the_model_does_not_take_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Read("50 mg oral").ToRecords(70, _sites));
        Assert.StartsWith("The model takes no racemic ketamine oral; it takes racemic ketamine iv, esketamine iv, esketamine sc, esketamine sublingual.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-70)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_has_to_be_a_number_above_0(double weight) => Assert.Throws<ArgumentOutOfRangeException>(() => Read("1 mg iv").ToRecords(weight, _sites));

    [Theory]
    [InlineData("ketamine", "iv", "racemic ketamine iv")]
    [InlineData("S-ketamine", "nasal", "esketamine intranasal")]
    [InlineData("oxycodone", "iv", null)]
    [InlineData("ketamine", "pr", "racemic ketamine rectal")]
    [InlineData("ketamine", "transdermal", null)]
    public void Sites_are_found_by_the_words_of_the_language(string drug, string route, string? site) => Assert.Equal(site, DoseSite.Find(drug, route)?.ToString());

    internal static Regimen Read(string text)
    {
        DiagnosticBag diagnostics = new();
        Regimen? regimen = RegimenParser.Parse(text, diagnostics);
        Assert.Empty(diagnostics.Items);
        return regimen!;
    }
}
