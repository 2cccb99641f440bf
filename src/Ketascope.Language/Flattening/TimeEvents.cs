using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Turns events that wait for a time into <see cref="TimeEvent"/>s and refuses all others by name.</summary>
internal sealed class TimeEvents(
    EquationTable table,
    SpeciesEquations species,
    IReadOnlyDictionary<string, Parameter> parameters,
    ImmutableArray<Assignment> assignments,
    DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Expression?> _ofParameters = new(StringComparer.Ordinal);

    /// <summary>The events that can be read; the others are reported.</summary>
    public ImmutableArray<TimeEvent> Build()
    {
        foreach (Assignment assignment in assignments)
        {
            _ofParameters[assignment.Name] = OfParameters(assignment.Expression);
        }

        ImmutableArray<TimeEvent>.Builder events = ImmutableArray.CreateBuilder<TimeEvent>();
        foreach (ModelEvent modelEvent in table.Events)
        {
            RefuseOptions(modelEvent);
            Expression? time = TriggerTime(modelEvent.Trigger);
            ImmutableArray<EventAssignment> values = [.. modelEvent.Assignments.Select(a => Assign(a)).OfType<EventAssignment>()];
            if (time is not null)
            {
                events.Add(new TimeEvent
                {
                    Name = modelEvent.Name,
                    Time = time,
                    MayFireAtStart = !modelEvent.InitialTriggerValue,
                    Assignments = values,
                    Span = modelEvent.Span,
                });
            }
        }

        return events.ToImmutable();
    }

    private void RefuseOptions(ModelEvent modelEvent)
    {
        if (modelEvent.Delay is { } delay)
        {
            diagnostics.Error("not-read", $"an event with a delay ('{ExpressionPrinter.Print(delay)} after ...') is not read yet", modelEvent.Span);
        }

        if (modelEvent.Priority is { } priority)
        {
            diagnostics.Error("not-read", $"an event with a priority ('{ExpressionPrinter.Print(priority)}') is not read yet", modelEvent.Span);
        }
    }

    /// <summary>The time E of a trigger <c>time >= E</c>; null, with an error, for any other trigger.</summary>
    private Expression? TriggerTime(Expression trigger)
    {
        Expression? time = trigger switch
        {
            CallExpression { Function: Function.GreaterOrEqual or Function.Greater, Arguments: [var left, var right] } => Solve(left, right),
            CallExpression { Function: Function.LessOrEqual or Function.Less, Arguments: [var left, var right] } => Solve(right, left),
            _ => null,
        };
        // An unknown name is reported as such; what the event waits for cannot be told.
        if (time is null && trigger.Names().All(table.HasValue))
        {
            string kind = trigger.UsesTime() ? "whose trigger is not of the form 'time >= ...'" : "that waits for a state";
            diagnostics.Error("not-read", $"an event {kind} ('{ExpressionPrinter.Print(trigger)}') is not read yet", trigger.Span);
        }

        return time;
    }

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
    private EventAssignment? Assign(EventAssignment assignment)
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

        if (!species.IsHeldAsAmount(symbol))
        {
            return assignment;
        }

        // The concentration is that in the compartment as it was before the event, even where the same event changes the compartment (SBML Test Suite, cases 1506 and 1779).
        Expression amount = Terms.TimesName(assignment.Expression, symbol.Compartment!);
        return new EventAssignment(SpeciesEquations.AmountName(name), amount, assignment.Span);
    }
}
