using System.Globalization;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads a length of time that stands alone, as an option of a command gives it.</summary>
public static class RegimenTime
{
    /// <summary>Reads <c>12h</c>, <c>90 min</c>, <c>2 d</c>, or a number of hours.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <returns>The time in h.</returns>
    /// <exception cref="UserErrorException">It is no such time.</exception>
    public static double ReadHours(string text, string what) => TryReadHours(text, out double hours) ? hours
        : throw new UserErrorException($"{what}: '{text}' is no time; expected for example 12h, 90min, 2d");

    /// <summary>Reads a time as <see cref="ReadHours"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hours">The time in h.</param>
    /// <returns>Whether it is a time.</returns>
    public static bool TryReadHours(string text, out double hours)
    {
        string trimmed = text.Trim();
        int letters = trimmed.Length;
        while (letters > 0 && char.IsLetter(trimmed[letters - 1]))
        {
            letters--;
        }

        TimeUnit unit = TimeUnit.Hour;
        bool known = letters == trimmed.Length || RegimenWords.TimeUnits.TryFind(trimmed[letters..], out unit);
        bool isTime = double.TryParse(trimmed[..letters], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value) && known;
        hours = isTime ? new Duration(value, unit).Hours : double.NaN;
        return isTime;
    }
}
