using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Observations;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>Reads rows of observations of dosed people: which model is run for whom, and what is measured.</summary>
/// <param name="library">The models.</param>
/// <param name="model">The model for all rows, by identifier; null for what the row asks or the library picks.</param>
internal sealed class PkRows(ModelLibrary library, string? model = null)
{
    /// <summary>Reads one side of a row; solves nothing.</summary>
    /// <param name="observation">The row.</param>
    /// <exception cref="UserErrorException">The row says what cannot be simulated or measured.</exception>
    public Arm Plan(Observation observation)
    {
        (DoseRequest request, (Regimen, ModelChoice) planned) = Shared(Request(observation));
        return Plan(observation, request, planned, isReference: false);
    }

    private DosedArm Reference(Observation observation, DoseRequest request) =>
        Plan(observation, request, DoseSimulation.Plan(request, library), isReference: true);

    private DosedArm Plan(Observation observation, DoseRequest request, (Regimen Regimen, ModelChoice Choice) planned, bool isReference)
    {
        (Regimen regimen, ModelChoice choice) = planned;
        ModelFolder folder = choice.Model;
        Measure measure = Suiting(observation.Measure, regimen);
        int[] places = Analytes.Find(folder, observation.Output);
        double weight = Covariates.Weight(request, folder), end = Math.Max(measure.From, measure.To ?? 0);
        ImmutableArray<double> times = SamplingGrid.ForMeasures(regimen, end);
        ImmutableArray<double> boluses = Boluses(folder, regimen, weight, [.. places.Select(place => folder.Analytes[place].Variable)]);
        return new DosedArm(
            request with { Hours = times[^1] }, () => DoseSimulation.ToRun(request, regimen, folder, times) with { Solver = DosedArm.Solver })
        {
            Model = folder.Id,
            Unit = CourseMeasures.UnitOf(measure.Kind, UnitParser.Parse(folder.Analytes[places[0]].Unit)),
            Expected = CourseMeasures.Expected(measure.Kind),
            Caveats = [.. choice.Warnings, .. Covariates.Warnings(request, folder)],
            Over = isReference ? null
                : measure.Kind == MeasureKind.Bioavailability
                    ? Reference(observation, request with { Regimen = Intravenous(regimen, folder, weight), Model = folder.Id, Site = null })
                : request.With is not null && observation.Statistic == "ratio"
                    ? Reference(observation, request with { With = null, Model = folder.Id })
                : null,
            Regimen = request.Regimen,
            Taken = measure,
            Variables = [.. places],
            Dose = kilograms => new CourseDose(Analytes.Dose(folder, regimen, observation.Output, kilograms), SamplingGrid.LastDoseEnd(regimen), boluses),
            WeightKg = weight,
            WeightParameter = folder.Weight.Parameter,
            PeopleRequest = () => DosePopulation.Request(request, library, times) with { Solver = DosedArm.Solver },
            Covariates = [.. CovariateSpread.Drawn(request, folder)],
            MolarMass = () => library.Drugs?.MolarMass(observation.Output)
                ?? throw new UserErrorException($"the molar mass of '{observation.Output}' is not known: this library has no drugs"),
        };
    }

