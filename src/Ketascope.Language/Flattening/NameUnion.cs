using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>Which names of a model and its submodels are one, by synchronization or as arguments of submodels, and with which factor.</summary>
internal sealed class NameUnion
{
    private readonly OrderedDictionary<string, (string Kept, Expression Factor)> _kept = new(StringComparer.Ordinal);

    /// <summary>Collects what a model says.</summary>
    public NameUnion(Model model, ModelDocument document, DiagnosticBag diagnostics)
    {
        foreach (Submodel submodel in model.Submodels)
        {
            if (document.Models.TryGetValue(submodel.ModelName, out Model? inner))
            {
                Bind(submodel, inner, diagnostics);
            }
        }

        foreach (Synchronization synchronization in model.Synchronizations)
        {
            if (model.Submodels.Any(s => s.Name == synchronization.Replaced || s.Name == synchronization.Kept))
            {
                diagnostics.Error("not-read", "submodels cannot be made one as a whole; make their elements one", synchronization.Span);
            }
            else
            {
                Join(synchronization.Replaced, synchronization.Kept, synchronization.ConversionFactor ?? Terms.Number(1));
            }
        }
    }

    /// <summary>The replaced names, in the order in which the text joins them.</summary>
    public IEnumerable<string> Replaced => _kept.Keys;

    /// <summary>Values that arguments give to symbols of submodels.</summary>
    public List<Rule> ArgumentValues { get; } = [];

    /// <summary>The name that stands for a name, which may be itself, and the factor in kept = name * factor.</summary>
    public (string Name, Expression Factor) Root(string name)
    {
        Expression factor = Terms.Number(1);
        while (_kept.TryGetValue(name, out (string Kept, Expression Factor) next))
        {
            factor = Terms.Multiply(factor, next.Factor);
            name = next.Kept;
        }

        return (name, factor);
    }

    private void Bind(Submodel submodel, Model inner, DiagnosticBag diagnostics)
    {
        if (submodel.Arguments.Length > inner.Exports.Length)
        {
            diagnostics.Error("argument-count", $"the model '{inner.Name}' takes {inner.Exports.Length} arguments, found {submodel.Arguments.Length}", submodel.Span);
        }

        for (int i = 0; i < Math.Min(submodel.Arguments.Length, inner.Exports.Length); i++)
        {
            string path = $"{submodel.Name}.{inner.Exports[i]}";
            if (submodel.Arguments[i] is NameExpression name)
            {
                Join(path, name.Name, Terms.Number(1));
            }
            else
            {
                ArgumentValues.Add(new Rule(RuleKind.Initial, path, submodel.Arguments[i], submodel.Arguments[i].Span));
            }
        }
    }

    /// <summary>Makes two names one, where kept = replaced * factor.</summary>
    private void Join(string replaced, string kept, Expression factor)
    {
        (string from, Expression ofFrom) = Root(replaced);
        (string to, Expression ofTo) = Root(kept);
        if (from != to)
        {
            _kept[from] = (to, Terms.Divide(Terms.Multiply(factor, ofTo), ofFrom));
        }
    }
}
