using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;

namespace Ketascope.Cli.Terminal;

/// <summary>Prints what the numbers of blockers rest on, and what of them is assumed.</summary>
internal static class BlockerText
{
    /// <summary>A paragraph for each drug, of a mixture for each part.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <param name="cabinet">Where parts of mixtures are.</param>
    /// <param name="subtypes">The subtypes that were measured.</param>
    public static void Write(IEnumerable<DrugFile> drugs, DrugCabinet cabinet, ImmutableArray<string> subtypes)
    {
        DrugFile[] parts = [.. drugs.SelectMany(drug => cabinet.Parts(drug)).Select(part => part.Drug).Distinct()];
        if (parts.Length == 0)
        {
            return;
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("What these rest on:");
        foreach (DrugFile drug in parts)
        {
            (string basis, string status) = drug.NmdaPore is { } pore ? (pore.Basis, pore.Status) : drug.GlutamateSite is { } site ? (site.Basis, site.Status) : ("nothing", "assumed");
            Console.Out.WriteLine(TextWrap.Paragraph($"{drug.Names[0]} ({status}): {basis}.{Alike(drug, subtypes)}", indent: 2));
        }
    }

    private static string Alike(DrugFile drug, ImmutableArray<string> subtypes)
    {
        string[] alike = drug.NmdaPore is { } pore ? [.. subtypes.Where(one => one != "2A" && !pore.UnbindingFactors.ContainsKey(one)).Select(one => $"GluN{one}")] : [];
        return alike.Length == 0 ? "" : $" Assumed: {string.Join(" and ", alike)} as GluN2A, since no number was found.";
    }
}
