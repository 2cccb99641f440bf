using Ketascope.Ketamine.Library;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Validation;

/// <summary>Concentrations and exposure after doses against those that were observed (docs/observations.md).</summary>
/// <param name="library">The pharmacokinetic models.</param>
public sealed class PkExperiment(KetamineLibrary library) : IExperiment
{
    private const string Domino = "domino-1982";

    /// <inheritdoc/>
    public string Area => "pk";

    /// <inheritdoc/>
    public string Title => "predicted concentrations and exposure against observed ones";

    /// <inheritdoc/>
    public string EvidenceFolder => "pharmacokinetics";

    /// <inheritdoc/>
    public string? CalibrationFolder => null;

    /// <inheritdoc/>
    public ObservationVocabulary Words => ObservationVocabulary.Dosing;

    /// <inheritdoc/>
    public bool HasPeople => true;

    /// <summary>The model of stanpumpR and its like, which people use today.</summary>
    public (string Name, ArmPredictor Source)? Benchmark =>
        library.Pharmacokinetics.Models.Any(model => model.Id == Domino)
            ? ("Domino", new ArmPredictor(new PkRows(library.Pharmacokinetics, Domino).Plan, Cohort.Typical)) : null;

    /// <inheritdoc/>
    public string MeasureText(Observation observation) => observation.Measure.Short;

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Arm Plan(Observation observation) => new PkRows(library.Pharmacokinetics).Plan(observation);
}
