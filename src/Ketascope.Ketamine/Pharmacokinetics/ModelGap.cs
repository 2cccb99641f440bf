using System.Collections.Immutable;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Doses that no model should be taken for, because what is published does not suffice: an entry of <c>gaps.json</c> (docs/models.md).</summary>
/// <param name="Drugs">The drugs, as regimens name them.</param>
/// <param name="Routes">The routes, as regimens name them.</param>
/// <param name="MinimumAge">The youngest person concerned, years.</param>
/// <param name="BelowAge">The age from which on people are no longer concerned, years; 18 for children, more for everybody.</param>
/// <param name="Why">What is missing; part of a sentence.</param>
public sealed record ModelGap(ImmutableArray<string> Drugs, ImmutableArray<string> Routes, double MinimumAge, double BelowAge, string Why)
{
    /// <summary>Whether a dose in a person lies in the gap.</summary>
    /// <param name="dose">Drug and route.</param>
    /// <param name="years">The age, years; null for an adult whose age nobody said.</param>
    public bool Holds(DoseSite dose, double? years) =>
        Drugs.Any(name => Routes.Any(route => DoseSite.Find(name, route) == dose))
        && (years ?? Math.Max(MinimumAge, AgeRange.Adulthood)) is var age && age >= MinimumAge && age < BelowAge;
}
