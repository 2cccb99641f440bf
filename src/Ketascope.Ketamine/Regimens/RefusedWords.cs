namespace Ketascope.Ketamine.Regimens;

/// <summary>Words that are understood and not read: routes that no model takes, and times that leave open when.</summary>
internal static class RefusedWords
{
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
        ["prn"] = "a dose as needed does not say when it is given: write the times, for example '25 mg im every 4 h x 3'",
    };

    /// <summary>Why a word is not read, with the code of the mistake; null for a word that is, or that nobody knows.</summary>
    public static (string Code, string Why)? Find(RegimenToken token)
    {
        string word = token.Kind == RegimenTokenKind.Word ? token.Text.Replace(".", "", StringComparison.Ordinal) : "";
        string route = s_otherNames.GetValueOrDefault(word) ?? word;
        return s_refused.TryGetValue(route, out string? why) ? ("regimen-route", why)
            : s_vague.TryGetValue(word, out string? question) ? ("regimen-time", question)
            : null;
    }
}
