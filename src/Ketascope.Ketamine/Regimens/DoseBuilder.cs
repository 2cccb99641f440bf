using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Makes doses of what was read of one.</summary>
internal sealed class DoseBuilder(DoseDraft draft, RegimenContext context, DoseEvent? previous)
{
    /// <summary>mg of esketamine in a device of the nasal spray (label of Spravato).</summary>
    private const double DeviceMg = 28;

    private readonly SolutionReader _solution = new(draft);

    /// <summary>Whether the route is said or can be told.</summary>
    public static bool HasRoute(DoseDraft draft, DoseEvent? previous) =>
        draft.Route is not null || draft.Form is not null || previous is not null || draft.Ketofol is not null || IsIntravenousByNature(draft);

    /// <summary>A rate, an infusion, a bolus or a loading dose: without a route it is taken as iv.</summary>
    private static bool IsIntravenousByNature(DoseDraft draft) =>
        draft.Over is not null || draft.PerSpan is not null || draft.Infusion is not null || draft.Bolus is not null || draft.Loading is not null
            || draft.Pca is not null || draft.VolumeRate is not null
        || draft.Quantity is { Value: { IsRate: true } quantity } && (quantity.PerTime != TimeUnit.Day || draft.Divided is null);

    /// <summary>The doses.</summary>
    public ImmutableArray<DoseEvent> Build(DoseStart start, Duration offset)
    {
        bool inherits = draft.InheritsAmount;
        Inherit();
        SettleDevices();
        _solution.Settle();
        SettlePerSpan();
        SettleControlled();
        SettleDivided();
        SettleCourse();
        DoseChecks.Refuse(draft is { Count.Value: > 1, Every: null, Days: null },
            "doses that are repeated say how far apart they are: write for example 'every 8 h' or 'twice weekly'", draft.Count?.Span);
        DoseChecks.RequireFormForRoute(draft);
        Route route = RouteOf();
        DoseChecks.RequireAgreement(draft, route, start);
        RequireBesideOfSameKind();
        (start, offset) = StartOf(start, offset);
        DoseEvent dose = Dose(route, start, offset);
        RequireClearSequence(dose, inherits);
        ImmutableArray<DoseEvent> steps = draft.Step is { } step ? new TitrationSteps(dose, draft, step).All() : [dose];
        DoseChecks.Refuse(inherits && previous is not null && draft.Days is { } days && days.Value.Contains(1),
            "day 1 is that of the dose before: leave it out, or say the days with that dose", draft.Days?.Span);
        return OfDrugs(OnDays(steps));
    }

    private void Inherit()
    {
        if (!draft.InheritsAmount || previous is null)
        {
            return;
        }

        SourceSpan span = (draft.Every?.Span ?? draft.Days?.Span ?? draft.After?.Span)!.Value;
        draft.Quantity = new(previous.Quantity, span);
        draft.Cap ??= previous.Cap is { } cap ? new(cap, span) : null;
        draft.Strength ??= previous.Strength is { } strength ? new(strength, span) : null;
        draft.Container ??= previous.VolumeMl is { } volume ? new(volume, span) : null;
        if (previous.Duration is { } duration && previous.Quantity.IsRate)
        {
            draft.For ??= new(duration, span);
        }
        else if (previous.Duration is { } over && draft.Bolus is null)
        {
            draft.Over ??= new(over, span);
        }
    }

    private void SettleDevices()
    {
        if (draft.Devices is not { } devices)
        {
            return;
        }

        DoseChecks.Refuse((draft.Drug ?? previous?.Drug) != Drug.Esketamine,
            "a device of 28 mg is known of esketamine's nasal spray alone: write the amount in mg", devices.Span);
        DoseQuantity amount = new(DeviceMg * devices.Value, MassUnit.Milligram, false, null);
        DoseChecks.Refuse(draft.Quantity is { } said
            && (said.Value.IsRate || said.Value.IsPerKilogram || Math.Abs(said.Value.Milligrams(1) - amount.Value) > 1e-9),
            $"{devices.Value} devices of 28 mg are {amount}, not {draft.Quantity?.Value}", devices.Span);
        draft.Quantity ??= new(amount, devices.Span);
    }

