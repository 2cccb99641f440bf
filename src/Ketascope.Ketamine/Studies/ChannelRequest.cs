namespace Ketascope.Ketamine.Studies;

/// <summary>A recording of NMDA receptors: <c>channel</c>.</summary>
public sealed record ChannelRequest : PatchRequest
{
    /// <summary>The glutamate that is applied; null for <c>1 mM for 1 ms</c>.</summary>
    public string? Glutamate { get; set; }

    /// <summary>A file with a protocol in place of the glutamate, or null.</summary>
    public string? Protocol { get; set; }

    /// <summary>A drug in the bath from the start, <c>ketamine 1 uM</c>; null for none.</summary>
    public string? Drug { get; set; }

    /// <summary>How long to record after the glutamate; null for <c>500 ms</c>.</summary>
    public string? For { get; set; }
}
