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
        HashSet<string> known = [.. system.Parameters.Where(parameter => !IsIdle(parameter)).Select(parameter => parameter.Name), .. system.Assignments.Select(assignment => assignment.Name)];
        foreach (StateVariable state in system.States)
        {
            string species = state.Species ?? state.Name;
            string[] own = [.. DosingParameters.Of(species).Where(known.Contains)];
            foreach ((string name, SourceSpan span, string[] used) in own.Length == 0 ? [] : Doses(system, state))
            {
                string[] idle = [.. own.Except(used)];
                if (idle.Length > 0)
                {
                    diagnostics.Warning(
                        "dose-by-event", $"the event '{name}' gives {species} a dose, on which {string.Join(", ", idle)} {(idle.Length == 1 ? "does" : "do")} not act: dosing parameters are of the doses of a data set or a regimen; write them into the event, or give the dose by --data",
                        span);
                }
            }
        }
    }

    /// <summary>A fraction of 1 or a lag of 0 changes nothing.</summary>
    private static bool IsIdle(Parameter parameter) => parameter.Initial is NumberExpression { Value: var value }
        && (VariabilityText.LocalName(parameter.Name).StartsWith("F_", StringComparison.Ordinal) ? value == 1 : value == 0)
        && !parameter.IsChangedByEvents && parameter.Uncertainty.IsEmpty;

    /// <summary>The events that add to a variable, with all names that they use.</summary>
    private static IEnumerable<(string Name, SourceSpan Span, string[] Used)> Doses(OdeSystem system, StateVariable state)
    {
        foreach (TimeEvent one in system.Events)
        {
            if (one.Assignments.FirstOrDefault(assignment => assignment.Variable == state.Name) is { } given && IsDose(given.Expression, state))
            {
                yield return (one.Name, one.Span, [.. given.Expression.Names(), .. one.Time.Names()]);
            }
        }

        foreach (ConditionEvent one in system.Conditions)
        {
            if (one.Assignments.FirstOrDefault(assignment => assignment.Variable == state.Name) is { } given && IsDose(given.Expression, state))
            {
                yield return (one.Name, one.Span, [.. given.Expression.Names(), .. one.Trigger.Names(), .. one.Delay?.Names() ?? []]);
            }
        }
    }

    /// <summary>Whether more is in the variable after an event than before: it is set to a sum with itself, or to a number above 0.</summary>
    private static bool IsDose(Expression value, StateVariable state)
    {
        bool IsState(string name) => name == state.Name || name == state.Species;
        if (!value.Names().Any(IsState))
        {
            return value is not NumberExpression { Value: <= 0 };
        }

        bool adds = false;
        value.Visit(node => adds |= node is CallExpression { Function: Function.Plus } && node.Names().Any(IsState));
        return adds;
    }
}
