using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// Puts submodels into the model that holds them, with the meaning of SBML's package for hierarchical models (Smith, Hucka, Hoops et al. 2015,
/// doi:10.2390/biecoll-jib-2015-268). Elements of a submodel <c>A</c> get names <c>A.x</c>.
/// </summary>
/// <remarks>
/// Of names that are one, the kept one's value or rule counts and the replaced one's only where the kept one has none, whichever of <c>=</c> and <c>:=</c> it
/// is. A statement about <c>A.x</c> replaces the same kind of statement inside the submodel.
/// </remarks>
public sealed class SubmodelExpansion
{
    private const int MaxInstances = 10_000, MaxLevels = 100;
    private readonly ModelDocument _document;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Model> _open = [];
    private int _instances;

    private SubmodelExpansion(ModelDocument document, DiagnosticBag diagnostics)
    {
        _document = document;
        _diagnostics = diagnostics;
    }

    /// <summary>The main model without submodels.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">
    /// Receives errors: <c>model-cycle</c> for a model that contains itself, <c>unknown-model</c>, <c>argument-count</c>, <c>unknown-name</c> for paths that
    /// lead nowhere,
    /// <c>defined-twice</c> for a statement that contradicts the submodel's own, <c>too-large</c> beyond 10,000 instances or 100 levels.
    /// </param>
    /// <returns>A model with dotted names and no submodels; incomplete where errors were reported.</returns>
    public static Model Expand(ModelDocument document, DiagnosticBag diagnostics)
    {
        Model main = document.Main;
        if (main.Submodels.Length == 0)
        {
            return main;
        }

        ModelParts parts = new SubmodelExpansion(document, diagnostics).Expand(main);
        return parts.In(main) with
        {
            Functions = [.. document.Models.Values.Append(main).SelectMany(m => m.Functions).DistinctBy(f => f.Name)],
            Submodels = [],
            Synchronizations = [],
            Deletions = [],
        };
    }

    private ModelParts Expand(Model model)
    {
        _open.Add(model);
        ModelParts own = ModelParts.Of(model, symbol => !IsPath(symbol.Name));
        ModelParts inner = new();
        foreach (Submodel submodel in model.Submodels)
        {
            if (Instance(submodel) is { } instance)
            {
                SeparateUnits(own, inner, instance, submodel.Name);
                inner.Add(instance);
            }
        }

        NameUnion names = new(model, _document, _diagnostics);
        new SubmodelDeletions(inner, names, _diagnostics).Apply(model.Deletions);
        new OuterStatements(model, own, inner, names, _diagnostics).Apply();
        _open.RemoveAt(_open.Count - 1);
        own.Add(inner);
        return own;
    }

    private static bool IsPath(string name) => name.Contains('.', StringComparison.Ordinal);

    /// <summary>The parts of a submodel with the names that the model around it knows them by; null, with an error, where there are none.</summary>
    private ModelParts? Instance(Submodel submodel)
    {
        if (!_document.Models.TryGetValue(submodel.ModelName, out Model? model))
        {
            string hint = NearestName.Hint(submodel.ModelName, _document.Models.Keys);
            _diagnostics.Error("unknown-model", $"there is no model '{submodel.ModelName}'{hint}", submodel.Span);
            return null;
        }

        if (!IsPossible(submodel, model))
        {
            return null;
        }

        ModelParts parts = Expand(model);
        bool IsOfModel(Annotation a) => a.Subject == model.Name && !parts.Symbols.ContainsKey(model.Name);
        // Functions belong to the whole document, and the outer model has what is said of them.
        parts.Annotations.RemoveAll(a => model.Functions.Any(f => f.Name == a.Subject) && !parts.Symbols.ContainsKey(a.Subject));
        List<Annotation> ofModel = parts.Annotations.FindAll(IsOfModel);
        parts.Annotations.RemoveAll(IsOfModel);
        parts.Rename(name => $"{submodel.Name}.{name}");
        parts.Annotations.AddRange(ofModel.Select(a => a with { Subject = submodel.Name }));
        Convert(parts, submodel);
        foreach (Symbol species in parts.Symbols.Values.Where(s => s.Kind == SymbolKind.Species && s.Compartment is null).ToArray())
        {
            parts.Symbols[species.Name] = species with { Compartment = submodel.Compartment };
        }

        return parts;
    }

