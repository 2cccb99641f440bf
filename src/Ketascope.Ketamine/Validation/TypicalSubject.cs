using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Patient;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Units;
using Ketascope.Pharmacology.Exposure;
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

        SubjectCourses courses = Simulate(Request(observation), cancellation);
        string[] parts = observation.Output.Split('/', 2);
        (double value, Unit unit) = Measure(observation, parts[0], courses, cancellation);
        if (parts.Length == 2)
        {
            (double below, Unit belowUnit) = Measure(observation, parts[1], courses, cancellation);
            (value, unit) = (value / below, unit / belowUnit);
        }

        if (observation.Statistic == "change")
        {
            // Nothing was given before the regimen; what the model holds at its start counts as the baseline.
            (double before, _) = parts.Length == 1 ? Measure(observation with { Time = "0 h" }, parts[0], courses, cancellation) : throw new UserErrorException("a change is of one output, not of a ratio");
            value -= before;
        }

        return new Prediction(Converted(value, unit, observation, courses.WeightKg), null, null, courses.Model.Id) { Note = courses.Doubts.IsEmpty ? null : string.Join(' ', courses.Doubts) };
    }

    /// <summary>A prediction in the unit of the observation: per kg of body weight and in moles where that asks for it.</summary>
    private double Converted(double value, Unit unit, Observation observation, double weightKg)
    {
        Unit target = UnitParser.Parse(observation.Unit), kilogram = UnitParser.Parse("kg"), molarMass = UnitParser.Parse("g/mol");
        if (unit.HasDimensionOf(target))
        {
            return unit.ConvertTo(value, target);
        }

        if (unit.HasDimensionOf(target * kilogram))
        {
            return unit.ConvertTo(value / weightKg, target * kilogram);
        }

        return unit.HasDimensionOf(target * molarMass)
            ? unit.ConvertTo(value / MolarMasses.Of(library.Drugs, observation.Output), target * molarMass)
            : throw new UserErrorException($"the unit '{observation.Unit}' does not fit a {Examples(observation.Measure.Kind)}");
    }

    private static string Examples(MeasureKind kind) => kind switch
    {
        MeasureKind.TimeOfMaximum or MeasureKind.HalfLife or MeasureKind.ResidenceTime => "time; expected h or min, for example",
        MeasureKind.Area => "area; expected ng*h/mL, for example",
        MeasureKind.Clearance => "clearance; expected L/h or mL/min/kg, for example",
        MeasureKind.Volume or MeasureKind.TerminalVolume => "volume; expected L or L/kg, for example",
        MeasureKind.Bioavailability => "fraction; expected % or dimensionless",
        _ => "concentration, nor a ratio of two; expected ng/mL or, of a ratio, dimensionless",
    };

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

    private (double Value, Unit Unit) Measure(Observation observation, string analyte, SubjectCourses courses, CancellationToken cancellation)
    {
        (double[] values, string name) = courses.Course(analyte);
        if (observation.Measure.Kind == MeasureKind.Bioavailability)
        {
            return (Bioavailability(observation, analyte, courses, cancellation), Unit.One);
        }

        if (observation.Measure.Kind == MeasureKind.Volume && courses.Regimen.Doses is not [{ Route: Route.Intravenous, Count: 1 }])
        {
            throw new UserErrorException("Vss is of one intravenous dose");
        }

        if (observation.Measure.Kind == MeasureKind.ResidenceTime && courses.Regimen.Doses is not [{ Count: 1 }])
        {
            throw new UserErrorException("MRT is of one dose");
        }

        Estimate estimate = CourseMeasures.Of(observation.Measure, courses.Times, values, courses.Dose(analyte));
        double value = estimate.Value ?? throw new UserErrorException(estimate.Reason!);
        Unit concentration = UnitParser.Parse(name), hour = UnitParser.Parse("h"), dose = UnitParser.Parse("mg");
        return (value, observation.Measure.Kind switch
        {
            MeasureKind.TimeOfMaximum or MeasureKind.HalfLife or MeasureKind.ResidenceTime => hour,
            MeasureKind.Area => concentration * hour,
            MeasureKind.Clearance => dose / (concentration * hour),
            MeasureKind.Volume or MeasureKind.TerminalVolume => dose / concentration,
            _ => concentration,
        });
    }

    /// <summary>The area to infinity over that of the same dose given intravenously at once.</summary>
    private double Bioavailability(Observation observation, string analyte, SubjectCourses courses, CancellationToken cancellation)
    {
        DoseSite site = courses.Regimen.Sites is [var only] ? only : throw new UserErrorException("F is of one drug by one route, and the regimen has several");
        string iv = string.Create(CultureInfo.InvariantCulture, $"{courses.Model.DrugOf(site.Drug)!.Name} {courses.Total(site, courses.ReferenceWeightKg)} mg iv");
        DoseRequest request = Request(observation with { Regimen = iv }) with { Model = courses.Model.Id, Site = null };
        SubjectCourses reference = Simulate(request, cancellation);
        Measure area = new(MeasureKind.Area);
        Estimate here = CourseMeasures.Of(area, courses.Times, courses.Course(analyte).Values, courses.Dose(analyte));
        Estimate there = CourseMeasures.Of(area, reference.Times, reference.Course(analyte).Values, reference.Dose(analyte));
        double doses = reference.Dose(analyte).Amount / courses.Dose(analyte).Amount;
        return here.Value / there.Value * doses ?? throw new UserErrorException(here.Reason ?? there.Reason!);
    }
}
