using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Pharmacology.Exposure;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>A model that is given doses of a regimen, and a measure of one of its variables.</summary>
internal sealed class DosedArm : Arm
{
    private readonly RunRequest _run;
    private readonly Regimen _regimen;
    private readonly Measure _measure;
    private readonly int _output;
    private readonly string _key;

    private DosedArm(RunRequest run, Regimen regimen, Measure measure, int output, string key) =>
        (_run, _regimen, _measure, _output, _key) = (run, regimen, measure, output, key);

    /// <inheritdoc/>
    public override object Key => _key;

    /// <summary>One side of a row, read.</summary>
    /// <param name="text">The model's text.</param>
    /// <param name="file">The area.</param>
    /// <param name="output">What is observed.</param>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">A drug or a setting is not known.</exception>
    public static DosedArm Of(string text, ExperimentFile file, ExperimentOutput output, Observation observation)
    {
        Regimen regimen = RegimenParser.Read(observation.Regimen);
        double weight = observation.Setting.TryGetValue("weight", out string? said) ? Number("weight", said) : file.WeightKg;
        ImmutableArray<string> show = [.. file.Outputs.Values.Select(one => one.Variable).Distinct()];
        LoadedModel model = ModelLoading.Load(text, UnitPolicy.Require);
        return new DosedArm(
            new RunRequest
            {
                Model = model,
                Times = [.. SamplingGrid.ForMeasures(regimen)],
                Show = show,
                Overrides = file.Settings.Where(one => observation.Setting.ContainsKey(one.Key))
                    .ToImmutableSortedDictionary(one => one.Value, one => Number(one.Key, observation.Setting[one.Key])),
                Doses = regimen.ToRecords(weight,
                    regimen.Sites.ToImmutableDictionary(site => site, site => ImmutableArray.Create(new DoseShare(Target(file, site))))),
                Solver = CourseBatch.Solver,
            },
            regimen,
            observation.Measure,
            show.IndexOf(output.Variable),
            $"{regimen.Describe()} {string.Join(' ', observation.Setting.Select(one => $"{one.Key}={one.Value}"))}")
        {
            Model = model.System.Name,
            Unit = observation.Measure.Kind == MeasureKind.Bioavailability
                ? throw new UserErrorException("bioavailability compares two regimens; write the ratio of two areas as two rows")
                : CourseMeasures.UnitOf(observation.Measure.Kind, UnitParser.Parse(output.Unit)),
        };
    }

    /// <inheritdoc/>
    public override SubjectTable? People(int count, ulong seed)
    {
        PopulationSimulation people = PopulationSimulation.Prepare(_run, new PopulationSettings { Subjects = count, Seed = seed });
        return people.Columns.IsEmpty ? null : people.Draw(1, count);
    }

    /// <inheritdoc/>
    public override object Run(SubjectTable? rows, CancellationToken cancellation)
    {
        RunOutcome outcome = PreparedRun.Compile(_run, rows?.Columns ?? []).Run(rows, progress: null, cancellation);
        return outcome.Failures.IsEmpty ? outcome
            : throw new UserErrorException($"'{_regimen.Describe()}': the equations could not be solved: {outcome.Failures[0].Failure}");
    }

    /// <inheritdoc/>
    public override Estimate[] Measure(object run)
    {
        RunOutcome outcome = (RunOutcome)run;
        double[] times = [.. outcome.Trajectories.Times];
        CourseDose dose = new(_run.Doses.Sum(record => record.Amount * (1 + record.AdditionalDoses)), SamplingGrid.LastDoseEnd(_regimen));
        return [.. Enumerable.Range(0, outcome.Trajectories.SubjectCount)
            .Select(subject => CourseMeasures.Of(_measure, times, outcome.Trajectories.Course(subject, _output), dose))];
    }

    private static string Target(ExperimentFile file, DoseSite site)
    {
        string name = RegimenWords.Drugs.Name(site.Drug);
        return file.Doses.TryGetValue(name, out string? variable) ? variable
            : throw new UserErrorException(
                $"the area '{file.Area}' takes no {name}; it takes {string.Join(", ", file.Doses.Keys)}{NearestName.Hint(name, file.Doses.Keys)}");
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw new UserErrorException($"{name}={text} in the setting is not a finite number");
}
