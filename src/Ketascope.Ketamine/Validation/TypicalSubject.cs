using System.Collections.Immutable;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Validation;

/// <summary>Predicts observations in a typical subject. One experiment is simulated once, however many rows observe it.</summary>
/// <param name="library">The models.</param>
/// <param name="model">The model for all rows, by identifier; null for what the row asks or the library picks.</param>
public sealed class TypicalSubject(ModelLibrary library, string? model = null) : IPredictionSource
{
    private const double TailHours = 144;
    private readonly Dictionary<DoseRequest, SubjectCourses> _done = [];

    /// <summary>Where the courses of an experiment come from; null for a simulation with the values of the text.</summary>
    internal Func<DoseRequest, CancellationToken, SubjectCourses>? Courses { get; init; }

    /// <inheritdoc/>
    public Prediction Predict(Observation observation, CancellationToken cancellation)
    {
        if (Courses is null && observation.Statistic is "difference" or "share of subjects")
        {
            throw new UserErrorException($"the statistic '{observation.Statistic}' needs a population and is not predicted for a typical subject");
        }

        return Plan(observation).Predict((request, token) => Simulate(request, token), cancellation);
    }

    /// <summary>A row that has been read once, to be predicted in many people.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The row says what cannot be simulated.</exception>
    internal PkRow Plan(Observation observation) => new(observation, Request, library.Drugs);

    private DoseRequest Request(Observation observation)
    {
        ImmutableSortedDictionary<string, string> setting = observation.Setting;
        double end = RegimenParser.Read(observation.Regimen).EndHours + TailHours;
        (double? weight, RandomDistribution? weightSpread) = Number(setting, "weight", "kg");
        (double? age, RandomDistribution? ageSpread) = Number(setting, "age", "years");
        (double? height, RandomDistribution? heightSpread) = Number(setting, "height", "cm");
        (Sex? sex, bool mixed) = setting.TryGetValue("sex", out string? said) ? ReadSex(said) : (null, false);
        return new DoseRequest
        {
            Regimen = observation.Regimen,
            WeightKg = weight,
            WeightSpread = weightSpread,
            AgeYears = age,
            AgeSpread = ageSpread,
            HeightCm = height,
            HeightSpread = heightSpread,
            Sex = sex,
            IsSexMixed = mixed,
            Model = model ?? setting.GetValueOrDefault("model"),
            Site = model is null ? setting.GetValueOrDefault("site") : null,
            Hours = Math.Max(end, Math.Max(observation.Measure.From, observation.Measure.To ?? 0)),
        };
    }

    /// <summary>A number of the setting: the mean where a standard deviation stands behind it, the middle of a range.</summary>
    private static (double? Centre, RandomDistribution? Spread) Number(ImmutableSortedDictionary<string, string> setting, string name, string unit) =>
        !setting.TryGetValue(name, out string? text) ? (null, null)
        : PrintedNumber.TryParse(text) is { } number ? (number.Centre, number.Spread)
        : throw new UserErrorException($"{name}={text} in the setting is not a number of {unit}, nor a mean with its standard deviation such as 70(12), nor a range such as 20-30");

    private static (Sex? Sex, bool IsMixed) ReadSex(string text) => text.ToUpperInvariant() switch
    {
        "MALE" or "M" => (Sex.Male, false),
        "FEMALE" or "F" => (Sex.Female, false),
        "MIXED" or "BOTH" => (null, true),
        _ => throw new UserErrorException($"sex={text} in the setting is none of male, female, mixed"),
    };

    private SubjectCourses Simulate(DoseRequest request, CancellationToken cancellation)
    {
        if (Courses is { } given)
        {
            return given(request, cancellation);
        }

        if (_done.TryGetValue(request, out SubjectCourses? known))
        {
            return known;
        }

        (Regimen regimen, ModelChoice choice) = DoseSimulation.Plan(request, library);
        ModelFolder folder = choice.Model;
        DoseSimulationResult result = DoseSimulation.Run(request, library, TimeProvider.System, cancellation);
        SubjectCourses courses = new(
            folder,
            regimen,
            Covariates.Weight(request, folder),
            [.. result.Outcome.Trajectories.Times],
            [.. folder.Analytes.Select((_, i) => result.Outcome.Trajectories.Course(0, i))])
        { Doubts = SubjectCourses.DoubtsOf(request, choice) };
        _done[request] = courses;
        return courses;
    }
}
