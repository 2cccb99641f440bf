namespace Ketascope.Ketamine.Studies;

/// <summary>Which concentrations, held for how long, end a chronic state: <c>cord reset</c>.</summary>
public sealed record CordResetRequest : CordRequest
{
    /// <summary>Free concentrations of racemic ketamine, <c>0.1..2 uM</c>; null for that.</summary>
    public string? Concentration { get; set; }

    /// <summary>How long they are held, h, <c>1..168</c>; null for that.</summary>
    public string? Hours { get; set; }

    /// <summary>The ongoing C input that keeps the state up, <c>0.24 Hz</c>; null for that.</summary>
    public string? Input { get; set; }

    /// <summary>How many concentrations and how many durations, 2 to 40; null for 8.</summary>
    public int? Points { get; set; }
}
