using System.Globalization;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Makes amounts and rates in mg of what was said in mL, and keeps the strength or the volume for the records.</summary>
internal sealed class SolutionReader(DoseDraft draft)
{
    /// <summary>How much two ways of saying the same may differ.</summary>
    private const double Tolerance = 0.01;

    /// <summary>mg in a mL, where it is known without the body weight.</summary>
    public double? Strength { get; private set; }

    /// <summary>mL of one dose, where its strength depends on body weight or was not said.</summary>
    public double? VolumeMl { get; private set; }

    /// <summary>Puts amounts in mg in the place of volumes.</summary>
    public void Settle()
    {
        Strength = draft.Strength?.Value;
        RequireOneVolume();
        if (draft.VolumeRate is { } rate)
        {
            SettleRate(rate);
        }
        else if (draft.Stock is { } stock)
        {
            SettleStock(stock);
        }
        else
        {
            SettleAmount();
        }
    }

    /// <summary>
    /// Asks which of two volumes is given: 30 mg in 30 mL, 1 mL at once; 2 mL in 48 mL at 5 mL/h. (50 mg, 1 mL, in 100 mL over an hour is a dose of 50 mg.)
    /// </summary>
    private void RequireOneVolume()
    {
        if (draft is not { Container: { } container, Volume: { } volume })
        {
            return;
        }

        DoseChecks.Refuse(draft.VolumeRate is not null, string.Create(CultureInfo.InvariantCulture,
            $"{volume.Value} mL and {container.Value} mL are said beside a rate: " +
                $"write what is in the whole syringe, for example '50 mg in 50 mL at 5 mL/h iv'"),
            container.Span);
        if (draft.Quantity is { } amount && volume.Span.Start > container.Span.Start)
        {
            DoseQuantity part = amount.Value with { Value = amount.Value.Value * volume.Value / container.Value };
            DoseChecks.Refuse(true, string.Create(CultureInfo.InvariantCulture,
                $"is {amount.Value} given, or {volume.Value} mL of {container.Value} mL, which are {part}? " +
                $"Write '{amount.Value} iv' or '{part} iv'"), volume.Span);
        }
    }

    private void SettleAmount()
    {
        if (draft.Quantity is null && draft.Volume is { } given)
        {
            double strength = Strength ?? throw NoStrength(given.Span);
            draft.Quantity = new(new DoseQuantity(strength * given.Value, MassUnit.Milligram, false, null), given.Span);
        }

        double? volume = draft.Container?.Value ?? draft.Volume?.Value;
        if (volume is null)
        {
            return;
        }

        if (draft.Container is null && draft.Quantity is { Value: { IsPerKilogram: false, IsRate: false } amount } && Strength is { } known)
        {
            RequireSame(amount.Milligrams(1), known * volume.Value, draft.Volume!.Value.Span);
            return;
        }

        (Strength, VolumeMl) = (null, volume);
    }

    /// <summary>200 mg in 50 mL at 20 mg/h.</summary>
    private void SettleStock(Said<DoseQuantity> stock)
    {
        Said<DoseQuantity> rate = draft.Quantity!.Value;
        double volume = draft.Container!.Value.Value;
        if (stock.Value.IsPerKilogram == rate.Value.IsPerKilogram)
        {
            double hours = stock.Value.Milligrams(1) / rate.Value.Milligrams(1);
            RequireNotEmpty(hours, volume, rate.Value.ToString());
            VolumeMl = volume * draft.For!.Value.Value.Hours / hours;
        }

        if (!stock.Value.IsPerKilogram)
        {
            (Strength, VolumeMl) = (stock.Value.Milligrams(1) / volume, null);
        }
    }

    private void SettleRate(Said<double> rate)
    {
        if (draft.Quantity is { Value.IsRate: true } said)
        {
            // 1 mL/h (5 mg/h): the strength follows.
            double? strength = said.Value.IsPerKilogram ? null : said.Value.Milligrams(1) / rate.Value;
            if (strength is { } one && Strength is { } other)
            {
                RequireSame(one, other, rate.Span);
            }

            (Strength, VolumeMl) = (strength, strength is null ? rate.Value * draft.For?.Value.Hours : null);
            return;
        }

        double? volume = draft.Container?.Value ?? draft.Volume?.Value ?? (draft.Quantity is { Value.IsPerKilogram: false } whole && Strength is { } mgPerMl
            ? whole.Value.Milligrams(1) / mgPerMl : null);
        if (draft.Quantity is { } amount)
        {
            double hours = (volume ?? throw NoStrength(rate.Span)) / rate.Value;
            SettleAmountAtRate(amount, hours, volume.Value, rate);
            return;
        }

        double known = Strength ?? throw NoStrength(rate.Span);
        if (volume is { } all)
        {
            RequireNotEmpty(all / rate.Value, all, Millilitres(rate.Value));
        }

        draft.Quantity = new(new DoseQuantity(known * rate.Value, MassUnit.Milligram, false, TimeUnit.Hour), rate.Span);
    }

    /// <summary>200 mg in 50 mL at 4 mL/h: until it is empty, or for a shorter time.</summary>
    private void SettleAmountAtRate(Said<DoseQuantity> amount, double hours, double volume, Said<double> rate)
    {
        Strength = amount.Value.IsPerKilogram ? null : amount.Value.Milligrams(1) / volume;
        if (draft.For is null)
        {
            DoseChecks.Refuse(draft.Over is { } over && Math.Abs(over.Value.Hours - hours) > Tolerance * hours,
                string.Create(CultureInfo.InvariantCulture,
                    $"{volume} mL at {Millilitres(rate.Value)} last {hours:0.###} h: say the rate or the time, not both"), draft.Over?.Span);
            draft.Over ??= new(new Duration(hours, TimeUnit.Hour), rate.Span);
            VolumeMl = Strength is null ? volume : null;
            return;
        }

        RequireNotEmpty(hours, volume, Millilitres(rate.Value));
        VolumeMl = Strength is null ? rate.Value * draft.For!.Value.Value.Hours : null;
        draft.Quantity = amount with { Value = amount.Value with { Value = amount.Value.Value / hours, PerTime = TimeUnit.Hour } };
    }

    /// <summary>Refuses a time for which the solution does not suffice; without a time it runs until it is empty.</summary>
    private void RequireNotEmpty(double hours, double volume, string rate)
    {
        draft.For ??= new(new Duration(hours, TimeUnit.Hour), (draft.VolumeRate?.Span ?? draft.Quantity?.Span)!.Value);
        DoseChecks.Refuse(draft.For.Value.Value.Hours > hours * (1 + 1e-9),
            string.Create(CultureInfo.InvariantCulture,
                $"a syringe of {volume} mL at {rate} is empty after {hours:0.###} h: write 'for {hours:0.###} h', and 'then' with the next syringe"),
                draft.For.Value.Span);
    }

    private static void RequireSame(double one, double other, SourceSpan span) => DoseChecks.Refuse(Math.Abs(one - other) > Tolerance * other,
        string.Create(CultureInfo.InvariantCulture,
            $"amount, volume and strength do not agree: one says {one:0.###}, the others {other:0.###}; leave one of them out"), span);

    private static string Millilitres(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:0.######} mL/h");

    private static RegimenSyntaxException NoStrength(SourceSpan span) =>
        RegimenCursor.Mistake("regimen-strength",
            "a volume says no dose without a strength: write it in mg/mL, for example 'ketamine 5 mg/mL at 2 mL/h iv for 24 h'", span);
}
