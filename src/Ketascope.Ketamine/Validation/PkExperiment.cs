using System.Collections.Immutable;
using Ketascope.Ketamine.Library;
using Ketascope.Study.Fitting;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

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
    public (string Name, IPredictionSource Source)? Benchmark =>
        library.Pharmacokinetics.Models.Any(model => model.Id == Domino) ? ("Domino", new TypicalSubject(library.Pharmacokinetics, Domino)) : null;

    /// <inheritdoc/>
    public string MeasureText(Observation observation) => observation.Measure.Short;

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public IPredictionSource Predictor(Cohort cohort) =>
        cohort.Count == 1 ? new TypicalSubject(library.Pharmacokinetics) : new VirtualPeople(library.Pharmacokinetics, cohort.Count, cohort.Seed);

    /// <inheritdoc/>
    public ImmutableArray<double> Values(Observation observation, IReadOnlyList<ImmutableSortedDictionary<string, double>> sets, CancellationToken cancellation)
    {
        string model = SettingOf(observation, "model") ?? throw new UserErrorException("a row of a calibration says its model in the setting: model=otto-2021");
        ImmutableArray<string> names = [.. sets[0].Keys];
        ObservationPredictor predictor = new(library.Pharmacokinetics, model, names, [observation]);
        return [.. predictor.Predict([.. sets.Select((set, i) => new ParameterRow(i, [.. set.Values]))], cancellation).Select(values => values[0])];
    }
}
