using System.Collections.Immutable;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a cord answers to stimuli, before and after what was done to it: <c>cord test</c>.</summary>
public sealed record CordTestRequest : CordRequest
{
    /// <summary>Whether touch (a brush for 1 s) is tested; with no stimulus named, all are.</summary>
    public bool Touch { get; set; }

    /// <summary>Whether a pinch (for 5 s) is tested.</summary>
    public bool Pinch { get; set; }

    /// <summary>The temperatures that are tested (for 5 s each), <c>40..50 C</c>; null for none.</summary>
    public string? Heat { get; set; }

    /// <summary>Whether electrical stimuli of the C fibres are tested, of several sizes.</summary>
    public bool Shock { get; set; }

    /// <summary>What is done before the second test, in order: <c>injury for 6 h</c>, or any statement of docs/cord.md; empty for nothing.</summary>
    public ImmutableArray<string> After { get; set; } = [];

    /// <summary>A drug in the bath during the tests, <c>ketamine 0.5 uM</c>, all of it free; null for none.</summary>
    public string? Drug { get; set; }
}
