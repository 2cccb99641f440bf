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
    public static (DoseQuantity Value, SourceSpan Span) Parse(RegimenCursor cursor)
    {
        RegimenToken number = cursor.Current;
        double value = cursor.Number("a dose");
        if (!cursor.Take(RegimenWords.MassUnits, out MassUnit unit))
        {
            throw cursor.Expected($"a unit of mass ({RegimenCursor.List(RegimenWords.MassUnits.Names)})", RegimenWords.MassUnits.Spellings);
        }

        DoseQuantity quantity = Denominators(cursor, new DoseQuantity(value, unit, IsPerKilogram: false, PerTime: null));
        SourceSpan span = number.Span.To(cursor.Previous.Span);
        RequireSensible(quantity, span);
        return (quantity, span);
    }

    private static DoseQuantity Denominators(RegimenCursor cursor, DoseQuantity quantity)
    {
        while (cursor.Take(RegimenKeyword.Per))
        {
            if (!quantity.IsPerKilogram && cursor.Current.Text.Equals("kg", StringComparison.OrdinalIgnoreCase))
            {
                cursor.Advance();
                quantity = quantity with { IsPerKilogram = true };
            }
            else if (!quantity.IsRate && cursor.Take(RegimenWords.RateUnits, out TimeUnit unit))
            {
                quantity = quantity with { PerTime = unit };
            }
            else
            {
                string[] names = [.. quantity.IsPerKilogram ? [] : new[] { "kg" }, .. quantity.IsRate ? [] : RegimenWords.RateUnits.Names];
                throw cursor.Expected(names.Length == 0 ? "the end of the unit" : RegimenCursor.List(names), names);
            }
        }

        return quantity;
    }

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
