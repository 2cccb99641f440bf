using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Composing;
using Ketascope.Ketamine.Drugs;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Cord;

/// <summary>From a bath or a regimen to the free drug around the receptors of the cord.</summary>
/// <param name="dosing">How doses reach the cord.</param>
/// <param name="drugs">The drugs.</param>
/// <param name="models">The pharmacokinetic models.</param>
/// <param name="common">What acts like 1 of S-ketamine in the brain.</param>
public sealed class CordDoses(CordDosing dosing, DrugCabinet drugs, ModelLibrary models, CommonNumbers common)
{
    /// <summary>The body weight of a person of whom nothing is said, kg.</summary>
    public const double UsualWeightKg = 70;

    private const string Equivalent = "equivalent.hypnosis", WholeEquivalent = "s-ketamine";

    private const string Unbound = "fraction-unbound";

    private const string Pore = "nmda-pore";
    private const string Membrane = "nmda-membrane";
    private const double Hour = 3600;

    /// <summary>Concentrations that differ by less than this part of the highest one are taken as one step.</summary>
    private const double Grain = 0.01;

    /// <summary>A bath as exposure.</summary>
    /// <param name="drug">The drug; of a mixture each part counts.</param>
    /// <param name="micromolar">Its concentration, uM, all of it free.</param>
    /// <param name="start">From when on, s.</param>
    /// <param name="end">Until when, s.</param>
    /// <exception cref="UserErrorException">The drug is none whose block the cord can compute.</exception>
    public CordExposure Bath(DrugFile drug, double micromolar, double start, double end)
    {
        double[] weights = Weights(drug);
        return Of(i => StepCourse.Between(start, end, micromolar * weights[i]));
    }

    /// <summary>A regimen as exposure, from its start on; drugs that no model takes together are each given by a model of their own.</summary>
    /// <param name="text">The regimen (docs/regimens.md).</param>
    /// <param name="weightKg">The body weight, kg.</param>
    /// <param name="until">Until when the exposure is wanted, s.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The exposure, and a sentence for people about how it was made.</returns>
    /// <exception cref="UserErrorException">The regimen has a mistake, no model suits, or a drug does nothing that is known here.</exception>
    public (CordExposure Exposure, string Note) Regimen(string text, double weightKg, double until, CancellationToken cancellation = default)
    {
        (CordExposure Exposure, string Note)[] drugs = [.. DrugParts.Of(new DoseRequest { Regimen = text, WeightKg = weightKg }, models)
            .Select(one => OneDrug(one, weightKg, until, cancellation))];
        return (CordExposure.Sum([.. drugs.Select(one => one.Exposure)]), $"{text}: {string.Join("; ", drugs.Select(one => one.Note))}");
    }

    private (CordExposure Exposure, string Note) OneDrug(DoseRequest doses, double weightKg, double until, CancellationToken cancellation)
    {
        Regimen regimen = doses.Substance is { } substance ? doses.Read().Of(substance) : doses.Read();
        bool isLong = regimen.EndHours * Hour > dosing.LongAfter;
        ModelFolder? named = (isLong ? dosing.Long : dosing.Short)
            .Select(id => models.Models.FirstOrDefault(model => model.Id == id)).OfType<ModelFolder>().FirstOrDefault(model => regimen.Sites.All(model.Takes));
        DoseRequest request = doses with
        {
            Model = named?.Id,
            Site = named is null ? null : isLong ? SamplingSite.Venous : SamplingSite.Arterial,
        };
        (regimen, ModelChoice choice) = DoseSimulation.Plan(request, models);
        double[] times = Grid(regimen, until);
        RunOutcome outcome = ModelRun.Run(
            DoseSimulation.ToRun(request, regimen, choice.Model, [.. times.Select(time => time / Hour)]), progress: null, cancellation);
        if (!outcome.Failures.IsEmpty)
        {
            throw new UserErrorException($"the concentrations after '{regimen.Describe()}' could not be solved: {outcome.Failures[0].Failure}");
        }

        double[][] courses = [.. choice.Model.Analytes.Select((_, i) => outcome.Trajectories.Course(0, i).ToArray())];
        string person = string.Create(CultureInfo.InvariantCulture, $"{weightKg:G4} kg");
        return Opioid(choice.Model, courses, times, person) ?? Ketamine(choice.Model, courses, times, isLong, person) ?? throw new UserErrorException(
            $"'{regimen.Describe()}' gives no drug whose relief of pain is known: it does not block the pore of the NMDA receptor, " +
            $"and of opioids only {string.Join(", ", dosing.Opioids.Keys)} is known");
    }

    /// <summary>An opioid at the effect site of its own model; null where it is none.</summary>
    private (CordExposure Exposure, string Note)? Opioid(ModelFolder model, double[][] courses, double[] times, string person)
    {
        int site = model.Analytes.Index().FirstOrDefault(one => one.Item.IsEffectSite && one.Item.Unit == "ng/mL", (-1, null!)).Index;
        if (site < 0 || !drugs.TryFind(AnalyteNames.WithoutSite(model.Analytes[site].Name), out DrugFile drug) || drug.MolarMass is not { } mass
            || !dosing.Opioids.TryGetValue(drug.Id, out double equivalent))
        {
            return null;
        }

        double unbound = common.Find(Unbound, drug).Value;
        double[] free = [.. courses[site].Select(total => total * unbound / mass * equivalent)];
        return (CordExposure.None with { Opioids = Steps(times, free) },
            string.Create(CultureInfo.InvariantCulture, $"free concentrations at the effect site of {model.Id} ({unbound:P0} unbound, {person})"));
    }

