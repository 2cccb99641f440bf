using System.Globalization;

namespace Ketascope.Study.Results;

/// <summary>Numbers as text, the same under every culture.</summary>
public static class NumberText
{
    /// <summary>The shortest text that reads back as exactly the same number; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> for what is not finite.</summary>
    /// <param name="value">The number.</param>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number for people, to some significant digits: <c>0.0123</c>, <c>12300</c>, <c>1.23e-07</c>, and a dash for what is not a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many significant digits, 1 to 15.</param>
    public static string Short(double value, int digits = 3)
    {
        if (double.IsNaN(value))
        {
            return "–";
        }

        if (value == 0 || !double.IsFinite(value))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        if (exponent is < -4 or >= 6)
        {
            return value.ToString(digits > 1 ? "0." + new string('#', digits - 1) + "e+00" : "0e+00", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp(digits - 1 - exponent, 0, 15);
        double scale = Math.Pow(10, Math.Max(0, exponent - digits + 1));
        return (Math.Round(value / scale) is var whole && scale > 1 ? whole * scale : value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