    private DoseRequest Request(Observation observation)
    {
        ImmutableSortedDictionary<string, string> setting = observation.Setting;
        (double? weight, RandomDistribution? weightSpread) = Number(setting, "weight", "kg");
        (double? age, RandomDistribution? ageSpread) = Number(setting, "age", "years");
        (double? height, RandomDistribution? heightSpread) = Number(setting, "height", "cm");
        RequirePump(setting, observation.Regimen);
        (Sex? sex, bool mixed) = setting.TryGetValue("sex", out string? said) ? ReadSex(said) : (null, false);
        return Given(observation.Regimen, setting.GetValueOrDefault("pump"), new DoseRequest
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
            With = setting.TryGetValue("with", out string? with) ? library.Interactions.Find(with) : null,
            Analyte = observation.Ratio,
        });
    }

    /// <summary>With the doses that a pump gives, where the row is of a target.</summary>
    private DoseRequest Given(string regimen, string? pump, DoseRequest person) => !TargetParser.IsTarget(regimen) ? person
        : person with { Given = TargetedDoses.Of(regimen, person, new PumpSettings(), pump, library).Regimen };

    private static void RequirePump(ImmutableSortedDictionary<string, string> setting, string regimen)
    {
        if (setting.ContainsKey("pump") && !TargetParser.IsTarget(regimen))
        {
            throw new UserErrorException("pump=NAME in the setting is the model that a pump calculates with to hold a target, and the regimen has none");
        }
    }

    /// <summary>The experiment without the analyte that is observed where the same model is taken for all: its rows then share a run.</summary>
    private (DoseRequest Request, (Regimen Regimen, ModelChoice Choice) Planned) Shared(DoseRequest request)
    {
        DoseRequest whole = request with { Analyte = null };
        (Regimen, ModelChoice Choice) ofWhole = DoseSimulation.Plan(whole, library);
        if (request.Model is not null)
        {
            return (whole, ofWhole);
        }

        (Regimen, ModelChoice Choice) own = DoseSimulation.Plan(request, library);
        return own.Choice.Model.Id == ofWhole.Choice.Model.Id ? (whole, ofWhole) : (request, own);
    }

    /// <summary>A number of the setting: the mean where a standard deviation stands behind it, the middle of a range.</summary>
    private static (double? Centre, RandomDistribution? Spread) Number(ImmutableSortedDictionary<string, string> setting, string name, string unit) =>
        !setting.TryGetValue(name, out string? text) ? (null, null)
        : PrintedNumber.TryParse(text) is { } number ? (number.Centre, number.Spread)
        : throw new UserErrorException(
            $"{name}={text} in the setting is not a number of {unit}, nor a mean with its standard deviation such as 70(12), nor a range such as 20-30");

    private static (Sex? Sex, bool IsMixed) ReadSex(string text) => text.ToUpperInvariant() switch
    {
        "MALE" or "M" => (Sex.Male, false),
        "FEMALE" or "F" => (Sex.Female, false),
        "MIXED" or "BOTH" => (null, true),
        _ => throw new UserErrorException($"sex={text} in the setting is none of male, female, mixed"),
    };

    /// <summary>The measure, if it is one of what was given.</summary>
    private static Measure Suiting(Measure measure, Regimen regimen) => measure.Kind switch
    {
        MeasureKind.Volume when regimen.Doses is not [{ Route: Route.Intravenous, Count: 1 }] => throw new UserErrorException("Vss is of one intravenous dose"),
        MeasureKind.ResidenceTime when regimen.Doses is not [{ Count: 1 }] => throw new UserErrorException("MRT is of one dose"),
        _ => measure,
    };

    /// <summary>The same dose given intravenously at once, which bioavailability compares with.</summary>
    private static string Intravenous(Regimen regimen, ModelFolder folder, double weightKg)
    {
        DoseSite site = regimen.Sites is [var only] ? only : throw new UserErrorException("F is of one drug by one route, and the regimen has several");
        return string.Create(CultureInfo.InvariantCulture, $"{folder.DrugOf(site.Drug)!.Name} {Analytes.Total(regimen, site, weightKg)} mg iv");
    }

    /// <summary>When boluses enter variables. A single one at the start needs no thought: values are those right after it.</summary>
    private static ImmutableArray<double> Boluses(ModelFolder folder, Regimen regimen, double weightKg, ImmutableArray<string> variables)
    {
        bool later = regimen.Doses.Any(dose => dose is { Route: Route.Intravenous, Duration: null })
            && SamplingGrid.DoseTimes(regimen).Any(dose => dose.Start > 0);
        return !later ? []
            : [.. BolusTimes.Of(folder.Load().System, variables, regimen.ToRecords(weightKg, DoseSites.Of(folder))).SelectMany(own => own).Distinct().Order()];
    }
}
