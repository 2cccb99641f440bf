namespace Ketascope.Ketamine.Regimens;

/// <summary>The words of the regimen language.</summary>
internal static class RegimenWords
{
    public static readonly Vocabulary<Drug> Drugs = new([.. Drug.All.Select(drug => (drug, drug.Spellings.ToArray()))]);

    public static readonly Vocabulary<Route> Routes = new(
        (Route.Intravenous, ["iv", "intravenous", "intravenously"]),
        (Route.Intramuscular, ["im", "intramuscular", "intramuscularly"]),
        (Route.Subcutaneous, ["sc", "subcutaneous", "subcutaneously"]),
        (Route.Intranasal, ["intranasal", "in", "nasal", "nasally", "intranasally"]),
        (Route.Oral, ["oral", "po", "orally"]),
        (Route.Sublingual, ["sublingual", "sl", "sublingually"]),
        (Route.Buccal, ["buccal", "buccally"]),
        (Route.Rectal, ["rectal", "pr", "rectally"]));

    public static readonly Vocabulary<MassUnit> MassUnits = new(
        (MassUnit.Nanogram, ["ng"]),
        // Without regard to case the Greek letter mu is also the micro sign.
        (MassUnit.Microgram, ["ug", "mcg", "\u03bcg"]),
        (MassUnit.Milligram, ["mg"]),
        (MassUnit.Gram, ["g"]));

    public static readonly Vocabulary<TimeUnit> TimeUnits = new(
        (TimeUnit.Second, ["s", "sec", "second", "seconds"]),
        (TimeUnit.Minute, ["min", "mins", "minute", "minutes"]),
        (TimeUnit.Hour, ["h", "hr", "hrs", "hour", "hours"]),
        (TimeUnit.Day, ["d", "day", "days"]),
        (TimeUnit.Week, ["wk", "week", "weeks"]));

    /// <summary>What a rate can be per.</summary>
    public static readonly Vocabulary<TimeUnit> RateUnits = new(
        (TimeUnit.Minute, ["min", "minute"]),
        (TimeUnit.Hour, ["h", "hr", "hour"]));

    public static readonly Vocabulary<RegimenKeyword> Keywords = new(
        (RegimenKeyword.Over, ["over"]),
        (RegimenKeyword.For, ["for"]),
        (RegimenKeyword.At, ["at"]),
        (RegimenKeyword.Every, ["every"]),
        (RegimenKeyword.Times, ["x", "times", "\u00d7"]),
        (RegimenKeyword.Doses, ["doses", "dose"]),
        (RegimenKeyword.Then, ["then"]),
        (RegimenKeyword.After, ["after"]),
        (RegimenKeyword.And, ["and", "+"]),
        (RegimenKeyword.Per, ["per", "/"]),
        (RegimenKeyword.Bolus, ["bolus"]),
        (RegimenKeyword.Infusion, ["infusion", "infused"]));
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
    Infusion,
}
