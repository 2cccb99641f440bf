using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Parts;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// A part of the patient against data: the regimen of a row goes through its pharmacokinetic model into the part, and an output of the part is measured.
/// Parts whose rows say more derive from it.
/// </summary>
/// <param name="library">The parts, the drugs and their pharmacokinetics.</param>
/// <param name="part">The part's name, which is that of its folder: what a command needs to start must not read the part.</param>
public class PartExperiment(KetamineLibrary library, string part) : IExperiment
{
    /// <summary>The setting of the body weight, kg.</summary>
    protected const string Weight = "weight";

    private const string Condition = "condition", Alternative = "alternative", Without = "without";

    /// <inheritdoc/>
    public virtual string Area => part;

    /// <inheritdoc/>
    public virtual string Title => $"{part}, against data";

    /// <inheritdoc/>
    public virtual string EvidenceFolder => Area;

    /// <inheritdoc/>
    public string? CalibrationFolder => Path.Combine(Library.Models, part, "calibration") is var path && Directory.Exists(path) ? path : null;

    /// <inheritdoc/>
    public virtual ObservationVocabulary Words => new(
        [Weight, Condition, Alternative, Without, .. new SetPart(File).Settings], "weight=70", ObservationVocabulary.MeasureProblem);

    /// <inheritdoc/>
    public bool HasPeople => true;

    /// <inheritdoc/>
    public virtual (string Name, ArmPredictor Source)? Benchmark => null;

    /// <summary>What the part's file says.</summary>
    protected PartFile File => Library.Parts.Find(part);

    /// <summary>The parts, the drugs and their pharmacokinetics.</summary>
    protected KetamineLibrary Library { get; } = library;

    /// <inheritdoc/>
    public virtual string MeasureText(Observation observation) => observation.Measure.Short;

    /// <inheritdoc/>
    public string? SettingOf(Observation observation, string name) => observation.Setting.GetValueOrDefault(name);

    /// <summary>Reads one side of a row; solves nothing.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The row names an output, a drug or a setting that the part does not know.</exception>
    public virtual Arm Plan(Observation observation)
    {
        string name = observation.Output.Trim();
        string spelled = File.Outputs.Keys.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new UserErrorException(
            $"the area '{Area}' does not predict '{name}'; it predicts {string.Join(", ", File.Outputs.Keys)}{NearestName.Hint(name, File.Outputs.Keys)}");
        PartOutput output = File.Outputs[spelled];
        Measure measure = observation.Measure.Kind != MeasureKind.Bioavailability ? observation.Measure
            : throw new UserErrorException("bioavailability compares two regimens; write the ratio of two areas as two rows");
        PatientTreatment treatment = Treatment(observation, observation.Regimen);
        PatientRun run = PatientRun.Of(Library, treatment, [Set(observation)],
            [.. File.Outputs.Values.Select(one => $"{part}.{one.Variable}").Distinct()],
            PatientTimes.For(treatment.Regimen, Math.Max(measure.From, measure.To ?? 0)));
        CourseDose dose = new(run.Request.Doses.Sum(record => record.Amount * (1 + record.AdditionalDoses)), SamplingGrid.LastDoseEnd(treatment.Regimen));
        string setting = string.Join(' ', observation.Setting.Select(one => $"{one.Key}={one.Value}"));
        return new DosedArm((observation.Regimen, setting, run.Request.Times[^1]), () => run.Request)
        {
            Model = string.Join(", ", run.Text.Given.Select(one => one.Choice.Model.Id).Append(part)),
            Unit = CourseMeasures.UnitOf(measure.Kind, UnitParser.Parse(output.Unit)),
            Regimen = observation.Regimen,
            Taken = measure,
            Variables = [run.Request.Show.IndexOf(run.Text.NameOf($"{part}.{output.Variable}"))],
            Dose = _ => dose,
            WeightKg = run.WeightKg ?? double.NaN,
            IsOfTrials = true,
        };
    }

    /// <summary>What is given.</summary>
    /// <param name="observation">The row.</param>
    /// <param name="regimen">The regimen, or a placebo for one.</param>
    /// <exception cref="UserErrorException">The weight or the regimen is wrong.</exception>
    internal PatientTreatment Treatment(Observation observation, string regimen) => PatientTreatment.Read(regimen, new DoseRequest
    {
        Regimen = regimen,
        WeightKg = observation.Setting.TryGetValue(Weight, out string? said) ? Number(said) : null,
        Solver = DosedArm.Solver,
    }, Library.Pharmacokinetics);

    /// <summary>The part with what a row sets.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">It sets what the part does not know.</exception>
    internal SetPart Set(Observation observation)
    {
        SetPart set = new(File);
        set = observation.Setting.TryGetValue(Condition, out string? condition) ? set.Under(Find(File.Conditions, condition, Condition)) : set;
        foreach ((string name, string text) in observation.Setting.Where(one => set.Settings.Contains(one.Key)))
        {
            set = set.With(name, text);
        }

        set = observation.Setting.TryGetValue(Alternative, out string? way) ? set.With(Find(File.Alternatives, way, Alternative).Set) : set;
        return observation.Setting.TryGetValue(Without, out string? links)
            ? links.Split(',').Aggregate(set, (all, link) => all.Without(Find(File.Switches, link, Without)))
            : set;
    }

    private T Find<T>(ImmutableSortedDictionary<string, T> all, string name, string what) =>
        all.TryGetValue(name, out T? found) ? found : throw new UserErrorException(
            $"{what}={name} in the setting is none of {Area}; known are {string.Join(", ", all.Keys)}{NearestName.Hint(name, all.Keys)}");

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number > 0 ? number
        : throw new UserErrorException($"the setting {Weight}={text} is no number above 0");
}
