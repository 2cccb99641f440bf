using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>
/// Rows of people in pain (docs/cord.md): the setting names their condition, the regimen is a dose, and they rate their pain at a time after its start.
/// </summary>
/// <param name="library">People in pain, the cord, the drugs and their pharmacokinetics.</param>
internal sealed class RatedPeople(KetamineLibrary library)
{
    /// <summary>The settings of such rows.</summary>
    public const string Condition = "condition", Baseline = "baseline", Relief = "relief", Weight = "weight";

    private const double Day = ChronicCord.Day;

    /// <summary>Rows that are close in time share the run of people who are followed for one of these times, s.</summary>
    private static readonly ImmutableArray<double> Followed = [6 * RatingTimes.Hour, 14 * Day, 90 * Day];

    private static readonly Output[] Outputs =
    [
        new("NRS", "dimensionless", (courses, time) => courses.At(time)),
        new("VAS", "cm", (courses, time) => courses.At(time)),
        new("pain-relief", "dimensionless", (courses, time) => [.. courses.At(time).Zip(courses.At(0), (now, before) => (before - now) / before)]),
        new("mean NRS", "dimensionless", (courses, time) => courses.MeanUntil(time)),
    ];

    private sealed record Output(string Name, string Unit, Func<PainCourses, double, double[]> Take);

    /// <summary>Reads one side of a row.</summary>
    /// <param name="observation">The row.</param>
    /// <param name="alternative">What ketamine does in the cord.</param>
    /// <exception cref="UserErrorException">The row says something that cannot be.</exception>
    public Arm Plan(Observation observation, CordAlternative alternative)
    {
        string[] names = [.. Outputs.Select(one => one.Name)];
        Output output = Outputs.FirstOrDefault(one => one.Name.Equals(observation.Output, StringComparison.OrdinalIgnoreCase)) ?? throw new UserErrorException(
            $"people in pain do not tell the output '{observation.Output}'; they tell {string.Join(", ", names)}{NearestName.Hint(observation.Output, names)}");
        double time = RegimenTime.ReadHours(observation.Time, "the time") * RatingTimes.Hour;
        PainCondition condition = library.Pain.File.Condition(observation.Setting[Condition]);
        PainRelief relief = library.Pain.File.Relief(observation.Setting.GetValueOrDefault(Relief));
        RatedTreatment treatment = new(condition.Name, relief.Name, alternative.Name, observation.Regimen, WeightOf(observation),
            Number(observation, Baseline), Followed.FirstOrDefault(length => time <= length, time));
        return new RatingArm(treatment, (cohort, set, cancellation) => Follow(treatment, cohort, set, cancellation), courses => output.Take(courses, time))
        {
            Model = $"{condition.Circuit}, {alternative.Name}",
            Unit = UnitParser.Parse(output.Unit),
            IsOfTrials = true,
        };
    }

    private PainCourses Follow(
        RatedTreatment treatment, Cohort cohort, ImmutableSortedDictionary<string, double> values, CancellationToken cancellation)
    {
        PainCondition condition = library.Pain.File.Condition(treatment.Condition);
        PainGroup group = library.Pain.Group(
            condition, library.Pain.File.Relief(treatment.Relief), treatment.Baseline, library.Cord.Circuit(condition.Circuit), [], values);
        PainPeople people = cohort.Count > 1 ? group.Draw(cohort.Count, cohort.Seed, treatment.Seconds) : group.Typical();
        PainTreatment given = PainTreatment.IsPlacebo(treatment.Regimen) ? PainTreatment.Placebo : new(
            library.Cord.Doses.Regimen(treatment.Regimen, treatment.WeightKg, treatment.Seconds, cancellation).Exposure, true,
            library.Cord.File.Alternative(treatment.Alternative));
        return group.Follow(people, given, RatingTimes.Grid(given.Exposure, treatment.Seconds), progress: null, cancellation);
    }

    /// <summary>The body weight of a row of the cord or of people in pain, kg.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The setting is no number above 0.</exception>
    public static double WeightOf(Observation observation) => Number(observation, Weight) ?? CordDoses.UsualWeightKg;

    private static double? Number(Observation observation, string name) => !observation.Setting.TryGetValue(name, out string? text) ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number > 0 ? number
        : throw new UserErrorException($"the setting {name}={text} is no number above 0");
}
