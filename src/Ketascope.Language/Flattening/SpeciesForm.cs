namespace Ketascope.Language.Flattening;

/// <summary>How a species of the text is held in a flat system, and what its name means.</summary>
/// <param name="Name">The flat name of the text.</param>
/// <param name="Held">The state, parameter or assignment that holds it.</param>
public sealed record SpeciesForm(string Name, string Held)
{
    /// <summary>The compartment; null for a species without one, where amount and concentration are the same number.</summary>
    public string? Compartment { get; init; }

    /// <summary>Whether what is held is an amount; else a concentration.</summary>
    public bool IsHeldAsAmount { get; init; }

    /// <summary>Whether the name means an amount in formulas (a substance-only species); else a concentration.</summary>
    public bool MeansAmount { get; init; }

    /// <summary>
    /// Whether a number that the text gives as its start value is a concentration. In Antimony it is for every species in a compartment, also for a
    /// substance-only one; in SBML a number means what the name means.
    /// </summary>
    public bool StartsAsConcentration { get; init; }
}
