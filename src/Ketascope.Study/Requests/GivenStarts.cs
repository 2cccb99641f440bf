using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;

namespace Ketascope.Study.Requests;

/// <summary>Values that are given from outside, by name: parameters and start values (<see cref="StartNames"/>).</summary>
public static class GivenStarts
{
    /// <summary>The model with room for all that is given.</summary>
    /// <param name="system">The model.</param>
    /// <param name="names">What is given, for all subjects or for each.</param>
    /// <exception cref="UserErrorException">A name is not in the model, cannot be given, or two give the same start.</exception>
    public static OdeSystem Apply(OdeSystem system, ImmutableArray<string> names)
    {
        RequireKnown(system, names);
        if (names.Distinct().GroupBy(name => StartNames.HeldBy(system, name)).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            string[] rivals = [.. twice.Order(StringComparer.Ordinal)];
            throw new UserErrorException($"{string.Join(" and ", rivals.Select(name => $"'{name}'"))} give the same start value; give '{rivals[^1]}' alone");
        }

        string[] starts = [.. names.Where(name => StartNames.ParameterOf(system, name) != name)];
        string amounts = string.Join(", ", starts.Select(name => $"amount({name.Trim('[', ']')})=..."));
        return StartNames.Give(system, names) ?? throw new UserErrorException(
            $"the start of {string.Join(", ", starts.Select(name => $"'{name}'"))} cannot be given so, as the size of the compartment follows from " +
                $"it; give the amount: {amounts}");
    }

    /// <summary>
    /// What should be known of names that are given: those of substance-only species whose number is a concentration in the text, while the name is
    /// an amount. Null for nothing.
    /// </summary>
    /// <param name="system">The model.</param>
    /// <param name="names">What is given.</param>
    public static string? Note(OdeSystem system, IEnumerable<string> names)
    {
        string[] others =
        [
            .. names.Where(name =>
                system.Species.Any(form => form.Name == name && form is { MeansAmount: true, StartsAsConcentration: true }
                && !IsOne(system, form.Compartment!))),
        ];
        string amounts = string.Join(", ", others.Select(name => $"amount({name})"));
        return others.Length == 0 ? null : $"a number given to {string.Join(", ", others)} is a concentration, as in the text, while the name " +
            $"stands for an amount; {amounts} would give the amount";
    }

    /// <summary>What should be known of virtual people: the distributions in the text that nobody is drawn from. Null for none.</summary>
    /// <param name="system">The model.</param>
    /// <param name="drawn">What is drawn.</param>
    public static string? Undrawn(OdeSystem system, IEnumerable<string> drawn)
    {
        string[] names = [.. system.States.Where(state => state.HasDistribution).Select(state => state.Species ?? state.Name)
            .Where(name => !drawn.Any(one => StartNames.HeldBy(system, one) == StartNames.HeldBy(system, name)))];
        return names.Length == 0 ? null
            : $"The distribution of {string.Join(", ", names)} is not drawn from, as it is integrated; to draw its start, write --covariate " +
                $"\"{names[0]}=normal(MEAN,SD)\", or {names[0]} = {names[0]}0 in the text "
                + $"and give {names[0]}0 the distribution.";
    }

    private static bool IsOne(OdeSystem system, string compartment) =>
        system.Parameters.Any(parameter => parameter.Name == compartment && parameter.Initial is NumberExpression { Value: 1 });

    private static void RequireKnown(OdeSystem system, ImmutableArray<string> names)
    {
        HashSet<string> known = [.. system.Parameters.Select(parameter => parameter.Name), .. StartNames.Of(system)];
        foreach (string name in names.Where(name => !known.Contains(name) && StartNames.ParameterOf(system, name) == name))
        {
            bool follows = system.Assignments.Any(assignment => assignment.Name == name)
                || (name != StartNames.TimeName && StartNames.Meaning(system, name) is not null);
            throw new UserErrorException(follows
                ? $"'{name}' follows from other values in the model and cannot be set"
                : $"the model has no parameter '{name}'{NearestName.Suggest(name, known)}");
        }
    }
}
