using System.Diagnostics;
using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>How much drug as it was written: an amount or a rate, for anybody or per kg of body weight.</summary>
/// <param name="Value">The number, finite and above 0.</param>
/// <param name="Unit">The unit of mass.</param>
/// <param name="IsPerKilogram">Whether it is per kg of body weight.</param>
/// <param name="PerTime">The unit of time of a rate; null for an amount.</param>
public readonly record struct DoseQuantity(double Value, MassUnit Unit, bool IsPerKilogram, TimeUnit? PerTime)
{
    /// <summary>Whether this is a rate (mg/h, ug/kg/min) and no amount (mg, mg/kg).</summary>
    public bool IsRate => PerTime is not null;

    /// <summary>The amount in mg, or the rate in mg/h, for somebody of a given weight.</summary>
    /// <param name="weightKg">The body weight in kg; it does not matter unless <see cref="IsPerKilogram"/>.</param>
    public double Milligrams(double weightKg)
    {
        double forBody = IsPerKilogram ? Value * weightKg : Value;
        double perTime = PerTime is TimeUnit unit ? forBody / new Duration(1, unit).Hours : forBody;
        return Unit switch
        {
            MassUnit.Nanogram => perTime / 1e6,
            MassUnit.Microgram => perTime / 1e3,
            MassUnit.Milligram => perTime,
            MassUnit.Gram => perTime * 1e3,
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>The number and its unit, as the regimen language reads them: <c>10 ug/kg/min</c>.</summary>
    public override string ToString()
    {
        string perKilogram = IsPerKilogram ? "/kg" : "";
        string perTime = PerTime is TimeUnit unit ? "/" + RegimenWords.TimeUnits.Name(unit) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Value} {RegimenWords.MassUnits.Name(Unit)}{perKilogram}{perTime}");
    }
}
