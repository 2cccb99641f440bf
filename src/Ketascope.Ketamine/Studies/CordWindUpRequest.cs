namespace Ketascope.Ketamine.Studies;

/// <summary>Trains of C-strength stimuli: <c>cord wind-up</c>.</summary>
public sealed record CordWindUpRequest : CordRequest
{
    /// <summary>Stimuli per second, also several: <c>0.1,0.5,1 Hz</c>; null for <c>1 Hz</c>.</summary>
    public string? Rate { get; set; }

    /// <summary>How many stimuli, 2 to 1000; null for 15.</summary>
    public int? Count { get; set; }

    /// <summary>A drug: a bath (<c>ketamine 1 uM</c>, all of it free) or a regimen (<c>ketamine 0.15 mg/kg iv</c>); null for none.</summary>
    public string? Drug { get; set; }

    /// <summary>When after the start of a regimen the train begins, <c>7 min</c>; null for the time of the highest concentration.</summary>
    public string? At { get; set; }
}
