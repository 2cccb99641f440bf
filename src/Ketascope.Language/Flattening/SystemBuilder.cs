using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Turns the equations of a model without submodels into an <see cref="OdeSystem"/>.</summary>
internal sealed class SystemBuilder
{
    private readonly Model _model;
    private readonly EquationTable _table;
    private readonly SpeciesEquations _species;
    private readonly NameCheck _names;
    private readonly DiagnosticBag _diagnostics;
    private readonly OrderedDictionary<string, StateVariable> _states = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Assignment> _assignments = new(StringComparer.Ordinal);

    /// <summary>Prepares the work.</summary>
    /// <param name="model">A model without submodels.</param>
    /// <param name="diagnostics">Receives everything that is wrong.</param>
    public SystemBuilder(Model model, DiagnosticBag diagnostics)
    {
        _model = model;
        _diagnostics = diagnostics;
        _table = new EquationTable(model, diagnostics);
        _species = new SpeciesEquations(_table, diagnostics);
        _names = new NameCheck(_table, _species, diagnostics);
    }

    /// <summary>The system; null when anything is wrong.</summary>
    public OdeSystem? Build()
    {
        _names.Check();
        foreach (Symbol symbol in _table.Symbols.Values)
        {
            AddSymbol(symbol);
        }

        foreach (Reaction reaction in _table.Reactions.Values)
        {
            AddReaction(reaction);
        }

        new FastReactions(_table, _species).Apply(_states);
        AddRatesOfChange();
        ImmutableArray<DelayedValue> delays = AddPastValues();
        CheckStartValues();
        ImmutableArray<Assignment> ordered = OrderAssignments();
        ImmutableArray<string> initialOrder = OrderInitial();
        SystemEvents events = new(_table, _species, _parameters, ordered, _diagnostics);
        (ImmutableArray<TimeEvent> atTimes, ImmutableArray<ConditionEvent> onConditions) = _diagnostics.Items.Any(d => d.Code == "cycle") ? ([], []) : events.Build();
        return _diagnostics.HasErrors ? null : new OdeSystem
        {
            Name = _model.Name,
            States = [.. _states.Values],
            Parameters = [.. _parameters.Values],
            Assignments = ordered,
            Species = [.. _table.Symbols.Values.Where(symbol => symbol.Kind == SymbolKind.Species).Select(_species.Form)],
            Events = atTimes,
            Conditions = onConditions,
            Delays = delays,
            InitialOrder = initialOrder,
            TimeUnit = TimeUnit(),
            Units = _model.Units,
            Annotations = _model.Annotations,
        };
    }

    private string? TimeUnit() => _model.Units.LastOrDefault(u => u.Name == "time_unit") is { } unit ? ExpressionPrinter.Print(unit.Formula) : null;

    private void AddSymbol(Symbol symbol)
    {
        if (_table.Assignments.TryGetValue(symbol.Name, out Rule? rule))
        {
            if (symbol.Kind == SymbolKind.Species && !symbol.IsBoundary && _species.IsInReaction(symbol.Name))
            {
                _diagnostics.Error("defined-twice", $"the species '{symbol.Name}' is given by ':=' and also changed by reactions; declare it '${symbol.Name}'", rule.Span);
            }

            AddAssignment(symbol, rule.Expression);
        }
        else if (_table.Algebraic.TryGetValue(symbol.Name, out Rule? algebraic))
        {
            AddAlgebraic(symbol, algebraic);
        }
        else if (symbol.Kind == SymbolKind.Species)
        {
            AddSpecies(symbol);
        }
        else if (_table.Rates.TryGetValue(symbol.Name, out Rule? rate))
        {
            AddState(symbol, symbol.Name, InitialOf(symbol), rate.Expression);
        }
        else
        {
            AddParameter(symbol, symbol.Name, InitialOf(symbol));
        }
    }

