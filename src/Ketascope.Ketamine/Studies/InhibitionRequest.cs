namespace Ketascope.Ketamine.Studies;

/// <summary>Potencies of blockers: <c>channel ic50</c>.</summary>
public sealed record InhibitionRequest : PatchRequest
{
    /// <summary>The drugs, separated by commas; null for ketamine.</summary>
    public string? Drugs { get; set; }
}
