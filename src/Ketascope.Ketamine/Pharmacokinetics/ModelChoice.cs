using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>Which model was taken for a dose in a person, and why.</summary>
/// <param name="Model">The model.</param>
/// <param name="Reason">Why this one, and which others would take the dose; a sentence or two.</param>
/// <param name="Warnings">What is doubtful about it, a sentence each.</param>
public sealed record ModelChoice(ModelFolder Model, string Reason, ImmutableArray<string> Warnings)
{
    /// <summary>
    /// Chooses: the model that is asked for by name or else, among those that know every drug and route and predict the sampling site, the one whose ages are nearest to the person's;
    /// of equals the one of the highest priority, of those the first by identifier.
    /// </summary>
    /// <param name="request">What is asked, and of whom.</param>
    /// <param name="doses">Drug and route of each dose.</param>
    /// <param name="library">The models to choose from.</param>
    /// <exception cref="UserErrorException">No model suits, or the one asked for does not; the message says what there is.</exception>
    public static ModelChoice Of(DoseRequest request, ImmutableArray<DoseSite> doses, ModelLibrary library)
    {
        double? age = Covariates.Age(request);
        if (request.Model is { } named)
        {
            return Named(library.Suiting(named, doses, request.Site), age);
        }

        foreach (DoseSite dose in doses)
        {
            if (library.Gaps.FirstOrDefault(gap => gap.Holds(dose, age)) is { } gap && !library.Models.Any(model => model.Takes(dose) && model.Ages.Distance(age) == 0))
            {
                throw new UserErrorException($"{dose} in {Person(age)} cannot be simulated: {gap.Why}. {library.WhatIsThere(doses)}");
            }
        }

        return Picked([.. library.Suiting(doses, request.Site).OrderBy(model => model.Ages.Distance(age)).ThenByDescending(model => model.Priority).ThenBy(model => model.Id, StringComparer.Ordinal)], request, doses);
    }

    private static ModelChoice Named(ModelFolder model, double? age) => new(
        model,
        $"Taken as asked: {model.Why}.",
        age is not null && model.Ages.Distance(age) > 0 ? [$"The model was built on people of {model.Ages}; {Covariates.Years(age.Value)} lies outside."] : []);

    private static ModelChoice Picked(ImmutableArray<ModelFolder> ranked, DoseRequest request, ImmutableArray<DoseSite> doses)
    {
        double? age = Covariates.Age(request);
        string what = string.Join(" and ", doses);
        List<string> warnings = [];
        if (age is { } estimated && request.AgeYears is null)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"No age was given, and {request.WeightKg} kg is the usual weight at {Covariates.Years(estimated)}: a child of that age was assumed (--age YEARS says it)."));
        }

        if (ranked[0].Ages.Distance(age) > 0)
        {
            string others = string.Join(", ", ranked.Skip(1).Select(model => model.Ages).Distinct().Where(ages => ages != ranked[0].Ages));
            warnings.Add($"No model of {what} was built on {(age is { } years ? $"people of {Covariates.Years(years)}" : "adults")}: {ranked[0].Id} ({ranked[0].Ages}) is nearest{(others.Length > 0 ? $"; the others are of {others}" : "")}.");
        }

        string site = request.Site is { } asked ? $", {asked} samples" : "";
        return new ModelChoice(ranked[0], $"Taken for {what} in {Person(age)}{site}: {ranked[0].Why}. {Others(ranked[1..], age)}", [.. warnings]);
    }

    private static string Others(ImmutableArray<ModelFolder> others, double? age)
    {
        string here = string.Join(", ", others.Where(model => model.Ages.Distance(age) == 0).Select(model => $"{model.Id} ({(model.SamplingSite == "unknown" ? "site unknown" : model.SamplingSite)})"));
        string elsewhere = string.Join(", ", others.Where(model => model.Ages.Distance(age) > 0).Select(model => model.Id));
        return others.IsEmpty ? "No other model takes this dose."
            : $"Others that take it (--model NAME){(here.Length > 0 ? $": {here}" : "")}{(elsewhere.Length > 0 ? $"{(here.Length > 0 ? ";" : ",")} of other ages: {elsewhere}" : "")}.";
    }

    private static string Person(double? age) => age is { } known ? $"a person of {Covariates.Years(known)}" : "an adult";
}