    /// <summary>Adds a variable that the solver finds; the text's value is where its search starts.</summary>
    private void AddAlgebraic(Symbol symbol, Rule rule)
    {
        Expression guess = _table.Initial.TryGetValue(symbol.Name, out Rule? initial) && initial.Expression is not NumberExpression { Value: double.NaN }
            ? initial.Expression
            : Terms.Number(symbol.Kind == SymbolKind.Compartment ? 1 : 0);
        AddState(symbol, symbol.Name, guess, rule.Expression);
        _states[symbol.Name] = _states[symbol.Name] with { IsAlgebraic = true };
    }

    private void AddSpecies(Symbol symbol)
    {
        bool isAmount = _species.IsHeldAsAmount(symbol);
        string held = isAmount ? SpeciesEquations.AmountName(symbol.Name) : symbol.Name;
        Expression initial = InitialOf(symbol);
        initial = isAmount || _species.StartsAsConcentration(symbol) ? Terms.TimesName(initial, symbol.Compartment!) : initial;
        if (_species.IsState(symbol))
        {
            AddState(symbol, held, initial, _species.Derivative(symbol));
        }
        else
        {
            AddParameter(symbol, held, initial);
        }

        if (isAmount)
        {
            AddAssignment(symbol, Terms.Divide(Terms.Name(held), Terms.Name(symbol.Compartment!)));
        }
    }

    private Expression InitialOf(Symbol symbol)
    {
        if (_names.LacksSize(symbol))
        {
            // SBML leaves the size open (Level 3 Version 2 Core, section 4.5.3); COPASI and libRoadRunner take 1. The check of names has told of it.
            return Terms.Number(1);
        }

        if (_table.Initial.TryGetValue(symbol.Name, out Rule? rule))
        {
            return rule.Expression;
        }

        if (symbol.Kind == SymbolKind.Species)
        {
            // A species starts empty: models that are only ever dosed do not say so.
            return Terms.Number(0);
        }

        if (_table.Rates.ContainsKey(symbol.Name))
        {
            NoValue("no-value", $"'{symbol.Name}' has no start value; give it one with '{symbol.Name} = ...'", symbol.Span);
        }

        // A parameter that nothing uses may stay without a value.
        return Terms.Number(double.NaN);
    }

    /// <summary>Reports an absent value where the check of the text has not reported it yet.</summary>
    private void NoValue(string code, string message, SourceSpan span)
    {
        if (!_diagnostics.Items.Any(d => d.Message == message))
        {
            _diagnostics.Error(code, message, span);
        }
    }

    private void AddReaction(Reaction reaction)
    {
        if (reaction.Rate is null)
        {
            NoValue("no-value", $"the reaction '{reaction.Name}' has no rate", reaction.Span);
            return;
        }

        _assignments.Add(reaction.Name, new Assignment
        {
            Name = reaction.Name,
            Expression = reaction.Rate,
            Unit = reaction.UnitName,
            DisplayName = reaction.DisplayName,
            Span = reaction.Span,
        });
    }

    private void AddRatesOfChange()
    {
        foreach ((string name, SourceSpan span) in _table.RatesAsked)
        {
            if (_species.RateOfChange(_table.Symbols[name], span) is { } rate)
            {
                string held = EquationTable.RateName(name);
                _assignments.Add(held, new Assignment { Name = held, Expression = rate, Span = span });
            }
        }
    }

    private ImmutableArray<DelayedValue> AddPastValues()
    {
        (StateVariable Variable, DelayedValue Delay)[] past = [.. _table.DelaysAsked.Build(
            name => HasName(name) ? InitialExpression(name) : null, name => _assignments.GetValueOrDefault(name)?.Expression, _table.IsRateName)];
        foreach ((StateVariable variable, _) in past)
        {
            _states.Add(variable.Name, variable);
        }

        return [.. past.Select(pair => pair.Delay)];
    }

    private bool HasName(string name) => _parameters.ContainsKey(name) || _states.ContainsKey(name) || _assignments.ContainsKey(name);

    private void AddAssignment(Symbol symbol, Expression expression) => _assignments.Add(symbol.Name, new Assignment
    {
        Name = symbol.Name,
        Expression = expression,
        Unit = symbol.UnitName,
        DisplayName = symbol.DisplayName,
        Span = symbol.Span,
    });

