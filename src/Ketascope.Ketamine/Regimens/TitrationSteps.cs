using System.Collections.Immutable;

namespace Ketascope.Ketamine.Regimens;

/// <summary>The doses of a titration, one a step; each step, the last too, lasts its interval.</summary>
internal sealed class TitrationSteps(DoseEvent first, DoseDraft draft, Said<TitrationStep> said)
{
    private const int MaxSteps = 1000;

    /// <summary>The doses.</summary>
    public ImmutableArray<DoseEvent> All()
    {
        TitrationStep step = said.Value;
        DoseQuantity start = first.Quantity;
        DoseChecks.Refuse(!IsOfSameKind(step.By, start) || (step.To is { } to && !IsOfSameKind(to, start)),
            $"the steps are of another kind than {start}: write them in the same unit", said.Span);
        DoseChecks.Refuse(step.To is not null && draft.For is not null,
            "how long the last step lasts is not clear: leave 'for' out (each step lasts its interval), and add 'then' with a rate and 'for' a time",
            draft.For?.Span);
        DoseChecks.Refuse(!start.IsRate && first.Interval is null, "an amount that is increased says how often it is given, for example 'daily'", said.Span);
        DoseChecks.Refuse(draft.Count is not null, "each step lasts its interval: leave the number of doses out", draft.Count?.Span);

        double unit = start.Milligrams(1) / start.Value;
        double by = step.By.Milligrams(1) / unit * (step.IsDown ? -1 : 1);
        int count = Count(step, start.Value, by, step.To?.Milligrams(1) / unit);
        DoseChecks.Refuse(count > MaxSteps, "these are more than 1000 steps", said.Span);
        DoseChecks.Refuse(start.Value + ((count - 1) * by) <= 0, "the last step would be 0 or less", said.Span);
        return [.. Enumerable.Range(0, count).Select(i => Stage(i, start with { Value = Math.Round(start.Value + (i * by), 10) }))];
    }

    private int Count(TitrationStep step, double start, double by, double? end)
    {
        if (end is not { } last)
        {
            DoseChecks.Refuse(draft.For is null, "a titration says where it ends: for example 'to 40 mg/h', or 'for 24 h' in all", said.Span);
            return (int)Math.Max(1, Math.Ceiling((draft.For!.Value.Value.Hours / step.Every.Hours) - 1e-9));
        }

        double steps = (last - start) / by;
        DoseChecks.Refuse(steps < 0 || Math.Abs(steps - Math.Round(steps)) > 1e-6,
            $"steps of {step.By} from {first.Quantity} do not meet {step.To}: say the last step with 'then'", said.Span);
        return steps > MaxSteps ? MaxSteps + 1 : (int)Math.Round(steps) + 1;
    }

    private DoseEvent Stage(int index, DoseQuantity quantity)
    {
        Duration every = said.Value.Every;
        DoseEvent dose = index == 0 ? first : first with { Start = DoseStart.AfterPrevious, Offset = Duration.Zero };
        return quantity.IsRate
            ? dose with { Quantity = quantity, Duration = every, Interval = null, VolumeMl = null }
            : dose with { Quantity = quantity, Course = every, Count = FrequencyParser.CountFor(new(every, said.Span), first.Interval!.Value) };
    }

    private static bool IsOfSameKind(DoseQuantity one, DoseQuantity other) => one.IsRate == other.IsRate && one.IsPerKilogram == other.IsPerKilogram;
}
