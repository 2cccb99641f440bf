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

    /// <summary>The seed of the demands of a patient-controlled pump; null for 1.</summary>
    public ulong? Seed { get; set; }

    /// <summary>The model that a pump calculates with to hold targets, by name; null for the one that suits. Several names for several drugs.</summary>
    public string? TciModel { get; set; }

    /// <summary>How long a pump's rate stays as it is, <c>10s</c>; null for 10 s.</summary>
    public string? TciStep { get; set; }

    /// <summary>The highest rate of a pump that holds targets, mg/h; null for 12000.</summary>
    public double? TciMaxRate { get; set; }

    /// <summary>The most that such a pump gives in the first minute after a target changes, mg; null for no limit.</summary>
    public double? TciMaxBolus { get; set; }
}
