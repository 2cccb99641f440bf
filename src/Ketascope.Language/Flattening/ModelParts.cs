using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>The elements of a model while its submodels are put into it; all names are seen from that model.</summary>
internal sealed class ModelParts
{
    /// <summary>Compartments, species and parameters.</summary>
    public OrderedDictionary<string, Symbol> Symbols { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Reactions.</summary>
    public List<Reaction> Reactions { get; private set; } = [];

    /// <summary>Rules.</summary>
    public List<Rule> Rules { get; private set; } = [];

    /// <summary>Events.</summary>
    public List<ModelEvent> Events { get; private set; } = [];

    /// <summary>Conditions that must hold.</summary>
    public List<Constraint> Constraints { get; private set; } = [];

    /// <summary>Units by name.</summary>
    public OrderedDictionary<string, UnitDefinition> Units { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>What the text says about elements.</summary>
    public List<Annotation> Annotations { get; private set; } = [];

    /// <summary>The parts of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="counts">Which of its symbols count.</param>
    public static ModelParts Of(Model model, Func<Symbol, bool> counts)
    {
        ModelParts parts = new();
        foreach (Symbol symbol in model.Symbols.Where(counts))
        {
            parts.Symbols.TryAdd(symbol.Name, symbol);
        }

        parts.Reactions.AddRange(model.Reactions);
        parts.Rules.AddRange(model.Rules);
        parts.Events.AddRange(model.Events);
        parts.Constraints.AddRange(model.Constraints);
        foreach (UnitDefinition unit in model.Units)
        {
            parts.Units[unit.Name] = unit;
        }

        parts.Annotations.AddRange(model.Annotations);
        return parts;
    }

    /// <summary>A model with these parts in place of its own.</summary>
    /// <param name="model">The model.</param>
    public Model In(Model model) => model with
    {
        Symbols = [.. Symbols.Values],
        Reactions = [.. Reactions],
        Rules = [.. Rules],
        Events = [.. Events],
        Constraints = [.. Constraints],
        Units = [.. Units.Values],
        Annotations = [.. Annotations],
    };

    /// <summary>Adds all elements of another model's parts; names do not clash.</summary>
    public void Add(ModelParts other)
    {
        foreach ((string name, Symbol symbol) in other.Symbols)
        {
            Symbols.TryAdd(name, symbol);
        }

        Reactions.AddRange(other.Reactions);
        Rules.AddRange(other.Rules);
        Events.AddRange(other.Events);
        Constraints.AddRange(other.Constraints);
        foreach ((string name, UnitDefinition unit) in other.Units)
        {
            Units.TryAdd(name, unit);
        }

        Annotations.AddRange(other.Annotations);
    }

    /// <summary>Renames every element.</summary>
    /// <param name="rename">The new name of a name.</param>
    public void Rename(Func<string, string> rename)
    {
        OrderedDictionary<string, Symbol> symbols = new(StringComparer.Ordinal);
        foreach (Symbol symbol in Symbols.Values)
        {
            string name = rename(symbol.Name);
            symbols.TryAdd(name, symbol with { Name = name, Compartment = symbol.Compartment is { } c ? rename(c) : null, ConversionFactor = symbol.ConversionFactor is { } f ? rename(f) : null });
        }

        Symbols = symbols;
        RewriteExpressions(node => node is NameExpression name && rename(name.Name) is var other && other != name.Name ? name with { Name = other } : null);
        Reactions = Reactions.ConvertAll(r => r with
        {
            Name = rename(r.Name),
            Reactants = [.. r.Reactants.Select(s => s with { Species = rename(s.Species) })],
            Products = [.. r.Products.Select(s => s with { Species = rename(s.Species) })],
            Modifiers = [.. r.Modifiers.Select(rename)],
        });
        Rules = Rules.ConvertAll(r => r with { Variable = r.Variable.Length == 0 ? "" : rename(r.Variable), Name = r.Name is null ? null : rename(r.Name) });
        Events = Events.ConvertAll(e => e with
        {
            Name = rename(e.Name),
            Assignments = [.. e.Assignments.Select(a => a with { Variable = rename(a.Variable) })],
        });
        Constraints = Constraints.ConvertAll(c => c.Name is null ? c : c with { Name = rename(c.Name) });
        Annotations = Annotations.ConvertAll(a => a with { Subject = rename(a.Subject) });
    }

    /// <summary>Rewrites every expression, from the leaves up.</summary>
    /// <param name="replace">Gives what takes a node's place, or null to keep it.</param>
    public void RewriteExpressions(Func<Expression, Expression?> replace)
    {
        Reactions = Reactions.ConvertAll(r => r with
        {
            Rate = r.Rate?.Rewrite(replace),
            Reactants = RewriteSide(r.Reactants, replace),
            Products = RewriteSide(r.Products, replace),
        });
        Rules = Rules.ConvertAll(r => r with { Expression = r.Expression.Rewrite(replace) });
        Events = Events.ConvertAll(e => e with
        {
            Trigger = e.Trigger.Rewrite(replace),
            Delay = e.Delay?.Rewrite(replace),
            Priority = e.Priority?.Rewrite(replace),
            Assignments = [.. e.Assignments.Select(a => a with { Expression = a.Expression.Rewrite(replace) })],
        });
        Constraints = Constraints.ConvertAll(c => c with { Condition = c.Condition.Rewrite(replace) });
        foreach (Symbol symbol in Symbols.Values.Where(s => s.Uncertainty.Count > 0).ToArray())
        {
            Symbols[symbol.Name] = symbol with
            {
                Uncertainty = symbol.Uncertainty.ToImmutableDictionary(p => p.Key, p => p.Value.Select(v => v.Rewrite(replace)).ToImmutableArray()),
            };
        }
    }

    /// <summary>Renames units where they are defined and used.</summary>
    /// <param name="rename">The new name of a unit's name.</param>
    public void RenameUnits(Func<string, string> rename)
    {
        OrderedDictionary<string, UnitDefinition> units = new(StringComparer.Ordinal);
        foreach (UnitDefinition unit in Units.Values)
        {
            string name = rename(unit.Name);
            units.TryAdd(name, unit with
            {
                Name = name,
                Formula = unit.Formula.Rewrite(node => node is NameExpression part ? part with { Name = rename(part.Name) } : null),
            });
        }

        Units = units;
        foreach (Symbol symbol in Symbols.Values.Where(s => s.UnitName is not null).ToArray())
        {
            Symbols[symbol.Name] = symbol with { UnitName = rename(symbol.UnitName!) };
        }

        Reactions = Reactions.ConvertAll(r => r.UnitName is null ? r : r with { UnitName = rename(r.UnitName) });
        RewriteExpressions(node => node is NumberExpression { UnitName: { } unit } number && rename(unit) is var name && name != unit ? number with { UnitName = name } : null);
    }

    private static ImmutableArray<SpeciesReference> RewriteSide(ImmutableArray<SpeciesReference> side, Func<Expression, Expression?> replace) =>
        [.. side.Select(s => s with { Stoichiometry = s.Stoichiometry.Rewrite(replace) })];
}
