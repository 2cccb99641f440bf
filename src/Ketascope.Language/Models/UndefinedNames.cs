using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Models;

/// <summary>
/// Finds names that are used but have no meaning or no value. Reading accepts them, because a model may get such values from the model around it;
/// a model that is to run cannot do without. A species needs no start value: it starts empty.
/// </summary>
public static class UndefinedNames
{
    /// <summary>Checks the main model and all models that it contains.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">
    /// Receives an error <c>unknown-name</c> for a name that no statement is about and for a path that leads nowhere, with the nearest known name,
    /// and an error <c>no-value</c> for a symbol that is used and never given a value.
    /// </param>
    public static void Check(ModelDocument document, DiagnosticBag diagnostics)
    {
        List<Model> models = Reachable(document);
        GivenNames given = new(document, diagnostics);
        foreach (Model model in models)
        {
            given.Collect(model);
        }

        foreach (Model model in models)
        {
            new UsedNames(model, given).Report(diagnostics);
        }
    }

    private static List<Model> Reachable(ModelDocument document)
    {
        List<Model> models = [document.Main];
        for (int i = 0; i < models.Count; i++)
        {
            foreach (Submodel submodel in models[i].Submodels)
            {
                if (document.Models.TryGetValue(submodel.ModelName, out Model? inner) && !models.Contains(inner))
                {
                    models.Add(inner);
                }
            }
        }

        return models;
    }

    /// <summary>Names of inner models that statements of outer models are about.</summary>
    private sealed class GivenNames(ModelDocument document, DiagnosticBag diagnostics)
    {
        private readonly HashSet<(string Model, string Name)> _given = [];

        public bool Contains(Model model, string name) => _given.Contains((model.Name, name));

        public void Collect(Model model)
        {
            foreach (Rule rule in model.Rules)
            {
                Give(model, rule.Variable, rule.Span);
                Resolve(model, rule.Expression);
            }

            foreach (Synchronization synchronization in model.Synchronizations)
            {
                Give(model, synchronization.Kept, synchronization.Span);
                Give(model, synchronization.Replaced, synchronization.Span);
            }

            foreach (Deletion deletion in model.Deletions)
            {
                Give(model, deletion.Path, deletion.Span);
            }

            foreach (Reaction reaction in model.Reactions)
            {
                Resolve(model, reaction.Rate);
                foreach (SpeciesReference reference in reaction.Reactants.AddRange(reaction.Products))
                {
                    Find(model, reference.Species, reaction.Span);
                }
            }

            CollectEvents(model);
            CollectBindings(model);
        }

        private void CollectEvents(Model model)
        {
            foreach (ModelEvent modelEvent in model.Events)
            {
                Resolve(model, modelEvent.Trigger);
                Resolve(model, modelEvent.Delay);
                Resolve(model, modelEvent.Priority);
                foreach (EventAssignment assignment in modelEvent.Assignments)
                {
                    Find(model, assignment.Variable, assignment.Span);
                    Resolve(model, assignment.Expression);
                }
            }
        }

        private void CollectBindings(Model model)
        {
            foreach (Submodel submodel in model.Submodels)
            {
                if (document.Models.TryGetValue(submodel.ModelName, out Model? inner))
                {
                    for (int i = 0; i < Math.Min(submodel.Arguments.Length, inner.Exports.Length); i++)
                    {
                        _given.Add((inner.Name, inner.Exports[i]));
                        if (submodel.Arguments[i] is NameExpression outer)
                        {
                            _given.Add((model.Name, outer.Name));
                        }
                    }
                }
            }
        }

        private void Give(Model model, string path, SourceSpan span)
        {
            if (Find(model, path, span) is { } found)
            {
                _given.Add(found);
            }
        }

        private void Resolve(Model model, Expression? expression) => expression?.Visit(node =>
        {
            if (node is NameExpression name && name.Name.Contains('.', StringComparison.Ordinal))
            {
                Find(model, name.Name, name.Span);
            }
        });

        /// <summary>The innermost model and name that a path leads to; null, with an error, when it leads nowhere.</summary>
        private (string Model, string Name)? Find(Model model, string path, SourceSpan span)
        {
            string[] parts = path.Split('.');
            Model current = model;
            for (int i = 0; i < parts.Length - 1; i++)
            {
                Submodel? submodel = current.Submodels.FirstOrDefault(s => s.Name == parts[i]);
                if (submodel is null || !document.Models.TryGetValue(submodel.ModelName, out Model? inner))
                {
                    string hint = NearestName.Hint(parts[i], current.Submodels.Select(s => s.Name));
                    diagnostics.Error("unknown-name", $"'{parts[i]}' in '{path}' is no submodel of '{current.Name}'{hint}", span);
                    return null;
                }

                current = inner;
            }

            if (parts.Length > 1 && !Names(current).Contains(parts[^1]))
            {
                diagnostics.Error("unknown-name", $"the model '{current.Name}' has no '{parts[^1]}'{NearestName.Hint(parts[^1], Names(current))}", span);
                return null;
            }

            return (current.Name, parts[^1]);
        }

