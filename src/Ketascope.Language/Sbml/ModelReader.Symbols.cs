using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <content>Compartments, species and parameters.</content>
internal sealed partial class ModelReader
{
    private void ReadSymbols()
    {
        foreach (XmlNode node in _node.List("listOfCompartments"))
        {
            ReadCompartment(node);
        }

        foreach (XmlNode node in _node.List("listOfSpecies"))
        {
            ReadSpecies(node);
        }

        foreach (XmlNode node in _node.List("listOfParameters"))
        {
            ReadParameter(node);
        }
    }

    private void ReadCompartment(XmlNode node)
    {
        if (_attributes.Id(node) is not { } id)
        {
            return;
        }

        double dimensions = _attributes.Number(node, "spatialDimensions") ?? 3;
        AddSymbol(new Symbol
        {
            Name = id,
            Kind = SymbolKind.Compartment,
            Span = node.Span,
            Dimensions = dimensions,
            IsConstant = IsConstant(node, true),
            UnitName = UnitName(node["units"]),
            DisplayName = _attributes.DisplayName(node),
        }, node);
        double? size = _level.Level == 1 ? _attributes.Number(node, "volume") ?? 1 : _attributes.Number(node, "size");
        if (size is { } value)
        {
            SetInitial(id, Terms.Number(value), node.Span);
        }
    }

    private void ReadSpecies(XmlNode node)
    {
        if (_attributes.Id(node) is not { } id)
        {
            return;
        }

        string? compartment = _attributes.Required(node, "compartment");
        bool isPoint = compartment is not null && _symbols.GetValueOrDefault(compartment) is { Dimensions: 0 };
        AddSymbol(new Symbol
        {
            Name = id,
            Kind = SymbolKind.Species,
            Span = node.Span,
            IsConstant = IsConstant(node, false),
            IsBoundary = _attributes.Flag(node, "boundaryCondition") ?? false,
            IsSubstanceOnly = isPoint || (_attributes.Flag(node, "hasOnlySubstanceUnits") ?? false),
            Compartment = compartment,
            ConversionFactor = node["conversionFactor"]?.Trim() ?? _node["conversionFactor"]?.Trim(),
            UnitName = UnitName(node["substanceUnits"] ?? node["units"]),
            DisplayName = _attributes.DisplayName(node),
        }, node);
        if (_attributes.Number(node, "initialConcentration") is { } concentration)
        {
            SetInitial(id, Terms.Number(concentration), node.Span);
        }
        else if (_attributes.Number(node, "initialAmount") is { } amount)
        {
            SetInitial(id, compartment is null ? Terms.Number(amount) : Terms.Divide(Terms.Number(amount), Terms.Name(compartment)), node.Span);
        }
    }

    private void ReadParameter(XmlNode node)
    {
        if (_attributes.Id(node) is not { } id)
        {
            return;
        }

        AddSymbol(new Symbol
        {
            Name = id,
            Kind = SymbolKind.Parameter,
            Span = node.Span,
            IsConstant = IsConstant(node, true),
            UnitName = UnitName(node["units"]),
            DisplayName = _attributes.DisplayName(node),
        }, node);
        if (_attributes.Number(node, "value") is { } value)
        {
            SetInitial(id, Terms.Number(value), node.Span);
        }
    }

    /// <summary>Level 1 knows no constants; Level 2 has a default, and Level 3 demands the attribute.</summary>
    private bool? IsConstant(XmlNode node, bool missing) => _level.Level == 1 ? null : _attributes.Flag(node, "constant") ?? missing;
}