    private bool IsPossible(Submodel submodel, Model model)
    {
        int first = _open.FindIndex(m => m.Name == model.Name);
        if (first >= 0)
        {
            string path = string.Join(" -> ", _open.Skip(first).Append(model).Select(m => m.Name));
            _diagnostics.Error("model-cycle", $"the model '{model.Name}' contains itself: {path}", submodel.Span);
            return false;
        }

        if (++_instances > MaxInstances || _open.Count >= MaxLevels)
        {
            if (!_diagnostics.Items.Any(d => d.Code == "too-large"))
            {
                _diagnostics.Error("too-large", $"the submodels are more than {MaxInstances} or deeper than {MaxLevels} levels", submodel.Span);
            }

            return false;
        }

        return true;
    }

    /// <summary>Converts time and extent: outer time = inner time * timeconv, outer extent = inner extent * extentconv.</summary>
    private static void Convert(ModelParts parts, Submodel submodel)
    {
        if (submodel.TimeConversion is null && submodel.ExtentConversion is null)
        {
            return;
        }

        Expression time = submodel.TimeConversion ?? Terms.Number(1), extent = submodel.ExtentConversion ?? Terms.Number(1);
        HashSet<string> reactions = [.. parts.Reactions.Select(r => r.Name)];
        parts.RewriteExpressions(node => node switch
        {
            TimeExpression => Terms.Divide(node, time),
            CallExpression { Function: Function.RateOf } => Terms.Multiply(node, time),
            CallExpression { Function: Function.Delay, Arguments: [var value, var ago] } delayed => delayed with { Arguments = [value, Terms.Multiply(ago, time)] },
            NameExpression name when reactions.Contains(name.Name) => Terms.Multiply(Terms.Divide(node, extent), time),
            _ => null,
        });
        for (int i = 0; i < parts.Reactions.Count; i++)
        {
            Reaction reaction = parts.Reactions[i];
            parts.Reactions[i] = reaction with { Rate = reaction.Rate is null ? null : Terms.Multiply(Terms.Divide(reaction.Rate, time), extent) };
        }

        for (int i = 0; i < parts.Rules.Count; i++)
        {
            Rule rule = parts.Rules[i];
            parts.Rules[i] = rule.Kind == RuleKind.Rate ? rule with { Expression = Terms.Divide(rule.Expression, time) } : rule;
        }

        for (int i = 0; i < parts.Events.Count; i++)
        {
            ModelEvent modelEvent = parts.Events[i];
            parts.Events[i] = modelEvent with { Delay = modelEvent.Delay is null ? null : Terms.Multiply(modelEvent.Delay, time) };
        }
    }

    /// <summary>Gives units of a submodel that mean something else than the same name outside a name of their own.</summary>
    private static void SeparateUnits(ModelParts own, ModelParts others, ModelParts instance, string prefix)
    {
        HashSet<string> different = [.. instance.Units.Values.Where(u => IsDifferent(u, own) || IsDifferent(u, others)).Select(u => u.Name)];
        int before;
        do
        {
            // What is made of a different unit is different too.
            before = different.Count;
            different.UnionWith(instance.Units.Values.Where(u => u.Formula.Names().Any(different.Contains)).Select(u => u.Name).ToArray());
        }
        while (different.Count > before);

        if (different.Count > 0)
        {
            instance.RenameUnits(name => different.Contains(name) ? $"{prefix}.{name}" : name);
        }

        static bool IsDifferent(UnitDefinition unit, ModelParts other) =>
            other.Units.TryGetValue(unit.Name, out UnitDefinition? found) && ExpressionPrinter.Print(found.Formula) != ExpressionPrinter.Print(unit.Formula);
    }
}
