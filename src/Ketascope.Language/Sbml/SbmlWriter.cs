using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;
using Ketascope.Language.Writing;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Writes models as SBML Level 3 Version 2 Core, or Version 1 where a reaction is fast, which Version 2 cannot say. Submodels are put into the model that holds
/// them (<c>A.x</c> becomes <c>A__x</c>).
/// </summary>
public sealed partial class SbmlWriter
{
    private readonly XmlWriter _xml;
    private readonly Model _model;
    private readonly MathWriter _math;
    private readonly UnitWriter _units;
    private readonly AnnotationWriter _annotations;
    private readonly UncertaintyWriter _uncertainties;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<string, Rule> _initial;
    private readonly HashSet<string> _changed;
    private readonly HashSet<string> _stoichiometries;
    private readonly List<(string Name, Expression Value)> _helpers = [];
    private readonly string _defaultCompartment;
    private readonly bool _isVersion1;

    private SbmlWriter(XmlWriter xml, string space, WritableModel writable, DiagnosticBag diagnostics)
    {
        _xml = xml;
        _model = writable.Model;
        _isVersion1 = _model.Reactions.Any(r => r.IsFast);
        _taken = writable.Taken();
        _units = new UnitWriter(_model);
        _math = new MathWriter(xml, space, _units.IdOf, name => _model.Functions.Any(f => f.Name == name));
        _annotations = new AnnotationWriter(xml, _model);
        _uncertainties = new UncertaintyWriter(xml, _math, _model, _units.IdOf, diagnostics);
        _initial = _model.Rules.Where(r => r.Kind == RuleKind.Initial).GroupBy(r => r.Variable, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        _changed =
        [
            .. _model.Rules.Where(r => r.Kind is RuleKind.Assignment or RuleKind.Rate).Select(r => r.Variable),
            .. _model.Events.SelectMany(e => e.Assignments).Select(a => a.Variable),
            .. _model.Rules.Where(r => r.Kind == RuleKind.Algebraic).SelectMany(r => r.Expression.Names())
                // What is constant stays so: it tells which variable a rule determines.
                .Except(_model.Symbols.Where(s => s.IsConstant == true).Select(s => s.Name), StringComparer.Ordinal),
        ];
        _stoichiometries = SingleUses();
        _defaultCompartment = WritableModel.Free(_taken, "default_compartment");
    }

    /// <summary>Writes the main model of a document.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">Receives what is wrong with submodels, and warnings of what SBML cannot say: bounds that are formulas.</param>
    /// <returns>The text, or null when there was any error.</returns>
    public static WrittenModel? Write(ModelDocument document, DiagnosticBag diagnostics)
    {
        DiagnosticBag found = new();
        WritableModel writable = WritableModel.Of(document, _ => false, unitsShareNames: false, found);
        foreach (Diagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        if (found.HasErrors)
        {
            return null;
        }

        int version = writable.Model.Reactions.Any(r => r.IsFast) ? 1 : 2;
        string space = string.Create(CultureInfo.InvariantCulture, $"http://www.sbml.org/sbml/level3/version{version}/core");
        using MemoryStream bytes = new();
        using (XmlWriter xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n", CheckCharacters = true }))
        {
            xml.WriteStartElement("sbml", space);
            xml.WriteAttributeString("level", "3");
            xml.WriteAttributeString("version", version.ToString(CultureInfo.InvariantCulture));
            SbmlWriter writer = new(xml, space, writable, diagnostics);
            if (writer._uncertainties.IsPackage)
            {
                xml.WriteAttributeString("distrib", "required", UncertaintyReader.Space, "true");
            }

            writer.WriteModel();
            xml.WriteEndElement();
        }

        return new WrittenModel(Encoding.UTF8.GetString(bytes.ToArray()), writable.Names);
    }

    /// <summary>Parameters that are the stoichiometry of one species in one reaction and so can be the name of that reference.</summary>
    private HashSet<string> SingleUses()
    {
        HashSet<string> parameters = [.. _model.Symbols.Where(s => s.Kind == SymbolKind.Parameter && s.UnitName is null).Select(s => s.Name)];
        return [.. _model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(s => s.Stoichiometry).OfType<NameExpression>()
            .GroupBy(n => n.Name, StringComparer.Ordinal).Where(g => g.Count() == 1 && parameters.Contains(g.Key)).Select(g => g.Key)];
    }

    private void WriteModel()
    {
        _xml.WriteStartElement("model");
        _xml.WriteAttributeString("id", _model.Name);
        foreach ((string attribute, string unit) in ((string, string)[])[("substanceUnits", "substance"), ("timeUnits", "time_unit"), ("volumeUnits", "volume"), ("areaUnits", "area"), ("lengthUnits", "length"), ("extentUnits", "extent")])
        {
            if (_model.Units.Any(u => u.Name == unit) && _units.IdOf(unit) is { } id)
            {
                _xml.WriteAttributeString(attribute, id);
            }
        }

        // The units of numbers and symbols are known before their definitions are written.
        Array.ForEach([.. _model.Symbols.Select(s => s.UnitName).OfType<string>().Concat(NumberUnits())], name => _units.IdOf(name));
        _annotations.Write(_model.Name, isModel: true);
        List("listOfFunctionDefinitions", _model.Functions, Write);
        _units.Write(_xml);
        WriteSymbols();
        // References whose stoichiometry is an expression get rules of their own, so reactions are seen first.
        ImmutableArray<(Reaction Reaction, ImmutableArray<Participant> Left, ImmutableArray<Participant> Right)> reactions =
            [.. _model.Reactions.Select(r => (r, Side(r, r.Reactants), Side(r, r.Products)))];
        WriteInitialAssignments();
        WriteRules();
        List("listOfConstraints", _model.Constraints, Write);
        List("listOfReactions", reactions, Write);
        List("listOfEvents", _model.Events, Write);
        _xml.WriteEndElement();
    }

    private List<string> NumberUnits()
    {
        List<string> names = [];
        foreach (Expression expression in _model.Formulas.Concat(_model.Symbols.SelectMany(s => s.Uncertainty.Values.SelectMany(values => values))))
        {
            expression.Visit(node =>
            {
                if (node is NumberExpression { UnitName: { } unit })
                {
                    names.Add(unit);
                }
            });
        }

        return names;
    }

    private void List<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        bool isOpen = false;
        foreach (T item in items)
        {
            if (!isOpen)
            {
                _xml.WriteStartElement(name);
                isOpen = true;
            }

            write(item);
        }

        if (isOpen)
        {
            _xml.WriteEndElement();
        }
    }

    private void Flag(string name, bool value) => _xml.WriteAttributeString(name, value ? "true" : "false");

    private void Number(string name, double value) => _xml.WriteAttributeString(name, XmlNumber.Text(value));

    private void Name(string? displayName)
    {
        if (displayName is not null)
        {
            _xml.WriteAttributeString("name", displayName);
        }
    }

    private void Write(FunctionDefinition function)
    {
        _xml.WriteStartElement("functionDefinition");
        _xml.WriteAttributeString("id", function.Name);
        _annotations.Write(function.Name, isFunction: true);
        _math.WriteFunction(function.Parameters, function.Body);
        _xml.WriteEndElement();
    }

    private void WriteInitialAssignments() => List("listOfInitialAssignments", _initial.Values.Where(r => !IsAttribute(r) && !IsAssigned(r.Variable)), rule =>
    {
        _xml.WriteStartElement("initialAssignment");
        _xml.WriteAttributeString("symbol", rule.Variable);
        _math.Write(rule.Expression);
        _xml.WriteEndElement();
    });

    private bool IsAssigned(string variable) => _model.Rules.Any(r => r.Kind == RuleKind.Assignment && r.Variable == variable);

    private void WriteRules()
    {
        IEnumerable<Rule> helpers = _helpers.Select(h => new Rule(RuleKind.Assignment, h.Name, h.Value, default));
        List("listOfRules", _model.Rules.Where(r => r.Kind != RuleKind.Initial).Concat(helpers), rule =>
        {
            _xml.WriteStartElement(rule.Kind switch
            {
                RuleKind.Assignment => "assignmentRule",
                RuleKind.Rate => "rateRule",
                _ => "algebraicRule",
            });
            if (rule.Kind != RuleKind.Algebraic)
            {
                _xml.WriteAttributeString("variable", rule.Variable);
            }

            _math.Write(rule.Expression);
            _xml.WriteEndElement();
        });
    }

    private void Write(Constraint constraint)
    {
        _xml.WriteStartElement("constraint");
        _math.Write(constraint.Condition);
        if (constraint.Message is { Length: > 0 } message)
        {
            _xml.WriteStartElement("message");
            _xml.WriteElementString("p", "http://www.w3.org/1999/xhtml", message);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }
}