    private void AddState(Symbol symbol, string name, Expression initial, Expression derivative) => _states.Add(name, new StateVariable
    {
        Name = name,
        Initial = initial,
        Derivative = derivative,
        Species = symbol.Kind == SymbolKind.Species ? symbol.Name : null,
        HasDistribution = symbol.Uncertainty.ContainsKey("distribution"),
        Compartment = symbol.Kind == SymbolKind.Species && (symbol.IsSubstanceOnly || name != symbol.Name) ? symbol.Compartment : null,
        Unit = symbol.UnitName,
        DisplayName = symbol.DisplayName,
        Span = symbol.Span,
    });

    private void AddParameter(Symbol symbol, string name, Expression initial) => _parameters.Add(name, new Parameter
    {
        Name = name,
        Initial = initial,
        IsChangedByEvents = _table.IsChangedByEvents(symbol.Name),
        Uncertainty = symbol.Uncertainty,
        Unit = symbol.UnitName,
        DisplayName = symbol.DisplayName,
        Span = symbol.Span,
    });

    private ImmutableArray<Assignment> OrderAssignments()
    {
        DependencyOrder order = new([.. _assignments.Keys], name => _assignments[name].Expression.Names());
        ReportCycles(order, "assignments");
        return [.. order.Order.Select(name => _assignments[name])];
    }

    private ImmutableArray<string> OrderInitial()
    {
        List<string> names = [.. _parameters.Keys, .. _states.Keys, .. _assignments.Keys];
        DependencyOrder order = new(names, name => InitialExpression(name).Names());
        ReportCycles(order, "start values");
        return [.. order.Order];
    }

    private Expression InitialExpression(string name) =>
        _parameters.TryGetValue(name, out Parameter? parameter) ? parameter.Initial
        : _states.TryGetValue(name, out StateVariable? state) ? state.Initial
        : _assignments[name].Expression;

    /// <summary>Refuses start values that follow from variables that are only known when the start is solved.</summary>
    private void CheckStartValues()
    {
        HashSet<string> unknown = new(_states.Values.Where(s => s.IsAlgebraic).Select(s => s.Name).Where(_table.Algebraic.ContainsKey), StringComparer.Ordinal);
        DependencyOrder order = new([.. _assignments.Keys], name => _assignments[name].Expression.Names());
        foreach (string name in order.Order.Where(name => unknown.Count > 0 && _assignments[name].Expression.Names().Any(unknown.Contains)))
        {
            unknown.Add(name);
        }

        foreach (Quantity quantity in _parameters.Values.Concat<Quantity>(_states.Values.Where(s => !s.IsAlgebraic)))
        {
            if (InitialExpression(quantity.Name).Names().FirstOrDefault(unknown.Contains) is string needed)
            {
                _diagnostics.Error("not-read", $"the start value of '{SpeciesEquations.TextNames([quantity.Name])[0]}' follows from '{needed}', which an algebraic rule determines that no formula solves", quantity.Span);
            }
        }
    }

    private void ReportCycles(DependencyOrder order, string what)
    {
        foreach (IReadOnlyList<string> cycle in order.Cycles)
        {
            // A cycle of assignments alone is one of start values too; it is reported once.
            if (what == "assignments" || !cycle.All(_assignments.ContainsKey))
            {
                IReadOnlyList<string> names = SpeciesEquations.TextNames(cycle);
                string path = string.Join(" -> ", names.Append(names[0]));
                _diagnostics.Error("cycle", $"the {what} form a cycle: {path}", PlaceOf(names[0]));
            }
        }
    }

    private SourceSpan PlaceOf(string name) =>
        _table.Assignments.TryGetValue(name, out Rule? assignment) ? assignment.Span
        : _table.Initial.TryGetValue(name, out Rule? initial) ? initial.Span
        : _table.Reactions.TryGetValue(name, out Reaction? reaction) ? reaction.Rate!.Span
        : _table.Symbols.TryGetValue(name, out Symbol? symbol) ? symbol.Span
        : _assignments[name].Span;
}
