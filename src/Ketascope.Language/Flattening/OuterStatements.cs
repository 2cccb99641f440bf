using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Applies what a model says about elements of its submodels: values and rules, declarations, and which names are one.</summary>
internal sealed class OuterStatements(Model model, ModelParts own, ModelParts inner, NameUnion names, DiagnosticBag diagnostics)
{
    private static readonly string[] ErrorsOfValue = ["standardError", "confidenceInterval", "range"];

    /// <summary>Applies everything; afterwards both parts use the kept names alone.</summary>
    public void Apply()
    {
        own.Rules.InsertRange(0, names.ArgumentValues);
        for (int i = 0; i < own.Rules.Count; i++)
        {
            // A statement about a name that is one with another is a statement about the kept one.
            own.Rules[i] = ToRoot(own.Rules[i]);
        }

        OverrideRules();
        Unite();
        foreach (Symbol symbol in model.Symbols.Where(s => s.Name.Contains('.', StringComparison.Ordinal)))
        {
            Adorn(symbol);
        }
    }

    private Rule ToRoot(Rule rule)
    {
        (string root, Expression factor) = names.Root(rule.Variable);
        return root == rule.Variable ? rule : rule with { Variable = root, Expression = Terms.Multiply(rule.Expression, factor) };
    }

    /// <summary>The model's own equations take the place of those inside.</summary>
    private void OverrideRules()
    {
        ILookup<string, Rule> byVariable = inner.Rules.ToLookup(r => r.Variable);
        HashSet<Rule> overridden = new(ReferenceEqualityComparer.Instance);
        foreach (Rule rule in own.Rules.Where(r => r.Kind != RuleKind.Algebraic))
        {
            foreach (Rule other in byVariable[rule.Variable])
            {
                bool isInitial = rule.Kind == RuleKind.Initial, isOtherInitial = other.Kind == RuleKind.Initial;
                if (rule.Kind == other.Kind || (rule.Kind == RuleKind.Assignment && isOtherInitial))
                {
                    overridden.Add(other);
                }
                else if (other.Kind == RuleKind.Assignment || (!isInitial && !isOtherInitial))
                {
                    string sign = other.Kind == RuleKind.Assignment ? ":=" : "'=";
                    diagnostics.Error("defined-twice", $"'{rule.Variable}' is given by '{sign}' inside its submodel; take that back with '{rule.Variable} {sign} ;' first", rule.Span);
                }
            }
        }

        HashSet<string> renewed = [.. own.Rules.Select(r => r.Name).OfType<string>()];
        inner.Rules.RemoveAll(rule => overridden.Contains(rule) || (rule.Name is not null && renewed.Contains(rule.Name)));
    }

    /// <summary>Makes the names one: the kept one's equations count, and the replaced one's where it has none.</summary>
    private void Unite()
    {
        if (!names.Replaced.Any())
        {
            return;
        }

        HashSet<string> valued = [.. own.Rules.Concat(inner.Rules).Where(r => r.Kind != RuleKind.Algebraic).Select(r => r.Variable)];
        UniteRules();
        UniteSymbols(valued);
        UniteReactions();
        foreach (ModelParts parts in (ModelParts[])[own, inner])
        {
            ConvertTargets(parts);
            parts.RewriteExpressions(node => node is NameExpression name && names.Root(name.Name) is var (root, factor) && root != name.Name
                ? Terms.Divide(new NameExpression(root) { Span = name.Span }, factor) with { Span = name.Span }
                : null);
            parts.Rename(name => names.Root(name).Name);
        }
    }

    private void UniteRules()
    {
        HashSet<(string Root, bool IsRate)> given = [.. own.Rules.Where(r => r.Kind != RuleKind.Algebraic).Select(Slot)];
        // The kept name's own equations come before those of names that it replaces, and these in the order of joining.
        Dictionary<string, int> rank = names.Replaced.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i + 1, StringComparer.Ordinal);
        HashSet<Rule> superseded = new(ReferenceEqualityComparer.Instance);
        foreach (IGrouping<(string, bool), Rule> slot in inner.Rules.Where(r => r.Kind != RuleKind.Algebraic).GroupBy(Slot))
        {
            IEnumerable<Rule> ranked = slot.OrderBy(r => rank.GetValueOrDefault(r.Variable));
            superseded.UnionWith(ranked.Skip(given.Contains(slot.Key) ? 0 : 1));
        }

