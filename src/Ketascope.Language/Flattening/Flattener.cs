using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Turns models, as text declares them, into systems of ordinary differential equations with SBML's semantics.</summary>
public static class Flattener
{
    /// <summary>Flattens the main model of a document.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">
    /// Receives everything that is wrong, all at once, each with its place: unknown names, values that are absent or given twice, cycles, and by name what a flat
    /// system cannot hold yet (algebraic equations, delays, priorities, events that wait for a state).
    /// </param>
    /// <returns>The system, or null when there was any error.</returns>
    public static OdeSystem? Flatten(ModelDocument document, DiagnosticBag diagnostics)
    {
        DiagnosticBag found = new();
        UndefinedNames.Check(document, found);
        OdeSystem? system = new SystemBuilder(SubmodelExpansion.Expand(document, found), found).Build();
        foreach (Diagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        return system;
    }
}
