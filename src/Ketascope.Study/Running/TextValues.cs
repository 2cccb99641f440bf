using System.Collections.Immutable;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>What a text gives at its start: numbers, and what follows from them.</summary>
public static class TextValues
{
    /// <summary>The values of some names.</summary>
    /// <param name="model">The text.</param>
    /// <param name="names">The names.</param>
    /// <param name="set">Values that are not those of the text, by name; null for none.</param>
    /// <exception cref="UserErrorException">A name is none of the text.</exception>
    public static ImmutableSortedDictionary<string, double> Of(
        LoadedModel model, ImmutableArray<string> names, ImmutableSortedDictionary<string, double>? set = null)
    {
        RunOutcome outcome = ModelRun.Run(new RunRequest
        {
            Model = model,
            Overrides = set ?? ImmutableSortedDictionary<string, double>.Empty,
            Times = [0],
            Show = names,
        });
        return names.Select((name, i) => KeyValuePair.Create(name, outcome.Trajectories[0, i, 0])).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
