using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pharmacokinetics;

/// <summary>
/// A request of several drugs as one of each, where no model takes them together. Options that name a model or a parameter go to the drug whose model they
/// are of.
/// </summary>
internal static class DrugParts
{
    /// <summary>What separates the names of several models.</summary>
    public const char Separator = ',';

    /// <summary>Whether a regimen is of several substances that no model takes together.</summary>
    /// <param name="regimen">The regimen.</param>
    /// <param name="library">The models to choose from.</param>
    public static bool AreAlone(Regimen regimen, ModelLibrary library) =>
        regimen.Substances.Length > 1 && !library.Models.Any(model => regimen.Sites.All(model.Takes));

    /// <summary>The requests: one for each drug, in order of first use, or the request itself where one model takes everything.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="library">The models to choose from.</param>
    /// <exception cref="UserErrorException">The regimen is wrong, or a name is of none of the drugs or of several.</exception>
    public static ImmutableArray<DoseRequest> Of(DoseRequest request, ModelLibrary library)
    {
        Regimen regimen = request.Read();
        ImmutableArray<string> substances = regimen.Substances;
        if (!AreAlone(regimen, library))
        {
            return [request];
        }

        ImmutableArray<DoseRequest> parts = [.. substances.Select(substance => request with
        {
            Substance = substance,
            Model = null,
            Overrides = ImmutableSortedDictionary<string, double>.Empty,
            IsAreaOfInterval = request.IsAreaOfInterval && regimen.Of(substance).Doses.Any(dose => dose.Interval is not null),
        })];
        if (request.IsAreaOfInterval && parts.All(part => !part.IsAreaOfInterval))
        {
            parts = [.. parts.Select(part => part with { IsAreaOfInterval = true })];
        }

        return OfOnePerson(WithOverrides(WithModels(parts, request, library), request, library), library);
    }

    /// <summary>In how far the drugs' models assume different people where nothing is said, a sentence each.</summary>
    /// <param name="parts">The requests of one drug each.</param>
    /// <param name="library">The models to choose from.</param>
    public static IEnumerable<string> Differences(ImmutableArray<DoseRequest> parts, ModelLibrary library)
    {
        ImmutableArray<ModelFolder> models = [.. parts.Select(part => ModelOf(part, library))];
        foreach (string name in ModelCovariate.Names.Where(name => Covariates.Said(parts[0], name) is null && parts[0].IsSexMixed is false))
        {
            (string Drug, ModelCovariate Of)[] assumed = [.. parts.Zip(models, (part, model) => (part.Substance!, model.Covariate(name)))
                .Where(one => one.Item2?.Parameter is not null).Select(one => (one.Item1, one.Item2!))];
            if (assumed.Select(one => one.Of.Default).Distinct().Count() > 1)
            {
                string values = string.Join(", ", assumed.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Of.Default} for {one.Drug}")));
                yield return $"The drugs' models assume people of different {name}: {values}; --{name} says one for all.";
            }
        }
    }

    /// <summary>One body weight for all drugs, where none is said: that of the first drug's model.</summary>
    private static ImmutableArray<DoseRequest> OfOnePerson(ImmutableArray<DoseRequest> parts, ModelLibrary library)
    {
        double[] weights = [.. parts.Select(part => Covariates.Weight(part, ModelOf(part, library)))];
        return weights.All(weight => weight == weights[0]) ? parts : [.. parts.Select(part => part with { WeightKg = weights[0], IsWeightAssumed = true })];
    }

