using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Ketamine.Regimens;

/// <summary>What clinicians write, and the doses that it means in somebody of 70 kg: mg@start in h, /duration in h, xN+interval in h, route, drug.</summary>
public sealed class RegimenDosesTests
{
    [Theory]
    [InlineData("esketamine 56 mg intranasal then 84 mg twice weekly for 4 weeks", "56@0 intranasal esketamine; 84@84x8+84 intranasal esketamine")]
    [InlineData("Spravato 84 mg twice a week for 4 weeks, then once a week for 4 weeks", "84@0x8+84 intranasal esketamine; 84@672x4+168 intranasal esketamine")]
    [InlineData("Spravato 56 mg on day 1 then 84 mg on days 4, 8 and 11",
        "56@0 intranasal esketamine; 84@72 intranasal esketamine; 84@168 intranasal esketamine; 84@240 intranasal esketamine")]
    [InlineData("esketamine 56 mg intranasal on days 1-3", "56@0x3+24 intranasal esketamine")]
    [InlineData("Spravato 2 devices", "56@0 intranasal esketamine")]
    [InlineData("esketamine 84 mg (3 devices) nasal spray", "84@0 intranasal esketamine")]
    [InlineData("ketamine 35 mg slow iv push", "35@0 iv")]
    [InlineData("ketamine 0.3 mg/kg IVP over 2 min", "21@0/0.0333333 iv")]
    [InlineData("loading dose of 0.5 mg/kg then maintenance infusion of 0.1 mg/kg/h for 5 h", "35@0 iv; 35@0/5 iv")]
    [InlineData("a 40-min infusion of ketamine 0.5 mg/kg", "35@0/0.6666667 iv")]
    [InlineData("0.5 mg/kg/40 min", "35@0/0.6666667 iv")]
    [InlineData("0.5 mg/kg iv over 1 hour and 30 minutes", "35@0/1.5 iv")]
    [InlineData("0.5 mg/kg iv over half an hour", "35@0/0.5 iv")]
    [InlineData("0.5 mg/kg IV over 40 min, twice weekly, for 2 weeks", "35@0/0.6666667x4+84 iv")]
    [InlineData("0.5 mg/kg iv over 40 min on 3 consecutive days", "35@0/0.6666667x3+24 iv")]
    [InlineData("0.5 mg/kg iv over 40 min twice weekly for 1 week then weekly x 2", "35@0/0.6666667x2+84 iv; 35@168/0.6666667x2+168 iv")]
    [InlineData("25 mg po 8-hourly for one day", "25@0x3+8 oral")]
    [InlineData("25 mg by mouth every six hours x 3", "25@0x3+6 oral")]
    [InlineData("25 mg tablet every second day for one week", "25@0x4+48 oral")]
    [InlineData("25 mg po fortnightly x 2", "25@0x2+336 oral")]
    [InlineData("25 mg po x 3 days tid", "25@0x9+8 oral")]
    [InlineData("3 mg/kg/day po in 3 divided doses for 1 day", "70@0x3+8 oral")]
    [InlineData("2 mg/kg/day po divided bid for 1 day", "70@0x2+12 oral")]
    [InlineData("100 mg/24h iv for 2 days", "200@0/48 iv")]
    [InlineData("100 mg/day iv x 2 days", "200@0/48 iv")]
    [InlineData("100 mg/24 h iv", "100@0/24 iv")]
    [InlineData("25 mg subcut then 25 mg after 15 min", "25@0 sc; 25@0.25 sc")]
    [InlineData("28 mg intranasal, repeated after 5 min", "28@0 intranasal; 28@0.0833333 intranasal")]
    [InlineData("20 mg/h iv, increase by 10 mg/h every 4 h to 40 mg/h", "80@0/4 iv; 120@4/4 iv; 160@8/4 iv")]
    [InlineData("40 mg/h iv, decrease by 10 mg/h every 4 h for 8 h", "160@0/4 iv; 120@4/4 iv")]
    [InlineData("25 mg po daily, increase by 25 mg every 2 days to 50 mg", "25@0x2+24 oral; 50@48x2+24 oral")]
    [InlineData("10 micrograms/kg/min iv for 1 h", "42@0/1 iv")]
    [InlineData("0.1 mg\u00b7kg\u207b\u00b9\u00b7h\u207b\u00b9 iv for 4 h", "28@0/4 iv")]
    [InlineData("0.1 mg/(kg\u00b7h) iv for 4 h", "28@0/4 iv")]
    [InlineData("1 mg/kg IO", "70@0 iv")]
    [InlineData("0.5 mg/kg (35 mg) iv", "35@0 iv")]
    [InlineData("0.5 mg/kg iv max 30 mg", "30@0 iv")]
    [InlineData("ketamine 50 mg troche", "50@0 sublingual")]
    [InlineData("200 mg in 50 mL saline at 4 mL/h iv for 10 h", "160@0/10 iv")]
    [InlineData("200 mg in 50 mL at 4 mL/h iv", "200@0/12.5 iv")]
    [InlineData("200 mg in 50 mL at 20 mg/h iv for 5 h", "100@0/5 iv")]
    [InlineData("50 mL of 5 mg/mL at 10 mL/h", "250@0/5 iv")]
    [InlineData("ketamine 50 mg/mL, 2 mL im", "100@0 im")]
    [InlineData("ketamine 1 mL/h (5 mg/h) for 2 h", "10@0/2 iv")]
    [InlineData("ketofol 0.5 mg/kg each iv", "35@0 iv; 35@0 iv propofol")]
    [InlineData("ketofol 1:1 1 mg/kg total", "35@0 iv; 35@0 iv propofol")]
    [InlineData("propofol 1 mg/kg then 6 mg/kg/h for 1 h with ketamine 0.5 mg/kg iv", "70@0 iv propofol; 420@0/1 iv propofol; 35@0 iv")]
    public void What_clinicians_write_means_these_doses(string text, string doses) =>
        Assert.Equal(Sorted(Wanted(doses)), Sorted(Given(RegimenTests.Read(text))));

