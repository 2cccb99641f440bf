using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Cord;

namespace Ketascope.Ketamine.Pain;

/// <summary>When people who are followed rate their pain, and how such times are said.</summary>
internal static class RatingTimes
{
    /// <summary>An hour, s.</summary>
    public const double Hour = 3600;

    private const double Minute = 60;
    private const int EvenPoints = 160, MostRows = 14;

    private static readonly ImmutableArray<double> Usual =
    [
        0, 5 * Minute, 15 * Minute, 30 * Minute, Hour, 1.5 * Hour, 2 * Hour, 3 * Hour, 4 * Hour, 6 * Hour, 12 * Hour, ChronicCord.Day,
        .. new double[] { 2, 3, 4, 5, 7, 14, 21, 28, 42, 56, 70, 84, 112, 168, 364 }.Select(days => days * ChronicCord.Day),
    ];

    /// <summary>The times of a table: usual ones, with the end; where they would be many, the later ones.</summary>
    /// <param name="end">The end, s.</param>
    public static ImmutableArray<double> Shown(double end)
    {
        double[] within = [.. Usual.Where(time => time < end).Append(end)];
        return within.Length <= MostRows ? [.. within] : [0, .. within[^(MostRows - 1)..]];
    }

    /// <summary>The times that are computed: even ones, those of the table, and more of them while the drug is there.</summary>
    /// <param name="exposure">The drug.</param>
    /// <param name="end">The end, s.</param>
    public static ImmutableArray<double> Grid(CordExposure exposure, double end)
    {
        double gone = Math.Min(end, exposure.End);
        return
        [
            .. Enumerable.Range(0, EvenPoints + 1).SelectMany(i => (double[])[end * i / EvenPoints, gone * i / EvenPoints])
                .Concat(Shown(end)).Distinct().Order(),
        ];
    }

    /// <summary>The unit of a time axis.</summary>
    /// <param name="end">Its end, s.</param>
    /// <returns>The unit, and how many seconds it is.</returns>
    public static (string Unit, double Seconds) Unit(double end) => end switch
    {
        > 3 * ChronicCord.Day => ("d", ChronicCord.Day),
        > 3 * Hour => ("h", Hour),
        > 3 * Minute => ("min", Minute),
        _ => ("s", 1.0),
    };

    /// <summary>A time in words.</summary>
    /// <param name="seconds">The time, s.</param>
    public static string Text(double seconds)
    {
        (double value, string unit) = seconds switch
        {
            >= 14 * ChronicCord.Day when seconds % (7 * ChronicCord.Day) == 0 => (seconds / (7 * ChronicCord.Day), "wk"),
            >= 3 * ChronicCord.Day => (seconds / ChronicCord.Day, "d"),
            >= Hour => (seconds / Hour, "h"),
            >= Minute => (seconds / Minute, "min"),
            _ => (seconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:G4} {unit}");
    }
}
