namespace Ketascope.Ketamine.Studies;

/// <summary>What can be said of people in pain who are treated, and of how long they are followed.</summary>
public abstract record PainRequest : CordRequest
{
    /// <summary>What is given, in the regimen language (docs/regimens.md).</summary>
    public required string Regimen { get; init; }

    /// <summary>What the people have, <c>CRPS</c>, <c>acute</c>; null for <c>CRPS</c>.</summary>
    public string? Condition { get; set; }

    /// <summary>How many virtual people; null for a typical person, who has no flares.</summary>
    public int? Subjects { get; set; }

    /// <summary>The seed of virtual people; null for 1.</summary>
    public ulong? Seed { get; set; }

    /// <summary>How long they are followed from the start of the treatment, <c>12wk</c>; null for what the condition says.</summary>
    public string? For { get; set; }

    /// <summary>The rating of a typical person before treatment, above 0 and at most 10; null for that of the condition.</summary>
    public double? Baseline { get; set; }

    /// <summary>What ketamine does in the brain: <c>supraspinal</c>, <c>cord-alone</c> ...; null for the usual one.</summary>
    public string? Relief { get; set; }
}
