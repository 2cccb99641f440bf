using System.Collections.Immutable;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a dose does to a patient, as a chart tells it: <c>patient</c>.</summary>
public sealed record PatientRequest : PainRequest
{
    /// <summary>Other treatments of the same people: regimens, or <c>placebo</c>.</summary>
    public ImmutableArray<string> Compare { get; set; } = [];

    /// <summary>What is shown, names of outputs separated by commas: <c>MADRS,BDNF</c>; null for what goes with the condition.</summary>
    public string? Show { get; set; }

    /// <summary>Settings of what is shown, and parameters, by name: <c>control</c> is <c>saline</c>, <c>mood.gH</c> is <c>1</c>.</summary>
    public ImmutableSortedDictionary<string, string> Set { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
}
