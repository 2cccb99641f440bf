using System.Globalization;

namespace Ketascope.Study.Results;

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Unit">The unit of every number in it, or null.</param>
public sealed record ResultColumn(string Name, string? Unit = null)
{
    // Larger numbers have an exponent.
    private const double LargestPlain = 1e6;

    /// <summary>To how many significant digits its numbers are printed for people; 0 where <see cref="Decimals"/> alone say.</summary>
    public int Digits { get; init; } = 3;

    /// <summary>
    /// How many decimals its numbers have for people, where that leaves them at least <see cref="Digits"/>; null for significant digits alone.
    /// </summary>
    public int? Decimals { get; init; }

    /// <summary>Whether it holds formulas, which may be broken after an operator.</summary>
    public bool IsFormula { get; init; }

    /// <summary>A cell of it for people.</summary>
    /// <param name="cell">The cell.</param>
    public string Text(Cell cell) =>
        cell.IsNumber && Decimals is { } decimals && double.Abs(cell.Number) < LargestPlain
            && (Digits == 0 || double.Abs(cell.Number) >= Math.Pow(10, Digits - decimals - 1))
            ? cell.Number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : Digits == 0 ? cell.Short() : cell.Short(Digits);

    /// <summary>The heading with the unit in brackets: <c>Cmax [ug/L]</c>.</summary>
    public string Heading => Unit is null ? Name : $"{Name} [{Unit}]";
}
