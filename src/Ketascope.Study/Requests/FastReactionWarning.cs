using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Study.Requests;

/// <summary>The warning that reactions are marked fast: to be at equilibrium is seldom what was meant by a file that marks all of them.</summary>
internal static class FastReactionWarning
{
    /// <summary>The warning's code.</summary>
    public const string Code = "fast-reactions";

    /// <summary>Warns where a model has fast reactions.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">Takes the warning, at the first such reaction.</param>
    public static void Report(ModelDocument document, DiagnosticBag diagnostics)
    {
        if (!document.Models.Values.Append(document.Main).Any(model => model.Reactions.Any(reaction => reaction.IsFast)))
        {
            return;
        }

        // What is wrong with the submodels is reported by the flattening.
        ImmutableArray<Reaction> all = SubmodelExpansion.Expand(document, new DiagnosticBag()).Reactions;
        ImmutableArray<Reaction> fast = [.. all.Where(reaction => reaction.IsFast)];
        if (fast.Length > 0)
        {
            diagnostics.Warning(Code, Text(fast, all.Length), fast[0].Span);
        }
    }

    private static string Text(ImmutableArray<Reaction> fast, int all)
    {
        string who = (fast.Length, all) switch
        {
            (1, 1) => $"the only reaction, '{fast[0].Name}', is marked fast: it is",
            (1, _) => string.Create(CultureInfo.InvariantCulture, $"one of the {all} reactions, '{fast[0].Name}', is marked fast: it is"),
            var (some, _) when some == all => string.Create(CultureInfo.InvariantCulture, $"all {all} reactions are marked fast: they are"),
            var (some, _) => string.Create(CultureInfo.InvariantCulture, $"{some} of the {all} reactions are marked fast: they are"),
        };
        string none = fast.Length == all ? ", and no reaction is left that takes time" : "";
        return $"{who} taken to be at equilibrium at every moment{none}; where a program marked them by mistake, --ignore-fast makes ordinary reactions of them";
    }
}
