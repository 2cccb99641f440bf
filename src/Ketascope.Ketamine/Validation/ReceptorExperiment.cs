using Ketascope.Ketamine.Library;
using Ketascope.Study.Observations;

namespace Ketascope.Ketamine.Validation;

/// <summary>The NMDA receptor and its blockers against recordings (docs/channel-observations.md).</summary>
/// <param name="library">The receptor and the drugs.</param>
public sealed class ReceptorExperiment(KetamineLibrary library) : IExperiment
{
    private const string Subunits = "subunits";
    private readonly Lazy<VirtualPatch> _patch = new(() => new VirtualPatch(library.Receptor));

    /// <inheritdoc/>
    public string Area => "receptor";

    /// <inheritdoc/>
    public string Title => "the NMDA receptor and its blockers against recordings";

    /// <inheritdoc/>
    public string EvidenceFolder => "receptor";

    /// <inheritdoc/>
    public string CalibrationFolder => library.ReceptorCalibrations;

    /// <inheritdoc/>
    public ObservationVocabulary Words => VirtualPatch.Vocabulary;

    /// <inheritdoc/>
    public bool HasPeople => false;

    /// <inheritdoc/>
    public (string Name, ArmPredictor Source)? Benchmark => null;

    /// <inheritdoc/>
    public string MeasureText(Observation observation) => $"{observation.Time}, {SettingOf(observation, Subunits)}";

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) =>
        name == Subunits ? VirtualPatch.Subunits(observation) : observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Arm Plan(Observation observation) => _patch.Value.Plan(observation);
}