        private static IEnumerable<string> Names(Model model) => model.Symbols.Where(s => !s.IsImplicit).Select(s => s.Name)
            .Concat(model.Reactions.Select(r => r.Name))
            .Concat(model.Events.Select(e => e.Name))
            .Concat(model.Submodels.Select(s => s.Name))
            .Concat(model.Units.Select(u => u.Name))
            .Concat(model.Synchronizations.Select(s => s.Kept))
            .Concat(model.Symbols.Where(s => s.IsImplicit).Select(s => s.Name));
    }

    /// <summary>The names that a model's equations use.</summary>
    private sealed class UsedNames
    {
        private readonly Model _model;
        private readonly GivenNames _given;
        private readonly Dictionary<string, SourceSpan> _used = new(StringComparer.Ordinal);
        private readonly HashSet<string> _valued = new(StringComparer.Ordinal);

        public UsedNames(Model model, GivenNames given)
        {
            _model = model;
            _given = given;
            foreach (Rule rule in model.Rules)
            {
                Use(rule.Expression);
                _valued.Add(rule.Variable);
            }

            foreach (Reaction reaction in model.Reactions)
            {
                Use(reaction.Rate);
            }

            foreach (ModelEvent modelEvent in model.Events)
            {
                Use(modelEvent.Trigger);
                Use(modelEvent.Delay);
                Use(modelEvent.Priority);
                foreach (EventAssignment assignment in modelEvent.Assignments)
                {
                    Use(assignment.Expression);
                }
            }

            foreach (Constraint constraint in model.Constraints)
            {
                Use(constraint.Condition);
            }

            // An algebraic equation may be what determines a name.
            foreach (Rule rule in model.Rules.Where(r => r.Kind == RuleKind.Algebraic))
            {
                _valued.UnionWith(rule.Expression.Names());
            }
        }

        public void Report(DiagnosticBag diagnostics)
        {
            IEnumerable<string> known = _model.Symbols.Where(s => !s.IsImplicit).Select(s => s.Name).Concat(_model.Reactions.Select(r => r.Name));
            foreach (Symbol symbol in _model.Symbols)
            {
                // A species without a value starts empty; a compartment without a size is told of by the check of the equations.
                if (symbol.Kind != SymbolKind.Species && (symbol.Kind != SymbolKind.Compartment || symbol.IsImplicit) && _used.TryGetValue(symbol.Name, out SourceSpan span) && !_valued.Contains(symbol.Name) && !_given.Contains(_model, symbol.Name))
                {
                    Report(symbol, span, known, diagnostics);
                }
            }

            // In SBML a unit may have the name of a symbol.
            HashSet<string> withValue = [.. _model.Symbols.Select(s => s.Name), .. _model.Reactions.Select(r => r.Name)];
            foreach (string other in _model.Units.Select(u => u.Name).Concat(_model.Events.Select(e => e.Name)).Concat(_model.Submodels.Select(s => s.Name)))
            {
                if (_used.TryGetValue(other, out SourceSpan span) && !withValue.Contains(other))
                {
                    diagnostics.Error("unknown-name", $"'{other}' is a unit, an event or a submodel and has no value", span);
                }
            }

            foreach (Reaction reaction in _model.Reactions)
            {
                if (reaction.Rate is null && _used.TryGetValue(reaction.Name, out SourceSpan span))
                {
                    diagnostics.Error("no-value", $"the reaction '{reaction.Name}' has no rate", span);
                }
            }
        }

        private static void Report(Symbol symbol, SourceSpan span, IEnumerable<string> known, DiagnosticBag diagnostics)
        {
            if (symbol.IsImplicit)
            {
                diagnostics.Error("unknown-name", $"there is no '{symbol.Name}'{NearestName.Hint(symbol.Name, known)}", span);
            }
            else
            {
                diagnostics.Error("no-value", $"'{symbol.Name}' has no value; give it one with '{symbol.Name} = ...'", span);
            }
        }

        private void Use(Expression? expression) => expression?.Visit(node =>
        {
            if (node is NameExpression name)
            {
                _used.TryAdd(name.Name, name.Span);
            }
        });
    }
}
