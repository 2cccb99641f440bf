using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Removes elements of submodels together with what cannot be without them, as the reference translator does: equations, rates, delays and assignments that use
/// them, and their part in reactions.
/// </summary>
internal sealed class SubmodelDeletions(ModelParts inner, NameUnion names, DiagnosticBag diagnostics)
{
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);

    /// <summary>Applies all deletions of a model to the parts of its submodels.</summary>
    public void Apply(IEnumerable<Deletion> deletions)
    {
        foreach (Deletion deletion in deletions)
        {
            if (deletion.Rule is { } kind)
            {
                string root = names.Root(deletion.Path).Name;
                bool IsMeant(Rule rule) => rule.Kind == kind && names.Root(rule.Variable).Name == root;
                inner.Rules.FindAll(r => IsMeant(r) && kind != RuleKind.Initial).ForEach(rule => StaysVariable(rule.Variable));
                inner.Rules.RemoveAll(IsMeant);
            }
            else
            {
                Delete(deletion);
            }
        }

        if (_deleted.Count > 0)
        {
            RemoveUses();
        }
    }

    private void Delete(Deletion deletion)
    {
        string root = names.Root(deletion.Path).Name, prefix = deletion.Path + ".";
        bool IsMeant(string name) => name == deletion.Path || name.StartsWith(prefix, StringComparison.Ordinal) || names.Root(name).Name == root;
        List<string> found = [.. inner.Symbols.Keys.Concat(inner.Reactions.Select(r => r.Name)).Where(IsMeant)];
        _deleted.UnionWith(found);
        found.ForEach(name => inner.Symbols.Remove(name));
        int removed = found.Count + inner.Reactions.RemoveAll(r => IsMeant(r.Name)) + inner.Events.RemoveAll(e => IsMeant(e.Name))
            + inner.Rules.RemoveAll(r => r.Name is not null && IsMeant(r.Name)) + inner.Constraints.RemoveAll(c => c.Name is not null && IsMeant(c.Name));
        // A unit has its plain name unless it had to be told apart; what still uses it keeps its meaning, so the definition may stay.
        bool isUnit = inner.Units.ContainsKey(deletion.Path) || inner.Units.ContainsKey(deletion.Path[(deletion.Path.LastIndexOf('.') + 1)..]);
        if (removed == 0 && !isUnit && !diagnostics.Items.Any(d => d.Span == deletion.Span))
        {
            diagnostics.Error("unknown-name", $"there is no '{deletion.Path}' to delete{NearestName.Hint(deletion.Path, inner.Symbols.Keys)}", deletion.Span);
        }
    }

    /// <summary>What lost the equation that changes it is not made constant by that.</summary>
    private void StaysVariable(string name)
    {
        if (inner.Symbols.TryGetValue(name, out Symbol? symbol) && symbol.Kind != SymbolKind.Species)
        {
            inner.Symbols[symbol.Name] = symbol with { IsConstant = symbol.IsConstant ?? false };
        }
    }

    private bool Uses(Expression expression) => expression.Names().Any(_deleted.Contains);

    private Expression? Without(Expression? expression) => expression is not null && Uses(expression) ? null : expression;

    private void RemoveUses()
    {
        inner.Rules.FindAll(r => r.Kind != RuleKind.Initial && Uses(r.Expression)).ForEach(rule => StaysVariable(rule.Variable));
        inner.Events.SelectMany(e => e.Assignments.Where(a => Uses(e.Trigger) || Uses(a.Expression))).ToList().ForEach(assignment => StaysVariable(assignment.Variable));
        inner.Rules.RemoveAll(r => _deleted.Contains(r.Variable) || Uses(r.Expression));
        for (int i = 0; i < inner.Reactions.Count; i++)
        {
            Reaction reaction = inner.Reactions[i];
            inner.Reactions[i] = reaction with
            {
                Rate = Without(reaction.Rate),
                Reactants = reaction.Reactants.RemoveAll(s => _deleted.Contains(s.Species)),
                Products = reaction.Products.RemoveAll(s => _deleted.Contains(s.Species)),
                Modifiers = reaction.Modifiers.RemoveAll(_deleted.Contains),
            };
        }

        inner.Constraints.RemoveAll(c => Uses(c.Condition));
        inner.Events.RemoveAll(e => Uses(e.Trigger));
        for (int i = 0; i < inner.Events.Count; i++)
        {
            ModelEvent modelEvent = inner.Events[i];
            inner.Events[i] = modelEvent with
            {
                Delay = Without(modelEvent.Delay),
                Priority = Without(modelEvent.Priority),
                Assignments = modelEvent.Assignments.RemoveAll(a => _deleted.Contains(a.Variable) || Uses(a.Expression)),
            };
        }
    }
}
