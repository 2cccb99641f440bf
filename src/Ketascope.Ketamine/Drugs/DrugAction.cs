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

    /// <summary>What these numbers are called where others were published too: <c>Hirota 1999</c>; null where none were.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the drug acts here only where the action is asked for by its name, because laboratories contradict each other.</summary>
    public bool IsOff { get; init; }

    /// <summary>Other published numbers, of which a run can choose one in place of these.</summary>
    public ImmutableArray<ActionAlternative> Alternatives { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A number, or null where the action has none of that name.</summary>
    /// <param name="name">Its name.</param>
    public double? Find(string name) => Values.TryGetValue(name, out double value) ? value : null;
}

/// <summary>Other published numbers of an action: of the drug itself or, of a mixture, of its parts.</summary>
public sealed record ActionAlternative
{
    /// <summary>What it is called: <c>Finck 1982</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The numbers, by name; null where those of the parts were published.</summary>
    public ImmutableSortedDictionary<string, double>? Values { get; init; }

    /// <summary>The numbers of each part of the mixture, by the identifier of its file; null where the mixture was measured.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>? Parts { get; init; }

    /// <summary>Where the numbers are from.</summary>
    public required string Basis { get; init; }

    /// <summary><c>read</c>, <c>derived</c>, <c>recalled</c> ...</summary>
    public required string Status { get; init; }

    /// <summary>The publications.</summary>
    public required ImmutableArray<DrugSource> Sources { get; init; }
}
