using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Weight, age, height and sex of the person of a request, said or assumed, and what becomes of them in a model's text.</summary>
internal static class Covariates
{
    private const double FarDeviations = 3;
    private const double HeaviestKg = 500;
    private const double OldestYears = 120;
    private const double TallestCm = 300;

    /// <summary>
    /// The body weight, kg: as said; else that of a child of the age said; else the model's.
    /// </summary>
    /// <exception cref="UserErrorException">It is no weight of a person.</exception>
    public static double Weight(DoseRequest request, ModelFolder model)
    {
        double weight = request.WeightKg ?? (IsWeightFromAge(request) ? ChildGrowth.WeightKg(request.AgeYears!.Value) : model.Weight.Default);
        return weight is > 0 and <= HeaviestKg
            ? weight
            : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"a body weight of {weight} kg is not between 0 and {HeaviestKg} kg"));
    }

    /// <summary>The age, years: as said; else, where no model is named, that of a child of the weight said; null for an adult.</summary>
    /// <exception cref="UserErrorException">It is no age of a person.</exception>
    public static double? Age(DoseRequest request) =>
        request.AgeYears is { } age ? Checked(age, "an age", OldestYears, "years")
        : request is { Model: null, WeightKg: < ChildGrowth.ChildBelowKg and > 0 } ? ChildGrowth.AgeYears(request.WeightKg.Value)
        : null;

    /// <summary>An age in words.</summary>
    public static string Years(double age) => string.Create(CultureInfo.InvariantCulture, $"{age:0.##} year{(age == 1 ? "" : "s")}");

    /// <summary>The parameters of a model's text that the person decides, beside those that the request sets by name.</summary>
    /// <exception cref="UserErrorException">A value is no value of a person, or is set by name.</exception>
    public static ImmutableSortedDictionary<string, double> Overrides(DoseRequest request, ModelFolder model)
    {
        ImmutableSortedDictionary<string, double> all = request.Overrides;
        foreach ((string parameter, string name) in model.Covariates.Where(one => one.Parameter is not null).Select(one => (one.Parameter!, one.Name)).Prepend((model.Weight.Parameter, "weight")))
        {
            if (all.ContainsKey(parameter))
            {
                throw new UserErrorException($"'{parameter}' is the {(name == "weight" ? "body weight" : name)}, which has an option of its own (--{name})");
            }
        }

        foreach (ModelCovariate covariate in model.Covariates.Where(one => one.Parameter is not null))
        {
            all = all.SetItem(covariate.Parameter!, Said(request, covariate.Name) ?? covariate.Default);
        }

        return all.SetItem(model.Weight.Parameter, Weight(request, model));
    }

    /// <summary>What is assumed of the person, a sentence each.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="model">The model.</param>
    /// <param name="drawn">The parameters that differ between virtual people.</param>
    public static IEnumerable<string> Assumptions(DoseRequest request, ModelFolder model, IReadOnlyCollection<string> drawn)
    {
        string weight = string.Create(CultureInfo.InvariantCulture, $"Body weight {Weight(request, model)} kg");
        yield return drawn.Contains(model.Weight.Parameter) ? "Body weight drawn for each subject; doses in mg/kg follow it."
            : request is { WeightKg: not null, IsWeightAssumed: true } ? $"{weight} (nobody said another; --weight changes it)."
            : request.WeightKg is not null ? $"{weight}."
            : IsWeightFromAge(request) ? $"{weight} (usual at {Years(request.AgeYears!.Value)}; --weight changes it)."
            : $"{weight} (the model's reference; --weight changes it).";
        foreach (string name in ModelCovariate.Names)
        {
            string? parameter = model.Covariate(name)?.Parameter;
            if (parameter is not null && drawn.Contains(parameter))
            {
                yield return $"{Words(name, null)} drawn for each subject.";
            }
            else if (Said(request, name) is { } said)
            {
                yield return parameter is not null ? $"{Words(name, said)}." : $"{Words(name, said)}, which the model's equations do not use.";
            }
            else if (name == ModelCovariate.Sex && request.IsSexMixed)
            {
                yield return "Both sexes, which the model's equations do not use.";
            }
            else if (parameter is not null)
            {
                yield return $"{Words(name, model.Covariate(name)!.Default)} (the model's reference; --{name} changes it).";
            }
        }
    }

    /// <summary>Warns of a weight or a height outside what a model was built on, and of a child with the height of an adult. (Ages are the matter of <see cref="ModelChoice"/>.)</summary>
    public static IEnumerable<string> Warnings(DoseRequest request, ModelFolder model)
    {
        double weight = Weight(request, model);
        if (weight < model.Weight.Minimum || weight > model.Weight.Maximum)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The model was built on people of {model.Weight.Minimum} to {model.Weight.Maximum} kg; {weight} kg lies outside.");
        }

        if (request is { WeightKg: not null, IsWeightAssumed: false } && !IsUsed(model.Weight.Parameter, model.Load().System))
        {
            yield return "The model does not use body weight: only doses per kg follow it.";
        }

        if (Age(request) is { } years && model.Population is { AgeMean: { } mean, AgeDeviation: { } deviation }
            && Math.Abs(years - mean) > FarDeviations * deviation)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The model was built on people of {mean:0.#} years (SD {deviation:0.#}) and does not use age; {Years(years)} lies far outside.");
        }

        if (request.HeightCm is { } height && model.Covariate(ModelCovariate.Height) is { } known && (height < known.Minimum || height > known.Maximum))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The model was built on people of {known.Minimum} to {known.Maximum} cm; {height} cm lies outside.");
        }

        if (request.HeightCm is null && Age(request) is { } age and < AgeRange.Adulthood && model.Covariate(ModelCovariate.Height) is { Parameter: not null } assumed)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"No height was given: {assumed.Default} cm, the model's reference, was assumed at {Years(age)} (--height CM says it).");
        }
    }

    /// <summary>Whether any equation of a text uses a name.</summary>
    private static bool IsUsed(string name, OdeSystem system) =>
        system.Assignments.Any(one => one.Expression.Names().Contains(name)) || system.Parameters.Any(one => one.Initial.Names().Contains(name))
        || system.States.Any(one => one.Derivative.Names().Contains(name) || one.Initial.Names().Contains(name));

    private static bool IsWeightFromAge(DoseRequest request) => request is { WeightKg: null, AgeYears: >= 0 and < AgeRange.Adulthood };

    /// <summary>What was said of a covariate, in the unit of <c>model.json</c>; null when nothing was.</summary>
    public static double? Said(DoseRequest request, string name) => name switch
    {
        ModelCovariate.Age => Age(request),
        ModelCovariate.Height => request.HeightCm is { } height ? Checked(height, "a height", TallestCm, "cm") : null,
        ModelCovariate.Sex => request.Sex is { } sex ? (double)sex : null,
        _ => null,
    };

    private static string Words(string name, double? value) => name switch
    {
        ModelCovariate.Age => value is { } age ? $"Age {Years(age)}" : "Age",
        ModelCovariate.Height => value is { } height ? string.Create(CultureInfo.InvariantCulture, $"Height {height} cm") : "Height",
        _ => value is null ? "Sex" : value == (double)Sex.Female ? "Female" : "Male",
    };

    private static double Checked(double value, string what, double highest, string unit) => value >= 0 && value <= highest
        ? value
        : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"{what} of {value} {unit} is not between 0 and {highest} {unit}"));
}
