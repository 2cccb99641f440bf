using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads the parts of a dose that begin with a number: amounts, rates, strengths, volumes, weights, devices.</summary>
internal sealed class DoseNumberParser(RegimenCursor cursor, RegimenContext context, DoseDraft draft)
{
    private const double KilogramsPerPound = 0.45359237;

    /// <summary>Whether a parenthesis is open: an amount in it is the one before in other words.</summary>
    public bool InParenthesis { get; set; }

    /// <summary>Gets what the text says of everything.</summary>
    public RegimenContext Context => context;

    /// <summary>Passes over a part if one stands here.</summary>
    public bool Take()
    {
        if (!cursor.IsAtNumber)
        {
            return false;
        }

        return TakeWeight() || TakeVolume() || TakeDevices() || TakeTime() || TakeDemands() || TakeStrength() || TakeQuantity();
    }

    /// <summary>Passes over a body weight.</summary>
    public bool TakeWeight()
    {
        RegimenToken number = cursor.Current;
        if (number.Kind != RegimenTokenKind.Number || !cursor.IsAt(1, RegimenWords.BodyUnits))
        {
            return false;
        }

        double value = cursor.Number("a body weight");
        _ = cursor.Take(RegimenWords.BodyUnits, out BodyUnit unit);
        double weight = unit == BodyUnit.Pound ? value * KilogramsPerPound : value;
        DoseChecks.Refuse(weight is not (> 0 and <= 500), "a body weight is between 0 and 500 kg", number.Span);
        DoseChecks.Refuse(context.WeightKg is { } other && Math.Abs(other.Value - weight) > 0.01,
            "another body weight is said before; one regimen is of one person", number.Span);
        context.WeightKg = new(weight, number.Span.To(cursor.Previous.Span));
        while (cursor.IsWord("patient", "person", "subject", "adult", "man", "woman", "male", "female", "child", "boy", "girl", "volunteer", "body", "weight",
            "bodyweight"))
        {
            cursor.Advance();
        }

        return true;
    }

    /// <summary>Reads a volume, mL.</summary>
    public double Volume()
    {
        RegimenToken number = cursor.Current;
        double value = cursor.Number("a volume");
        _ = cursor.Take(RegimenWords.VolumeUnits, out VolumeUnit unit);
        DoseChecks.Refuse(value <= 0, "a volume has to be above 0", number.Span);
        return unit == VolumeUnit.Litre ? 1000 * value : value;
    }

    private bool TakeVolume()
    {
        RegimenToken number = cursor.Current;
        if (!cursor.IsAt(1, RegimenWords.VolumeUnits))
        {
            return false;
        }

        double volume = Volume();
        if (cursor.Take(RegimenKeyword.Per))
        {
            if (draft.VolumeRate is not null || !cursor.Take(RegimenWords.RateUnits, out TimeUnit unit))
            {
                throw cursor.Expected("min, h or d", RegimenWords.RateUnits.Names);
            }

            draft.VolumeRate = new(volume / new Duration(1, unit).Hours, number.Span.To(cursor.Previous.Span));
            return true;
        }

        DoseChecks.Refuse(draft.Volume is not null, "one volume of a dose is said already", number.Span);
        draft.Volume = new(volume, number.Span.To(cursor.Previous.Span));
        return true;
    }

    private bool TakeDevices()
    {
        RegimenToken number = cursor.Current;
        if (draft.Devices is not null || !cursor.IsWordAt(1, "device", "devices"))
        {
            return false;
        }

        int count = FrequencyParser.Whole(number);
        cursor.Position += 2;
        SourceSpan span = number.Span.To(cursor.Previous.Span);
        (draft.Devices, draft.Form) = (new(count, span), new(Route.Intranasal, span));
        return true;
    }

    /// <summary><c>a 40-min infusion</c>, <c>15 min later</c>.</summary>
    private bool TakeTime()
    {
        RegimenToken number = cursor.Current;
        if (!cursor.IsAt(1, RegimenWords.TimeUnits) || !cursor.IsWordAt(2, "infusion", "infusions", "later", "apart", "iv"))
        {
            return false;
        }

        bool isLater = cursor.IsWordAt(2, "later"), isInfusion = cursor.IsWordAt(2, "infusion", "infusions")
            || (cursor.IsWordAt(2, "iv") && cursor.IsWordAt(3, "infusion"));
        if (isLater && draft.After is null)
        {
            draft.After = new(cursor.PositiveTime("a pause", ""), number.Span);
            cursor.Advance();
            return true;
        }

        if (isInfusion && draft.Over is null)
        {
            draft.Over = new(cursor.PositiveTime("a duration", ""), number.Span);
            return true;
        }

        return false;
    }