    [Theory]
    [InlineData("25 mg im then 25 mg",
        "'then' does not say when this dose is given: write how long after the one before, for example 'then after 10 min 25 mg', or 'and' for both at once")]
    [InlineData("56 mg or 84 mg intranasal", "'or' leaves open which is given")]
    [InlineData("0.2-0.3 mg/kg iv", "a range does not say what is given")]
    [InlineData("0.2 mg/kg to 0.3 mg/kg iv", "a range does not say what is given")]
    [InlineData("0.3 mg/kg iv over 3-5 min", "a range does not say what is given")]
    [InlineData("0.1 mg/kg/h iv titrated to 0.3 mg/kg/h for 24 h", "a titration says how large each step is and how long it lasts")]
    [InlineData("20 mg/h iv, increase by 8 mg/h every 4 h to 40 mg/h", "steps of 8 mg/h from 20 mg/h do not meet 40 mg/h")]
    [InlineData("PCA 1 mg iv, lockout 10 min", "a patient-controlled pump gives what is asked of it: say how many demands")]
    [InlineData("PCA 1 mg iv, lockout 10 min, every 20 min for 24 h", "a patient-controlled pump gives what is asked of it: say how many demands")]
    [InlineData("PCA 1 mg iv, lockout 10 min, 3 boluses per hour for 24 h", "a patient-controlled pump gives what is asked of it: say how many demands")]
    [InlineData("PCA 1 mg iv, 3 demands per hour", "the regimen ends too early: expected 'for' and how long the pump gives what is asked of it")]
    [InlineData("PCA 1 mg iv, 3 demands per hour x 10", "a patient-controlled pump gives doses for a time: say how long")]
    [InlineData("PCA 1 mg/h iv for 24 h", "a patient-controlled dose is an amount")]
    [InlineData("PCA ketofol 10 mg total iv, 3 demands per hour for 24 h", "a patient-controlled dose has no steps, days, divided doses or mixture")]
    [InlineData("25 mg im prn", "a dose as needed does not say when it is given")]
    [InlineData("5 mL/h iv for 24 h", "a volume says no dose without a strength: write it in mg/mL")]
    [InlineData("200 mg in 50 mL at 4 mL/h for 13 h", "a syringe of 50 mL at 4 mL/h is empty after 12.5 h")]
    [InlineData("200 mg in 50 mL at 20 mg/h iv for 11 h", "a syringe of 50 mL at 20 mg/h is empty after 10 h")]
    [InlineData("300 mg/day po for 3 days", "300 mg/d oral does not say in how many doses")]
    [InlineData("ketofol 1 mg/kg iv", "is 1 mg/kg of each drug, or of both together?")]
    [InlineData("56 mg intranasal biweekly x 3", "'biweekly' is said for twice a week and for every two weeks")]
    [InlineData("25 mg po daily for 1 month", "a month has no fixed length")]
    [InlineData("25 mg po x 3", "doses that are repeated say how far apart they are")]
    [InlineData("0.5 mg/kg iv over 40 min weekly x 2 then 1 mg/kg weekly x 2", "the doses before are given over 40 min, and these do not say")]
    [InlineData("Spravato 56 mg iv", "a nasal spray is given intranasal")]
    [InlineData("morphine hydrochloride 10 mg iv", "an amount of morphine is of the base here")]
    [InlineData("50 mg epidural", "an epidural dose is not simulated")]
    [InlineData("50 mg intrathecally", "an intrathecal dose is not simulated")]
    [InlineData("1 mg/kg nebulised", "a nebulised dose is not simulated")]
    [InlineData("esketamine 84 mg (2 devices) intranasal", "2 devices of 28 mg are 56 mg, not 84 mg")]
    [InlineData("25 mg im every 10 min up to 3 doses", "a maximum of doses leaves open how many are given: write 'x 3'")]
    public void What_leaves_the_dose_open_is_asked_about(string text, string question)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(RegimenParser.Parse(text, diagnostics));
        Assert.StartsWith(question, Assert.Single(diagnostics.Items).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5 mx/h iv", "mg")]
    [InlineData("50 mg ij", null)]
    [InlineData("50 mg on Monday", null)]
    [InlineData("50 mmol iv", null)]
    [InlineData("50 mg intranasl", "intranasal")]
    public void A_hint_stays_within_its_kind_of_word(string text, string? hint)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(RegimenParser.Parse(text, diagnostics));
        Assert.Equal(hint is not null, diagnostics.Items[0].Message.EndsWith($"did you mean '{hint}'?", StringComparison.Ordinal));
        Assert.Equal(hint is not null, diagnostics.Items[0].Message.Contains("did you mean", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.5 mg/kg over 40 min", "No route is said: a rate, an infusion, a bolus or a loading dose is taken as iv.")]
    [InlineData("25 mg im then 0.1 mg/kg/h for 2 h", "No route is said: a rate, an infusion, a bolus or a loading dose is taken as iv.")]
    [InlineData("1 mg/kg IO", "A dose into the marrow of a bone is taken as iv.")]
    [InlineData("50 mg lozenge", "A lozenge, troche or wafer without a route is taken as sublingual.")]
    public void What_is_taken_for_granted_is_said(string text, string note) => Assert.Equal([note], RegimenTests.Read(text).Notes);

    [Theory]
    [InlineData("0.5 mg/kg iv", 80.0, 80.0)]
    [InlineData("0.5 mg/kg iv in a 70 kg patient", null, 70.0)]
    [InlineData("0.5 mg/kg iv in a 154 lb man", null, 69.853)]
    public void A_weight_is_that_of_the_text_or_the_one_asked_for(string text, double? asked, double weight) =>
        Assert.Equal(weight, RegimenTests.Read(text).WeightFor(asked)!.Value, 1e-3);

    [Fact]
    public void Two_weights_are_refused() =>
        Assert.Throws<Ketascope.Study.Requests.UserErrorException>(() => RegimenTests.Read("0.5 mg/kg iv in a 70 kg patient").WeightFor(80));

    [Theory]
    [InlineData("0.5 mg/kg (35 mg) iv", 70, true)]
    [InlineData("0.5 mg/kg (50 mg) iv", 70, false)]
    [InlineData("50 mg (0.5 mg/kg) iv", 100, true)]
    [InlineData("0.1 mg/kg/h iv for 4 h (28 mg)", 70, true)]
    [InlineData("28 mg iv over 4 h (0.2 mg/kg/h)", 70, false)]
    public void An_amount_beside_another_is_held_against_it(string text, double weight, bool agrees) =>
        Assert.Equal(agrees, RegimenTests.Read(text).Doses[0].Disagreement(weight) is null);

    [Theory]
    [InlineData("200 mg in 50 mL at 4 mL/h for 10 h", 40.0)]
    [InlineData("5 mg/mL at 2 mL/h for 24 h", 48.0)]
    [InlineData("1 mg/kg in 50 mL at 5 mL/h for 4 h", 20.0)]
    [InlineData("0.5 mg/kg in 100 mL saline over 40 min", 100.0)]
    [InlineData("100 mg iv", null)]
    public void Millilitres_are_known_where_a_strength_or_a_volume_is_said(string text, double? volume) =>
        Assert.Equal(volume, RegimenTests.Read(text).Doses[0].Millilitres(70));

    private static IEnumerable<string> Given(Regimen regimen) => regimen.Administrations().Select(one =>
        Text(one.Dose.AmountMg(70), one.Start, one.Dose.Duration?.Hours ?? 0, new DoseSite(one.Dose.Drug, one.Dose.Route).ToString()));

    private static IEnumerable<string> Wanted(string doses)
    {
        foreach (string dose in doses.Split("; "))
        {
            string[] words = dose.Split(' ');
            string[] timing = words[0].Split('@');
            string[] repeats = timing[1].Split('x');
            string[] times = repeats[0].Split('/');
            (int count, double interval) = repeats.Length > 1
                ? (int.Parse(repeats[1].Split('+')[0], CultureInfo.InvariantCulture), Number(repeats[1].Split('+')[1])) : (1, 0);
            for (int i = 0; i < count; i++)
            {
                yield return Text(Number(timing[0]), Number(times[0]) + (i * interval), times.Length > 1 ? Number(times[1]) : 0,
                    $"{(words.Length > 2 ? words[2] : "racemic ketamine")} {words[1]}");
            }
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double mg, double start, double duration, string site) =>
        string.Create(CultureInfo.InvariantCulture, $"{start:0000.0000} h {mg:0.0000} mg {duration:0.0000} h {site}");

    private static string[] Sorted(IEnumerable<string> doses) => [.. doses.Order(StringComparer.Ordinal)];
}