    /// <summary>0.5 mg/kg/40 min is over 40 min; 100 mg/24 h for 3 days is a rate.</summary>
    private void SettlePerSpan()
    {
        if (draft.PerSpan is not { } span || draft.Quantity is not { } quantity)
        {
            return;
        }

        DoseChecks.Refuse(draft.Over is not null, $"{quantity.Value} per {span.Value} already says over how long", draft.Over?.Span);
        bool isDay = Math.Abs(span.Value.Hours - 24) < 1e-9;
        if (draft.Divided is not null && isDay)
        {
            draft.Quantity = quantity with { Value = quantity.Value with { PerTime = TimeUnit.Day } };
        }
        else if (draft.For is not null && draft.Every is null)
        {
            double rate = isDay ? quantity.Value.Value : quantity.Value.Value / span.Value.Hours;
            draft.Quantity = quantity with { Value = quantity.Value with { Value = rate, PerTime = isDay ? TimeUnit.Day : TimeUnit.Hour } };
        }
        else
        {
            draft.Over = span;
        }
    }

    private void SettleControlled()
    {
        if (draft.Pca is not { } pca)
        {
            return;
        }

        const string example = "for example 'PCA 1 mg iv, lockout 10 min, 3 demands per hour for 24 h'";
        DoseChecks.Refuse(draft.Quantity is { Value.IsRate: true },
            $"a patient-controlled dose is an amount: write what is given all the time as an infusion beside it with 'and', {example}", pca);
        DoseChecks.Refuse(draft.Demands is null, $"a patient-controlled pump gives what is asked of it: say how many demands, {example}", pca);
        DoseChecks.Refuse(draft.Course is null && draft.For is null, $"a patient-controlled pump gives doses for a time: say how long, {example}",
            draft.Every?.Span);
        DoseChecks.Refuse(draft.Step is not null || draft.Divided is not null || draft.Days is not null || draft.Ketofol is not null,
            $"a patient-controlled dose has no steps, days, divided doses or mixture: write each pump as a dose of its own, {example}", pca);
    }

    /// <summary>An amount of a day in so many doses.</summary>
    private void SettleDivided()
    {
        if (draft.Divided is not { } divided || draft.Quantity is not { } quantity)
        {
            return;
        }

        DoseChecks.Refuse(quantity.Value.PerTime != TimeUnit.Day,
            $"divided doses are of the amount of a day: write '{quantity.Value with { PerTime = TimeUnit.Day }}'", divided.Span);
        int count = divided.Value;
        if (count == 0)
        {
            DoseChecks.Refuse(draft.Every is null, "divided into how many? Write for example 'in 3 divided doses'", divided.Span);
            count = (int)Math.Round(24 / draft.Every!.Value.Value.Hours);
        }

        draft.Every ??= new(new Duration(24.0 / count, TimeUnit.Hour), divided.Span);
        DoseChecks.Refuse(Math.Abs((count * draft.Every.Value.Value.Hours) - 24) > 1e-6,
            $"{count} doses every {draft.Every.Value.Value} are not those of a day", divided.Span);
        draft.Quantity = quantity with { Value = quantity.Value with { Value = quantity.Value.Value / count, PerTime = null } };
        DoseChecks.Refuse(draft.For is null && draft.Count is null, "doses that repeat say how long: write for example 'for 5 days'", divided.Span);
    }

    /// <summary>"for" a time that was said before how often.</summary>
    private void SettleCourse()
    {
        if (draft is not { Every: { } every, Count: null, For: { } course, Step: null, Quantity.Value.IsRate: false })
        {
            return;
        }

        draft.Course = course.Value;
        draft.Count = new(FrequencyParser.CountFor(course, every.Value), course.Span);
        draft.For = null;
        DoseChecks.RequireShortEnough(draft.Count.Value.Value, every);
    }

    private Route RouteOf()
    {
        if (draft.Route is { } said)
        {
            return said.Value;
        }

        if (draft.Form is { } form)
        {
            if (form.Value is Route.Sublingual)
            {
                context.Note("A lozenge, troche or wafer without a route is taken as sublingual.");
            }

            return form.Value;
        }

        bool lasts = draft.Over is not null || draft.Quantity is { Value.IsRate: true };
        if (previous is not null && (!lasts || previous.Route is Route.Intravenous or Route.Subcutaneous))
        {
            return previous.Route;
        }

        DoseChecks.Refuse(draft.Driver is not null, "a syringe driver gives under the skin or into a vein: write 'sc' or 'iv'", draft.Driver);
        context.Note("No route is said: a rate, an infusion, a bolus or a loading dose is taken as iv.");
        return Route.Intravenous;
    }

    private void RequireBesideOfSameKind()
    {
        if (draft.Beside is not { } beside || draft.Quantity is not { } quantity)
        {
            return;
        }

        bool isKnown = beside.Value.IsPerKilogram == quantity.Value.IsPerKilogram && beside.Value.IsRate == quantity.Value.IsRate;
        DoseChecks.Refuse(isKnown && Math.Abs(beside.Value.Milligrams(1) - quantity.Value.Milligrams(1)) > 0.02 * quantity.Value.Milligrams(1),
            $"{beside.Value} is not {quantity.Value}: say one of them", beside.Span);
        bool lasts = (draft.Over ?? draft.For) is not null;
        DoseChecks.Refuse(beside.Value.IsRate != quantity.Value.IsRate && !lasts, $"{beside.Value} and {quantity.Value} are of different kinds", beside.Span);
    }

