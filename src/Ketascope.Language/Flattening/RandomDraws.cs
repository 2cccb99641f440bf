using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Units;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Puts drawn numbers in the place of random draws in start values, and refuses draws elsewhere by name. A draw from a family that shifts and stretches one distribution becomes a
/// formula with a number drawn from that one, so that its parameters may be any formula; the parameters of the others must be known numbers.
/// </summary>
/// <param name="model">A model without submodels.</param>
/// <param name="draw">Draws the numbers; null refuses all draws.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class RandomDraws(Model model, RandomDraw? draw, DiagnosticBag diagnostics)
{
    private static readonly NumberExpression Zero = Terms.Number(0), One = Terms.Number(1);
    private readonly HashSet<string> _functions = [.. model.Functions.Select(f => f.Name)];
    private readonly Lazy<Dictionary<string, double>> _known = new(() => model.Rules.Where(r => r is { Kind: RuleKind.Initial, Expression: NumberExpression { UnitName: null } })
        .GroupBy(r => r.Variable, StringComparer.Ordinal).ToDictionary(g => g.Key, g => ((NumberExpression)g.Last().Expression).Value, StringComparer.Ordinal));

    /// <summary>Whether any formula of a model draws.</summary>
    /// <param name="model">The model.</param>
    public static bool Any(Model model)
    {
        bool isAny = false;
        RandomDraws draws = new(model, null, new DiagnosticBag());
        IEnumerable<Expression?> formulas = model.Rules.Select(r => (Expression?)r.Expression).Concat(model.Reactions.Select(r => r.Rate)).Concat(model.Functions.Select(f => f.Body))
            .Concat(model.Constraints.Select(c => c.Condition)).Concat(model.Events.SelectMany(e => e.Assignments.Select(a => (Expression?)a.Expression).Concat([e.Trigger, e.Delay, e.Priority])));
        foreach (Expression? formula in formulas)
        {
            formula?.Visit(node => isAny |= node is UserCallExpression call && draws.IsDraw(call));
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
            string place = $"the event '{modelEvent.Name}'";
            parts.Events[i] = modelEvent with
            {
                Trigger = Refused(modelEvent.Trigger, place),
                Delay = modelEvent.Delay is { } delay ? Refused(delay, place) : null,
                Priority = modelEvent.Priority is { } priority ? Refused(priority, place) : null,
                Assignments = [.. modelEvent.Assignments.Select(a => a with { Expression = Refused(a.Expression, place) })],
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
        node is UserCallExpression call && IsDraw(call) ? Refuse(call, $"'{call.FunctionName}' in {place} would be drawn again and again; Ketascope draws start values alone") : null);

    private NumberExpression Refuse(UserCallExpression call, string message)
    {
        diagnostics.Error("not-read", message, call.Span);
        return new NumberExpression(double.NaN) { Span = call.Span };
    }

    private Expression Drawn(Rule rule)
    {
        int count = 0;
        return rule.Expression.Rewrite(node => node is UserCallExpression call && IsDraw(call)
            ? Draw(call, string.Create(CultureInfo.InvariantCulture, $"{rule.Variable} {++count}")) with { Span = call.Span }
            : null);
    }

    private Expression Draw(UserCallExpression call, string place)
    {
        if (draw is null)
        {
            return Refuse(call, $"'{call.FunctionName}' cannot be drawn here");
        }

        ImmutableArray<Expression> arguments = call.Arguments;
        switch (call.FunctionName, arguments.Length)
        {
            case ("normal", 2):
                return Shifted(arguments[0], arguments[1], Standard(0, 1));
            case ("uniform", 2):
                return Shifted(arguments[0], new CallExpression(Function.Minus, [arguments[1], arguments[0]]), Standard(0, 1));
            case ("laplace" or "cauchy", 2):
                return Shifted(arguments[0], arguments[1], Standard(0, 1));
            case ("laplace" or "cauchy", 1):
                return Shifted(Zero, arguments[0], Standard(0, 1));
            case ("rayleigh", 1):
                return Shifted(Zero, arguments[0], Standard(1));
            case ("exponential", 1):
                return Terms.Divide(Standard(1), arguments[0]);
            case ("lognormal", 2):
                return new CallExpression(Function.Exp, [Shifted(arguments[0], arguments[1], Terms.Number(draw(place, "normal", [0, 1])!.Value))]);
            case ("bernoulli", 1):
                return new CallExpression(Function.Piecewise, [One, new CallExpression(Function.Less, [Terms.Number(draw(place, "uniform", [0, 1])!.Value), arguments[0]]), Zero]);
        }

        ImmutableArray<double?> numbers = [.. arguments.Select(a => ConstantValue.Of(a, name => _known.Value.TryGetValue(name, out double value) ? value : null))];
        if (numbers.IndexOf(null) is var unknown and >= 0)
        {
            return Refuse(call, $"'{ExpressionPrinter.Print(arguments[unknown])}' must be a number, or follow from values that are given as numbers: '{call.FunctionName}' is drawn before the model runs");
        }

        return draw(place, call.FunctionName, [.. numbers.Select(n => n!.Value)]) is { } drawn
            // A formula, so that the amount of a species of substance units is not taken for its concentration.
            ? new CallExpression(Function.Plus, [Terms.Number(drawn)])
            : Refuse(call, $"there is no distribution {call.FunctionName}({string.Join(", ", numbers.Select(n => n!.Value.ToString("R", CultureInfo.InvariantCulture)))})");

        NumberExpression Standard(params ImmutableArray<double> standard) => Terms.Number(draw(place, call.FunctionName, standard)!.Value);
    }

    /// <summary>location + scale * number.</summary>
    private static CallExpression Shifted(Expression location, Expression scale, NumberExpression number) =>
        new(Function.Plus, [location, new CallExpression(Function.Times, [scale, number])]);
}
