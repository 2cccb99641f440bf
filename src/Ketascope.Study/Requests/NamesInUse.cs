using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.Requests;

/// <summary>Which names of a model something follows from: those that a formula, an event or a distribution uses.</summary>
internal static class NamesInUse
{
    /// <summary>The names.</summary>
    /// <param name="system">The model.</param>
    /// <param name="leftOut">Parameters whose own start values and distributions do not count as uses; null for none.</param>
    public static HashSet<string> Of(OdeSystem system, Func<string, bool>? leftOut = null)
    {
        IEnumerable<Parameter> parameters = system.Parameters.Where(parameter => leftOut?.Invoke(parameter.Name) != true);
        IEnumerable<Expression> expressions =
            system.States.SelectMany(state => (Expression?[])[state.Initial, state.Derivative, state.Fast?.Rate]).OfType<Expression>()
            .Concat(parameters.Select(parameter => parameter.Initial))
            .Concat(parameters.SelectMany(parameter => parameter.Uncertainty.Values.SelectMany(values => values)))
            .Concat(system.Assignments.Where(assignment => leftOut?.Invoke(assignment.Name) != true).Select(assignment => assignment.Expression))
            .Concat(system.Events.SelectMany(one => one.Assignments.Select(assignment => assignment.Expression).Append(one.Time)))
            .Concat(system.Conditions.SelectMany(Of))
            .Concat(system.Delays.SelectMany(delay => (Expression[])[delay.Value, delay.Early, delay.Time]));
        return [.. expressions.SelectMany(expression => expression.Names())];
    }

    private static IEnumerable<Expression> Of(ConditionEvent one) =>
        ((Expression?[])[one.Trigger, one.Delay, one.Priority,
            .. one.Assignments.SelectMany(assignment => (Expression?[])[assignment.Expression, assignment.Factor])]).OfType<Expression>();
}
