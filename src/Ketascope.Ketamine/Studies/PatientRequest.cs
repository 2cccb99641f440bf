using System.Collections.Immutable;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a dose does to a patient, as a chart tells it: <c>patient</c>.</summary>
public sealed record PatientRequest : PainRequest
{
    /// <summary>Other treatments of the same people: regimens, or <c>placebo</c>.</summary>
    public ImmutableArray<string> Compare { get; set; } = [];
}
