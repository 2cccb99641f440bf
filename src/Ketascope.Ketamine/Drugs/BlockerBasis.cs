using System.Collections.Immutable;

namespace Ketascope.Ketamine.Drugs;

/// <summary>Says what the numbers of blockers rest on, and what of them is assumed.</summary>
internal static class BlockerBasis
{
    /// <summary>A paragraph for each drug, of a mixture for each part; none where there is no drug.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <param name="cabinet">Where parts of mixtures are.</param>
    /// <param name="subtypes">The subtypes that were measured.</param>
    public static ImmutableArray<string> Of(IEnumerable<DrugFile> drugs, DrugCabinet cabinet, ImmutableArray<string> subtypes) =>
    [
        .. drugs.SelectMany(drug => cabinet.Parts(drug)).Select(part => part.Drug).Distinct().Select(drug =>
        {
            (string basis, string status) = drug.NmdaPore is { } pore ? (pore.Basis, pore.Status)
                : drug.GlutamateSite is { } site ? (site.Basis, site.Status)
                : ("nothing", "assumed");
            return $"{drug.Names[0]} ({status}): {basis}.{Alike(drug, subtypes)}";
        }),
    ];

    private static string Alike(DrugFile drug, ImmutableArray<string> subtypes)
    {
        string[] alike = drug.NmdaPore is { } pore
            ? [.. subtypes.Where(one => one != "2A" && !pore.UnbindingFactors.ContainsKey(one)).Select(one => $"GluN{one}")]
            : [];
        return alike.Length == 0 ? "" : $" Assumed: {string.Join(" and ", alike)} as GluN2A, since no number was found.";
    }
}
