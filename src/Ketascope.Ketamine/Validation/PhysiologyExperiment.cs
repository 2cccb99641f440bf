using Ketascope.Ketamine.Library;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// The body (circulation, breathing, airway, pressures) against data; beside it on the same rows the ketamine of BioGears, of which the text has the
/// modifiers of heart rate, pressures and breaths a minute.
/// </summary>
/// <param name="library">The parts, the drugs and their pharmacokinetics.</param>
internal sealed class PhysiologyExperiment(KetamineLibrary library) : PartExperiment(library, "body")
{
    private const string Alternative = "alternative", Other = "BioGears";

    /// <inheritdoc/>
    public override string Area => "physiology";

    /// <inheritdoc/>
    public override (string Name, ArmPredictor Source)? Benchmark => (Other, new ArmPredictor(PlanOther, Cohort.Typical));

    /// <summary>BioGears has these outputs; of the others it says nothing.</summary>
    private static readonly string[] OfOther = ["HR", "HR-of-rest", "SBP", "DBP", "MAP", "MAP-of-rest", "respiratory-rate"];

    private Arm PlanOther(Observation observation) => OfOther.Contains(observation.Output.Trim(), StringComparer.OrdinalIgnoreCase)
        ? Plan(observation with { Setting = observation.Setting.SetItem(Alternative, Other) })
        : throw new UserErrorException($"{Other} does not predict {observation.Output}");
}
