using System.Diagnostics;
using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>A length of time as it was written.</summary>
/// <param name="Value">The number, finite and not negative.</param>
/// <param name="Unit">Its unit.</param>
public readonly record struct Duration(double Value, TimeUnit Unit)
{
    /// <summary>No time: 0 h.</summary>
    public static Duration Zero => new(0, TimeUnit.Hour);

    /// <summary>The length in hours.</summary>
    public double Hours => Unit switch
    {
        TimeUnit.Second => Value / 3600,
        TimeUnit.Minute => Value / 60,
        TimeUnit.Hour => Value,
        TimeUnit.Day => Value * 24,
        TimeUnit.Week => Value * 168,
        _ => throw new UnreachableException(),
    };

    /// <summary>The number and its unit, as the regimen language reads them: <c>40 min</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} {RegimenWords.TimeUnits.Name(Unit)}");
}
