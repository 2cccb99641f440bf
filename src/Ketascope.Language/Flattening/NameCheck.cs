using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// The last check before equations become a system: every name that a flat equation uses has a meaning and a value. <see cref="UndefinedNames"/> says so in the
/// words of the text; what remains for this check are names that lost their value through a deletion, models that were not read from text, and compartments
/// without a size.
/// </summary>
internal sealed class NameCheck(EquationTable table, SpeciesEquations species, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>Reports names without meaning or value, each once, unless such names were reported before.</summary>
    public void Check()
    {
        if (diagnostics.Items.Any(d => d.Code is "unknown-name" or "no-value"))
        {
            return;
        }

        foreach (Rule rule in table.Initial.Values.Concat(table.Assignments.Values).Concat(table.Rates.Values).Concat(table.Algebraic.Values))
        {
            Check(rule.Expression);
        }

        foreach (Reaction reaction in table.Reactions.Values)
        {
            Check(reaction.Rate);
            foreach (SpeciesReference reference in reaction.Reactants.AddRange(reaction.Products))
            {
                Check(reference.Stoichiometry);
            }
        }

        foreach (Symbol symbol in table.Symbols.Values.Where(s => s.ConversionFactor is not null))
        {
            Check(new NameExpression(symbol.ConversionFactor!) { Span = symbol.Span });
        }

        foreach (Expression past in table.DelaysAsked.Expressions)
        {
            Check(past);
        }

        foreach (ModelEvent modelEvent in table.Events)
        {
            Check(modelEvent.Trigger);
            Check(modelEvent.Delay);
            Check(modelEvent.Priority);
            foreach (EventAssignment assignment in modelEvent.Assignments)
            {
                Check(assignment.Expression);
            }
        }

        foreach (Symbol compartment in table.Symbols.Values.Where(LacksSize))
        {
            diagnostics.Warning("no-size", $"the compartment '{compartment.Name}' has no size and is taken as 1; give it one with '{compartment.Name} = ...'", compartment.Span);
        }
    }

    /// <summary>Whether a symbol is a compartment that has no size although something depends on it.</summary>
    public bool LacksSize(Symbol symbol) => species.IsWithoutSize(symbol) && (species.IsNeeded(symbol.Name) || _used.Contains(symbol.Name) || table.Rates.ContainsKey(symbol.Name));

    private void Check(Expression? expression) => expression?.Visit(node =>
    {
        if (node is NameExpression name && _used.Add(name.Name) && !HasValue(name.Name))
        {
            Report(name);
        }
    });

    private bool HasValue(string name) =>
        // A species without a start value starts empty, and a compartment is never without a size.
        table.Initial.ContainsKey(name) || table.Algebraic.ContainsKey(name) || table.IsRateName(name) || table.DelaysAsked.Contains(name) || table.Symbols.GetValueOrDefault(name)?.Kind is SymbolKind.Species or SymbolKind.Compartment || table.Assignments.ContainsKey(name) || (table.Reactions.TryGetValue(name, out Reaction? reaction) && reaction.Rate is not null);

    private void Report(NameExpression name)
    {
        if (table.Symbols.ContainsKey(name.Name))
        {
            diagnostics.Error("no-value", $"'{name.Name}' has no value; give it one with '{name.Name} = ...'", name.Span);
        }
        else if (table.Reactions.ContainsKey(name.Name))
        {
            diagnostics.Error("no-value", $"the reaction '{name.Name}' has no rate", name.Span);
        }
        else
        {
            string hint = NearestName.Hint(name.Name, table.Symbols.Keys.Concat(table.Reactions.Keys));
            diagnostics.Error("unknown-name", $"there is no '{name.Name}'{hint}", name.Span);
        }
    }
}
