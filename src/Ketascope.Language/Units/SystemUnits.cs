using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Language.Units;

/// <summary>The units of one flat system while they are checked.</summary>
internal sealed class SystemUnits
{
    private readonly OdeSystem _system;
    private readonly UnitScopes _scopes;
    private readonly DiagnosticBag _diagnostics;
    private readonly UnitInference _inference;
    private readonly OrderedDictionary<string, Quantity> _quantities = new(StringComparer.Ordinal);

    /// <summary>The compartments of species held as amounts, by the name of the amount.</summary>
    private readonly Dictionary<string, string> _compartments = new(StringComparer.Ordinal);

    /// <summary>Takes the declared units and defaults of all quantities.</summary>
    public SystemUnits(OdeSystem system, UnitScopes scopes, DiagnosticBag diagnostics)
    {
        (_system, _scopes, _diagnostics) = (system, scopes, diagnostics);
        _inference = new UnitInference(scopes, diagnostics) { Time = scopes.Main.Find("time_unit") };
        foreach (Quantity quantity in system.States.Concat<Quantity>(system.Parameters).Concat(system.Assignments))
        {
            _quantities.Add(quantity.Name, quantity);
        }

        foreach (Quantity quantity in _quantities.Values)
        {
            _inference.Units[quantity.Name] = Declared(quantity);
            (ModelUnits units, string local) = scopes.Find(quantity.Name);
            if (units.Symbol(local)?.Kind == SymbolKind.Compartment)
            {
                _inference.Compartments.Add(quantity.Name);
            }
        }

        // A species takes its compartment's unit into account, so compartments come first.
        foreach (Quantity quantity in _quantities.Values)
        {
            PlaceSpecies(quantity);
        }

        foreach (Parameter parameter in system.Parameters)
        {
            if (parameter is { IsChangedByEvents: false, Initial: NumberExpression number })
            {
                _inference.Constants[parameter.Name] = number.Value;
            }
        }
    }

    /// <summary>Checks every equation, in an order in which each unit that follows from others is found before it is used.</summary>
    public void Check()
    {
        foreach (string name in _system.InitialOrder.Concat(_system.Assignments.Select(a => a.Name)).Distinct(StringComparer.Ordinal))
        {
            Quantity quantity = _quantities[name];
            Enter(quantity.Name, quantity.Span);
            NamedUnit? unit = Expect(Equation(quantity), name, false);
            _inference.Units[name] ??= _compartments.ContainsKey(name) ? null : unit;
        }

        foreach (StateVariable state in _system.States)
        {
            Enter(state.Name, state.Span);
            if (!state.IsAlgebraic)
            {
                Expect(state.Derivative, state.Name, isRate: true);
            }
        }

        foreach (TimeEvent timeEvent in _system.Events)
        {
            Enter(timeEvent.Name, timeEvent.Span);
            _inference.Expect(timeEvent.Time, _inference.Time, "time");
            foreach (EventAssignment assignment in timeEvent.Assignments)
            {
                Expect(assignment.Expression, assignment.Variable, false);
            }
        }

        foreach (ConditionEvent condition in _system.Conditions)
        {
            Check(condition);
        }

        CheckSubmodelTime();
    }

    private void Check(ConditionEvent condition)
    {
        Enter(condition.Name, condition.Span);
        _inference.Expect(condition.Trigger, null, "a condition");
        if (condition.Delay is not null)
        {
            _inference.Expect(condition.Delay, _inference.Time, "time");
        }

        foreach (ConditionAssignment assignment in condition.Assignments)
        {
            Expect(assignment.Factor is { } factor ? Terms.Multiply(assignment.Expression, factor) : assignment.Expression, assignment.Variable, false);
        }
    }

    /// <summary>Reports every quantity without a known unit.</summary>
    public void ReportMissing()
    {
        if (_inference.Time is null)
        {
            _diagnostics.Error("no-unit", "the model names no unit of time; write, for example, 'unit time_unit = 3600 second;'", _scopes.Main.Model.Span);
        }

        foreach (Quantity quantity in _quantities.Values.Where(q => q.Unit is null && _inference.Units[q.Name] is null))
        {
            _diagnostics.Error("no-unit", $"'{quantity.Name}' has no unit; write, for example, '{quantity.Name} has dimensionless;'", quantity.Span);
        }
    }

    /// <summary>The system with the units that are known.</summary>
    public OdeSystem Filled() => _system with
    {
        States = [.. _system.States.Select(state => state with { Unit = _inference.Units[state.Name]?.Text })],
        Parameters = [.. _system.Parameters.Select(parameter => parameter with { Unit = _inference.Units[parameter.Name]?.Text })],
        Assignments = [.. _system.Assignments.Select(assignment => assignment with { Unit = _inference.Units[assignment.Name]?.Text })],
        TimeUnit = _inference.Time?.Text,
    };

