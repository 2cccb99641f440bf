using System.Collections.Immutable;
using Ketascope.Ketamine.Drugs;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Composing;

/// <summary>Which published numbers a run takes where laboratories contradict each other: <c>mu=Finck 1982</c>.</summary>
public static class ActionChoices
{
    /// <summary>The drugs with the numbers that are asked for.</summary>
    /// <param name="drugs">The drugs.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="choices">What is asked for: a target, <c>=</c> and the name of an alternative, each.</param>
    /// <param name="of">The drugs whose numbers a run uses, by the names of their files; null for all. Numbers of other drugs cannot be chosen.</param>
    /// <exception cref="UserErrorException">A choice is of another form, or there is no such target or alternative.</exception>
    public static DrugCabinet Apply(DrugCabinet drugs, TargetCabinet targets, ImmutableArray<string> choices, IReadOnlySet<string>? of = null) =>
        choices.Aggregate(drugs, (chosen, choice) => One(chosen, targets, choice, of));

    /// <summary>What can be chosen at a target, the numbers in use first.</summary>
    /// <param name="action">The action there.</param>
    public static IEnumerable<string> Names(DrugAction action) =>
        [.. action.Name is { } own ? [own] : (string[])[], .. action.Alternatives.Select(one => one.Name)];

    private static DrugCabinet One(DrugCabinet drugs, TargetCabinet targets, string choice, IReadOnlySet<string>? of)
    {
        if (choice.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } where, { Length: > 0 } name])
        {
            throw new UserErrorException($"--alternative \"{choice}\": expected a target and the name of published numbers, such as \"mu=Finck 1982\"");
        }

        TargetFile target = targets.Named(where);
        (DrugFile Drug, DrugAction Action)[] there =
            [.. drugs.Drugs.Where(IsUsed).SelectMany(drug => drug.Actions.Where(action => action.Target == target.Id).Select(action => (drug, action)))];
        string[] names = [.. there.SelectMany(one => Names(one.Action)).Distinct()];
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            string known = names.Length == 0 ? "only one value is known there" : $"known are {string.Join(", ", names)}";
            throw new UserErrorException($"--alternative \"{choice}\": nothing at {target.Title} is called '{name}'{NearestName.Hint(name, names)}; {known}");
        }

        ImmutableDictionary<string, DrugAction> parts = there.SelectMany(one => PartsOf(one.Action, name)).ToImmutableDictionary();
        return drugs.With(drug => IsUsed(drug) ? Taken(drug, target.Id, name, parts) : drug);

        bool IsUsed(DrugFile drug) => of is null || of.Contains(drug.Id);
    }

    private static DrugFile Taken(DrugFile drug, string target, string name, ImmutableDictionary<string, DrugAction> parts)
    {
        IEnumerable<DrugAction> kept = drug.Actions.SelectMany(action => action.Target != target ? [action] : InPlaceOf(action, name));
        return drug with { Actions = [.. kept, .. parts.TryGetValue(drug.Id, out DrugAction? own) ? [own] : (DrugAction[])[]] };
    }

    /// <summary>What the drug itself does there by the alternative: nothing, where that is of its parts.</summary>
    private static IEnumerable<DrugAction> InPlaceOf(DrugAction action, string name)
    {
        if (Is(action.Name, name))
        {
            return [action with { IsOff = false }];
        }

        return action.Alternatives.FirstOrDefault(one => Is(one.Name, name)) is not { } taken ? [action]
            : taken.Values is { } values ? [Of(action, taken, values)] : [];
    }

    private static IEnumerable<KeyValuePair<string, DrugAction>> PartsOf(DrugAction action, string name) =>
        action.Alternatives.Where(one => Is(one.Name, name) && one.Parts is not null)
            .SelectMany(taken => taken.Parts!.Select(part => KeyValuePair.Create(part.Key, Of(action, taken, part.Value))));

    private static DrugAction Of(DrugAction action, ActionAlternative taken, ImmutableSortedDictionary<string, double> values) => action with
    {
        Name = taken.Name,
        Values = values,
        Basis = taken.Basis,
        Status = taken.Status,
        Sources = taken.Sources,
        IsOff = false,
        Alternatives = [],
    };

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
