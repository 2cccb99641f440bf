using CsCheck;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Ketamine.Regimens;

public sealed class RegimenParserTests
{
    private const string Routes = "iv, im, sc, intranasal, oral, sublingual, buccal, rectal or slow-release";

    private const string Drugs = "racemic ketamine, esketamine, arketamine, morphine, fentanyl, remifentanil, " +
        "propofol, midazolam, lidocaine, escitalopram, memantine or memantine hydrochloride";

    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min", "racemic ketamine 0.5 mg/kg iv over 40 min")]
    [InlineData("0.25 mg/kg iv then 0.1 mg/kg/h iv for 4 h", "racemic ketamine 0.25 mg/kg iv then racemic ketamine 0.1 mg/kg/h iv for 4 h")]
    [InlineData("esketamine 0.25 mg/kg iv over 40 min every 84 h x 4", "esketamine 0.25 mg/kg iv over 40 min every 84 h x 4")]
    [InlineData("84 mg intranasal at 2 h", "racemic ketamine 84 mg intranasal at 2 h")]
    [InlineData("10 ug/kg/min iv for 24 h", "racemic ketamine 10 ug/kg/min iv for 24 h")]
    [InlineData("2 mg/kg im", "racemic ketamine 2 mg/kg im")]
    [InlineData("ketamine 50 mg oral every 8 h x 3", "racemic ketamine 50 mg oral every 8 h x 3")]
    [InlineData("esketamine 50 mg sublingual", "esketamine 50 mg sublingual")]
    [InlineData("S(+)-ketamine 0.3mg/kg IV over 10min then 0.15 mg/kg/h for 2h", "esketamine 0.3 mg/kg iv over 10 min then esketamine 0.15 mg/kg/h iv for 2 h")]
    [InlineData("(S)-ketamine 1 mg iv and (R)-ketamine 1 mg", "esketamine 1 mg iv and arketamine 1 mg iv")]
    [InlineData("R(-)-ketamine 40 mg iv, then after 1 wk S-Ketamine 40 mg", "arketamine 40 mg iv then after 1 wk esketamine 40 mg iv")]
    [InlineData("i.v. Ketamine 0.5 MG per KG over 40 minutes", "racemic ketamine 0.5 mg/kg iv over 40 min")]
    [InlineData("0.5 mg/kg over 40 min iv ketamine.", "racemic ketamine 0.5 mg/kg iv over 40 min")]
    [InlineData("0.5 mg/kg IV infusion over 40 minutes", "racemic ketamine 0.5 mg/kg iv over 40 min")]
    [InlineData("0.1 mg/kg/h iv infusion for 4 h", "racemic ketamine 0.1 mg/kg/h iv for 4 h")]
    [InlineData("300 mcg/kg/h sc for 1 d", "racemic ketamine 300 ug/kg/h sc for 1 d")]
    [InlineData("300 µg iv + 20 μg im", "racemic ketamine 300 ug iv and racemic ketamine 20 ug im")]
    [InlineData("25 mg po every 1 d for 5 doses", "racemic ketamine 25 mg oral every 1 d x 5")]
    [InlineData("25 mg po every 1 d 5 times", "racemic ketamine 25 mg oral every 1 d x 5")]
    [InlineData("25 mg po every 1 d times 5", "racemic ketamine 25 mg oral every 1 d x 5")]
    [InlineData("25 mg po every 1 d ×5 doses at 3 h", "racemic ketamine 25 mg oral at 3 h every 1 d x 5")]
    [InlineData("1 mg/min/kg iv for 90 s", "racemic ketamine 1 mg/kg/min iv for 90 s")]
    [InlineData("1 mg iv bolus at 1 h and 2 mg at 0 h", "racemic ketamine 1 mg iv at 1 h and racemic ketamine 2 mg iv at 0 h")]
    [InlineData("fentanyl 100 mcg iv", "fentanyl 100 ug iv")]
    [InlineData("propofol 2 mg/kg iv then 6 mg/kg/h for 1 h", "propofol 2 mg/kg iv then propofol 6 mg/kg/h iv for 1 h")]
    [InlineData("Remifentanil 0.1 µg/kg/min IV for 30 min and lignocaine 1.5 mg/kg", "remifentanil 0.1 ug/kg/min iv for 30 min and lidocaine 1.5 mg/kg iv")]
    [InlineData("memantine HCl 20 mg po every 1 d x 7 then after 1 d memantine 5 mg",
        "memantine hydrochloride 20 mg oral every 1 d x 7 then after 1 d memantine 5 mg oral")]
    [InlineData("midazolam 50 mcg/kg iv over 2 min then (S)-citalopram 10 mg po", "midazolam 50 ug/kg iv over 2 min then escitalopram 10 mg oral")]
    [InlineData("Spravato 84 mg intranasal twice weekly for 4 weeks then weekly for 1 d 84 mg", "esketamine 84 mg intranasal every 84 h for 4 wk then esketamine 84 mg intranasal every 168 h for 1 d")]
    [InlineData("56 mg in every other day x 3", "racemic ketamine 56 mg intranasal every 48 h x 3")]
    [InlineData("50 mg po b.i.d. for 7 days", "racemic ketamine 50 mg oral every 12 h for 7 d")]
    [InlineData("50 mg po three times a day x 9", "racemic ketamine 50 mg oral every 8 h x 9")]
    [InlineData("50 mg po 4 times daily for 2 d", "racemic ketamine 50 mg oral every 6 h for 2 d")]
    [InlineData("50 mg po q8h x 6", "racemic ketamine 50 mg oral every 8 h x 6")]
    [InlineData("0.5 mg/kg weekly iv over 40 min x 6", "racemic ketamine 0.5 mg/kg iv over 40 min every 168 h x 6")]
    [InlineData("0.1 mg/kg/h iv for 4 h once daily for 5 d", "racemic ketamine 0.1 mg/kg/h iv for 4 h every 24 h for 5 d")]
    [InlineData("0.1 mg/kg/h iv daily for 4 h x 5", "racemic ketamine 0.1 mg/kg/h iv for 4 h every 24 h x 5")]
    [InlineData("Ketalar 0.3 mg/kg iv followed by after 1 h 0.1 mg/kg/h for 4 h", "racemic ketamine 0.3 mg/kg iv then after 1 h racemic ketamine 0.1 mg/kg/h iv for 4 h")]
    [InlineData("1e-2 g sl\n  then .5 mg iv over 1.5e1 s", "racemic ketamine 0.01 g sublingual then racemic ketamine 0.5 mg iv over 15 s")]
    public void What_people_say_is_read(string text, string normalised)
    {
        DiagnosticBag diagnostics = new();
        Assert.Equal(normalised, RegimenParser.Parse(text, diagnostics)?.Describe());
        Assert.Empty(diagnostics.Items);
    }

