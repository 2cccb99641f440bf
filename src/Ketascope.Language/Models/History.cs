using System.Globalization;

namespace Ketascope.Language.Models;

/// <summary>
/// Who made a model and when, among the annotations: <c>created</c> and <c>modified</c> with dates (ISO 8601), and <c>creator1.familyName</c>,
/// <c>creator2.email</c> ... for each creator.
/// </summary>
internal static class History
{
    /// <summary>The fields of a creator.</summary>
    public static readonly string[] CreatorFields = ["name", "familyName", "givenName", "email", "organization"];

    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ssK";

    /// <summary>
    /// The number and the field that a qualifier such as <c>creator2.email</c> names; without a number it is the first. Null for another qualifier.
    /// </summary>
    public static (int Number, string Field)? Creator(string qualifier)
    {
        int dot = qualifier.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !qualifier.StartsWith("creator", StringComparison.Ordinal))
        {
            return null;
        }

        string digits = qualifier["creator".Length..dot];
        string field = qualifier[(dot + 1)..] is "organisation" or "org" ? "organization" : qualifier[(dot + 1)..];
        int number = 1;
        bool isNumber = digits.Length == 0 || (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
        return isNumber && CreatorFields.Contains(field) ? (number, field) : null;
    }

    /// <summary>The qualifier of a creator's field.</summary>
    public static string Qualifier(int number, string field) => string.Create(CultureInfo.InvariantCulture, $"creator{number}.{field}");

    /// <summary>A date with one part of it changed; null where the part or its value cannot be.</summary>
    /// <param name="date">The date, or null for the start of the year 2000.</param>
    /// <param name="part"><c>year</c>, <c>month</c>, <c>day</c>, <c>hour</c>, <c>minute</c>, <c>second</c>, or <c>time</c> for <c>10:53:09</c>.</param>
    /// <param name="value">The value as written.</param>
    public static string? WithPart(string? date, string part, string value)
    {
        DateTimeOffset moment = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        if (date is not null && !DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment))
        {
            return null;
        }

        if (part == "time")
        {
            return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out TimeSpan time) && time < TimeSpan.FromDays(1) && time >= TimeSpan.Zero ? Text(new DateTimeOffset(moment.Date + time, moment.Offset)) : null;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        DateTimeOffset? changed = part switch
        {
            "year" when number is > 0 and < 9999 => moment.AddYears(number - moment.Year),
            "month" when number is > 0 and < 13 => moment.AddMonths(number - moment.Month),
            "day" when number > 0 && number <= DateTime.DaysInMonth(moment.Year, moment.Month) => moment.AddDays(number - moment.Day),
            "hour" when number < 24 => moment.AddHours(number - moment.Hour),
            "minute" when number < 60 => moment.AddMinutes(number - moment.Minute),
            "second" when number < 60 => moment.AddSeconds(number - moment.Second),
            _ => null,
        };
        return changed is { } result ? Text(result) : null;
    }

    private static string Text(DateTimeOffset moment) =>
        moment.Offset == TimeSpan.Zero ? moment.UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture) : moment.ToString(DateFormat, CultureInfo.InvariantCulture);
}
