using Ketascope.Ketamine.Pharmacokinetics;

namespace Ketascope.Ketamine.Composing;

/// <summary>What a concentration is: where two models meet, it has to be the same on both sides.</summary>
/// <param name="Site">Where: <c>arterial</c>, <c>venous</c>, <c>effect site</c>.</param>
/// <param name="Binding"><c>total</c>, or <c>free</c> of proteins.</param>
/// <param name="Unit">The unit: <c>ng/mL</c>, <c>uM</c>.</param>
public sealed record Port(string Site, string Binding, string Unit)
{
    /// <summary>What a pharmacokinetic model gives: at its own effect site, or where blood is drawn.</summary>
    /// <param name="analyte">The quantity that it predicts.</param>
    public static Port Of(ModelAnalyte analyte) => new(analyte.IsEffectSite ? analyte.Matrix : analyte.SamplingSite, analyte.Binding, analyte.Unit);

    /// <summary>In how many of site, binding and unit another concentration differs.</summary>
    /// <param name="other">The other.</param>
    public int Differences(Port other) => (Site == other.Site ? 0 : 1) + (Binding == other.Binding ? 0 : 1) + (Unit == other.Unit ? 0 : 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Site}, {Binding}, {Unit}";
}
