using System.Collections.Immutable;
using Ketascope.Study.Populations;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What rules of guidelines and labels say of a regimen and a patient.</summary>
public sealed record CheckRequest : StudyRequest
{
    /// <summary>What is given, in the regimen language (docs/regimens.md).</summary>
    public required string Regimen { get; init; }

    /// <summary>Body weight, kg; null for the one that the regimen says, else 70 kg.</summary>
    public PrintedNumber? Weight { get; set; }

    /// <summary>The use whose rules are asked for, such as `acute-pain`; null for all.</summary>
    public string? Context { get; set; }

    /// <summary>What is known of the patient: `psychosis` with `yes`, `SBP` with `150` (docs/guidelines.md).</summary>
    public ImmutableSortedDictionary<string, string> Set { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
}
