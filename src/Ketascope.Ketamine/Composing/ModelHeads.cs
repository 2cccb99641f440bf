using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>The names in the parentheses of models' heads: the ports that an instance wires by position.</summary>
internal sealed class ModelHeads
{
    private readonly ConcurrentDictionary<string, ModelDocument> _files = [];

    /// <summary>The ports of a model.</summary>
    /// <param name="file">The file with the model.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="asked">The file that names the model, for messages.</param>
    /// <exception cref="UserErrorException">The file is missing or has errors, or holds no such model.</exception>
    public ImmutableArray<string> Of(string file, string model, string asked)
    {
        ModelDocument document = _files.GetOrAdd(file, static (path, asked) => Read(path, asked), asked);
        return document.Models.TryGetValue(model, out Model? found) ? found.Exports
            : throw new UserErrorException($"'{asked}' names the model '{model}', which '{file}' does not hold{NearestName.Hint(model, document.Models.Keys)}");
    }

    /// <summary>Whether a model has a symbol, an instance or a reaction under a path of names.</summary>
    /// <param name="file">The file with the model, as in <see cref="Of"/> before.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="path">The path, through instances: <c>nmda</c>, <c>free</c>, <c>O</c>.</param>
    /// <param name="nearest">Of a path that is not there the last model that is, with the names in it.</param>
    public bool Has(string file, string model, string[] path, out (string Model, string Missing, string[] Names) nearest)
    {
        ModelDocument document = _files[file];
        Model one = document.Models[model];
        while (path.Length > 1 && one.Submodels.FirstOrDefault(sub => sub.Name == path[0]) is { } inner
            && document.Models.TryGetValue(inner.ModelName, out Model? next))
        {
            (one, path) = (next, path[1..]);
        }

        IEnumerable<string> all =
        [
            .. one.Symbols.Select(symbol => symbol.Name), .. one.Rules.Select(rule => rule.Variable), .. one.Reactions.Select(reaction => reaction.Name),
            .. one.Submodels.Select(sub => sub.Name),
        ];
        string[] names = [.. all.Where(name => name.Length > 0 && !name.Contains('.', StringComparison.Ordinal)).Distinct()];
        nearest = (one.Name, path[0], names);
        return path.Length == 1 && names.Contains(path[0]);
    }

    private static ModelDocument Read(string file, string asked)
    {
        DiagnosticBag diagnostics = new();
        return File.Exists(file)
            ? AntimonyReader.ReadFile(file, diagnostics) ?? throw new UserErrorException(diagnostics)
            : throw new UserErrorException($"'{asked}' imports '{file}', which is not there");
    }
}
