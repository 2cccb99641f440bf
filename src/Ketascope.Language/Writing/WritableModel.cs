using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Language.Writing;

/// <summary>A model as a writer needs it: without submodels, and with names that the language can have.</summary>
/// <param name="Model">The model.</param>
/// <param name="Names">The new name of every symbol, reaction, event and function that is called otherwise than in the flat model.</param>
internal sealed record WritableModel(Model Model, ImmutableDictionary<string, string> Names)
{
    /// <summary>Makes a model writable.</summary>
    /// <param name="document">The models.</param>
    /// <param name="isReserved">Which words cannot be names.</param>
    /// <param name="unitsShareNames">Whether a unit cannot have the name of a symbol.</param>
    /// <param name="diagnostics">Receives what is wrong with submodels.</param>
    public static WritableModel Of(ModelDocument document, Func<string, bool> isReserved, bool unitsShareNames, DiagnosticBag diagnostics)
    {
        Model model = SubmodelExpansion.Expand(document, diagnostics);
        NameChoice choice = new(isReserved);
        Dictionary<string, string> functions = Choose(model.Functions.Select(f => f.Name), choice);
        Dictionary<string, string> names = Choose(model.Symbols.Select(s => s.Name).Concat(model.Reactions.Select(r => r.Name)).Concat(model.Events.Select(e => e.Name)), choice);
        Dictionary<string, string> units = Choose(model.Units.Select(u => u.Name), unitsShareNames ? choice : new NameChoice(isReserved));
        string name = Choose([model.Name], choice)[model.Name];
        ModelParts parts = ModelParts.Of(model, _ => true);
        string NewName(string old) => names.TryGetValue(old, out string? other) ? other : old == model.Name ? name : functions.GetValueOrDefault(old, old);
        parts.Rename(NewName);
        parts.RenameUnits(unit => units.GetValueOrDefault(unit, unit));
        Expression? Called(Expression node) => node is UserCallExpression call && functions.TryGetValue(call.FunctionName, out string? other) && other != call.FunctionName ? call with { FunctionName = other } : null;
        parts.RewriteExpressions(Called);
        Model written = parts.In(model) with
        {
            Name = name,
            Functions = [.. model.Functions.Select(f => Renamed(f, functions[f.Name], isReserved) is var r ? r with { Body = r.Body.Rewrite(Called) } : f)],
        };
        return new WritableModel(written, names.Concat(functions).Where(pair => pair.Key != pair.Value).DistinctBy(pair => pair.Key).ToImmutableDictionary());
    }

    /// <summary>A name that no element of the model has yet.</summary>
    /// <param name="taken">The names of the model; receives the new one.</param>
    /// <param name="wanted">What it is to be called, if it can.</param>
    public static string Free(HashSet<string> taken, string wanted)
    {
        string name = wanted;
        for (int i = 2; !taken.Add(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        return name;
    }

    /// <summary>All names of the model's elements.</summary>
    public HashSet<string> Taken() =>
        [.. Model.Symbols.Select(s => s.Name), .. Model.Reactions.Select(r => r.Name), .. Model.Events.Select(e => e.Name), .. Model.Functions.Select(f => f.Name), .. Model.Units.Select(u => u.Name), Model.Name];

    private static FunctionDefinition Renamed(FunctionDefinition function, string name, Func<string, bool> isReserved)
    {
        Dictionary<string, string> parameters = Choose(function.Parameters, new NameChoice(isReserved));
        return function with
        {
            Name = name,
            Parameters = [.. function.Parameters.Select(p => parameters[p])],
            Body = function.Body.SubstituteNames(p => parameters.TryGetValue(p, out string? other) ? new NameExpression(other) : null),
        };
    }

    private static Dictionary<string, string> Choose(IEnumerable<string> names, NameChoice choice)
    {
        string[] all = [.. names.Distinct()];
        Dictionary<string, string> chosen = new(StringComparer.Ordinal);
        // Names that can stay come first, so that a changed one does not take the name of another.
        foreach (string name in all.OrderBy(n => choice.CanStay(n) ? 0 : 1))
        {
            chosen[name] = choice.Choose(name);
        }

        return chosen;
    }

    /// <summary>Gives names out, each once.</summary>
    private sealed class NameChoice(Func<string, bool> isReserved)
    {
        private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

        public bool CanStay(string name) => Plain(name) == name && !isReserved(name);

        public string Choose(string name)
        {
            string chosen = Plain(name);
            while (isReserved(chosen) || !_taken.Add(chosen))
            {
                chosen += "_";
            }

            return chosen;
        }

        private static string Plain(string name)
        {
            string plain = string.Concat(name.Replace(".", "__", StringComparison.Ordinal).Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_'));
            return plain.Length == 0 || char.IsAsciiDigit(plain[0]) ? "_" + plain : plain;
        }
    }
}
