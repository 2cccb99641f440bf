using System.Collections.Frozen;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Units;

/// <summary>
/// The units that the text of one model means by their names: its own definitions, else those of the main model, else the catalogue's.
/// A definition that uses its own name means the outer unit of that name.
/// </summary>
/// <remarks>
/// How a defined unit is shown: a name such as <c>ng_per_mL</c> is taken apart at <c>_per_</c> and <c>_</c>, and shown as <c>ng/mL</c> if the parts are units
/// whose quotient is the unit that the definition gives; the model-wide defaults (<c>substance</c>, <c>time_unit</c> ...) by the catalogue's symbol (<c>mg</c>,
/// <c>h</c>); a formula without a name by the names in it; any other name stands as it is.
/// </remarks>
/// <param name="model">The model.</param>
/// <param name="main">The units of the main model, or null for the main model itself.</param>
internal sealed class ModelUnits(Model model, ModelUnits? main)
{
    /// <summary>The names of the units that hold for the whole model.</summary>
    public static readonly FrozenSet<string> Defaults = FrozenSet.Create(StringComparer.Ordinal, "substance", "extent", "volume", "area", "length", "time_unit");

    private readonly Dictionary<string, UnitDefinition> _definitions = model.Units.ToDictionary(unit => unit.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, NamedUnit?> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Symbol> _symbols = model.Symbols.ToDictionary(symbol => symbol.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, Reaction> _reactions = model.Reactions.ToDictionary(reaction => reaction.Name, StringComparer.Ordinal);

    /// <summary>The model.</summary>
    public Model Model => model;

    /// <summary>All unit names that the text may use.</summary>
    public IEnumerable<string> Names => _definitions.Keys.Concat(main?.Names ?? UnitCatalogue.Names);

    /// <summary>The symbol of a name in this model, or null.</summary>
    public Symbol? Symbol(string name) => _symbols.GetValueOrDefault(name);

    /// <summary>The reaction of a name in this model, or null.</summary>
    public Reaction? Reaction(string name) => _reactions.GetValueOrDefault(name);

    /// <summary>Whether this model has a definition of its own for a unit.</summary>
    public bool Defines(string name) => _definitions.ContainsKey(name);

    /// <summary>What a unit's name means here, or null where it is not known or not defined by a formula of known units.</summary>
    public NamedUnit? Find(string name)
    {
        if (_found.TryGetValue(name, out NamedUnit? known))
        {
            return known;
        }

        if (!_definitions.TryGetValue(name, out UnitDefinition? definition) || !_open.Add(name))
        {
            return main is null ? Catalogued(name) : main.Find(name);
        }

        NamedUnit? formula = UnitFormula.Evaluate(definition.Formula, Find);
        _open.Remove(name);
        return _found[name] = formula is null ? null : Shown(definition, formula);
    }

    private NamedUnit Shown(UnitDefinition definition, NamedUnit formula)
    {
        if (Defaults.Contains(definition.Name))
        {
            return formula.Shortest();
        }

        if (definition.Name == ExpressionPrinter.Print(definition.Formula))
        {
            return formula.Names.Any(n => char.IsDigit(n.Name[0])) ? formula.Shortest() : formula;
        }

        return TakeApart(definition.Name) is { } parts && parts.Unit.IsSameAs(formula.Unit)
            ? parts with { Unit = formula.Unit }
            : NamedUnit.Of(definition.Name, formula.Unit);
    }

    /// <summary>The unit that a name says by its parts: <c>mg_h_per_L</c>, <c>per_min</c>; null where a part is no unit.</summary>
    private NamedUnit? TakeApart(string name)
    {
        string[] factors = $"_{name}".Split("_per_");
        NamedUnit? result = NamedUnit.One;
        for (int i = 0; i < factors.Length; i++)
        {
            foreach (string part in factors[i].Split('_', StringSplitOptions.RemoveEmptyEntries))
            {
                NamedUnit? unit = part == name ? Catalogued(part) : Find(part);
                result = result is null || unit is null ? null : i == 0 ? result * unit : result / unit;
            }
        }

        return result;
    }

    private static NamedUnit? Catalogued(string name) => UnitCatalogue.Find(name) is { } row ? NamedUnit.Of(row.Symbol, row.Unit) : null;
}
