using System.Collections.Immutable;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>The mission's sentences as experiments: <c>claims</c>.</summary>
public sealed record ClaimsRequest : StudyRequest
{
    /// <summary>Which claims; empty for all, as a list.</summary>
    public ImmutableArray<int> Numbers { get; set; } = [];

    /// <summary>How many times uncertain parameters are drawn; null for not at all.</summary>
    public int? Uncertainty { get; set; }

    /// <summary>The seed of the draws.</summary>
    public ulong Seed { get; set; } = 1;
}
