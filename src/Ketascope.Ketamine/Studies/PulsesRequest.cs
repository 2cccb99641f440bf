using System.Collections.Immutable;

namespace Ketascope.Ketamine.Studies;

/// <summary>Trains of synaptic pulses: <c>channel pulses</c>.</summary>
public sealed record PulsesRequest : PatchRequest
{
    /// <summary>Pulses per second; null for <c>1 Hz</c>.</summary>
    public string? Rate { get; set; }

    /// <summary>How many pulses, 1 to 100000; null for 20.</summary>
    public int? Count { get; set; }

    /// <summary>A drug that is there from the first pulse on, <c>MK-801 5 uM</c>; null for none.</summary>
    public string? Drug { get; set; }

    /// <summary>How long the drug is there before the first pulse; null for <c>10 s</c>.</summary>
    public string? Before { get; set; }

    /// <summary>What follows: <c>wash 30s</c>, <c>pulses</c> (another train), or any statement of a protocol.</summary>
    public ImmutableArray<string> Then { get; set; } = [];
}
