using Ketascope.Study.Populations;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>What a regimen says, dose by dose, without simulating it: <c>regimen</c>.</summary>
public sealed record RegimenRequest : StudyRequest
{
    /// <summary>What is given, in the regimen language (docs/regimens.md).</summary>
    public required string Regimen { get; init; }

    /// <summary>Body weight, kg; null for the one that the regimen says, else 70 kg.</summary>
    public PrintedNumber? Weight { get; set; }
}