    [Theory]
    [InlineData("0.5 mg/kg iv ovre 40 min", 14, "'ovre': expected 'over', 'at', 'every', 'then', 'and' or the end; did you mean 'over'?")]
    [InlineData("0.5 mg/kg ivv over 40 min", 11,
        "'ivv': expected a route (" + Routes + "), a drug (" + Drugs + "), 'over', 'at' or 'every'; did you mean 'iv'?")]
    [InlineData("ketamne 50 mg oral", 1,
        "'ketamne': expected an amount such as '0.5 mg/kg', a route (" + Routes + ") or a drug (" + Drugs + "); did you mean 'ketamine'?")]
    [InlineData("fentanil 100 mcg iv", 1,
        "'fentanil': expected an amount such as '0.5 mg/kg', a route (" + Routes + ") or a drug (" + Drugs + "); did you mean 'fentanyl'?")]
    [InlineData("0.1 mg iv then remifentanyl 1 mcg/kg", 16,
        "'remifentanyl': expected an amount such as '0.5 mg/kg', a route (" + Routes + ") or a drug (" + Drugs + "); did you mean 'remifentanil'?")]
    [InlineData("0.5 mk/kg iv", 5, "'mk': expected a unit of mass (ng, ug, mg or g); did you mean 'mg'?")]
    [InlineData("0.5 iv", 5, "'iv': expected a unit of mass (ng, ug, mg or g)")]
    [InlineData("0.5 mg/kh iv", 8, "'kh': expected kg, min, h or d; did you mean 'kg'?")]
    [InlineData("0.5 mg/kg/kg iv", 11, "'kg': expected min, h or d")]
    [InlineData("0.5 mg/kg/h/min iv", 13, "'min': expected the end of the unit")]
    [InlineData("0.5 mg/kg iv over 40 mon", 22, "'mon': expected a unit of time (s, min, h, d or wk); did you mean 'min'?")]
    [InlineData("0.5 mg/kg iv over", 18, "the regimen ends too early: expected a duration: a number with its unit")]
    [InlineData("0.5 mg/kg iv over iv", 19, "'iv': expected a duration: a number with its unit")]
    [InlineData("0.5 mg/kg then 1 mg iv", 11, "'then': expected a route (" + Routes + ") or a drug (" + Drugs + ")")]
    [InlineData("iv", 3, "the regimen ends too early: expected an amount such as '0.5 mg/kg' or a drug (racemic ketamine, esketamine, arketamine, morphine, fentanyl, remifentanil, propofol, midazolam, lidocaine, escitalopram, memantine or memantine hydrochloride)")]
    [InlineData("1 mg iv then", 13, "the regimen ends too early: expected an amount such as '0.5 mg/kg', a route (" + Routes + ") or a drug (" + Drugs + ")")]
    [InlineData("1 mg iv iv", 9, "'iv': expected 'over', 'at', 'every', 'then', 'and' or the end")]
    [InlineData("1 mg iv 40 min", 9, "'40': expected 'over', 'at', 'every', 'then', 'and' or the end")]
    [InlineData("1 mg iv every 8 h", 18, "the regimen ends too early: expected how often: 'x' and the number of doses in all, for example 'x 4', or 'for' and how long (one every 8 h)")]
    [InlineData("1 mg iv daily then 2 mg", 15, "'then': expected how often: 'x' and the number of doses in all, for example 'x 4', or 'for' and how long (one every 24 h)")]
    [InlineData("0.1 mg/kg/h iv daily for 4 h", 29, "the regimen ends too early: expected how often: 'x' and the number of doses in all, for example 'x 4', or 'for' and how long (one every 24 h)")]
    [InlineData("1 mg iv every 8 h for 3", 24, "the regimen ends too early: expected 'doses' or a unit of time after their number")]
    [InlineData("1 mg iv every 8 h for 3 dd", 25, "'dd': expected a unit of time (s, min, h, d or wk); did you mean 'd'?")]
    [InlineData("1 mg iv every 1 s for 1 d", 23, "a number of doses is whole, from 1 to 10000, not 86400")]
    [InlineData("1 mg iv every other", 20, "the regimen ends too early: expected 'day' or 'week'")]
    [InlineData("1 mg iv dayly x 3", 9, "'dayly': expected 'over', 'at', 'every', 'then', 'and' or the end; did you mean 'daily'?")]
    [InlineData("1 mg iv twice", 9, "'twice': expected 'over', 'at', 'every', 'then', 'and' or the end")]
    [InlineData("1 mg iv every 8 h x", 20, "the regimen ends too early: expected a number of doses: 'x 4'")]
    [InlineData("1 mg iv infusion", 9, "an infusion of an amount needs its duration, for example 'over 40 min'")]
    [InlineData("1 mg iv every 8 h x 2.5", 21, "a number of doses is whole, from 1 to 10000, not 2.5")]
    [InlineData("1 mg iv every 8 h x 0", 21, "a number of doses is whole, from 1 to 10000, not 0")]
    [InlineData("1 mg iv every 8 h x 1e9", 21, "a number of doses is whole, from 1 to 10000, not 1e9")]
    [InlineData("1 mg iv every 10 wk x 100", 9, "the last dose would come more than ten years after the first")]
    [InlineData("-3 mg iv", 1, "a dose of -3 is negative")]
    [InlineData("ketamine −3 mg iv", 10, "a dose of -3 is negative")]
    [InlineData("NaN mg iv", 1, "a dose of NaN is not a number that can be given")]
    [InlineData("inf mg iv", 1, "a dose of inf is not a number that can be given")]
    [InlineData("1e400 mg iv", 1, "a dose of 1e400 is too large")]
    [InlineData("0 mg iv", 1, "a dose of 0 gives nothing; it has to be above 0")]
    [InlineData("11 g iv", 1, "a dose of 11 g is more than anybody is given (at most 10 g is read)")]
    [InlineData("500 mg/kg iv", 1, "a dose of 500 mg/kg is more than anybody is given (at most 100 mg/kg is read)")]
    [InlineData("5 mg/kg/min iv for 1 h", 1, "a dose of 5 mg/kg/min is more than anybody is given (at most 100 mg/kg/h is read)")]
    [InlineData("0,5 mg/kg iv", 1, "'0,5': write decimals with a point (0.5) and large numbers without separators")]
    [InlineData("1 mg iv over -40 min", 14, "a duration of -40 is negative")]
    [InlineData("1 mg iv over 0 min", 14, "a duration has to be above 0; leave 'over' out for a dose given at once")]
    [InlineData("1 mg iv at NaN h", 12, "a time of NaN is not a number that can be given")]
    [InlineData("1 mg iv at 1000 wk", 12, "a time of 1000 wk is longer than ten years")]
    [InlineData("1 mg/h iv over 2 h", 11, "'over' goes with an amount; 1 mg/h is a rate and is given 'for' a time")]
    [InlineData("1 mg iv for 2 h", 9, "'for' goes with a rate; 1 mg is an amount and is given 'over' a time")]
    [InlineData("0.1 mg/kg/h iv over 4 h", 16, "'over' goes with an amount; 0.1 mg/kg/h is a rate and is given 'for' a time")]
    [InlineData("0.1 mg/kg/h iv", 1, "0.1 mg/kg/h is a rate: say for how long, for example 'for 4 h'")]
    [InlineData("1 mg iv bolus over 2 h", 9, "a bolus is given at once: it has no duration and no rate")]
    [InlineData("50 mg oral over 2 h", 12, "an infusion is given iv or sc, not oral")]
    [InlineData("1 mg iv over 2 h every 1 h x 3", 18, "an infusion of 2 h every 1 h would overlap itself")]
    [InlineData("1 mg iv then 2 mg at 3 h", 19, "'then' already says when this dose starts; 'at' goes with 'and'")]
    [InlineData("0.3 mg/kg iv over 10 min; 0.15 mg/kg/h for 2 h", 25, "';' does not say when the next dose starts: write 'then' (when the one before has ended) or 'and' (together with it)")]
    [InlineData("1 mg iv,", 8, "',' does not say when the next dose starts: write 'then' (when the one before has ended) or 'and' (together with it)")]
    [InlineData("1 mg iv @ 3 h", 9, "'@': expected 'over', 'at', 'every', 'then', 'and' or the end")]
    [InlineData("IV ketamine 0.5 mg per kg over forty", 32, "'forty': expected a duration: a number with its unit")]
    [InlineData("", 1, "the regimen is empty: expected a dose such as '0.5 mg/kg iv over 40 min'")]
    [InlineData(" \n\t", 1, "the regimen is empty: expected a dose such as '0.5 mg/kg iv over 40 min'")]
    public void A_mistake_is_answered_with_its_place_and_what_could_stand_there(string text, int column, string message)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(RegimenParser.Parse(text, diagnostics));
        Diagnostic mistake = Assert.Single(diagnostics.Items);
        Assert.Equal(message, mistake.Message);
        Assert.Equal(column, mistake.Span.Source!.Locate(mistake.Span.Start).Column);
    }

    [Fact]
    public void A_mistake_is_shown_with_the_text_and_a_caret()
    {
        DiagnosticBag diagnostics = new();
        RegimenParser.Parse("0.5 mg/kg iv ovre 40 min", diagnostics);
        Assert.Equal(
            """
            regimen:1:14: error: 'ovre': expected 'over', 'at', 'every', 'then', 'and' or the end; did you mean 'over'? [regimen-word]
                0.5 mg/kg iv ovre 40 min
                             ^^^^
            """,
            diagnostics.Items[0].ToString());
    }

    [Theory]
    [InlineData(RegimenParser.MaxLength + 1, "a regimen has at most 10000 characters, this has 10001")]
    [InlineData(RegimenParser.MaxLength, "'qqqq")]
    public void Endless_text_gets_one_message(int length, string message)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(RegimenParser.Parse(new string('q', length), diagnostics));
        Assert.StartsWith(message, Assert.Single(diagnostics.Items).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused_without_an_exception() =>
        Gen.Select(_fragments, Gen.Char.Array[0, 3], (fragment, noise) => fragment + new string(noise)).Array[0, 12].Sample(parts =>
        {
            DiagnosticBag diagnostics = new();
            Regimen? regimen = RegimenParser.Parse(string.Concat(parts), diagnostics);
            return (regimen is null) == diagnostics.HasErrors;
        });

    private static readonly Gen<string> _fragments = Gen.OneOf(
        "0.5 ", "mg", "/kg", "/h ", "iv ", "over ", "40 min ", "for ", "4 h ", "then ", "and ", "at ", "every ", "x", "3", "-", "S(+)-ketamine ", "1e999", "NaN ", "bolus ", ",", "after ");
}
