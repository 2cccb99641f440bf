namespace Ketascope.Ketamine.Regimens;

/// <summary>Words that are understood and not read: routes that no model takes, and times that leave open when.</summary>
internal static class RefusedWords
{
    private const string PossibleDose =
        "a dose that may be given is not one that is: write the doses that are given, for example '1.5 mg/kg iv then after 10 min 0.5 mg/kg iv'";

    private const string OtherWeight =
        "doses per kg follow the one body weight that is said: write the dose in mg, or give the weight that is meant, " +
        "for example '0.5 mg/kg iv in a 60 kg patient'";

    private const string Child =
        "a child is somebody of a weight or an age: leave the word out and say them, for example '5 mg/kg po in a 15 kg patient' (or --weight and --age)";

    private static readonly string[] s_weekdays =
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
        "sundays", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "mwf",
    ];

    private static readonly Dictionary<string, string> s_refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["epidural"] = "an epidural dose is not simulated: after 0.5 mg/kg ketamine had a lower peak in plasma "
            + "than after an intravenous dose and was higher from 90 min to 48 h "
            + "(https://pubmed.ncbi.nlm.nih.gov/12966258), but no rate of absorption could be read; a dose that is: '0.5 mg/kg iv'",
        ["intrathecal"] = "an intrathecal dose is not simulated: no rates of exchange between cerebrospinal fluid, "
            + "cord and blood of people could be read; a dose that is: '0.5 mg/kg iv'",
        ["nebulised"] = "a nebulised dose is not simulated: Jonkman 2017 "
            + "(https://doi.org/10.1097/ALN.0000000000001798) found that 70 % of inhaled esketamine was absorbed, and less at higher concentrations, "
            + "but the parameters of its model could not be read; a dose that is: '50 mg intranasal'",
        ["transdermal"] = "a transdermal dose is not simulated: no rate of absorption through skin is known well enough; "
            + "a dose that is: '0.5 mg/kg/h iv for 4 h'",
        ["intraperitoneal"] = "an intraperitoneal dose is of animals, and the models are of people; a dose that is simulated: '0.5 mg/kg iv'",
        ["intradermal"] = "an intradermal dose is not simulated: no rate of absorption from skin is known well enough; a dose that is: '0.5 mg/kg iv'",
    };

    private static readonly Dictionary<string, string> s_otherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["epidurally"] = "epidural",
        ["caudal"] = "epidural",
        ["peridural"] = "epidural",
        ["intrathecally"] = "intrathecal",
        ["spinal"] = "intrathecal",
        ["nebulized"] = "nebulised",
        ["nebulisation"] = "nebulised",
        ["nebulization"] = "nebulised",
        ["nebuliser"] = "nebulised",
        ["nebulizer"] = "nebulised",
        ["inhaled"] = "nebulised",
        ["inhalation"] = "nebulised",
        ["neb"] = "nebulised",
        ["transdermally"] = "transdermal",
        ["patch"] = "transdermal",
        ["topical"] = "transdermal",
        ["topically"] = "transdermal",
        ["ip"] = "intraperitoneal",
        ["intraperitoneally"] = "intraperitoneal",
        ["intradermally"] = "intradermal",
        ["id"] = "intradermal",
    };

    private static readonly Dictionary<string, string> s_vague = new(StringComparer.OrdinalIgnoreCase)
    {
        ["biweekly"] = "'biweekly' is said for twice a week and for every two weeks: write 'twice weekly' (every 84 h) or 'every 2 weeks'",
        ["bimonthly"] = "'bimonthly' is said for twice a month and for every two months: write 'every 2 weeks' or 'every 8 weeks'",
        ["monthly"] = "a month has no fixed length: write 'every 4 weeks'",
        ["may"] = PossibleDose,
        ["can"] = PossibleDose,
        ["could"] = PossibleDose,
        ["consider"] = PossibleDose,
        ["if"] = "what a dose depends on is not simulated: write the doses that are given, for example '4 mg/kg im then after 10 min 2 mg/kg im'",
        ["unless"] = "what a dose depends on is not simulated: write the doses that are given, for example '4 mg/kg im then after 10 min 2 mg/kg im'",
        ["until"] = "what ends a dose is not simulated: write for how long it is given, for example '0.15 mg/kg/h for 4 h'",
        ["nostril"] = "a dose in each nostril: write what both get together, for example 'ketamine 100 mg intranasal' for 50 mg each",
        ["ideal"] = OtherWeight,
        ["ibw"] = OtherWeight,
        ["lean"] = OtherWeight,
        ["lbw"] = OtherWeight,
        ["adjusted"] = OtherWeight,
        ["paediatric"] = Child,
        ["pediatric"] = Child,
        ["neonatal"] = Child,
        ["prn"] = "a dose as needed does not say when it is given: write the times, for example '25 mg im every 4 h x 3'",
    };

    /// <summary>Why a word is not read, with the code of the mistake; null for a word that is, or that nobody knows.</summary>
    public static (string Code, string Why)? Find(RegimenToken token)
    {
        string word = token.Kind == RegimenTokenKind.Word ? token.Text.Replace(".", "", StringComparison.Ordinal) : "";
        string route = s_otherNames.GetValueOrDefault(word) ?? word;
        return s_refused.TryGetValue(route, out string? why) ? ("regimen-route", why)
            : s_weekdays.Contains(word, StringComparer.OrdinalIgnoreCase) ? ("regimen-time",
                "days of the week are counted from the first dose, which is on day 1: write for example 'on days 1, 3, 5, 8, 10 and 12'")
            : s_vague.TryGetValue(word, out string? question) ? ("regimen-time", question)
            : null;
    }
}
