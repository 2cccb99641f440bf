using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Turns the events of a model into those of a system: <see cref="TimeEvent"/>s where all wait for known times and do no more, else
/// <see cref="ConditionEvent"/>s.
/// </summary>
internal sealed class SystemEvents(
    EquationTable table,
    SpeciesEquations species,
    IReadOnlyDictionary<string, Parameter> parameters,
    ImmutableArray<Assignment> assignments,
    DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Expression?> _ofParameters = new(StringComparer.Ordinal);

    /// <summary>The events at known times, or the others; an assignment that cannot be is reported.</summary>
    public (ImmutableArray<TimeEvent> AtTimes, ImmutableArray<ConditionEvent> OnConditions) Build()
    {
        foreach (Assignment assignment in assignments)
        {
            _ofParameters[assignment.Name] = OfParameters(assignment.Expression);
        }

        TimedEvent[] timed = [.. table.Events.Where(e => e.Delay is null && e.Priority is null).Select(e => (e, time: TriggerTime(e.Trigger))).Where(pair => pair.time is not null)
            .Select(pair => new TimedEvent(pair.e, pair.time!, [.. pair.e.Assignments.Select(a => a.Variable)]))];
        return timed.Length == table.Events.Count && timed.All(one => timed.All(other => one == other || AreApart(one, other)))
            ? ([.. timed.Select(AtTime)], [])
            : ([], [.. table.Events.Select(OnCondition)]);
    }

    /// <summary>
    /// Whether it makes no difference to an event at a known time that another one happens at the same time before it: it does where the other assigns what
    /// this one reads as of its trigger, or moves the time of one that is not persistent.
    /// </summary>
    private bool AreApart(TimedEvent one, TimedEvent other)
    {
        if (one.Time is NumberExpression first && other.Time is NumberExpression second && first.Value != second.Value)
        {
            return true;
        }

        bool reads = one.Event.UseValuesFromTriggerTime && one.Event.Assignments.Any(a => Uses(a.Expression, other.Assigned, []));
        return !reads && (one.Event.IsPersistent || !Uses(one.Event.Trigger, other.Assigned, []));
    }

    private bool Uses(Expression expression, HashSet<string> names, HashSet<string> seen) => expression.Names().Any(name =>
        names.Contains(name) || (seen.Add(name) && table.Assignments.TryGetValue(name, out Rule? rule) && Uses(rule.Expression, names, seen)));

    private TimeEvent AtTime(TimedEvent timed) => new()
    {
        Name = timed.Event.Name,
        Time = timed.Time,
        IsAfterTime = timed.Event.Trigger is CallExpression { Function: Function.Greater or Function.Less },
        MayFireAtStart = !timed.Event.InitialTriggerValue,
        Assignments = [.. Assignments(timed.Event).Select(a => new EventAssignment(a.Variable, a.Factor is { } factor ? Terms.Multiply(a.Expression, factor) : a.Expression, default))],
        Span = timed.Event.Span,
    };

    private ConditionEvent OnCondition(ModelEvent modelEvent)
    {
        modelEvent.Trigger.Visit(node =>
        {
            if (node is CallExpression { Function: Function.Equal } equality && UsesStates(equality, []))
            {
                diagnostics.Warning(
                    "equality",
                    $"the event '{modelEvent.Name}' waits for '{ExpressionPrinter.Print(equality)}', which is seen only where one side passes the " +
                        "other; write '>=' or '<=' for a threshold",
                    modelEvent.Span);
            }
        });
        return Described(modelEvent);
    }

    private bool UsesStates(Expression expression, HashSet<string> seen) => expression.Names().Any(name =>
        !parameters.ContainsKey(name) && seen.Add(name) && (!table.Assignments.TryGetValue(name, out Rule? rule) || UsesStates(rule.Expression, seen)));

    private ConditionEvent Described(ModelEvent modelEvent) => new()
    {
        Name = modelEvent.Name,
        Trigger = modelEvent.Trigger,
        Delay = modelEvent.Delay,
        Priority = modelEvent.Priority,
        InitialTriggerValue = modelEvent.InitialTriggerValue,
        IsPersistent = modelEvent.IsPersistent,
        UseValuesFromTriggerTime = modelEvent.UseValuesFromTriggerTime,
        Assignments = [.. Assignments(modelEvent)],
        Span = modelEvent.Span,
    };

    private IEnumerable<ConditionAssignment> Assignments(ModelEvent modelEvent) => modelEvent.Assignments.Select(Assign).OfType<ConditionAssignment>();

    /// <summary>The time E of a trigger <c>time >= E</c>; null for any other trigger.</summary>
    private Expression? TriggerTime(Expression trigger) => trigger switch
    {
        CallExpression { Function: Function.GreaterOrEqual or Function.Greater, Arguments: [var left, var right] } => Solve(left, right),
        CallExpression { Function: Function.LessOrEqual or Function.Less, Arguments: [var left, var right] } => Solve(right, left),
        _ => null,
    };

    /// <summary>Solves a condition whose left side grows with time for the time at which both sides are equal.</summary>
    private Expression? Solve(Expression growing, Expression bound)
    {
        if (OfParameters(bound) is not { } end)
        {
            return null;
        }

        return growing switch
        {
            TimeExpression => end,
            CallExpression { Function: Function.Divide, Arguments: [var dividend, var divisor] } when IsPositive(divisor) =>
                Solve(dividend, Terms.Multiply(end, divisor)),
            CallExpression { Function: Function.Times, Arguments: [var first, var second] } when IsPositive(first) => Solve(second, Terms.Divide(end, first)),
            CallExpression { Function: Function.Times, Arguments: [var first, var second] } when IsPositive(second) => Solve(first, Terms.Divide(end, second)),
            CallExpression { Function: Function.Minus, Arguments: [var first, var second] } => Solve(first, Terms.Sum([end, second])),
            CallExpression { Function: Function.Plus, Arguments: [var first, var second] } when !second.UsesTime() => Solve(first, Terms.Sum([end, Terms.Negate(second)])),
            CallExpression { Function: Function.Plus, Arguments: [var first, var second] } => Solve(second, Terms.Sum([end, Terms.Negate(first)])),
            _ => null,
        };
    }

    private bool IsPositive(Expression factor) => factor switch
    {
        NumberExpression number => number.Value > 0,
        NameExpression name => parameters.TryGetValue(name.Name, out Parameter? parameter) && parameter.Initial is NumberExpression { Value: > 0 },
        _ => false,
    };

    /// <summary>The expression in terms of parameters alone; null where it depends on time or states.</summary>
    private Expression? OfParameters(Expression expression)
    {
        bool isPossible = true;
        expression.Visit(node => isPossible &= node switch
        {
            TimeExpression => false,
            NameExpression name => parameters.ContainsKey(name.Name) || _ofParameters.GetValueOrDefault(name.Name) is not null,
            _ => true,
        });
        Expression? result = isPossible ? expression.SubstituteNames(_ofParameters.GetValueOrDefault) : null;
        return result is not null && ExpressionSize.IsWithinLimits(result) ? result : null;
    }

    /// <summary>What an event's assignment does to what its variable is held as; null, with an error, where it cannot be assigned.</summary>
    private ConditionAssignment? Assign(EventAssignment assignment)
    {
        string name = assignment.Variable;
        if (!table.Symbols.TryGetValue(name, out Symbol? symbol))
        {
            string what = table.Reactions.ContainsKey(name) ? $"'{name}' is a reaction" : $"there is no '{name}'{NearestName.Hint(name, table.Symbols.Keys)}";
            diagnostics.Error("unknown-name", $"an event cannot assign '{name}': {what}", assignment.Span);
            return null;
        }

        if (table.Assignments.TryGetValue(name, out Rule? rule))
        {
            diagnostics.Error("defined-twice", $"an event cannot assign '{name}', which is given by ':='{(rule.Span.Source is null ? "" : $" ({rule.Span})")}", assignment.Span);
            return null;
        }

        if (symbol.IsConstant == true)
        {
            diagnostics.Error("constant-changed", $"'{name}' is declared constant and cannot be assigned by an event", assignment.Span);
            return null;
        }

        // The concentration is that in the compartment as it was before the event, even where the same event changes the compartment (SBML Test Suite, cases
        // 1506 and 1779).
        return species.IsHeldAsAmount(symbol)
            ? new ConditionAssignment(SpeciesEquations.AmountName(name), assignment.Expression, Terms.Name(symbol.Compartment!))
            : new ConditionAssignment(name, assignment.Expression, null);
    }

    /// <summary>An event that waits for a known time.</summary>
    private sealed record TimedEvent(ModelEvent Event, Expression Time, HashSet<string> Assigned);
}
