using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ketascope.Ketamine.Pharmacokinetics;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Units;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Observations;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Ketamine.Validation;

/// <summary>The courses of one simulated subject, by the names that observations give analytes.</summary>
internal sealed partial record SubjectCourses(ModelFolder Model, Regimen Regimen, double WeightKg, double[] Times, ImmutableArray<double[]> Values)
{
    /// <summary>What is the same for every person of an experiment, found once: each analyte's place among the model's, and when it was given.</summary>
    private readonly ConcurrentDictionary<string, int[]> _found = [];
    private readonly ConcurrentDictionary<string, ImmutableArray<double>> _boluses = [];
    private readonly ConcurrentDictionary<string, Unit> _units = [];

    /// <summary>A run of many people, and which of them this is; null where <see cref="Values"/> holds the courses.</summary>
    private (Trajectories Run, int Subject)? _person;

    /// <summary>The weight, kg, for which a reference experiment is made; that of the subject where nothing else is said.</summary>
    public double ReferenceWeightKg { get; init; } = WeightKg;

    /// <summary>What is doubtful about the model for this person, a sentence each.</summary>
    public ImmutableArray<string> Doubts { get; init; } = [];

    /// <summary>An experiment before it is run: the model that suits, and the times from which measures are taken.</summary>
    /// <exception cref="UserErrorException">The regimen or a covariate is wrong, or no model suits.</exception>
    public static SubjectCourses Planned(DoseRequest request, ModelLibrary library)
    {
        (Regimen regimen, ModelChoice choice) = DoseSimulation.Plan(request, library);
        return new SubjectCourses(choice.Model, regimen, Covariates.Weight(request, choice.Model), [.. SamplingGrid.ForMeasures(regimen)], []) { Doubts = DoubtsOf(request, choice) };
    }

    /// <summary>What is doubtful about a choice for the person of a request.</summary>
    public static ImmutableArray<string> DoubtsOf(DoseRequest request, ModelChoice choice) => [.. choice.Warnings, .. Covariates.Warnings(request, choice.Model)];

    /// <summary>The experiment with the courses that a run gave one of its subjects.</summary>
    public SubjectCourses Of(Trajectories run, int subject) => this with { _person = (run, subject) };

    /// <summary>The course of an analyte in the unit of its model. <c>ketamine</c> without an enantiomer is the sum of those that the model gives.</summary>
    /// <exception cref="UserErrorException">The model does not predict it.</exception>
    public (double[] Values, Unit Unit) Course(string analyte)
    {
        int[] found = Found(analyte);
        if (found.Length == 0)
        {
            string[] known = [.. Model.Analytes.Select(one => TotalSuffix().Replace(one.Name, "")).Distinct()];
            throw new UserErrorException($"the model '{Model.Id}' does not predict '{analyte}'; it predicts {string.Join(", ", known)}{NearestName.Hint(analyte, known)}");
        }

        double[] sum = Of(found[0]);
        foreach (int other in found.Skip(1))
        {
            double[] more = Of(other);
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += more[i];
            }
        }

        return (sum, _units.GetOrAdd(Model.Analytes[found[0]].Unit, UnitParser.Parse));
    }

    /// <summary>The dose, mg, of the enantiomer that an analyte is named after, or of all that is given.</summary>
    public CourseDose Dose(string analyte)
    {
        string name = Plain(analyte);
        double amount = 0;
        foreach (DoseSite site in Regimen.Sites)
        {
            ModelDrug drug = Model.DrugOf(site.Drug)!;
            string? enantiomer = name.Length > 2 && name[1] == '-' ? name[..2] : null;
            double part = drug.Parts.Where(one => enantiomer is null || one.Key.StartsWith(enantiomer, StringComparison.Ordinal)).Sum(one => one.Value);
            amount += part * Total(site, WeightKg);
        }

        return new CourseDose(amount, LastDoseEnd, _boluses.GetOrAdd(analyte, Boluses));
    }

    /// <summary>When boluses enter an analyte. A single one at the start needs no thought: values are those right after it.</summary>
    private ImmutableArray<double> Boluses(string analyte)
    {
        bool later = Regimen.Doses.Any(dose => dose is { Route: Route.Intravenous, Duration: null })
            && SamplingGrid.DoseTimes(Regimen).Any(dose => dose.Start > 0);
        if (!later)
        {
            return [];
        }

        ImmutableArray<string> variables = [.. Found(analyte).Select(index => Model.Analytes[index].Variable)];
        return [.. BolusTimes.Of(Model.Load().System, variables, Regimen.ToRecords(WeightKg, DoseSites.Of(Model))).SelectMany(own => own).Distinct().Order()];
    }

    /// <summary>All that is given of a drug by a route to a person of a weight in kg, mg.</summary>
    public double Total(DoseSite site, double weightKg)
    {
        ImmutableDictionary<DoseSite, ImmutableArray<DoseShare>> whole = Regimen.Sites.ToImmutableDictionary(
            one => one, one => ImmutableArray.Create(new DoseShare("all", one == site ? 1 : 0, false)));
        return Regimen.ToRecords(weightKg, whole).Sum(record => Math.Max(0, record.Amount) * (1 + record.AdditionalDoses));
    }

    private double LastDoseEnd { get; } = SamplingGrid.LastDoseEnd(Regimen);

    /// <summary>The course of an analyte, in an array of its own.</summary>
    private double[] Of(int index) => _person is var (run, subject) ? run.Course(subject, index) : [.. Values[index]];

    private int[] Found(string analyte) => _found.GetOrAdd(analyte, Find);

    private int[] Find(string analyte)
    {
        string name = Plain(analyte);
        return Indices(one => one == name) is { Length: > 0 } found ? found : Indices(one => one == $"S-{name}" || one == $"R-{name}");
    }

    /// <summary>The analytes of a name; of those that a model gives at several sites, the site that it lists first.</summary>
    private int[] Indices(Func<string, bool> wanted)
    {
        int[] all = [.. Enumerable.Range(0, Model.Analytes.Length).Where(i => wanted(Plain(Model.Analytes[i].Name)))];
        return [.. all.Where(i => Model.Analytes[i].SamplingSite == Model.Analytes[all[0]].SamplingSite)];
    }

    private static string Plain(string analyte)
    {
        string name = TotalSuffix().Replace(analyte.Trim(), "");
        name = name.ToUpperInvariant() switch
        {
            "ESKETAMINE" => "S-KETAMINE",
            "ARKETAMINE" => "R-KETAMINE",
            "ESNORKETAMINE" => "S-NORKETAMINE",
            var other => other,
        };
        return Enantiomer().Match(name) is { Success: true } match ? $"{match.Value[0]}-{name[match.Length..]}" : name;
    }

    [GeneratedRegex(", total$", RegexOptions.IgnoreCase)]
    private static partial Regex TotalSuffix();

    [GeneratedRegex(@"^[SR](\([+-]\))?-")]
    private static partial Regex Enantiomer();
}
