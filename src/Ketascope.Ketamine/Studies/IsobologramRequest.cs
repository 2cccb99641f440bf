namespace Ketascope.Ketamine.Studies;

/// <summary>Doses of two drugs, alone and together, that relieve pain as much: <c>isobologram</c>.</summary>
public sealed record IsobologramRequest : CordRequest
{
    /// <summary>A dose of the first drug, in the regimen language (docs/regimens.md).</summary>
    public required string First { get; init; }

    /// <summary>A dose of the second drug, of which multiples are given at the same time.</summary>
    public required string Second { get; init; }

    /// <summary>What the person has, <c>CRPS</c>, <c>acute</c>; null for <c>acute</c>.</summary>
    public string? Condition { get; set; }

    /// <summary>When pain is rated, from the start of the doses, <c>30min</c>; null for that.</summary>
    public string? At { get; set; }

    /// <summary>The rating that all doses are to reach, below that before treatment; null for half of it.</summary>
    public double? Rating { get; set; }

    /// <summary>The rating before treatment, above 0 and at most 10; null for that of the condition.</summary>
    public double? Baseline { get; set; }

    /// <summary>What ketamine does in the brain: <c>supraspinal</c>, <c>cord-alone</c> ...; null for the usual one.</summary>
    public string? Relief { get; set; }
}
