using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Language.Units;

/// <summary>The units of one flat system while they are checked.</summary>
internal sealed class SystemUnits
{
    private const string AmountPrefix = "amount(";

    private readonly OdeSystem _system;
    private readonly UnitScopes _scopes;
    private readonly DiagnosticBag _diagnostics;
    private readonly UnitInference _inference;
    private readonly Dictionary<string, Quantity> _quantities;

    /// <summary>Takes the declared units and defaults of all quantities.</summary>
    public SystemUnits(OdeSystem system, UnitScopes scopes, DiagnosticBag diagnostics)
    {
        (_system, _scopes, _diagnostics) = (system, scopes, diagnostics);
        _inference = new UnitInference(diagnostics) { Time = scopes.Main.Find("time_unit"), Scope = scopes.Main };
        _quantities = system.States.Concat<Quantity>(system.Parameters).Concat(system.Assignments).ToDictionary(q => q.Name, StringComparer.Ordinal);
        foreach (Quantity quantity in _quantities.Values)
        {
            _inference.Units[quantity.Name] = IsAmount(quantity) ? null : Declared(quantity);
        }

        foreach (StateVariable state in system.States.Where(IsAmount))
        {
            _inference.Units[state.Name] = Amount(state);
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
            NamedUnit? unit = _inference.Expect(Equation(quantity), _inference.Units[name], $"'{name}'");
            _inference.Units[name] ??= unit;
        }

        foreach (StateVariable state in _system.States)
        {
            Enter(state.Name, state.Span);
            NamedUnit? rate = _inference.Units[state.Name] is { } unit && _inference.Time is { } time ? unit / time : null;
            _inference.Expect(state.Derivative, rate, $"the rate of change of '{state.Name}'");
        }

        foreach (TimeEvent timeEvent in _system.Events)
        {
            Enter(timeEvent.Name, timeEvent.Span);
            _inference.Expect(timeEvent.Time, _inference.Time, "time");
            foreach (EventAssignment assignment in timeEvent.Assignments)
            {
                _inference.Expect(assignment.Expression, _inference.Units.GetValueOrDefault(assignment.Variable), $"'{assignment.Variable}'");
            }
        }

        CheckSubmodelTime();
    }

    /// <summary>Reports every quantity without a known unit.</summary>
    public void ReportMissing(DiagnosticBag diagnostics)
    {
        if (_inference.Time is null)
        {
            diagnostics.Error("no-unit", "the model names no unit of time; write, for example, 'unit time_unit = 3600 second;'", _scopes.Main.Model.Span);
        }

        foreach (Quantity quantity in _quantities.Values.Where(q => q.Unit is null && _inference.Units[q.Name] is null))
        {
            diagnostics.Error("no-unit", $"'{quantity.Name}' has no unit; write, for example, '{quantity.Name} has dimensionless;'", quantity.Span);
        }
    }

    /// <summary>The system with the units that are known.</summary>
    public OdeSystem Filled() => _system with
    {
        States = [.. _system.States.Select(state => state with { Unit = Text(state) })],
        Parameters = [.. _system.Parameters.Select(parameter => parameter with { Unit = Text(parameter) })],
        Assignments = [.. _system.Assignments.Select(assignment => assignment with { Unit = Text(assignment) })],
        TimeUnit = _inference.Time?.Text,
    };

    private string? Text(Quantity quantity) => _inference.Units[quantity.Name]?.Text ?? (IsAmount(quantity) ? null : quantity.Unit);

    private static Expression Equation(Quantity quantity) => quantity switch
    {
        StateVariable state => state.Initial,
        Parameter parameter => parameter.Initial,
        Assignment assignment => assignment.Expression,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private void Enter(string name, SourceSpan place) => (_inference.Scope, _inference.Place) = (_scopes.Find(SymbolName(name), _quantities.GetValueOrDefault(name)?.Unit).Units, place);

    private NamedUnit? Declared(Quantity quantity)
    {
        Enter(quantity.Name, quantity.Span);
        return quantity.Unit is not null ? _inference.Resolve(quantity.Unit, quantity.Span) : Default(quantity);
    }

    private NamedUnit? Default(Quantity quantity)
    {
        (ModelUnits units, string local) = _scopes.Find(quantity.Name);
        return units.Symbol(local) switch
        {
            { Kind: SymbolKind.Compartment } => units.Find("volume"),
            { Kind: SymbolKind.Species, IsSubstanceOnly: true } => units.Find("substance"),
            null when units.Reaction(local) is not null && (units.Find("extent") ?? units.Find("substance")) is { } extent && _inference.Time is { } time => extent / time,
            _ => null,
        };
    }

    /// <summary>The unit of a species' amount: that of its concentration times that of its compartment, else the model's substance.</summary>
    private NamedUnit? Amount(StateVariable state)
    {
        string species = SymbolName(state.Name);
        NamedUnit? concentration = _inference.Units.GetValueOrDefault(species);
        if (concentration is null)
        {
            return _scopes.Find(species).Units.Find("substance");
        }

        return _quantities[species] is Assignment { Expression: CallExpression { Function: Function.Divide, Arguments: [_, NameExpression compartment] } }
            ? _inference.Units.GetValueOrDefault(compartment.Name) is { } size ? concentration * size : null
            : concentration;
    }

    private static bool IsAmount(Quantity quantity) => quantity is StateVariable && quantity.Name.StartsWith(AmountPrefix, StringComparison.Ordinal);

    private static string SymbolName(string name) => name.StartsWith(AmountPrefix, StringComparison.Ordinal) ? name[AmountPrefix.Length..^1] : name;

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
