using System.Collections.Immutable;

namespace Ketascope.Ketamine.Drugs;

/// <summary>What a drug does at one target: the module of text that is put there, and its numbers.</summary>
public sealed record DrugAction
{
    /// <summary>The target: a file of <c>models/targets</c> without its extension, <c>mu-opioid</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The module: <c>pore_blocker</c>, <c>superficial_site</c>, <c>membrane_site</c>, <c>competitor</c>.</summary>
    public required string Module { get; init; }

    /// <summary>
    /// The numbers of the module, by name; of one for each subtype with a dot before the subtype: <c>affinity.2A</c>. Affinities are dissociation
    /// constants in uM, binding rates in 1/(uM s), unbinding rates in 1/s,
    /// voltages in mV.
    /// </summary>
    public required ImmutableSortedDictionary<string, double> Values { get; init; }

    /// <summary>Where the numbers are from.</summary>
    public required string Basis { get; init; }

    /// <summary><c>read</c>, <c>derived</c>, <c>assumed</c> ...</summary>
    public required string Status { get; init; }

    /// <summary>The publications.</summary>
    public required ImmutableArray<DrugSource> Sources { get; init; }

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="Study.Requests.UserErrorException">The action has none of that name.</exception>
    public double Value(string name) => Values.TryGetValue(name, out double value)
        ? value
        : throw new Study.Requests.UserErrorException(
            $"the action at '{Target}' lacks '{name}', which '{Module}' needs; it has {string.Join(", ", Values.Keys)}");

    /// <summary>The numbers of a name, by subtype.</summary>
    /// <param name="name">The name before the dot.</param>
    public ImmutableSortedDictionary<string, double> BySubtype(string name) =>
        Values.Where(one => one.Key.StartsWith($"{name}.", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(one => one.Key[(name.Length + 1)..], one => one.Value);
}