        inner.Rules.RemoveAll(superseded.Contains);
        for (int i = 0; i < inner.Rules.Count; i++)
        {
            inner.Rules[i] = inner.Rules[i].Kind == RuleKind.Algebraic ? inner.Rules[i] : ToRoot(inner.Rules[i]);
        }
    }

    private (string Root, bool IsRate) Slot(Rule rule) => (names.Root(rule.Variable).Name, rule.Kind == RuleKind.Rate);

    /// <summary>Makes one symbol of two. The kept one takes from the replaced one what it does not say itself.</summary>
    /// <param name="valued">The names that had a value of their own before: an error of a replaced value is none of theirs.</param>
    private void UniteSymbols(HashSet<string> valued)
    {
        foreach (string name in names.Replaced)
        {
            string root = names.Root(name).Name;
            ModelParts? home = own.Symbols.ContainsKey(root) ? own : inner.Symbols.ContainsKey(root) ? inner : null;
            Symbol? replaced = inner.Symbols.GetValueOrDefault(name) ?? own.Symbols.GetValueOrDefault(name);
            bool isReaction = own.Reactions.Concat(inner.Reactions).Any(r => r.Name == root || names.Root(r.Name).Name == root);
            if (replaced is not null && home is not null)
            {
                Symbol kept = home.Symbols[root];
                home.Symbols[root] = kept with
                {
                    IsConstant = kept.IsConstant ?? replaced.IsConstant,
                    UnitName = kept.UnitName ?? replaced.UnitName,
                    DisplayName = kept.DisplayName ?? replaced.DisplayName,
                    Compartment = kept.Compartment ?? (kept.Kind == SymbolKind.Species ? replaced.Compartment : null),
                    Uncertainty = (valued.Contains(root) ? replaced.Uncertainty.RemoveRange(ErrorsOfValue) : replaced.Uncertainty).SetItems(kept.Uncertainty),
                };
            }
            else if (replaced is not null && !isReaction)
            {
                own.Symbols[root] = replaced with { Name = root };
            }

            inner.Symbols.Remove(name);
            own.Symbols.Remove(name);
        }
    }

    private void UniteReactions()
    {
        HashSet<string> taken = [.. own.Reactions.Select(r => r.Name), .. own.Symbols.Keys];
        // The kept reaction, if it is a submodel's, comes before those that it replaces.
        foreach (Reaction reaction in inner.Reactions.OrderBy(r => names.Root(r.Name).Name == r.Name ? 0 : 1).ToArray())
        {
            (string root, Expression factor) = names.Root(reaction.Name);
            int index = inner.Reactions.IndexOf(reaction);
            if (!taken.Add(root))
            {
                inner.Reactions.RemoveAt(index);
            }
            else if (root != reaction.Name)
            {
                inner.Reactions[index] = reaction with { Rate = reaction.Rate is null ? null : Terms.Multiply(reaction.Rate, factor) };
            }
        }
    }

    /// <summary>
    /// Brings what assigns a replaced name to the measure of the kept one. What reactions do to a species is not converted, as in SBML, which the reference
    /// translator writes for these statements: a species has a conversion factor of its own for that (SBML Test Suite, case 1778).
    /// </summary>
    private void ConvertTargets(ModelParts parts)
    {
        for (int i = 0; i < parts.Events.Count; i++)
        {
            ModelEvent modelEvent = parts.Events[i];
            parts.Events[i] = modelEvent with
            {
                Assignments = [.. modelEvent.Assignments.Select(a => a with { Expression = Terms.Multiply(a.Expression, names.Root(a.Variable).Factor) })],
            };
        }
    }

    /// <summary>Adds what the model declares about an element of a submodel.</summary>
    private void Adorn(Symbol said)
    {
        string root = names.Root(said.Name).Name;
        ModelParts? home = own.Symbols.ContainsKey(root) ? own : inner.Symbols.ContainsKey(root) ? inner : null;
        if (home is null)
        {
            return;
        }

        Symbol symbol = home.Symbols[root];
        home.Symbols[root] = symbol with
        {
            IsConstant = said.IsConstant ?? symbol.IsConstant,
            IsBoundary = said.IsBoundary || symbol.IsBoundary,
            Compartment = said.Compartment is { } compartment ? names.Root(compartment).Name : symbol.Compartment,
            UnitName = said.UnitName ?? symbol.UnitName,
            DisplayName = said.DisplayName ?? symbol.DisplayName,
            Uncertainty = symbol.Uncertainty.SetItems(said.Uncertainty),
        };
    }
}
