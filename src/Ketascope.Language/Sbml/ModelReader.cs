using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>Reads one <c>model</c> element.</summary>
/// <remarks>
/// Start values follow the conventions of <see cref="Model"/>: a number is a concentration for a species in a compartment, and a number divided by the
/// compartment an amount. What the text leaves without a value has the value NaN.
/// </remarks>
internal sealed partial class ModelReader
{
    private readonly XmlNode _node;
    private readonly SbmlLevel _level;
    private readonly DiagnosticBag _diagnostics;
    private readonly AttributeReader _attributes;
    private readonly MathReader _math;
    private readonly UncertaintyReader _uncertainties;
    private readonly OrderedDictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Reaction> _reactions = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Rule> _initial = new(StringComparer.Ordinal);
    private readonly List<Rule> _rules = [];
    private readonly List<Annotation> _annotations = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Prepares the work.</summary>
    /// <param name="node">The element.</param>
    /// <param name="level">The level of the text.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public ModelReader(XmlNode node, SbmlLevel level, DiagnosticBag diagnostics)
    {
        _node = node;
        _level = level;
        _diagnostics = diagnostics;
        _attributes = new AttributeReader(level, diagnostics);
        _math = new MathReader(diagnostics);
        _uncertainties = new UncertaintyReader(_math, _annotations, diagnostics);
    }

    /// <summary>The model; what could not be read is left out, with an error.</summary>
    public Model Read()
    {
        string name = _attributes.OptionalId(_node) ?? "model";
        CollectIds();
        ImmutableArray<UnitDefinition> units = new UnitReader(_node, _level, _diagnostics).Read(_math.UnitNames);
        _math.FunctionNames.UnionWith(_node.List("listOfFunctionDefinitions").Select(f => f["id"]?.Trim()).OfType<string>());
        ImmutableArray<FunctionDefinition> functions = [.. _node.List("listOfFunctionDefinitions").Select(ReadFunction).OfType<FunctionDefinition>()];
        ReadSymbols();
        ReadReactions();
        ReadRules();
        ImmutableArray<ModelEvent> events = [.. _node.List("listOfEvents").Select(ReadEvent)];
        CompleteValues();
        AnnotationReader.Read(_node, name, _annotations);
        ReadTitle(_node, name);

        return new Model
        {
            Name = name,
            Span = _node.Span,
            Symbols = [.. _symbols.Values],
            Reactions = [.. _reactions.Values],
            Rules = [.. _initial.Values, .. _rules],
            Events = events,
            Constraints = [.. _node.List("listOfConstraints").Select(ReadConstraint).OfType<Constraint>()],
            Functions = functions,
            Units = units,
            Annotations = [.. _annotations],
        };
    }

    /// <summary>All identifiers of the model, so that names made for what has none differ from them.</summary>
    private void CollectIds()
    {
        foreach (XmlNode node in _node.Children.Where(list => list.Name != "listOfUnitDefinitions").SelectMany(list => list.Children))
        {
            _taken.Add(node[_level.IdAttribute]?.Trim() ?? "");
            foreach (XmlNode reference in node.Children.Where(list => list.Name is "listOfReactants" or "listOfProducts").SelectMany(list => list.Children))
            {
                _taken.Add(reference[_level.IdAttribute]?.Trim() ?? "");
            }
        }
    }

