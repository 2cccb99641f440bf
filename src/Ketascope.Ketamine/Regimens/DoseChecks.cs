using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Refuses doses that are not whole, or whose parts contradict one another.</summary>
internal static class DoseChecks
{
    /// <summary>The longest time over which a bolus is pushed, h: 15 min.</summary>
    private const double LongestPushHours = 0.25;

    /// <summary>Refuses if the condition holds.</summary>
    public static void Refuse(bool condition, string message, SourceSpan? span)
    {
        if (condition)
        {
            throw RegimenCursor.Mistake("regimen-contradiction", message, span!.Value);
        }
    }

    /// <summary>Refuses doses that go on for ever.</summary>
    public static void RequireShortEnough(int count, Said<Duration> every) =>
        Refuse((count - 1) * every.Value.Hours > RegimenCursor.MaxHours, "the last dose would come more than ten years after the first", every.Span);

    /// <summary>The mistake that something else stands here than could.</summary>
    /// <param name="cursor">Where it stands.</param>
    /// <param name="draft">What was read.</param>
    /// <param name="state">Whether the amount is said, whether all that is needed is said, and whether the dose ends here.</param>
    public static RegimenSyntaxException Unexpected(RegimenCursor cursor, DoseDraft draft, (bool HasAmount, bool IsWhole, bool Ends) state)
    {
        List<string> expected = [];
        List<string> candidates = [];
        if (!state.HasAmount)
        {
            expected.Add("an amount such as '0.5 mg/kg'");
        }

        if (draft.Route is null)
        {
            expected.Add($"a route ({RegimenCursor.List(RegimenWords.Routes.Names)})");
            candidates.AddRange(RegimenWords.Routes.Spellings);
        }

        if (draft.Drug is null && !state.IsWhole)
        {
            expected.Add($"a drug ({RegimenCursor.List(RegimenWords.Drugs.Names)})");
        }

        if (draft.Drug is null)
        {
            candidates.AddRange(RegimenWords.Drugs.Spellings);
        }

        if (!state.Ends && state.HasAmount)
        {
            List<string> keywords = Keywords(draft, state.IsWhole);
            expected.AddRange(keywords.Select(keyword => $"'{keyword}'"));
            candidates.AddRange(keywords);
            candidates.AddRange(draft.Every is null ? FrequencyParser.Words : []);
        }

        if (state.IsWhole)
        {
            expected.Add("the end");
        }

        return cursor.Expected(RegimenCursor.List(expected), candidates);
    }

    /// <summary>The keywords that may still follow.</summary>
    private static List<string> Keywords(DoseDraft draft, bool isWhole)
    {
        bool isRate = draft.Quantity is { Value.IsRate: true };
        (bool May, string Word)[] all =
        [
            (draft.Over is null && draft.Bolus is null && !isRate, "over"), (draft.For is null && isRate, "for"), (draft.At is null, "at"),
                (draft.Every is null, "every"), (isWhole, "then"), (isWhole, "and"),
        ];
        return [.. all.Where(one => one.May).Select(one => one.Word)];
    }

    /// <summary>Refuses parts that contradict one another; the amount is settled.</summary>
    public static void RequireAgreement(DoseDraft draft, Route route, DoseStart start)
    {
        (DoseQuantity quantity, SourceSpan span) = draft.Quantity!.Value;
        bool mayLast = route is Route.Intravenous or Route.Subcutaneous;
        Refuse(quantity.PerTime == TimeUnit.Day && !mayLast,
            $"{quantity} {RegimenWords.Routes.Name(route)} does not say in how many doses: write for example 'in 3 divided doses for 5 days'", span);
        Refuse(draft.Over is not null && quantity.IsRate, $"'over' goes with an amount; {quantity} is a rate and is given 'for' a time", draft.Over?.Span);
        Refuse(draft.For is not null && !quantity.IsRate, $"'for' goes with a rate; {quantity} is an amount and is given 'over' a time", draft.For?.Span);
        bool isPush = draft.Over is null || draft.Over.Value.Value.Hours <= LongestPushHours;
        Refuse(draft.Bolus is not null && (!isPush || quantity.IsRate), "a bolus is given at once: it has no duration and no rate", draft.Bolus);
        Refuse(draft.Infusion is not null && draft.Over is null && !quantity.IsRate, "an infusion of an amount needs its duration, for example 'over 40 min'",
            draft.Infusion);
        Refuse(draft.For is null && quantity.IsRate && draft.Step is null, $"{quantity} is a rate: say for how long, for example 'for 4 h'", span);
        Refuse(draft.At is not null && start == DoseStart.AfterPrevious, "'then' already says when this dose starts; 'at' goes with 'and'", draft.At?.Span);
        Refuse(draft.Single is not null && draft.Count is { Value: > 1 }, "a single dose is not repeated", draft.Single);
        Refuse(draft.Cap is { } cap && cap.Value.IsRate != quantity.IsRate,
            $"a maximum is of the same kind as the dose: {quantity} {(quantity.IsRate ? "is a rate" : "is an amount")}", draft.Cap?.Span);

        Said<Duration>? infusion = draft.Over ?? draft.For;
        Refuse(infusion is not null && !mayLast, $"an infusion is given iv or sc, not {RegimenWords.Routes.Name(route)}", infusion?.Span);
        bool overlaps = infusion is not null && draft is { Demands: null, Count.Value: > 1 } && infusion.Value.Value.Hours > draft.Every!.Value.Value.Hours;
        Refuse(overlaps, $"an infusion of {infusion?.Value} every {draft.Every?.Value} would overlap itself", draft.Every?.Span);
    }

    /// <summary>Refuses a form that is made for another route than the one said.</summary>
    public static void RequireFormForRoute(DoseDraft draft) => Refuse(
        draft is { Form: { Value: Route.Intranasal }, Route: { Value: not Route.Intranasal } },
        "a nasal spray is given intranasal: leave the other route out, or say the drug without its product",
        draft.Route?.Span);

    /// <summary>Asks how long after a single dose another is given.</summary>
    public static void RequireTimeBetween(DoseEvent previous, DoseDraft draft, bool isSingle)
    {
        bool ends = previous.Duration is not null || previous.Course is not null;
        Refuse(isSingle && !ends, $"'then' does not say when this dose is given: write how long after the one before, "
            + $"for example 'then after 10 min {draft.Quantity!.Value.Value}', or 'and' for both at once", draft.Quantity?.Span);
    }
}
