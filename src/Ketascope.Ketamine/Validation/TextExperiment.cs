using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Draws;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// An area that a text and an <see cref="ExperimentFile"/> describe whole: doses go into variables of the text, rows observe others. Areas with words
/// of their own derive from it.
/// </summary>
/// <param name="folder">The folder of the area's models, with <c>experiment.json</c>, the text and, where there is one, <c>calibration/</c>.</param>
/// <param name="draw">The draw of uncertain parameters that the text is under; null for the values in use.</param>
public class TextExperiment(string folder, ParameterDraw? draw = null) : IExperiment
{
    private readonly Lazy<ExperimentFile> _file = new(() => ExperimentFile.Read(Path.Combine(folder, "experiment.json")));
    private LoadedModel? _model;

    /// <inheritdoc/>
    public string Area => File.Area;

    /// <inheritdoc/>
    public string Title => File.Title;

    /// <inheritdoc/>
    public virtual string EvidenceFolder => Area;

    /// <inheritdoc/>
    public string? CalibrationFolder => Path.Combine(folder, "calibration") is var path && Directory.Exists(path) ? path : null;

    /// <inheritdoc/>
    public virtual ObservationVocabulary Words => new([.. File.Settings.Keys, "weight"], "weight=70", ObservationVocabulary.MeasureProblem);

    /// <inheritdoc/>
    public bool HasPeople => true;

    /// <inheritdoc/>
    public virtual (string Name, ArmPredictor Source)? Benchmark => null;

    /// <summary>What the area's file says.</summary>
    protected ExperimentFile File => _file.Value;

    private LoadedModel Model => LazyInitializer.EnsureInitialized(ref _model, Load);

    /// <inheritdoc/>
    public virtual string MeasureText(Observation observation) => observation.Measure.Short;

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <summary>Reads one side of a row; solves nothing.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The row names an output, a drug or a setting that the area does not know.</exception>
    public virtual Arm Plan(Observation observation)
    {
        string output = observation.Output.Trim();
        ExperimentOutput known = File.Outputs.TryGetValue(output, out ExperimentOutput? found) ? found : throw new UserErrorException(
            $"the area '{Area}' does not predict '{output}'; it predicts {string.Join(", ", File.Outputs.Keys)}{NearestName.Hint(output, File.Outputs.Keys)}");
        Measure measure = observation.Measure.Kind != MeasureKind.Bioavailability ? observation.Measure
            : throw new UserErrorException("bioavailability compares two regimens; write the ratio of two areas as two rows");
        Regimen regimen = RegimenParser.Read(observation.Regimen);
        double weight = observation.Setting.TryGetValue("weight", out string? said) ? Number("weight", said) : File.WeightKg;
        RunRequest run = new()
        {
            Model = Model,
            Times = SamplingGrid.ForMeasures(regimen, Math.Max(measure.From, measure.To ?? 0)),
            Show = [.. File.Outputs.Values.Select(one => one.Variable).Distinct()],
            Overrides = File.Settings.Where(one => observation.Setting.ContainsKey(one.Key))
                .ToImmutableSortedDictionary(one => one.Value, one => Number(one.Key, observation.Setting[one.Key])),
            Doses = regimen.ToRecords(weight, regimen.Sites.ToImmutableDictionary(site => site, site => ImmutableArray.Create(new DoseShare(Target(site))))),
            Solver = DosedArm.Solver,
        };
        CourseDose dose = new(run.Doses.Sum(record => record.Amount * (1 + record.AdditionalDoses)), SamplingGrid.LastDoseEnd(regimen));
        string setting = string.Join(' ', observation.Setting.Select(one => $"{one.Key}={one.Value}"));
        return new DosedArm((regimen.Describe(), setting, run.Times[^1]), () => run)
        {
            Model = run.Model.System.Name,
            Unit = CourseMeasures.UnitOf(measure.Kind, UnitParser.Parse(known.Unit)),
            Regimen = regimen.Describe(),
            Taken = measure,
            Variables = [run.Show.IndexOf(known.Variable)],
            Dose = _ => dose,
            WeightKg = weight,
        };
    }

    private LoadedModel Load()
    {
        LoadedModel model = ModelLoading.Load(Path.Combine(folder, File.Text), UnitPolicy.Require);
        return draw is null ? model : UncertainText.Under(model, draw);
    }

    private string Target(DoseSite site)
    {
        string name = RegimenWords.Drugs.Name(site.Drug);
        return File.Doses.TryGetValue(name, out string? variable) ? variable : throw new UserErrorException(
            $"the area '{Area}' takes no {name}; it takes {string.Join(", ", File.Doses.Keys)}{NearestName.Hint(name, File.Doses.Keys)}");
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw new UserErrorException($"{name}={text} in the setting is not a finite number");
}
