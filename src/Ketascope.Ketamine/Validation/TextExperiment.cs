using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// An area that a text and an <see cref="ExperimentFile"/> describe whole: doses go into variables of the text, rows observe others. Areas with words
/// of their own derive from it.
/// </summary>
/// <param name="folder">The folder of the area's models, with <c>experiment.json</c>, the text and, where there is one, <c>calibration/</c>.</param>
public class TextExperiment(string folder) : IExperiment
{
    private readonly Lazy<ExperimentFile> _file = new(() => ExperimentFile.Read(Path.Combine(folder, "experiment.json")));

    /// <inheritdoc/>
    public string Area => File.Area;

    /// <inheritdoc/>
    public string Title => File.Title;

    /// <inheritdoc/>
    public virtual string EvidenceFolder => Area;

    /// <inheritdoc/>
    public string? CalibrationFolder => Path.Combine(folder, "calibration") is var path && Directory.Exists(path) ? path : null;

    /// <inheritdoc/>
    public virtual ObservationVocabulary Words => new([.. File.Settings.Keys, "weight"], "weight=70", text => Measure.Parse(text));

    /// <inheritdoc/>
    public bool HasPeople => true;

    /// <inheritdoc/>
    public virtual (string Name, IPredictionSource Source)? Benchmark => null;

    /// <summary>What the area's file says.</summary>
    protected ExperimentFile File => _file.Value;

    /// <inheritdoc/>
    public virtual string MeasureText(Observation observation) => observation.Measure.Short;

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <inheritdoc/>
    public IPredictionSource Predictor(Cohort cohort) => new ArmPredictor(Plan, cohort);

    /// <inheritdoc/>
    public ImmutableArray<double> Values(Observation observation, IReadOnlyList<ImmutableSortedDictionary<string, double>> sets,
        CancellationToken cancellation) =>
        new ArmPredictor(Plan, new Cohort(1, 1)).Values(observation, sets, cancellation);

    /// <summary>Reads one side of a row; solves nothing.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The row names an output, a drug or a setting that the area does not know.</exception>
    protected virtual Arm Plan(Observation observation)
    {
        string output = observation.Output.Trim();
        ExperimentOutput known = File.Outputs.TryGetValue(output, out ExperimentOutput? found) ? found : throw new UserErrorException(
            $"the area '{Area}' does not predict '{output}'; it predicts {string.Join(", ", File.Outputs.Keys)}{NearestName.Hint(output, File.Outputs.Keys)}");
        return DosedArm.Of(Path.Combine(folder, File.Text), File, known, observation);
    }
}
