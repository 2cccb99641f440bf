using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;

namespace Ketascope.Ketamine.Patient;

/// <summary>What a patient is given, and when: a regimen, or a placebo at the times of one.</summary>
/// <param name="Dose">The doses, and who gets them.</param>
/// <param name="IsPlacebo">Whether nothing is in them.</param>
internal sealed record PatientTreatment(DoseRequest Dose, bool IsPlacebo)
{
    /// <summary>How a placebo at the times of a regimen is written: <c>placebo for 0.5 mg/kg iv over 40 min</c>.</summary>
    public const string PlaceboFor = $"{PainTreatment.PlaceboName} for ";

    /// <summary>The doses.</summary>
    public Regimen Regimen { get; } = Dose.Read();

    /// <summary>Reads a treatment.</summary>
    /// <param name="text">A regimen, or <c>placebo for REGIMEN</c>.</param>
    /// <param name="dose">Who gets it.</param>
    public static PatientTreatment Read(string text, DoseRequest dose) => text.TrimStart() is var trimmed
        && trimmed.StartsWith(PlaceboFor, StringComparison.OrdinalIgnoreCase) ? new(dose with { Regimen = trimmed[PlaceboFor.Length..] }, true)
        : new(dose with { Regimen = text }, false);
}
