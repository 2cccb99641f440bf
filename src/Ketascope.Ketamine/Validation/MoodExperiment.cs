using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Mood;
using Ketascope.Ketamine.Patient;
using Ketascope.Language.Antimony;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Trials of depression (evidence/mood/README.md): a row is an arm, or two; what is drawn are studies, which differ as published ones do, each with as many
/// people as the row says. Outputs that no trial rates (BDNF) are those of people.
/// </summary>
/// <param name="library">The text of mood, the drugs and their pharmacokinetics.</param>
public sealed partial class MoodExperiment(KetamineLibrary library) : PartExperiment(library, "mood")
{
    private const string Depression = "depression", Control = "control", Visits = "visits", CutOff = "cut-off", Since = "since";

    /// <summary>The MADRS of a remission where a row does not say it (KetECT: Ekstrand 2022, doi:10.1093/ijnp/pyab088).</summary>
    private const double UsualCutOff = 10;

    private const double HoursADay = 24;

    private TrialBench? _bench;

    /// <inheritdoc/>
    public override string Title => "mood of trials, against what they saw";

    /// <inheritdoc/>
    public override ObservationVocabulary Words =>
        base.Words with { Settings = [.. base.Words.Settings, Visits, CutOff, Since], Example = "control=midazolam" };

    private TrialBench Bench => LazyInitializer.EnsureInitialized(ref _bench, () => new TrialBench(Library, File));

    /// <inheritdoc/>
    public override string MeasureText(Observation observation) =>
        $"{observation.Output} at {observation.Time}, {Against().Split(observation.Regimen)[0].Split(" versus ")[0]}";

    /// <inheritdoc/>
    public override Arm Plan(Observation observation)
    {
        if (TrialArm.Outputs.FirstOrDefault(one => one.Equals(observation.Output, StringComparison.OrdinalIgnoreCase)) is not { } output)
        {
            return base.Plan(observation with { Setting = observation.Setting.RemoveRange([Visits, CutOff, Since]) });
        }

        string[] arms = Against().Split(observation.Regimen);
        bool isOfTwo = output == "d", maybeOfTwo = output is "response" or "response odds";
        if (arms.Length > 2 || (arms.Length == 2 ? !isOfTwo && !maybeOfTwo : isOfTwo))
        {
            throw new UserErrorException(arms.Length > 2 ? "a row has one 'against': the arm before it, over that after it"
                : isOfTwo ? "d is of two arms; write 'REGIMEN against placebo for REGIMEN'" : $"'{output}' is of one arm; leave out 'against'");
        }

        TrialMeasure measure = new(output, Hours(observation), Number(observation, CutOff) ?? UsualCutOff, observation.Count);
        return new TrialArm(Bench, Side(observation, arms[0]), arms.Length == 2 ? Side(observation, arms[1]) : null, measure)
        {
            Model = "mood",
            Unit = UnitParser.Parse("dimensionless"),
            Expected = "a score or a share; expected dimensionless or %",
        };
    }

    private TrialSide Side(Observation observation, string regimen)
    {
        ImmutableSortedDictionary<string, string> setting = observation.Setting.ContainsKey("condition") ? observation.Setting
            : observation.Setting.Add("condition", Depression);
        PatientTreatment treatment = Treatment(observation, regimen.Trim());
        treatment = setting.TryGetValue(Visits, out string? days) ? treatment with { Seen = VisitHours(days) } : treatment;
        TrialPool? pool = setting.TryGetValue(Control, out string? control) ? Bench.File.Pools.FirstOrDefault(one => one.Name == control) : null;
        double all = pool?.Of.Values.Sum() ?? 1;
        (SetPart, double)[] beliefs = pool is null ? [(Set(observation with { Setting = setting }), 1)]
            : [.. pool.Of.Select(one => (Set(observation with { Setting = setting.SetItem(Control, one.Key) }), one.Value / all))];
        string key = string.Join(' ', setting.RemoveRange([CutOff, Since]).Select(one => $"{one.Key}={one.Value}").Prepend(regimen.Trim()));
        return new TrialSide(key, treatment, beliefs);
    }

    /// <summary>When the row is read: a change counts from the start, or from where the row says.</summary>
    private static double Hours(Observation observation) => observation.Measure is not { Kind: MeasureKind.At } measure
        ? throw new UserErrorException($"'{observation.Time}': people of a trial are rated at a time, 24 h or 28 d")
        : measure.From == 0 && Number(observation, Since) is { } since ? since : measure.From;

    private static ImmutableArray<double> VisitHours(string days)
    {
        double?[] visits =
            [.. days.Split(',').Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out double day) && day >= 0 ? day : (double?)null)];
        return visits.Contains(null) ? throw new UserErrorException($"visits={days} in the setting are days from the start, separated by commas: 0,14,28")
            : [.. visits.Select(day => day!.Value * HoursADay)];
    }

    private static double? Number(Observation observation, string name) => !observation.Setting.TryGetValue(name, out string? text) ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number > 0 ? number
        : throw new UserErrorException($"the setting {name}={text} is no number above 0");

    [GeneratedRegex(@"\s+against\s+")]
    private static partial Regex Against();
}
