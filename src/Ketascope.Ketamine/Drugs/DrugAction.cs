using System.Collections.Immutable;

namespace Ketascope.Ketamine.Drugs;

/// <summary>What a drug does at one target: the module of text that is put there, and its numbers.</summary>
public sealed record DrugAction
{
    /// <summary>The target: a file of <c>models/targets</c> without its extension, <c>mu-opioid</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What kind of action it is: one that the file of the target wires, <c>pore_blocker</c>, <c>competitor</c>.</summary>
    public required string Module { get; init; }

    /// <summary>
    /// The numbers, by name; of one for each variant of the target with a dot before the variant: <c>affinity.2A</c>. Their units are in the file of the
    /// target.
    /// </summary>
    public required ImmutableSortedDictionary<string, double> Values { get; init; }

    /// <summary>Where the numbers are from.</summary>
    public required string Basis { get; init; }

    /// <summary><c>read</c>, <c>derived</c>, <c>assumed</c> ...</summary>
    public required string Status { get; init; }

    /// <summary>The publications.</summary>
    public required ImmutableArray<DrugSource> Sources { get; init; }

    /// <summary>A number, or null where the action has none of that name.</summary>
    /// <param name="name">Its name.</param>
    public double? Find(string name) => Values.TryGetValue(name, out double value) ? value : null;
}
