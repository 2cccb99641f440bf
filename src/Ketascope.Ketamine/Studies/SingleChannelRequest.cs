namespace Ketascope.Ketamine.Studies;

/// <summary>A recording of one channel: <c>channel single</c>.</summary>
public sealed record SingleChannelRequest : PatchRequest
{
    /// <summary>Glutamate that is there all the time; null for <c>1 mM</c>.</summary>
    public string? Glutamate { get; set; }

    /// <summary>A drug in the bath, <c>ketamine 1 uM</c>; null for none.</summary>
    public string? Drug { get; set; }

    /// <summary>How long to record one channel; null for <c>60 s</c>.</summary>
    public string? For { get; set; }

    /// <summary>The shortest opening or closing that is seen; null for <c>50 us</c>.</summary>
    public string? Resolution { get; set; }

    /// <summary>The closing that ends a burst; null for <c>5 ms</c>.</summary>
    public string? Critical { get; set; }

    /// <summary>How many channels the mean is of, at least 1; null for 1000.</summary>
    public int? Channels { get; set; }

    /// <summary>The seed of the random numbers: the same one makes the same record.</summary>
    public ulong Seed { get; set; } = 1;
}
