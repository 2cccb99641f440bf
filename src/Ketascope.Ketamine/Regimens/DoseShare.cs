namespace Ketascope.Ketamine.Regimens;

/// <summary>The part of a dose that goes into one species of a model: half of a racemic dose into S-ketamine, the other half into R-ketamine.</summary>
/// <param name="Species">The species' name, which becomes the record's CMT.</param>
/// <param name="Fraction">The amount in the species per amount of the dose, finite and above 0. Default 1.</param>
/// <param name="HasModelledDuration">Whether a dose given at once enters over a time that the model gives (RATE -2), as from a film that dissolves. Default
/// false.</param>
/// <param name="Above">The mg of one dose that do not go here but are counted first: those of the first device of a nasal spray. Default 0.</param>
/// <param name="UpTo">The mg of one dose beyond which nothing goes here, above <paramref name="Above"/>. Default: no limit.</param>
public sealed record DoseShare(string Species, double Fraction = 1, bool HasModelledDuration = false, double Above = 0, double UpTo = double.PositiveInfinity)
{
    /// <summary>Whether the part of a dose depends on its size, so that it is not in proportion to body weight.</summary>
    public bool DependsOnSize => Above > 0 || double.IsFinite(UpTo);

    /// <summary>What of a dose goes here, mg.</summary>
    /// <param name="dose">The dose, mg.</param>
    /// <param name="before">What was given before it in the same session, mg. Default 0.</param>
    public double Amount(double dose, double before = 0) => Math.Max(0, Math.Min(before + dose, UpTo) - Math.Max(before, Above)) * Fraction;
}
