using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <content>Compartments, species and parameters.</content>
public sealed partial class SbmlWriter
{
    private void WriteSymbols()
    {
        bool needsDefault = _model.Symbols.Any(s => s is { Kind: SymbolKind.Species, Compartment: null });
        Symbol? extra = needsDefault ? new Symbol { Name = _defaultCompartment, Kind = SymbolKind.Compartment, IsConstant = true } : null;
        List("listOfCompartments", _model.Symbols.Where(s => s.Kind == SymbolKind.Compartment).Concat(extra is null ? [] : [extra]), WriteCompartment);
        List("listOfSpecies", _model.Symbols.Where(s => s.Kind == SymbolKind.Species), WriteSpecies);
        List("listOfParameters", _model.Symbols.Where(s => s.Kind == SymbolKind.Parameter && !_stoichiometries.Contains(s.Name)), WriteParameter);
    }

    private void WriteCompartment(Symbol symbol)
    {
        _xml.WriteStartElement("compartment");
        _xml.WriteAttributeString("id", symbol.Name);
        Name(symbol.DisplayName);
        Number("spatialDimensions", symbol.Dimensions);
        Value("size", symbol);
        if (symbol.Name == _defaultCompartment)
        {
            Number("size", 1);
        }

        Units("units", symbol.UnitName);
        Flag("constant", IsConstant(symbol, true));
        _annotations.Write(symbol.Name, more: _uncertainties.InAnnotation(symbol));
        _uncertainties.Write(symbol);
        _xml.WriteEndElement();
    }

    private void WriteSpecies(Symbol symbol)
    {
        _xml.WriteStartElement("species");
        _xml.WriteAttributeString("id", symbol.Name);
        Name(symbol.DisplayName);
        _xml.WriteAttributeString("compartment", symbol.Compartment ?? _defaultCompartment);
        if (_initial.TryGetValue(symbol.Name, out Rule? rule) && IsAttribute(rule) && NumberOf(rule.Expression) is { } value && !double.IsNaN(value))
        {
            bool isAmount = rule.Expression is CallExpression || (symbol is { Compartment: null, IsSubstanceOnly: true });
            Number(isAmount ? "initialAmount" : "initialConcentration", value);
        }
        else if (rule is null && !_changed.Contains(symbol.Name))
        {
            // A species without a start value starts empty.
            Number("initialAmount", 0);
        }

        if (symbol.UnitName is { } unit && _units.IsSubstance(unit))
        {
            Units("substanceUnits", unit);
        }

        Flag("hasOnlySubstanceUnits", symbol.IsSubstanceOnly);
        bool isConstant = IsConstant(symbol, false);
        bool isInReaction = _model.Reactions.Any(r => r.Reactants.Concat(r.Products).Any(s => s.Species == symbol.Name));
        bool isRuled = _model.Rules.Any(r => r.Variable == symbol.Name && r.Kind is RuleKind.Assignment or RuleKind.Rate);
        Flag("boundaryCondition", symbol.IsBoundary || (isInReaction && (isConstant || isRuled)));
        Flag("constant", isConstant);
        if (symbol.ConversionFactor is { } factor)
        {
            _xml.WriteAttributeString("conversionFactor", factor);
        }

        _annotations.Write(symbol.Name, more: _uncertainties.InAnnotation(symbol));
        _uncertainties.Write(symbol);
        _xml.WriteEndElement();
    }

    private void WriteParameter(Symbol symbol)
    {
        _xml.WriteStartElement("parameter");
        _xml.WriteAttributeString("id", symbol.Name);
        Name(symbol.DisplayName);
        Value("value", symbol);
        Units("units", symbol.UnitName ?? (_initial.GetValueOrDefault(symbol.Name)?.Expression as NumberExpression)?.UnitName);
        Flag("constant", IsConstant(symbol, true));
        _annotations.Write(symbol.Name, more: _uncertainties.InAnnotation(symbol));
        _uncertainties.Write(symbol);
        _xml.WriteEndElement();
    }

    private void Value(string attribute, Symbol symbol)
    {
        if (_initial.TryGetValue(symbol.Name, out Rule? rule) && IsAttribute(rule) && NumberOf(rule.Expression) is { } value && !double.IsNaN(value))
        {
            Number(attribute, value);
        }
    }

    private void Units(string attribute, string? name)
    {
        if (name is not null && _units.IdOf(name) is { } id)
        {
            _xml.WriteAttributeString(attribute, id);
        }
    }

    private bool IsConstant(Symbol symbol, bool missing) => !_changed.Contains(symbol.Name) && (symbol.IsConstant ?? missing);

    /// <summary>Whether a start value is written as an attribute: a number, for a species also one divided by its compartment (its amount).</summary>
    private bool IsAttribute(Rule rule) => rule.Expression switch
    {
        NumberExpression number => number.UnitName is not { } unit || unit == (_model.Symbols.FirstOrDefault(s => s.Name == rule.Variable)?.UnitName ?? unit),
        CallExpression { Function: Function.Divide, Arguments: [NumberExpression, NameExpression compartment] } =>
            _model.Symbols.FirstOrDefault(s => s.Name == rule.Variable) is { Kind: SymbolKind.Species } species && species.Compartment == compartment.Name,
        _ => false,
    };

    private static double? NumberOf(Expression value) => value switch
    {
        NumberExpression number => number.Value,
        CallExpression { Arguments: [NumberExpression number, ..] } => number.Value,
        _ => null,
    };
}
