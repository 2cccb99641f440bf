using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Puts drawn numbers in the place of random draws in start values and in what events assign, and refuses draws elsewhere by name. A draw from a family that
/// shifts and stretches one distribution becomes a formula with a number drawn from that one, so that its parameters may be any formula; the parameters of the
/// others must be known numbers.
/// </summary>
/// <param name="model">A model without submodels.</param>
/// <param name="draw">Draws the numbers; null refuses all draws.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class RandomDraws(Model model, RandomDraw? draw, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _functions = [.. model.Functions.Select(f => f.Name)];
    private readonly Lazy<Dictionary<string, double>> _known = new(() => model.Rules.Where(r => r is { Kind: RuleKind.Initial, Expression: NumberExpression { UnitName: null } })
        .GroupBy(r => r.Variable, StringComparer.Ordinal).ToDictionary(g => g.Key, g => ((NumberExpression)g.Last().Expression).Value, StringComparer.Ordinal));

    /// <summary>Whether any formula of a model draws.</summary>
    /// <param name="model">The model.</param>
    public static bool Any(Model model)
    {
        bool isAny = false;
        RandomDraws draws = new(model, null, new DiagnosticBag());
        foreach (Expression formula in model.Formulas)
        {
            formula.Visit(node => isAny |= node is UserCallExpression call && draws.IsDraw(call));
        }

        return isAny;
    }

    /// <summary>The model without draws.</summary>
    public Model Apply()
    {
        if (!Any(model))
        {
            return model;
        }

        ModelParts parts = ModelParts.Of(model, _ => true);
        for (int i = 0; i < parts.Rules.Count; i++)
        {
            Rule rule = parts.Rules[i];
            parts.Rules[i] = rule with { Expression = rule.Kind == RuleKind.Initial ? Drawn(rule) : Refused(rule.Expression, PlaceOf(rule)) };
        }

        for (int i = 0; i < parts.Reactions.Count; i++)
        {
            Reaction reaction = parts.Reactions[i];
            parts.Reactions[i] = reaction with { Rate = reaction.Rate is { } rate ? Refused(rate, $"the rate of '{reaction.Name}'") : null };
        }

        for (int i = 0; i < parts.Events.Count; i++)
        {
            ModelEvent modelEvent = parts.Events[i];
            string place = $"what the event '{modelEvent.Name}' waits for";
            parts.Events[i] = modelEvent with
            {
                Trigger = Refused(modelEvent.Trigger, place),
                Delay = modelEvent.Delay is { } delay ? Refused(delay, place) : null,
                Priority = modelEvent.Priority is { } priority ? Refused(priority, place) : null,
                Assignments = Drawn(modelEvent, parts),
            };
        }

        return parts.In(model) with { Functions = [.. model.Functions.Select(f => f with { Body = Refused(f.Body, $"the function '{f.Name}'") })] };
    }

    private static string PlaceOf(Rule rule) => rule.Kind switch
    {
        RuleKind.Assignment => $"the rule of '{rule.Variable}'",
        RuleKind.Rate => $"the rate of change of '{rule.Variable}'",
        _ => "an algebraic rule",
    };

    private bool IsDraw(UserCallExpression call) => RandomFunctions.Contains(call.FunctionName) && !_functions.Contains(call.FunctionName);

    private Expression Refused(Expression expression, string place) => expression.Rewrite(node =>
        node is UserCallExpression call && IsDraw(call) ? Refuse(call, $"'{call.FunctionName}' in {place} would be drawn again and again; Ketascope draws start values and what events assign") : null);

    private ImmutableArray<EventAssignment> Drawn(ModelEvent modelEvent, ModelParts parts)
    {
        ImmutableArray<EventAssignment>.Builder all = ImmutableArray.CreateBuilder<EventAssignment>();
        foreach (EventAssignment assignment in modelEvent.Assignments)
        {
            EventStreams streams = new($"{modelEvent.Name} {assignment.Variable}", draw);
            all.Add(assignment with { Expression = assignment.Expression.Rewrite(node => node is UserCallExpression call && IsDraw(call) ? AtEvent(call, modelEvent, streams) : null) });
            all.AddRange(streams.AddTo(parts, assignment.Span));
        }

        return all.ToImmutable();
    }

    private Expression AtEvent(UserCallExpression call, ModelEvent modelEvent, EventStreams streams) =>
        draw is null ? Refuse(call, $"'{call.FunctionName}' cannot be drawn here")
        // Two that wait at one time would have the same numbers.
        : modelEvent is { Delay: not null, UseValuesFromTriggerTime: true } ? Refuse(call, $"'{call.FunctionName}' in the event '{modelEvent.Name}': an event with a delay draws as it is executed; write fromTrigger=false")
        : Shaped(call, streams.Standard) ?? Refuse(call, $"'{call.FunctionName}' with {call.Arguments.Length} numbers can be drawn for start values alone, not in the event '{modelEvent.Name}'");

    private NumberExpression Refuse(UserCallExpression call, string message)
    {
        diagnostics.Error("not-read", message, call.Span);
        return new NumberExpression(double.NaN) { Span = call.Span };
    }

    private Expression Drawn(Rule rule)
    {
        int count = 0;
        return rule.Expression.Rewrite(node => node is UserCallExpression call && IsDraw(call)
            ? AtStart(call, string.Create(CultureInfo.InvariantCulture, $"{rule.Variable} {++count}")) with { Span = call.Span }
            : null);
    }

    private Expression AtStart(UserCallExpression call, string place)
    {
        if (draw is null)
        {
            return Refuse(call, $"'{call.FunctionName}' cannot be drawn here");
        }

        if (Shaped(call, family => Terms.Number(draw(place, family, family is "exponential" or "rayleigh" ? [1] : [0, 1])!.Value)) is { } shaped)
        {
            return shaped;
        }

        ImmutableArray<double?> numbers = [.. call.Arguments.Select(a => ConstantValue.Of(a, name => _known.Value.TryGetValue(name, out double value) ? value : null))];
        if (numbers.IndexOf(null) is var unknown and >= 0)
        {
            return Refuse(call, $"'{ExpressionPrinter.Print(call.Arguments[unknown])}' must be a number, or follow from values that are given as numbers: '{call.FunctionName}' is drawn before the model runs");
        }

        return draw(place, call.FunctionName, [.. numbers.Select(n => n!.Value)]) is { } drawn
            // A formula, so that the amount of a species of substance units is not taken for its concentration.
            ? new CallExpression(Function.Plus, [Terms.Number(drawn)])
            : Refuse(call, $"these numbers make no distribution, or are too large or small to draw: {call.FunctionName}({string.Join(", ", numbers.Select(n => n!.Value.ToString("R", CultureInfo.InvariantCulture)))})");
    }

    /// <summary>A draw as a formula with a number of its family's standard distribution; null where a family has none.</summary>
    private static Expression? Shaped(UserCallExpression call, Func<string, Expression> standard)
    {
        ImmutableArray<Expression> arguments = call.Arguments;
        return (call.FunctionName, arguments.Length) switch
        {
            ("normal" or "laplace" or "cauchy", 2) => Shifted(arguments[0], arguments[1], standard(call.FunctionName)),
            ("laplace" or "cauchy" or "rayleigh", 1) => Terms.Multiply(arguments[0], standard(call.FunctionName)),
            ("uniform", 2) => Shifted(arguments[0], new CallExpression(Function.Minus, [arguments[1], arguments[0]]), standard("uniform")),
            ("exponential", 1) => Terms.Divide(standard("exponential"), arguments[0]),
            ("lognormal", 2) => new CallExpression(Function.Exp, [Shifted(arguments[0], arguments[1], standard("normal"))]),
            ("bernoulli", 1) => new CallExpression(Function.Piecewise, [Terms.Number(1), new CallExpression(Function.Less, [standard("uniform"), arguments[0]]), Terms.Number(0)]),
            _ => null,
        };
    }

    /// <summary>location + scale * number.</summary>
    private static CallExpression Shifted(Expression location, Expression scale, Expression number) =>
        new(Function.Plus, [location, new CallExpression(Function.Times, [scale, number])]);
}