    private bool TakeDemands()
    {
        RegimenToken number = cursor.Current;
        bool isRate = cursor.Peek(2).Is(RegimenKeyword.Per) || cursor.IsWordAt(2, "a", "an", "every", "each");
        bool isGiven = cursor.IsWordAt(1, "deliveries", "boluses");
        if (draft.Every is not null || !isRate
            || !(isGiven || cursor.IsWordAt(1, "demand", "demands", "press", "presses", "attempt", "attempts", "request", "requests")))
        {
            return false;
        }

        double count = cursor.Number("a number of demands");
        cursor.Position += 2;
        if (count <= 0 || !FrequencyParser.TryPeriod(cursor, out double hours))
        {
            throw cursor.Expected("'hour' or 'day'", ["hour", "day"]);
        }

        SourceSpan span = number.Span.To(cursor.Previous.Span);
        if (isGiven)
        {
            draft.Every = new(new Duration(hours / count * 60, TimeUnit.Minute), span);
            return true;
        }

        draft.Pca ??= number.Span;
        draft.Demands = hours switch
        {
            1 => new DemandRate(count, TimeUnit.Hour),
            24 => new DemandRate(count, TimeUnit.Day),
            _ => new DemandRate(count * new Duration(1, TimeUnit.Week).Hours / hours, TimeUnit.Week),
        };
        draft.Every = new(draft.Demands.Value.MeanInterval, span);
        return true;
    }

    /// <summary><c>5 mg/mL</c>, <c>200 mg/50 mL</c>.</summary>
    private bool TakeStrength()
    {
        bool isStrength = cursor.IsAt(1, RegimenWords.MassUnits) && cursor.Peek(2).Is(RegimenKeyword.Per)
            && (cursor.IsAt(3, RegimenWords.VolumeUnits) || (cursor.Peek(3).Kind == RegimenTokenKind.Number && cursor.IsAt(4, RegimenWords.VolumeUnits)));
        if (!isStrength || draft.Strength is not null)
        {
            return false;
        }

        RegimenToken number = cursor.Current;
        double value = cursor.Number("a strength");
        _ = cursor.Take(RegimenWords.MassUnits, out MassUnit unit);
        cursor.Advance();
        double volume = 1;
        if (cursor.Current.Kind == RegimenTokenKind.Number)
        {
            volume = Volume();
        }
        else
        {
            _ = cursor.Take(RegimenWords.VolumeUnits, out VolumeUnit each);
            volume = each == VolumeUnit.Litre ? 1000 : 1;
        }

        double strength = new DoseQuantity(value, unit, IsPerKilogram: false, PerTime: null).Milligrams(1) / volume;
        DoseChecks.Refuse(strength <= 0, "a strength has to be above 0", number.Span);
        draft.Strength = new(strength, number.Span.To(cursor.Previous.Span));
        return true;
    }

    private bool TakeQuantity()
    {
        bool hasMass = cursor.Current.Kind == RegimenTokenKind.Number && cursor.IsAt(1, RegimenWords.MassUnits);
        if (draft.Quantity is null)
        {
            draft.Quantity = QuantityParser.Parse(cursor, out Duration? perSpan);
            draft.PerSpan = perSpan is { } span ? new(span, draft.Quantity.Value.Span) : null;
            return true;
        }

        if (!hasMass)
        {
            return false;
        }

        if (InParenthesis && draft.Beside is null)
        {
            draft.Beside = QuantityParser.Parse(cursor);
            return true;
        }

        // What stands after a solution and says how fast it runs: 200 mg in 50 mL at 20 mg/h.
        bool hasStock = draft.Stock is null && draft.Container is not null && !draft.Quantity.Value.Value.IsRate;
        if (!hasStock)
        {
            return false;
        }

        draft.Stock = draft.Quantity;
        draft.Quantity = QuantityParser.Parse(cursor);
        return draft.Quantity.Value.Value.IsRate ? true
            : throw RegimenCursor.Mistake("regimen-contradiction",
                "a solution says its amount once, and then a rate: '200 mg in 50 mL at 20 mg/h iv for 5 h'", draft.Quantity.Value.Span);
    }
}
