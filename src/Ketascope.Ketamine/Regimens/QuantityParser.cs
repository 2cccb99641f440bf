using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads how much of a drug is given: a number, a unit of mass, and what it is per.</summary>
internal static class QuantityParser
{
    /// <summary>The most that is read as a dose, in mg, and as a rate, in mg/h: 10 g.</summary>
    private const double MaxMilligrams = 10_000;

    /// <summary>The same per kg: 10 g in somebody of 100 kg.</summary>
    private const double MaxMilligramsPerKilogram = 100;

    /// <summary>Reads an amount or a rate.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="perSpan">The time that it is per, where that is no unit: 40 min in 0.5 mg/kg/40 min.</param>
    public static Said<DoseQuantity> Parse(RegimenCursor cursor, out Duration? perSpan)
    {
        RegimenToken number = cursor.Current;
        double value = cursor.Number("a dose");
        if (!cursor.Take(RegimenWords.MassUnits, out MassUnit unit))
        {
            throw cursor.Expected($"a unit of mass ({RegimenCursor.List(RegimenWords.MassUnits.Names)})", RegimenWords.MassUnits.Spellings);
        }

        (DoseQuantity quantity, perSpan) = Denominators(cursor, new DoseQuantity(value, unit, IsPerKilogram: false, PerTime: null));
        SourceSpan span = number.Span.To(cursor.Previous.Span);
        RequireSensible(quantity, span);
        return new(quantity, span);
    }

    /// <summary>Reads an amount or a rate that is per a unit of time at most.</summary>
    public static Said<DoseQuantity> Parse(RegimenCursor cursor)
    {
        Said<DoseQuantity> quantity = Parse(cursor, out Duration? perSpan);
        return perSpan is null ? quantity
            : throw RegimenCursor.Mistake("regimen-value", $"expected a rate per {RegimenCursor.List(RegimenWords.RateUnits.Names)}", quantity.Span);
    }

    private static (DoseQuantity Quantity, Duration? Per) Denominators(RegimenCursor cursor, DoseQuantity quantity)
    {
        Duration? per = null;
        bool isOpen = false;
        while (TakePer(cursor, isOpen || quantity.IsPerKilogram))
        {
            isOpen |= cursor.TakeSign('(');
            if (!quantity.IsPerKilogram && cursor.Take(RegimenWords.BodyUnits, BodyUnit.Kilogram))
            {
                quantity = quantity with { IsPerKilogram = true };
            }
            else if (!quantity.IsRate && per is null && cursor.Take(RegimenWords.RateUnits, out TimeUnit unit))
            {
                quantity = quantity with { PerTime = unit };
            }
            else if (!quantity.IsRate && per is null && cursor.TakeWord("dose"))
            {
                // mg/kg/dose is mg/kg.
            }
            else if (!quantity.IsRate && per is null && cursor.Current.Kind == RegimenTokenKind.Number && cursor.IsAt(1, RegimenWords.TimeUnits))
            {
                per = cursor.PositiveTime("a duration", "");
            }
            else
            {
                string[] names = [.. quantity.IsPerKilogram ? [] : new[] { "kg" }, .. quantity.IsRate ? [] : RegimenWords.RateUnits.Names];
                throw cursor.Expected(names.Length == 0 ? "the end of the unit" : RegimenCursor.List(names), names);
            }

            isOpen = isOpen && !cursor.TakeSign(')');
        }

        return (quantity, per);
    }

    private static bool TakePer(RegimenCursor cursor, bool mayMultiply) =>
        cursor.Take(RegimenKeyword.Per) || (mayMultiply && (cursor.TakeSign('\u00b7') || cursor.TakeSign('*') || cursor.TakeSign('\u22c5')));

    private static void RequireSensible(DoseQuantity quantity, SourceSpan span)
    {
        if (quantity.Value == 0)
        {
            throw RegimenCursor.Mistake("regimen-value", "a dose of 0 gives nothing; it has to be above 0", span);
        }

        double limit = quantity.IsPerKilogram ? MaxMilligramsPerKilogram : MaxMilligrams;
        if (quantity.Milligrams(weightKg: 1) > limit)
        {
            string most = $"{(quantity.IsPerKilogram ? "100 mg/kg" : "10 g")}{(quantity.IsRate ? "/h" : "")}";
            throw RegimenCursor.Mistake("regimen-value", $"a dose of {quantity} is more than anybody is given (at most {most} is read)", span);
        }
    }
}