    private static Expression Equation(Quantity quantity) => quantity switch
    {
        StateVariable state => state.Initial,
        Parameter parameter => parameter.Initial,
        Assignment assignment => assignment.Expression,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// Checks what is given to a quantity. Of a concentration times its compartment the concentration is checked, which may be a bare number.
    /// </summary>
    private NamedUnit? Expect(Expression expression, string name, bool isRate)
    {
        string symbol = FlatName.OfSymbol(name);
        Expression? concentration = _compartments.TryGetValue(name, out string? compartment) ? WithoutFactor(expression, compartment) : null;
        string target = concentration is not null || symbol == name ? $"'{symbol}'" : $"the amount of '{symbol}'";
        NamedUnit? unit = _inference.Units.GetValueOrDefault(concentration is null ? name : symbol);
        return isRate
            ? _inference.Expect(concentration ?? expression, unit is not null && _inference.Time is { } time ? unit / time : null, $"the rate of change of {target}")
            : _inference.Expect(concentration ?? expression, unit, target);
    }

    /// <summary>What is multiplied by a name at the end of a product (1 where there is the name alone); null where the expression is no such product.</summary>
    private static Expression? WithoutFactor(Expression expression, string name) => expression switch
    {
        NameExpression only when only.Name == name => new NumberExpression(1),
        CallExpression { Function: Function.Times, Arguments: [var factor, NameExpression last] } when last.Name == name => factor,
        CallExpression { Function: Function.Times, Arguments: [.., NameExpression last] } product when last.Name == name => product with { Arguments = product.Arguments[..^1] },
        _ => null,
    };

    private void Enter(string name, SourceSpan place) =>
        (_inference.Scope, _inference.Place) = (_scopes.Find(FlatName.OfSymbol(name), _quantities.GetValueOrDefault(name)?.Unit).Units, place);

    private NamedUnit? Declared(Quantity quantity)
    {
        Enter(quantity.Name, quantity.Span);
        if (quantity.Unit is not null)
        {
            return _inference.Resolve(quantity.Unit, quantity.Span);
        }

        (ModelUnits units, string local) = _scopes.Find(FlatName.OfSymbol(quantity.Name));
        return units.Symbol(local) switch
        {
            { Kind: SymbolKind.Compartment } => units.Find("volume"),
            { Kind: SymbolKind.Species } => units.Find("substance"),
            null when units.Reaction(local) is not null && (units.Find("extent") ?? units.Find("substance")) is { } extent && _inference.Time is { } time => extent / time,
            _ => null,
        };
    }

    /// <summary>
    /// Tells the concentration of a species in a compartment from its amount. What the text declares may be either: amounts are SBML's units of substance.
    /// </summary>
    private void PlaceSpecies(Quantity quantity)
    {
        string amount = FlatName.OfAmount(quantity.Name);
        if (Compartment(quantity) is not { } compartment || _inference.Units[quantity.Name] is not { } declared)
        {
            return;
        }

        bool isAmount = declared.Unit.IsDimensionless || declared.Unit.HasDimensionOf(UnitCatalogue.Find("mol")!.Unit) || declared.Unit.HasDimensionOf(UnitCatalogue.Find("g")!.Unit);
        NamedUnit? size = _inference.Units.GetValueOrDefault(compartment);
        _inference.Units[quantity.Name] = !isAmount ? declared : size is null ? null : declared / size;
        if (_quantities.ContainsKey(amount))
        {
            _compartments[amount] = compartment;
            _inference.Units[amount] = isAmount ? declared : size is null ? null : declared * size;
        }
    }

    /// <summary>The flat name of the compartment in which a name stands for the concentration of a species; null for anything else.</summary>
    private string? Compartment(Quantity quantity)
    {
        if (quantity is Assignment { Expression: CallExpression { Function: Function.Divide, Arguments: [NameExpression held, NameExpression size] } } && held.Name == FlatName.OfAmount(quantity.Name))
        {
            return size.Name;
        }

        (ModelUnits units, string local) = _scopes.Find(quantity.Name);
        return units.Symbol(local) is { Kind: SymbolKind.Species, IsSubstanceOnly: false, Compartment: { } compartment } ? quantity.Name[..^local.Length] + compartment : null;
    }

    private void CheckSubmodelTime()
    {
        foreach ((Submodel submodel, string path, ModelUnits units) in _scopes.SharingTime())
        {
            if (units.Find("time_unit") is { } inner && _inference.Time is { } outer && !inner.Unit.IsSameAs(outer.Unit))
            {
                string message = $"'{path}' counts time in {inner.Text} but model '{_scopes.Main.Model.Name}' counts it in {outer.Text}; give the submodel a 'timeconv'";
                _diagnostics.Error("unit-mismatch", message, submodel.Span);
            }
        }
    }
}
