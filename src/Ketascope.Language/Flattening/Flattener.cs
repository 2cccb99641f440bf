using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Turns models, as text declares them, into systems of ordinary differential equations with SBML's semantics.</summary>
public static class Flattener
{
    /// <summary>Flattens the main model of a document.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">
    /// Receives everything that is wrong, all at once, each with its place: unknown names, values that are absent or given twice, cycles, and by name what a
    /// flat system cannot hold (the rate of change of what an algebraic rule determines, draws that would be repeated at every moment).
    /// </param>
    /// <param name="draw">Draws random start values (<c>x = normal(1, 2)</c>); null refuses them by name.</param>
    /// <returns>The system, or null when there was any error.</returns>
    public static OdeSystem? Flatten(ModelDocument document, DiagnosticBag diagnostics, RandomDraw? draw = null)
    {
        DiagnosticBag found = new();
        UndefinedNames.Check(document, found);
        Model model = new RandomDraws(SubmodelExpansion.Expand(document, found), draw, found).Apply();
        OdeSystem? system = new SystemBuilder(model, found).Build();
        foreach (Diagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        return system;
    }

    /// <summary>Whether any formula of a document draws random numbers, so that a seed makes a difference.</summary>
    /// <param name="document">The models.</param>
    public static bool HasDraws(ModelDocument document) => document.Models.Values.Append(document.Main).Any(RandomDraws.Any);
}
