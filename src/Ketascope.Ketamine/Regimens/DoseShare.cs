namespace Ketascope.Ketamine.Regimens;

/// <summary>The part of a dose that goes into one species of a model: half of a racemic dose into S-ketamine, the other half into R-ketamine.</summary>
/// <param name="Species">The species' name, which becomes the record's CMT.</param>
/// <param name="Fraction">The amount in the species per amount of the dose, finite and above 0. Default 1.</param>
/// <param name="HasModelledDuration">Whether a dose given at once enters over a time that the model gives (RATE -2), as from a film that dissolves. Default false.</param>
public sealed record DoseShare(string Species, double Fraction = 1, bool HasModelledDuration = false);
