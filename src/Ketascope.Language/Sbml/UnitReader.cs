using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>Reads unit definitions, and what a model says of the units of time, substance, extent, volume, area and length.</summary>
internal sealed class UnitReader(XmlNode model, SbmlLevel level, DiagnosticBag diagnostics)
{
    // What each quantity is called in the model's list of units, the attribute of Level 3, and the identifier and unit that earlier levels give it.
    private static readonly ImmutableArray<(string Name, string Attribute, string? Id, string? Kind)> Defaults =
    [
        ("time_unit", "timeUnits", "time", "second"),
        ("substance", "substanceUnits", "substance", "mole"),
        ("volume", "volumeUnits", "volume", "litre"),
        ("area", "areaUnits", "area", null),
        ("length", "lengthUnits", "length", "metre"),
        ("extent", "extentUnits", null, null),
    ];

    private readonly OrderedDictionary<string, UnitDefinition> _units = new(StringComparer.Ordinal);

    /// <summary>The definitions.</summary>
    /// <param name="names">Receives the name in the model of every identifier that is called otherwise there.</param>
    public ImmutableArray<UnitDefinition> Read(Dictionary<string, string> names)
    {
        List<(string Id, XmlNode Node)> definitions = [];
        foreach (XmlNode node in model.List("listOfUnitDefinitions").Where(n => n.Name == "unitDefinition"))
        {
            if (node[level.IdAttribute] is { } id)
            {
                definitions.Add((id, node));
            }
            else
            {
                diagnostics.Error("attribute", "a unit definition needs an identifier", node.Span);
            }
        }

        HashSet<string> taken = [.. definitions.Select(d => d.Id), .. Defaults.Select(d => d.Name)];
        foreach ((string name, string attribute, string? id, string? _) in Defaults)
        {
            string? meant = level.Level == 3 ? model[attribute] : id;
            if (meant is not null && definitions.Exists(d => d.Id == meant) && !names.ContainsKey(meant))
            {
                names[meant] = name;
            }
        }

        foreach ((string id, XmlNode _) in definitions)
        {
            // A definition that only looks like one of the model's own units keeps apart from it.
            if (!names.ContainsKey(id) && Defaults.Any(d => d.Name == id))
            {
                string other = id;
                do
                {
                    other += "_";
                }
                while (!taken.Add(other));
                names[id] = other;
            }
        }

        foreach ((string id, XmlNode node) in definitions)
        {
            string name = names.GetValueOrDefault(id, id);
            _units[name] = new UnitDefinition(name, Formula(node), node.Span);
        }

        AddDefaults(names);
        return [.. _units.Values];
    }

    private void AddDefaults(Dictionary<string, string> names)
    {
        foreach ((string name, string attribute, string? id, string? kind) in Defaults)
        {
            if (level.Level == 3)
            {
                if (model[attribute] is { } meant && names.GetValueOrDefault(meant, meant) is var other && other != name)
                {
                    _units[name] = new UnitDefinition(name, Terms.Name(other), model.PlaceOf(attribute));
                }
            }
            else if (!_units.ContainsKey(name))
            {
                Expression? formula = kind is not null ? Terms.Name(kind)
                    : name == "area" ? new CallExpression(Function.Power, [Terms.Name("metre"), Terms.Number(2)])
                    : Terms.Name("substance");
                _units[name] = new UnitDefinition(name, formula, default);
                if (id is not null)
                {
                    names[id] = name;
                }
            }
        }
    }

    private Expression Formula(XmlNode definition)
    {
        Expression product = Terms.Number(1);
        foreach (XmlNode unit in definition.List("listOfUnits"))
        {
            Expression factor = Terms.Multiply(Scale(unit), Terms.Name(unit["kind"]?.Trim() ?? "dimensionless"));
            double exponent = Number(unit, "exponent", 1);
            factor = exponent == 1 ? factor : new CallExpression(Function.Power, [factor, Terms.Number(exponent)]);
            product = Terms.Multiply(product, factor);
        }

        return product is NumberExpression ? Terms.Name("dimensionless") : product;
    }

    private NumberExpression Scale(XmlNode unit)
    {
        double multiplier = Number(unit, "multiplier", 1), scale = Number(unit, "scale", 0);
        // 1e-3 is to be the number that 1e-3 is, not what multiplication makes of it.
        string text = string.Create(CultureInfo.InvariantCulture, $"{multiplier:R}e{scale:F0}");
        bool isExact = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double exact) && double.IsFinite(exact);
        return Terms.Number(isExact ? exact : multiplier * Math.Pow(10, scale));
    }

    private double Number(XmlNode unit, string attribute, double missing)
    {
        if (unit[attribute] is not { } text)
        {
            return missing;
        }

        if (XmlNumber.Parse(text) is { } value)
        {
            return value;
        }

        diagnostics.Error("attribute", $"'{attribute}' must be a number, found '{text}'", unit.PlaceOf(attribute));
        return missing;
    }
}