    /// <summary>Gives each part the names that are of its model; a name of a person, such as body weight, goes to every model that has it.</summary>
    /// <typeparam name="T">What is said of a name.</typeparam>
    /// <param name="parts">The requests of one drug each.</param>
    /// <param name="library">The models to choose from.</param>
    /// <param name="said">What is said, by name, with or without the drug before it.</param>
    /// <exception cref="UserErrorException">A name is of none of the models, or of several that mean different things by it.</exception>
    public static ImmutableArray<ImmutableArray<(string Name, T Value)>> Route<T>(
        ImmutableArray<DoseRequest> parts, ModelLibrary library, IEnumerable<(string Name, T Value)> said)
    {
        (string Name, T Value)[] all = [.. said];
        ImmutableArray<ImmutableArray<(string Name, T Value)>.Builder> routed =
            [.. parts.Select(_ => ImmutableArray.CreateBuilder<(string Name, T Value)>())];
        if (all.Length == 0)
        {
            return [.. routed.Select(one => one.ToImmutable())];
        }

        ImmutableArray<ModelFolder> models = [.. parts.Select(part => ModelOf(part, library))];
        ImmutableArray<ImmutableHashSet<string>> names = [.. models.Select(Names)];
        foreach ((string name, T value) in all)
        {
            int of = parts.Index().FirstOrDefault(part => name.StartsWith($"{part.Item.Substance}.", StringComparison.Ordinal), (Index: -1, null!)).Index;
            string plain = of < 0 ? name : name[(parts[of].Substance!.Length + 1)..];
            int[] owners = of >= 0 ? [of] : [.. Enumerable.Range(0, parts.Length).Where(i => names[i].Contains(plain))];
            bool isOfPerson = owners.All(i => IsOfPerson(models[i], plain));
            if (owners.Length == 0)
            {
                string[] known = [.. names.SelectMany(one => one).Distinct()];
                throw new UserErrorException($"no model of {Listed(parts)} has a parameter '{name}'{NearestName.Hint(name, known)}");
            }

            if (owners.Length > 1 && !isOfPerson)
            {
                throw new UserErrorException($"the models of {string.Join(" and ", owners.Select(i => parts[i].Substance))} both have a parameter '{name}': " +
                    $"say which is meant, for example '{parts[owners[0]].Substance}.{name}'");
            }

            foreach (int owner in owners)
            {
                routed[owner].Add((plain, value));
            }
        }

        return [.. routed.Select(one => one.ToImmutable())];
    }

    /// <summary>The names that a model's text gives values to.</summary>
    /// <param name="model">The model.</param>
    public static ImmutableHashSet<string> Names(ModelFolder model)
    {
        OdeSystem system = model.Load().System;
        return [.. system.Parameters.Select(one => one.Name), .. system.Assignments.Select(one => one.Name), .. StartNames.Of(system)];
    }

    /// <summary>The model that a part is simulated with.</summary>
    /// <param name="part">The request of one drug.</param>
    /// <param name="library">The models to choose from.</param>
    public static ModelFolder ModelOf(DoseRequest part, ModelLibrary library) => DoseSimulation.Plan(part, library).Choice.Model;

    private static ImmutableArray<DoseRequest> WithModels(ImmutableArray<DoseRequest> parts, DoseRequest request, ModelLibrary library)
    {
        DoseRequest[] named = [.. parts];
        foreach (string name in request.Model?.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            ModelFolder model = library.Find(name);
            int place = Array.FindIndex(named, part => part.Read().Of(part.Substance!).Sites.All(model.Takes));
            if (place < 0)
            {
                throw new UserErrorException($"the model '{name}' takes none of {Listed(parts)} as they are given here; it takes " +
                    $"{string.Join(", ", model.Drugs.Select(one => one.Name))} by {string.Join(", ", model.Routes.Select(one => one.Route))}");
            }

            named[place] = named[place].Model is { } other
                ? throw new UserErrorException($"'{other}' and '{name}' are both models of {named[place].Substance}: name one of them")
                : named[place] with { Model = name };
        }

        return [.. named];
    }

    private static ImmutableArray<DoseRequest> WithOverrides(ImmutableArray<DoseRequest> parts, DoseRequest request, ModelLibrary library)
    {
        ImmutableArray<ImmutableArray<(string Name, double Value)>> routed =
            Route(parts, library, request.Overrides.Select(one => (one.Key, one.Value)));
        return [.. parts.Zip(routed, (part, own) => part with
        {
            Overrides = own.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
        })];
    }

    private static bool IsOfPerson(ModelFolder model, string name) =>
        model.Weight.Parameter == name || model.Covariates.Any(covariate => covariate.Parameter == name);

    private static string Listed(ImmutableArray<DoseRequest> parts) => string.Join(" and ", parts.Select(part => part.Substance));
}
