using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>The equations of a model without submodels by the name that each determines, functions inlined, checked for what cannot stand together.</summary>
internal sealed class EquationTable
{
    private readonly DiagnosticBag _diagnostics;
    private readonly FunctionInlining _functions;
    private readonly List<Rule> _algebraic = [];

    /// <summary>Collects the equations.</summary>
    /// <param name="model">A model without submodels.</param>
    /// <param name="diagnostics">Receives what cannot stand together or is not read.</param>
    public EquationTable(Model model, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _functions = new FunctionInlining(model.Functions, diagnostics);
        CollectSymbols(model);
        foreach (Rule rule in model.Rules)
        {
            CollectRule(rule);
        }

        CheckRulePairs();
        foreach (Reaction reaction in Reactions.Values.ToArray())
        {
            Reactions[reaction.Name] = Inline(reaction);
        }

        Events = [.. model.Events.Select(Inline)];
        if (_algebraic.Count > 0)
        {
            new AlgebraicRules(this, diagnostics).Resolve(_algebraic);
            Events = [.. Events.Select(WithoutSolved)];
        }
    }

    /// <summary>Compartments, species and parameters in order of declaration.</summary>
    public OrderedDictionary<string, Symbol> Symbols { get; } = new(StringComparer.Ordinal);

    /// <summary>Reactions in order of declaration.</summary>
    public OrderedDictionary<string, Reaction> Reactions { get; } = new(StringComparer.Ordinal);

    /// <summary>Start values.</summary>
    public Dictionary<string, Rule> Initial { get; } = new(StringComparer.Ordinal);

    /// <summary>Assignment rules.</summary>
    public Dictionary<string, Rule> Assignments { get; } = new(StringComparer.Ordinal);

    /// <summary>Rate rules.</summary>
    public Dictionary<string, Rule> Rates { get; } = new(StringComparer.Ordinal);

    /// <summary>Algebraic rules that no formula solves, by the variable that each determines; the others are among <see cref="Assignments"/>.</summary>
    public OrderedDictionary<string, Rule> Algebraic { get; } = new(StringComparer.Ordinal);

    /// <summary>Events.</summary>
    public IReadOnlyList<ModelEvent> Events { get; }

    /// <summary>The past values that are asked for (<c>delay(x, T)</c>).</summary>
    public PastValues DelaysAsked { get; } = new();

    /// <summary>The names whose rates of change are asked for (<c>rateOf(x)</c>), with the first place that asks.</summary>
    public OrderedDictionary<string, SourceSpan> RatesAsked { get; } = new(StringComparer.Ordinal);

    /// <summary>The name under which the rate of change of a name is held.</summary>
    public static string RateName(string name) => $"rateOf({name})";

    /// <summary>Whether an event assigns a name.</summary>
    public bool IsChangedByEvents(string name) => Events.Any(e => e.Assignments.Any(a => a.Variable == name));

    /// <summary>Whether the name stands for a value: a symbol or a reaction.</summary>
    public bool HasValue(string name) => Symbols.ContainsKey(name) || Reactions.ContainsKey(name) || IsRateName(name) || DelaysAsked.Contains(name);

    /// <summary>Whether a name stands for a rate of change.</summary>
    public bool IsRateName(string name) => RateVariable(name) is { } variable && RatesAsked.ContainsKey(variable);

    /// <summary>The name whose rate of change a name made by <see cref="RateName"/> holds; null for another name.</summary>
    public static string? RateVariable(string name) => name.StartsWith("rateOf(", StringComparison.Ordinal) ? name[7..^1] : null;

    private void CollectSymbols(Model model)
    {
        Dictionary<string, SourceSpan> places = new(StringComparer.Ordinal);
        foreach (Symbol symbol in model.Symbols)
        {
            if (IsNew(symbol.Name, symbol.Span))
            {
                Symbols.Add(symbol.Name, symbol);
            }
        }

        foreach (Reaction reaction in model.Reactions)
        {
            if (IsNew(reaction.Name, reaction.Span))
            {
                Reactions.Add(reaction.Name, reaction);
            }
        }

        bool IsNew(string name, SourceSpan span)
        {
            bool isNew = places.TryAdd(name, span);
            if (!isNew)
            {
                _diagnostics.Error("defined-twice", $"'{name}' is declared twice{At(places[name])}", span);
            }

            return isNew;
        }
    }

