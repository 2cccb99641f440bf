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
    /// <summary>What decided between the models that suit, in a sentence; empty where there was nothing to decide.</summary>
    public string Decided { get; private init; } = "";

    /// <summary>
    /// Chooses: the model that is asked for by name or else, among those that know every drug and route and predict the sampling site, the one whose
    /// ages are nearest to the person's;
    /// of these, where there are some, one that was built on doses into a vein as short as these; of equals the one that meets the calibration rows
    /// of this kind best (<see cref="ModelRanking"/>); where no row decides, the one of the highest
    /// priority, of those the first by identifier. Where nobody says a sampling site, and the model knows several, it is a vein.
    /// </summary>
    /// <param name="request">What is asked, and of whom.</param>
    /// <param name="doses">Drug and route of each dose.</param>
    /// <param name="library">The models to choose from.</param>
    /// <param name="shortestMinutes">How long the shortest dose into a vein lasts, min; 0 for a bolus, infinite where there is none or nobody says.</param>
    /// <exception cref="UserErrorException">No model suits, or the one asked for does not; the message says what there is.</exception>
    public static ModelChoice Of(DoseRequest request, ImmutableArray<DoseSite> doses, ModelLibrary library, double shortestMinutes = double.PositiveInfinity)
    {
        double? age = Covariates.Age(request);
        if (request.Model is { } named)
        {
            return Named(Changing(request.With, [library.Suiting(named, doses, request.Site)])[0], age, shortestMinutes);
        }

        foreach (DoseSite dose in doses)
        {
            if (library.Gaps.FirstOrDefault(gap => gap.Holds(dose, age)) is { } gap
                && !library.Models.Any(model => model.Takes(dose) && model.Ages.Distance(age) == 0))
            {
                throw new UserErrorException($"{dose} in {Person(age)} cannot be simulated: {gap.Why}. {library.WhatIsThere(doses)}");
            }
        }

        ImmutableArray<ModelFolder> suiting = Predicting(request.Analyte, Changing(request.With, library.Suiting(doses, request.Site)));
        double nearest = suiting.Min(model => model.Ages.Distance(age));
        ImmutableArray<ModelFolder> near =
        [
            .. suiting.Where(model => model.Ages.Distance(age) == nearest).OrderByDescending(model => model.Priority)
                .ThenBy(model => model.Id, StringComparer.Ordinal),
        ];
        ImmutableArray<ModelFolder> built = [.. near.Where(model => model.KnowsDosesOf(shortestMinutes))];
        ImmutableArray<ModelFolder> first = built.IsEmpty ? near : built;
        string site = request.Site ?? UsualSite(first);
        (ImmutableArray<ModelFolder> ordered, string why) = library.Ranking.Order(first, CalibrationKind.Of(doses, site, age, request.Analyte));
        ModelChoice choice = Picked(
            [
                .. ordered, .. near.Except(first),
                .. suiting.Where(model => model.Ages.Distance(age) > nearest).OrderBy(model => model.Ages.Distance(age))
                    .ThenBy(model => model.Id, StringComparer.Ordinal),
            ],
            why, request, doses);
        return choice with
        {
            Model = choice.Model.Samples(site) ? choice.Model.At(site) : choice.Model,
            Warnings = [.. choice.Warnings, .. TooShort(choice.Model, shortestMinutes)],
        };
    }

    /// <summary>Warns of a dose into a vein that is shorter than those that a model was built on.</summary>
    private static IEnumerable<string> TooShort(ModelFolder model, double minutes)
    {
        if (!model.KnowsDosesOf(minutes))
        {
            string dose = minutes == 0 ? "a bolus" : string.Create(CultureInfo.InvariantCulture, $"one of {minutes:G3} min");
            double shortest = model.RouteOf(Route.Intravenous)!.DoseRange.ShortestMinutes;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{model.Id} was built on doses into a vein that last {shortest} min or longer; {dose} lies outside, and the first minutes after it most.");
        }
    }

    /// <summary>The models that give what is asked about; all, where none does, so that the message comes from the one that is taken.</summary>
    private static ImmutableArray<ModelFolder> Predicting(string? analyte, ImmutableArray<ModelFolder> models)
    {
        ImmutableArray<ModelFolder> giving = [.. models.Where(model => analyte is null || model.Predicts(analyte))];
        return giving.IsEmpty ? models : giving;
    }

    /// <summary>The models whose text knows of what changes metabolism, where something does.</summary>
    /// <exception cref="UserErrorException">None of them does.</exception>
    private static ImmutableArray<ModelFolder> Changing(Interaction? interaction, ImmutableArray<ModelFolder> models)
    {
        ImmutableArray<ModelFolder> knowing = [.. models.Where(model => interaction is null || model.Metabolism is not null)];
        return !knowing.IsEmpty ? knowing : throw new UserErrorException(
            $"--with {interaction!.Name}: what changes metabolism is not in the text of {string.Join(", ", models.Select(model => model.Id))}");
    }

    /// <summary>Where blood is drawn when nobody says it: from a vein, if a model knows that.</summary>
    private static string UsualSite(ImmutableArray<ModelFolder> models) =>
        models.Any(model => model.Samples("venous")) ? "venous" : models.Any(model => model.Samples("arterial")) ? "arterial" : CalibrationKind.Unsaid;

    private static ModelChoice Named(ModelFolder model, double? age, double shortestMinutes) => new(
        model,
        $"Taken as asked: {model.Why}.",
        [
            .. age is not null && model.Ages.Distance(age) > 0
                ? [$"The model was built on people of {model.Ages}; {Covariates.Years(age.Value)} lies outside."] : (string[])[],
            .. TooShort(model, shortestMinutes),
        ]);

    private static ModelChoice Picked(ImmutableArray<ModelFolder> ranked, string decided, DoseRequest request, ImmutableArray<DoseSite> doses)
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
        string because = decided.Length > 0 ? $" {decided}" : "";
        return new ModelChoice(ranked[0], $"Taken for {what} in {Person(age)}{site}: {ranked[0].Why}.{because} {Others(ranked[1..], age)}", [.. warnings])
        {
            Decided = decided,
        };
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
