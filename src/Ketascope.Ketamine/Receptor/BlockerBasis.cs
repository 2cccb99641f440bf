using System.Collections.Immutable;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;

namespace Ketascope.Ketamine.Receptor;

/// <summary>Says what the numbers of drugs at the receptor rest on, and what of them is assumed.</summary>
internal static class BlockerBasis
{
    /// <summary>A paragraph for each action of each drug, of a mixture of each part; none where there is no drug.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <param name="patch">The electrode, with the drugs and their targets.</param>
    /// <param name="subtypes">The subtypes that were measured.</param>
    public static ImmutableArray<string> Of(IEnumerable<DrugFile> drugs, PatchExperiment patch, ImmutableArray<string> subtypes) =>
    [
        .. drugs.SelectMany(drug => patch.Cabinet.Parts(drug)).Select(part => part.Drug).Distinct().SelectMany(drug =>
        {
            (TargetFile Site, DrugAction Action)[] actions =
            [
                .. patch.Text.Sites.Where(site => !patch.Text.IsOptional(site)).Select(site => (site, Action: drug.At(site.Id)!))
                    .Where(one => one.Action is not null),
            ];
            return actions.Select(one =>
                $"{drug.Names[0]}{(actions.Length > 1 ? $", {one.Site.Title}" : "")} ({one.Action.Status}): {one.Action.Basis}."
                + Alike(one.Action, patch.Text.NumbersByVariant(one.Site, one.Action), subtypes));
        }),
    ];

    private static string Alike(DrugAction action, IEnumerable<string> numbers, ImmutableArray<string> subtypes)
    {
        string[] names = [.. numbers];
        string[] alike = [.. subtypes.Where(one => one != "2A" && names.Any(name => action.Find($"{name}.{one}") is null)).Select(one => $"GluN{one}")];
        return alike.Length == 0 ? "" : $" Assumed: {string.Join(" and ", alike)} as GluN2A, since no number was found.";
    }
}
