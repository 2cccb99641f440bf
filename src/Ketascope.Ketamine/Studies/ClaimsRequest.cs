using System.Collections.Immutable;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>The mission's sentences as experiments: <c>claims</c>.</summary>
public sealed record ClaimsRequest : UncertainRequest
{
    /// <summary>Which claims; empty for all, as a list.</summary>
    public ImmutableArray<int> Numbers { get; set; } = [];
}
