using System.Collections.Immutable;

namespace Ketascope.Solvers.Contract;

/// <summary>What a solver must know of an event that waits for a condition.</summary>
public sealed record ConditionDescription
{
    /// <summary>The event's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>What its trigger was before the start.</summary>
    public required bool InitialTriggerValue { get; init; }

    /// <summary>Whether it is executed even if its trigger turns false before.</summary>
    public required bool IsPersistent { get; init; }

    /// <summary>Whether it assigns the values of the moment of its trigger.</summary>
    public required bool UseValuesFromTriggerTime { get; init; }

    /// <summary>Whether it has a priority.</summary>
    public required bool HasPriority { get; init; }

    /// <summary>What it assigns.</summary>
    public required ImmutableArray<ConditionTarget> Targets { get; init; }
}

/// <summary>What an event assigns.</summary>
/// <param name="IsState">Whether it is a state; else a parameter.</param>
/// <param name="Index">Which.</param>
public readonly record struct ConditionTarget(bool IsState, int Index);