    private void CollectRule(Rule rule)
    {
        if (rule.Kind == RuleKind.Algebraic)
        {
            _algebraic.Add(rule with { Expression = Inline(rule.Expression) });
            return;
        }

        if (!Symbols.ContainsKey(rule.Variable))
        {
            string what = Reactions.ContainsKey(rule.Variable) ? $"'{rule.Variable}' is a reaction; its rate is given with the reaction" : $"there is no '{rule.Variable}'{Hint(rule.Variable)}";
            _diagnostics.Error("unknown-name", what, rule.Span);
            return;
        }

        Dictionary<string, Rule> rules = rule.Kind switch
        {
            RuleKind.Initial => Initial,
            RuleKind.Assignment => Assignments,
            _ => Rates,
        };
        if (rules.TryGetValue(rule.Variable, out Rule? earlier))
        {
            _diagnostics.Error("defined-twice", $"'{rule.Variable}' is given twice by '{Sign(rule.Kind)}'{At(earlier.Span)}", rule.Span);
            return;
        }

        rules.Add(rule.Variable, rule with { Expression = Inline(rule.Expression) });
    }

    private void CheckRulePairs()
    {
        foreach (Rule rule in Assignments.Values)
        {
            if (Rates.TryGetValue(rule.Variable, out Rule? rate))
            {
                _diagnostics.Error("defined-twice", $"'{rule.Variable}' is given by ':=' and also by a rate of change{At(rate.Span)}", rule.Span);
            }

            if (Initial.Remove(rule.Variable, out Rule? initial))
            {
                _diagnostics.Warning("unused-value", $"the start value of '{rule.Variable}' is not used, because ':=' determines it", initial.Span);
            }
        }

        foreach (Rule rate in Rates.Values.Where(r => Symbols[r.Variable].IsConstant == true))
        {
            _diagnostics.Error("constant-changed", $"'{rate.Variable}' is declared constant and cannot have a rate of change", rate.Span);
        }
    }

    /// <summary>An event without assignments to what an algebraic rule, solved by a formula, determines: the rule holds after the event as before.</summary>
    private ModelEvent WithoutSolved(ModelEvent modelEvent) =>
        modelEvent with { Assignments = modelEvent.Assignments.RemoveAll(a => Assignments.TryGetValue(a.Variable, out Rule? rule) && rule.Kind == RuleKind.Algebraic) };

    private Reaction Inline(Reaction reaction) => reaction with
    {
        Rate = reaction.Rate is null ? null : Inline(reaction.Rate),
        Reactants = [.. reaction.Reactants.Select(r => r with { Stoichiometry = Inline(r.Stoichiometry) })],
        Products = [.. reaction.Products.Select(r => r with { Stoichiometry = Inline(r.Stoichiometry) })],
    };

    private ModelEvent Inline(ModelEvent modelEvent) => modelEvent with
    {
        Trigger = Inline(modelEvent.Trigger),
        Delay = modelEvent.Delay is null ? null : Inline(modelEvent.Delay),
        Priority = modelEvent.Priority is null ? null : Inline(modelEvent.Priority),
        Assignments = [.. modelEvent.Assignments.Select(a => a with { Expression = Inline(a.Expression) })],
    };

    /// <summary>Inlines functions and refuses what the equations cannot hold.</summary>
    private Expression Inline(Expression expression)
    {
        Expression inlined = _functions.Inline(expression);
        return inlined.Rewrite(node =>
        {
            if (node is CallExpression { Function: Function.Delay, Arguments: [var value, var time] })
            {
                return DelaysAsked.Name(value, time, node.Span);
            }

            if (node is not CallExpression { Function: Function.RateOf } call)
            {
                return null;
            }

            if (call is { Function: Function.RateOf, Arguments: [NameExpression { Name: var name }] } && Symbols.ContainsKey(name))
            {
                RatesAsked.TryAdd(name, call.Span);
                return new NameExpression(RateName(name)) { Span = call.Span };
            }

            _diagnostics.Error("not-read", $"'rateOf' needs the name of a species, compartment or parameter: '{ExpressionPrinter.Print(call)}'", call.Span);
            return null;
        });
    }

    private string Hint(string name) => NearestName.Hint(name, Symbols.Keys.Concat(Reactions.Keys));

    private static string Sign(RuleKind kind) => kind switch
    {
        RuleKind.Initial => "=",
        RuleKind.Assignment => ":=",
        _ => "'=",
    };

    private static string At(SourceSpan span) => span.Source is null ? "" : $" (first at {span})";
}
