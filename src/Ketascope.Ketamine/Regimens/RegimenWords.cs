namespace Ketascope.Ketamine.Regimens;

/// <summary>The words of the regimen language.</summary>
internal static class RegimenWords
{
    public static readonly Vocabulary<Drug> Drugs = new([.. Drug.All.Select(drug => (drug, drug.Spellings.ToArray()))]);

    public static readonly Vocabulary<Route> Routes = new(
        (Route.Intravenous, ["iv", "intravenous", "intravenously", "io", "intraosseous", "intraosseously"]),
        (Route.Intramuscular, ["im", "intramuscular", "intramuscularly"]),
        (Route.Subcutaneous, ["sc", "subcutaneous", "subcutaneously", "subcut", "subq", "sq"]),
        (Route.Intranasal, ["intranasal", "in", "nasal", "nasally", "intranasally"]),
        (Route.Oral, ["oral", "po", "orally"]),
        (Route.Sublingual, ["sublingual", "sl", "sublingually"]),
        (Route.Buccal, ["buccal", "buccally", "oromucosal"]),
        (Route.Rectal, ["rectal", "pr", "rectally"]),
        (Route.SlowRelease, ["slow-release", "slowrelease", "prolongedrelease", "extendedrelease", "sustainedrelease", "modifiedrelease", "controlledrelease",
            "retard"]));

    /// <summary>Forms and devices, and the route that they are made for.</summary>
    public static readonly Vocabulary<Route> Forms = new(
        (Route.Intranasal, ["spray", "sprays", "device", "devices"]),
        (Route.Oral, ["tablet", "tablets", "capsule", "capsules", "syrup"]),
        (Route.Sublingual, ["lozenge", "lozenges", "troche", "troches", "wafer", "wafers"]),
        (Route.Rectal, ["suppository", "suppositories"]));

    public static readonly Vocabulary<MassUnit> MassUnits = new(
        (MassUnit.Nanogram, ["ng", "nanogram", "nanograms"]),
        // Without regard to case the Greek letter mu is also the micro sign.
        (MassUnit.Microgram, ["ug", "mcg", "\u03bcg", "microgram", "micrograms", "microg"]),
        (MassUnit.Milligram, ["mg", "mgs", "milligram", "milligrams"]),
        (MassUnit.Gram, ["g", "gram", "grams"]));

    public static readonly Vocabulary<TimeUnit> TimeUnits = new(
        (TimeUnit.Second, ["s", "sec", "secs", "second", "seconds"]),
        (TimeUnit.Minute, ["min", "mins", "minute", "minutes"]),
        (TimeUnit.Hour, ["h", "hr", "hrs", "hour", "hours"]),
        (TimeUnit.Day, ["d", "day", "days"]),
        (TimeUnit.Week, ["wk", "wks", "week", "weeks", "w"]));

    /// <summary>What a rate can be per.</summary>
    public static readonly Vocabulary<TimeUnit> RateUnits = new(
        (TimeUnit.Minute, ["min", "minute"]),
        (TimeUnit.Hour, ["h", "hr", "hour"]),
        (TimeUnit.Day, ["d", "day"]));

    public static readonly Vocabulary<VolumeUnit> VolumeUnits = new(
        (VolumeUnit.Millilitre, ["ml", "mls", "cc", "millilitre", "millilitres", "milliliter", "milliliters"]),
        (VolumeUnit.Litre, ["l", "litre", "litres", "liter", "liters"]));

    public static readonly Vocabulary<BodyUnit> BodyUnits = new(
        (BodyUnit.Kilogram, ["kg", "kgkg", "kgbw", "kgs", "kilogram", "kilograms", "kilo", "kilos"]),
        (BodyUnit.Pound, ["lb", "lbs", "pound", "pounds"]));