    private string NewName(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    private string? UnitName(string? id) => id is null ? null : _math.UnitNames.GetValueOrDefault(id.Trim(), id.Trim());

    /// <summary>What people call a model or a function.</summary>
    private void ReadTitle(XmlNode node, string subject)
    {
        if (_attributes.DisplayName(node) is { } title)
        {
            _annotations.Add(new Annotation(subject, "name", [title], node.PlaceOf("name")));
        }
    }

    private FunctionDefinition? ReadFunction(XmlNode node)
    {
        if (_attributes.Id(node) is not { } id || _math.ReadLambda(node) is not { } lambda)
        {
            return null;
        }

        AnnotationReader.Read(node, id, _annotations);
        ReadTitle(node, id);
        return new FunctionDefinition(id, lambda.Parameters, lambda.Body ?? new NumberExpression(double.NaN) { Span = node.Span }, node.Span);
    }

    /// <summary>The formula of a rule or rate: MathML, or the text of Level 1. Null where there is none.</summary>
    private Expression? ReadMath(XmlNode? node) =>
        node is null ? null
        : _level.Level > 1 ? _math.ReadFrom(node)
        : node["formula"] is { } formula ? FormulaReader.Read(formula, node.PlaceOf("formula"), _diagnostics)
        : null;

    private void AddSymbol(Symbol symbol, XmlNode node)
    {
        if (!_symbols.TryAdd(symbol.Name, symbol with { Uncertainty = _uncertainties.Read(node, symbol.Name) }) || _reactions.ContainsKey(symbol.Name))
        {
            _diagnostics.Error("defined-twice", $"'{symbol.Name}' is declared twice (first at {_symbols[symbol.Name].Span})", node.Span);
        }

        AnnotationReader.Read(node, symbol.Name, _annotations);
    }

    private void SetInitial(string variable, Expression value, SourceSpan span) =>
        _initial[variable] = new Rule(RuleKind.Initial, variable, value.Span.Source is null ? value with { Span = span } : value, span);

    private void ReadRules()
    {
        foreach (XmlNode node in _node.List("listOfInitialAssignments"))
        {
            // Without mathematics (Level 3 Version 2) the value stays what it is.
            if (_attributes.Required(node, "symbol") is { } symbol && _math.ReadFrom(node) is { } value)
            {
                SetInitial(symbol, AsSymbolValue(symbol, value), node.Span);
            }
        }

        foreach (XmlNode node in _node.List("listOfRules"))
        {
            ReadRule(node);
        }

        foreach (Rule rule in _rules.Where(r => r.Kind == RuleKind.Assignment))
        {
            _initial.Remove(rule.Variable);
        }
    }

    /// <summary>
    /// An initial assignment gives what the name means, which for a species of substance units is an amount: a value that would be taken for a concentration is
    /// written otherwise.
    /// </summary>
    private Expression AsSymbolValue(string symbol, Expression value)
    {
        if (_symbols.GetValueOrDefault(symbol) is not { Kind: SymbolKind.Species, IsSubstanceOnly: true, Compartment: { } compartment })
        {
            return value;
        }

        return value switch
        {
            NumberExpression => Terms.Divide(value, Terms.Name(compartment)) with { Span = value.Span },
            CallExpression { Function: Function.Divide, Arguments: [NumberExpression, NameExpression] } => new CallExpression(Function.Plus, [value]) { Span = value.Span },
            _ => value,
        };
    }

    private void ReadRule(XmlNode node)
    {
        string kind = node.Name;
        string variableAttribute = "variable";
        if (_level.Level == 1 && kind is "compartmentVolumeRule" or "speciesConcentrationRule" or "specieConcentrationRule" or "parameterRule")
        {
            variableAttribute = kind switch
            {
                "compartmentVolumeRule" => "compartment",
                "speciesConcentrationRule" => "species",
                "specieConcentrationRule" => "specie",
                _ => "name",
            };
            kind = node["type"] == "rate" ? "rateRule" : "assignmentRule";
        }

        if (kind is not ("assignmentRule" or "rateRule" or "algebraicRule"))
        {
            _diagnostics.Error("unknown-element", $"'{node.Name}' is no rule of SBML", node.Span);
            return;
        }

        string? variable = kind == "algebraicRule" ? "" : _attributes.Required(node, variableAttribute);
        if (variable is null || ReadMath(node) is not { } expression)
        {
            return;
        }

        RuleKind rule = kind switch
        {
            "assignmentRule" => RuleKind.Assignment,
            "rateRule" => RuleKind.Rate,
            _ => RuleKind.Algebraic,
        };
        _rules.Add(new Rule(rule, variable, expression, node.Span));
    }

    private Constraint? ReadConstraint(XmlNode node) =>
        _math.ReadFrom(node) is { } condition ? new Constraint(condition, node.Child("message") is { } message ? XhtmlText.Plain(message) : null, node.Span) : null;

    /// <summary>Gives NaN to what nothing in the text gives a value, unless an algebraic rule may.</summary>
    private void CompleteValues()
    {
        HashSet<string> given = [.. _rules.Where(r => r.Kind == RuleKind.Assignment).Select(r => r.Variable), .. _initial.Keys];
        if (_rules.Find(r => r.Kind == RuleKind.Algebraic) is not null)
        {
            given.UnionWith(_rules.Where(r => r.Kind == RuleKind.Algebraic).SelectMany(r => r.Expression.Names()));
        }

        foreach (Symbol symbol in _symbols.Values.Where(s => s.Kind != SymbolKind.Species && !given.Contains(s.Name)))
        {
            SetInitial(symbol.Name, Terms.Number(double.NaN), symbol.Span);
        }
    }
}
