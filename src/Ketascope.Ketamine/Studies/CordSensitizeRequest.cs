using System.Collections.Immutable;

namespace Ketascope.Ketamine.Studies;

/// <summary>A protocol on the cord, from an injury to what becomes of it: <c>cord sensitize</c>.</summary>
public sealed record CordSensitizeRequest : CordRequest
{
    /// <summary>The injury: how long C fibres fire at 1 Hz, <c>6 h</c>, or at which rate, <c>0.5 Hz for 6 h</c>; null for <c>6 h</c>.</summary>
    public string? Injury { get; set; }

    /// <summary>The part of inhibition that the condition takes away from the start, <c>20 %</c>; null for none.</summary>
    public string? Disinhibition { get; set; }

    /// <summary>What follows, in order: <c>test</c>, <c>wait 1 h</c>, <c>ketamine 0.5 mg/kg iv over 40 min</c>, or any statement of docs/cord.md.</summary>
    public ImmutableArray<string> Then { get; set; } = [];

    /// <summary>How long the cord is followed at the end, <c>14 d</c>; null for <c>1 d</c>.</summary>
    public string? Follow { get; set; }

    /// <summary>A file with a whole protocol in place of injury, condition and what follows; null for none.</summary>
    public string? Protocol { get; set; }
}