    public static readonly Vocabulary<RegimenKeyword> Keywords = new(
        (RegimenKeyword.Over, ["over"]),
        (RegimenKeyword.For, ["for"]),
        (RegimenKeyword.At, ["at"]),
        (RegimenKeyword.Every, ["every"]),
        (RegimenKeyword.Times, ["x", "times", "\u00d7"]),
        (RegimenKeyword.Doses, ["doses", "dose"]),
        (RegimenKeyword.Then, ["then", "thereafter", "afterwards"]),
        (RegimenKeyword.After, ["after"]),
        (RegimenKeyword.And, ["and", "+", "plus", "with", "&"]),
        (RegimenKeyword.Per, ["per", "/"]),
        (RegimenKeyword.Bolus, ["bolus", "push"]),
        (RegimenKeyword.Loading, ["loading"]),
        (RegimenKeyword.Infusion, ["infusion", "infused", "drip"]),
        (RegimenKeyword.Maximum, ["max", "maximum"]),
        (RegimenKeyword.Step, ["increase", "increased", "increasing", "titrate", "titrated", "raise", "raised", "escalate", "escalated", "decrease",
            "decreased", "reduce", "reduced", "taper", "tapered"]),
        (RegimenKeyword.Days, ["day", "days"]),
        (RegimenKeyword.In, ["in"]));

    /// <summary>Words between the parts that say nothing about the dose.</summary>
    public static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase)
    {
        "of", "the", "a", "an", "dose", "given", "give", "administered", "slow", "slowly", "rapid", "rapidly", "via", "by", "as", "maintenance", "continuous",
            "continuously", "initial", "initially",
        "additional", "further", "another", "start", "started", "starting", "rate", "solution", "injection", "injected", ":", "is", "film", "treatment",
            "i.e", "ie", "subsequent", "patient", "adult", "treatments", "session", "sessions", "formulation", "repeat", "repeated", "repeating", "pill",
            "pills", "equals", "stat", "now", "immediately", "syringe", "pump",
            "rsi", "induction", "sedation", "procedural", "analgesia", "analgesic", "premedication", "premed", "icu", "crps", "depression", "trd", "burst",
            "subdissociative", "dissociative", "low", "intraop", "intraoperative", "intraoperatively", "postop", "postoperative", "postoperatively",
            "perioperative", "perioperatively", "preop", "preoperative", "dissolved", "odt", "rdt",
    };

    /// <summary>Words that mean something that is no dose of this language; no hint makes another word of them.</summary>
    public static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "or", "on", "to", "of", "a", "an", "as", "by", "if", "is", "no", "up", "iu", "units", "unit", "mmol", "mol", "nmol", "umol", "mm", "um", "nm", "m",
            "id", "ip", "ic", "icv", "ia", "it", "td", "pv", "prn", "month", "months", "year", "years",
        "until", "from", "into", "drops", "puffs",
    };

    /// <summary>Whether a word has a meaning of its own, so that nobody who wrote it meant its neighbour.</summary>
    public static bool IsKnown(string word) =>
        Others.Contains(word) || Fillers.Contains(word) || Drugs.TryFind(word, out _) || Routes.TryFind(word, out _) || Forms.TryFind(word, out _)
            || MassUnits.TryFind(word, out _)
        || TimeUnits.TryFind(word, out _) || VolumeUnits.TryFind(word, out _) || BodyUnits.TryFind(word, out _) || Keywords.TryFind(word, out _)
            || FrequencyParser.IsWord(word);
}

/// <summary>The words and signs that hold a regimen together.</summary>
internal enum RegimenKeyword
{
    Over,
    For,
    At,
    Every,
    Times,
    Doses,
    Then,
    After,
    And,
    Per,
    Bolus,
    Loading,
    Infusion,
    Maximum,
    Step,
    Days,
    In,
}

/// <summary>The unit of a volume of liquid.</summary>
internal enum VolumeUnit
{
    Millilitre,
    Litre,
}

/// <summary>The unit of a body weight.</summary>
internal enum BodyUnit
{
    Kilogram,
    Pound,
}
