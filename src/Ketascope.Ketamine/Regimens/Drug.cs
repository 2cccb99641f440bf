using System.Collections.Immutable;

namespace Ketascope.Ketamine.Regimens;

/// <summary>
/// What can be given: a row of the one table of drugs that regimens know. Which part of a dose is which substance is the matter of models (docs/models.md).
/// </summary>
public sealed class Drug
{
    private Drug(string substance, params string[] spellings) => (Substance, Spellings) = (substance, [.. spellings]);

    /// <summary>The racemate: equal parts of both enantiomers. What "ketamine" alone means, and a dose without a drug.</summary>
    public static Drug RacemicKetamine { get; } =
        new("ketamine", "racemic ketamine", "ketamine", "racemate", "rac-ketamine", "RS-ketamine", "R,S-ketamine", "(R,S)-ketamine", "R/S-ketamine",
            "(RS)-ketamine", "ketamin", "Ketalar", "Ketaject", "Ketolar");

    /// <summary>S(+)-ketamine.</summary>
    public static Drug Esketamine { get; } = new("ketamine", "esketamine", "S-ketamine", "S(+)-ketamine", "(S)-ketamine", "S-(+)-ketamine",
        "(S)-(+)-ketamine", "esketamin", "Spravato", "Ketanest S", "Ketanest-S", "Ketanest", "Vesierra")
    { Measured = "esketamine" };

    /// <summary>R(-)-ketamine.</summary>
    public static Drug Arketamine { get; } = new("ketamine",
        "arketamine", "R-ketamine", "R(-)-ketamine", "(R)-ketamine", "R-(-)-ketamine", "(R)-(-)-ketamine")
    { Measured = "arketamine" };

    /// <summary>Propofol, which ketofol mixes with the racemate.</summary>
    public static Drug Propofol { get; } = new("propofol", "propofol", "Diprivan") { OnlyRoute = Route.Intravenous };

    /// <summary>The table: every drug, in the order in which messages name them. A new drug is a row here.</summary>
    public static ImmutableArray<Drug> All { get; } =
    [
        RacemicKetamine,
        Esketamine,
        Arketamine,
        new("morphine", "morphine"),
        new("fentanyl", "fentanyl"),
        new("remifentanil", "remifentanil", "Ultiva") { OnlyRoute = Route.Intravenous },
        Propofol,
        new("midazolam", "midazolam", "Versed", "Dormicum"),
        new("lidocaine", "lidocaine", "lignocaine"),
        new("escitalopram", "escitalopram", "S-citalopram", "(S)-citalopram", "S(+)-citalopram") { OnlyRoute = Route.Oral },
        new("memantine", "memantine") { OnlyRoute = Route.Oral },
        new("memantine", "memantine hydrochloride", "memantine HCl") { OnlyRoute = Route.Oral },
    ];

    /// <summary>What it is a form of: <c>ketamine</c> for the racemate and both enantiomers; else its own name, or that of the base of a salt.</summary>
    public string Substance { get; }

    /// <summary>What is measured of it where nothing else is said: the substance, of an enantiomer the enantiomer.</summary>
    public string Measured { get => field ?? Substance; private init; }

    /// <summary>The one route by which it is given to people, so that a regimen need not say it; null where there are several.</summary>
    public Route? OnlyRoute { get; private init; }

    /// <summary>Every name that is read; the first is shown. Case does not matter.</summary>
    public ImmutableArray<string> Spellings { get; }

    /// <summary>The name that is shown.</summary>
    public string Name => Spellings[0];

    /// <summary>The route that a name stands for: a product for the nose is given into the nose.</summary>
    /// <param name="spelling">The name as written.</param>
    public Route? RouteOf(string spelling) => spelling.Equals("Spravato", StringComparison.OrdinalIgnoreCase) ? Route.Intranasal : OnlyRoute;

    /// <summary>The name that is shown.</summary>
    public override string ToString() => Name;
}
