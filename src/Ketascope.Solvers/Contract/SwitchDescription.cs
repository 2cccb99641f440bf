namespace Ketascope.Solvers.Contract;

/// <summary>What a solver must know of a switch: a value that changes only in jumps.</summary>
public sealed record SwitchDescription
{
    /// <summary>Its text, for messages.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it depends on the time (or, where it does not depend on states, on parameters).</summary>
    public required bool UsesTime { get; init; }

    /// <summary>Whether it depends on states; else its turns are known times.</summary>
    public required bool UsesStates { get; init; }

    /// <summary>Whether it turns where its margin passes 0; else where that passes a whole number.</summary>
    public required bool IsRelation { get; init; }

    /// <summary>For a relation that holds, or does not, at single moments only (<c>==</c>, <c>!=</c>) its value at those; else null.</summary>
    public double? AtEquality { get; init; }

    /// <summary>Whether nothing jumps where it turns, but only bends (<c>min</c>, <c>max</c>), so that a turn that is not seen does no harm.</summary>
    public bool OnlyBends { get; init; }
}