    private (DoseStart Start, Duration Offset) StartOf(DoseStart start, Duration offset)
    {
        if (draft.After is { } after)
        {
            DoseChecks.Refuse(offset != Duration.Zero || draft.At is not null || draft.Days is not null, "when this dose starts is said twice", after.Span);
            return (DoseStart.AfterPrevious, after.Value);
        }

        if (draft.Weeks is { Value.First: > 1 } weeks)
        {
            DoseChecks.Refuse(draft.At is not null || draft.Days is not null, "when this dose starts is said twice", weeks.Span);
            return (DoseStart.AtTime, new Duration(weeks.Value.First - 1, TimeUnit.Week));
        }

        return draft.At is { } at ? (DoseStart.AtTime, at.Value) : (start, offset);
    }

    private DoseEvent Dose(Route route, DoseStart start, Duration offset) => new()
    {
        Drug = draft.Drug ?? previous?.Drug ?? Drug.RacemicKetamine,
        Quantity = draft.Quantity!.Value.Value,
        Beside = draft.Beside?.Value,
        Cap = draft.Cap?.Value,
        Strength = _solution.Strength,
        VolumeMl = _solution.VolumeMl,
        Route = route,
        Duration = (draft.Over ?? draft.For)?.Value,
        Start = start,
        Offset = offset,
        Count = draft.Every is null ? 1 : draft.Count?.Value ?? 1,
        Interval = draft.Every?.Value,
        Course = draft.Course,
        Control = draft.Demands is { } demands ? new PatientControl(demands, draft.Lockout?.Value) : null,
    };

    /// <summary>Asks where "then" does not say when, or a following dose does not say how.</summary>
    private void RequireClearSequence(DoseEvent dose, bool inherits)
    {
        if (previous is null || dose.Start != DoseStart.AfterPrevious || dose.Offset != Duration.Zero || draft.Days is not null)
        {
            return;
        }

        DoseChecks.RequireTimeBetween(previous, draft, dose.Duration is null && dose.Interval is null);
        DoseChecks.Refuse(!inherits && draft.Bolus is null && dose.MayHaveDurationOf(previous),
            $"the doses before are given over {previous.Duration}, and these do not say: write 'over {previous.Duration}' here too, or 'bolus'",
            draft.Quantity?.Span);
    }

    private ImmutableArray<DoseEvent> OnDays(ImmutableArray<DoseEvent> doses)
    {
        if (draft.Days is not { } days)
        {
            return doses;
        }

        DoseChecks.Refuse(doses.Length > 1, "steps and days do not go together", days.Span);
        DoseChecks.Refuse(doses[0].Interval is { Hours: not 24 } || (doses[0].Interval is not null && doses[0].Count > 1),
            "days say when the doses are given: leave out how often", days.Span);
        double hours = draft.At?.Value.Hours ?? 0;
        return
        [
            .. days.Value.Select(day => doses[0] with
            {
                Interval = null,
                Start = DoseStart.AtTime,
                Offset = hours > 0 ? new Duration((24 * (day - 1)) + hours, TimeUnit.Hour) : day == 1 ? Duration.Zero : new Duration(day - 1, TimeUnit.Day),
            }),
        ];
    }

    /// <summary>A mixture as one dose of each drug.</summary>
    private ImmutableArray<DoseEvent> OfDrugs(ImmutableArray<DoseEvent> doses)
    {
        if (draft.Ketofol is not { } mixture)
        {
            return doses;
        }

        DoseChecks.Refuse(draft.IsOfEach is null, string.Create(CultureInfo.InvariantCulture,
            $"is {doses[0].Quantity} of each drug, or of both together? Write "
            + $"'ketofol {doses[0].Quantity} each iv' or 'ketofol {doses[0].Quantity} total iv'"), mixture);
        DoseChecks.Refuse(doses.Length > 1, "write the drugs of a mixture as two doses: 'ketamine 0.5 mg/kg iv and propofol 0.5 mg/kg iv'", mixture);
        double part = draft.IsOfEach == true ? 1 : 0.5;
        DoseEvent ketamine = doses[0] with { Drug = Drug.RacemicKetamine, Quantity = doses[0].Quantity with { Value = doses[0].Quantity.Value * part } };
        return [ketamine, ketamine with { Drug = Drug.Propofol, Start = DoseStart.WithPrevious, Offset = Duration.Zero }];
    }
}
