using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.Requests;

/// <summary>Warns of doses that a text gives by events beside dosing parameters, which act on the doses of data sets and regimens only.</summary>
internal static class DosingCheck
{
    /// <summary>Checks a model.</summary>
    /// <param name="system">The model.</param>
    /// <param name="diagnostics">Takes what was found.</param>
    public static void Run(OdeSystem system, DiagnosticBag diagnostics)
    {
        HashSet<string> known =
        [
            .. system.Parameters.Where(parameter => !IsIdle(parameter)).Select(parameter => parameter.Name),
            .. system.Assignments.Select(assignment => assignment.Name),
        ];
        foreach (TextDose dose in TextDose.Of(system))
        {
            string species = dose.State.Species ?? dose.State.Name;
            string[] idle = [.. DosingParameters.Of(species).Where(known.Contains).Except(dose.Used)];
            if (idle.Length > 0)
            {
                diagnostics.Warning(
                    "dose-by-event", $"the event '{dose.Event}' gives {species} a dose, on which {string.Join(", ", idle)} {(idle.Length == 1 ? "does" : "do")} not act: dosing parameters are of the doses of a data set or a regimen; write them into the event, or give the dose by --data",
                    dose.Span);
            }
        }
    }

    /// <summary>A fraction of 1 or a lag of 0 changes nothing.</summary>
    private static bool IsIdle(Parameter parameter) => parameter.Initial is NumberExpression { Value: var value }
        && (VariabilityText.LocalName(parameter.Name).StartsWith("F_", StringComparison.Ordinal) ? value == 1 : value == 0)
        && !parameter.IsChangedByEvents && parameter.Uncertainty.IsEmpty;
}
