using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Study.Requests;

/// <summary>A dose that an event of a text gives: after it there is more in a variable than before.</summary>
/// <param name="State">The variable.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Span">Where the event stands.</param>
/// <param name="Time">When it happens; null where that depends on more than parameters.</param>
/// <param name="Used">The names that the event uses.</param>
internal sealed record TextDose(StateVariable State, string Event, SourceSpan Span, Expression? Time, IReadOnlyList<string> Used)
{
    /// <summary>The doses of a text.</summary>
    /// <param name="system">The model.</param>
    public static IEnumerable<TextDose> Of(OdeSystem system)
    {
        Dictionary<string, StateVariable> states = system.States.ToDictionary(state => state.Name);
        foreach (TimeEvent one in system.Events)
        {
            foreach (EventAssignment given in one.Assignments.Where(given => states.TryGetValue(given.Variable, out StateVariable? state)
                && IsDose(given.Expression, state)))
            {
                yield return new TextDose(states[given.Variable], one.Name, one.Span, one.Time, [.. given.Expression.Names(), .. one.Time.Names()]);
            }
        }

        foreach (ConditionEvent one in system.Conditions)
        {
            foreach (ConditionAssignment given in one.Assignments.Where(given => states.TryGetValue(given.Variable, out StateVariable? state)
                && IsDose(given.Expression, state)))
            {
                yield return new TextDose(states[given.Variable], one.Name, one.Span, null,
                    [.. given.Expression.Names(), .. one.Trigger.Names(), .. one.Delay?.Names() ?? []]);
            }
        }
    }

    /// <summary>Whether a value is a sum with the variable itself, or something else that is not 0 or below.</summary>
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