    /// <summary>What blocks the pore of the NMDA receptor, around it and in the brain; null for a drug that does not.</summary>
    private (CordExposure Exposure, string Note)? Ketamine(ModelFolder model, double[][] courses, double[] times, bool isLong, string person)
    {
        double[][] sums = [new double[times.Length], new double[times.Length], new double[times.Length]];
        bool acts = false;
        for (int i = 0; i < courses.Length; i++)
        {
            acts |= Add(model.Analytes[i], courses[i], sums);
        }

        return !acts ? null : (Of(i => Steps(times, isLong ? sums[i] : EffectSite(times, sums[i]))), string.Create(CultureInfo.InvariantCulture,
            $"free concentrations of {model.Id} ({model.SamplingSite}, {dosing.FractionUnbound:P0} unbound, {person})") +
            (isLong ? ", without an effect site" : string.Create(CultureInfo.InvariantCulture,
                $", through an effect site with a half-life of {dosing.EffectSite / 60:G3} min")));
    }

    private static CordExposure Of(Func<int, StepCourse> course) => new(course(0), course(1)) { Equivalents = course(2) };

    /// <summary>Adds what an analyte does to what others do; tells whether it does anything.</summary>
    private bool Add(ModelAnalyte analyte, double[] course, double[][] sums)
    {
        if (!drugs.TryFind(analyte.Name, out DrugFile drug) || drug.MolarMass is not { } mass || !Blocks(drug) || analyte.Unit != "ng/mL")
        {
            return false;
        }

        double free = dosing.FractionUnbound / mass;
        foreach ((double weight, double[] sum) in Weights(drug).Zip(sums))
        {
            for (int i = 0; i < course.Length; i++)
            {
                sum[i] += course[i] * free * weight;
            }
        }

        return true;
    }

    /// <summary>How much one of a drug is of racemic ketamine at the pore, of drug at the site in the membrane, and of S-ketamine in the brain.</summary>
    private double[] Weights(DrugFile drug)
    {
        double[] weights = [0, 0, 0];
        foreach ((DrugFile part, double fraction) in drugs.Parts(drug))
        {
            (double affinity, bool binds) = Affinity(part, drug);
            weights[0] += fraction * dosing.RacemateAffinity / affinity;
            weights[1] += binds ? fraction : 0;
            weights[2] += fraction * (part.Id == WholeEquivalent ? 1 : common.All.FirstOrDefault(one => one.Id == Equivalent && one.IsOf(part))?.Value ?? 0);
        }

        return weights;
    }

    private bool Blocks(DrugFile drug) => drugs.Parts(drug).All(part => part.Drug.At(Pore) is not null);

    private static (double Pore, bool Membrane) Affinity(DrugFile part, DrugFile asked) =>
        part.At(Pore) is { } block && block.Find("unbindingRate") is { } off && block.Find("bindingRate") is { } on ? (off / on, part.At(Membrane) is not null)
        : throw new UserErrorException($"the file of '{asked.Names[0]}' gives no block of the NMDA receptor's pore; other actions in the cord, " +
            "such as those of opioids, are not in it yet");

    /// <summary>Dense where doses start and end, then hourly.</summary>
    private static double[] Grid(Regimen regimen, double until)
    {
        SortedSet<double> times = [0, until];
        foreach (double edge in SamplingGrid.DoseTimes(regimen).SelectMany(dose => (double[])[dose.Start * Hour, dose.End * Hour]))
        {
            double step = 5;
            for (double time = edge; time < until; time += step)
            {
                times.Add(time);
                step = Math.Clamp((time - edge) / 60, 5, Hour);
                if (time - edge > 2 * 24 * Hour)
                {
                    break;
                }
            }
        }

        for (double time = 0; time < until; time += Hour)
        {
            times.Add(time);
        }

        return [.. times.Where(time => time <= until)];
    }

    /// <summary>A first-order site, exactly for a course that is straight between the times.</summary>
    private double[] EffectSite(double[] times, double[] plasma)
    {
        double k = Math.Log(2) / dosing.EffectSite;
        double[] site = new double[times.Length];
        for (int i = 1; i < times.Length; i++)
        {
            double length = times[i] - times[i - 1], slope = (plasma[i] - plasma[i - 1]) / length, left = Math.Exp(-k * length);
            site[i] = plasma[i] - (slope / k) + ((site[i - 1] - plasma[i - 1] + (slope / k)) * left);
        }

        return site;
    }

    /// <summary>Steps that have the same area as the course, none of which spans more than a grain of it.</summary>
    private static StepCourse Steps(double[] times, double[] values)
    {
        double grain = values.Max() * Grain;
        ImmutableArray<(double, double)>.Builder steps = ImmutableArray.CreateBuilder<(double, double)>();
        int from = 0;
        double area = 0;
        for (int i = 1; i < times.Length; i++)
        {
            area += (times[i] - times[i - 1]) * (values[i] + values[i - 1]) / 2;
            if (Math.Abs(values[i] - values[from]) >= grain || i == times.Length - 1)
            {
                steps.Add((times[from], area / (times[i] - times[from])));
                (from, area) = (i, 0);
            }
        }

        return new(steps.ToImmutable());
    }
}
