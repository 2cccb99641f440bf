using System.Collections.Immutable;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Ketamine.Targets;

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

    /// <summary>When people are seen, h, in place of when doses are given; empty where that is not said.</summary>
    public ImmutableArray<double> Seen { get; init; } = [];

    /// <summary>Reads a treatment.</summary>
    /// <param name="text">A regimen or a target that a pump holds, or <c>placebo for REGIMEN</c>.</param>
    /// <param name="dose">Who gets it.</param>
    /// <param name="library">The models with which a pump calculates.</param>
    public static PatientTreatment Read(string text, DoseRequest dose, ModelLibrary library) => text.TrimStart() is var trimmed
        && trimmed.StartsWith(PlaceboFor, StringComparison.OrdinalIgnoreCase) ? new(Of(trimmed[PlaceboFor.Length..], dose, library), true)
        : new(Of(text, dose, library), false);

    private static DoseRequest Of(string text, DoseRequest dose, ModelLibrary library)
    {
        DoseRequest said = dose with { Regimen = text };
        if (!TargetParser.IsTarget(text))
        {
            return said;
        }

        // A pump holds what parts read: arterial plasma where a model has it. Which doses those are is known once the drug and its route are.
        Regimen Held(DoseRequest request) => TargetedDoses.Of(text, request, new PumpSettings(), null, library).Regimen;
        return said with { Given = Held(said with { Site = said.Site ?? GivenDrug.UsualSite(library, Held(said), said.Model) }) };
    }
}
