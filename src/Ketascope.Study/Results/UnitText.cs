using System.Text.RegularExpressions;

namespace Ketascope.Study.Results;

/// <summary>Units as they are printed for people.</summary>
public static partial class UnitText
{
    /// <summary>A unit with the micro sign for a leading <c>u</c> and a middle dot for a product: <c>µg·h/L</c> for <c>ug*h/L</c>.</summary>
    /// <param name="unit">The unit as the model has it.</param>
    public static string Pretty(string unit) => Micro().Replace(unit, "µ").Replace("*", "·", StringComparison.Ordinal);

    /// <summary>A heading with the unit in parentheses: <c>concentration (µg/L)</c>.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="unit">The unit as the model has it, or null.</param>
    public static string Heading(string name, string? unit) => unit is null or "" or "1" or "dimensionless" ? name : $"{name} ({Pretty(unit)})";

    [GeneratedRegex(@"(?<![A-Za-z])u(?=g|mol|M|L|m|s)")]
    private static partial Regex Micro();
}
