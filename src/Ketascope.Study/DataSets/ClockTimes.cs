using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Language.Antimony;
using Ketascope.Language.Flattening;
using Ketascope.Language.Units;
using Ketascope.Study.Requests;

namespace Ketascope.Study.DataSets;

/// <summary>
/// Times of day (<c>14:45</c>, <c>8:45:29</c>, <c>14.75</c>) and dates, as NM-TRAN reads them: TIME becomes the time since the subject's first
/// record, or since its last reset
/// (NONMEM Users Guide, Part IV, section II.C.2).
/// </summary>
internal sealed partial class ClockTimes
{
    private const double Hour = 3600, Day = 24 * Hour;

    /// <summary>Years of two digits up to this one are in the 2000s, as NM-TRAN has it where LAST20 does not say otherwise.</summary>
    private const int LastYearOf2000s = 50;

    /// <summary>The date columns: what each one's label says of the order of day, month and year.</summary>
    private static readonly Dictionary<string, string> s_orders = new() { ["DATE"] = "mdy", ["DAT1"] = "dmy", ["DAT2"] = "ymd", ["DAT3"] = "ydm" };

    private readonly string? _date;
    private readonly bool _hasColon;
    private readonly double _unit;
    private string? _subject;
    private double _first;
    private double _last;
    private int _components;

    private ClockTimes(string? date, bool hasColon, double unit) => (_date, _hasColon, _unit) = (date, hasColon, unit);

    /// <summary>The names of date columns.</summary>
    public static IEnumerable<string> DateColumns => s_orders.Keys;

    /// <summary>What was understood although it may be meant otherwise.</summary>
    public ImmutableArray<string> Remarks { get; private init; } = [];

    /// <summary>Reads clock times, or gives null where a data set has none.</summary>
    /// <param name="date">The name of its date column, or null.</param>
    /// <param name="hasColon">Whether any TIME is written with a colon: then all are clock times.</param>
    /// <param name="system">The model, for its unit of time.</param>
    public static ClockTimes? For(string? date, bool hasColon, OdeSystem system)
    {
        if (date is null && !hasColon)
        {
            return null;
        }

        Unit? unit = system.TimeUnit is { } text ? UnitParser.TryParse(text, out _) : null;
        bool isTime = unit?.HasDimensionOf(UnitParser.Parse("s")) == true;
        string[] remarks =
        [
            .. isTime ? (string[])[] : ["the clock times are counted in hours, as the model names no unit of time"],
            .. hasColon ? (string[])[] : [$"TIME is the time of day, counted from each subject's first record on, as there is a column {date}"],
        ];
        return new ClockTimes(date, hasColon, isTime ? unit!.Value.Factor : Hour) { Remarks = [.. remarks] };
    }

    /// <summary>The time of a record since the subject's first one, or since its last reset, in the model's unit of time.</summary>
    /// <param name="row">The row.</param>
    /// <param name="subject">The subject's ID.</param>
    /// <param name="isReset">Whether the record is a reset, with or without a dose.</param>
    /// <exception cref="UserErrorException">It is no time of day or no date, or lies before the record above.</exception>
    public double Read(DataRow row, string subject, bool isReset)
    {
        string text = row.Text("TIME");
        double now = Seconds(text)
            ?? throw row.Error("TIME", $"'{InputFile.Excerpt(text)}' is no time of day: expected hh:mm, hh:mm:ss or hours (14:45 or 14.75)");
        if (_date is not null)
        {
            now = now is >= 0 and <= Day ? now + (Day * DayOf(row)) : throw row.Error(
                "TIME", $"'{InputFile.Excerpt(text)}' beside {_date} is no time of day from 0:00 to 24:00; times since the start need no {_date}: " +
                    "remove that column");
        }

        if (_subject != subject || isReset)
        {
            (_subject, _first) = (subject, now);
        }
        else if (now < _last)
        {
            throw row.Error("TIME", _date is null
                ? $"{InputFile.Excerpt(text)} is before the record above; after midnight go on with 24:00, 25:30 ..., or give the day in a column "
                    + "DATE (month/day/year), DAT1 (day/month/year) or DAT2 (year-month-day)"
                : $"{InputFile.Excerpt(row.Text(_date))} {InputFile.Excerpt(text)} is before the record above; records stand in order of time");
        }

        // 0 without a colon may be midnight or the start of something; where the day changes the two differ.
        if (!_hasColon && _first % Day == 0 && Math.Floor(now / Day) > _first / Day && now != _first + Day)
        {
            throw row.Error("TIME", $"the first TIME of ID {subject} is 0, which beside {_date} means midnight; "
                + $"write times of day with a colon (0:00), or remove the column {_date} if TIME counts from the start");
        }

        _last = now;
        return (now - _first) / _unit;
    }

    /// <summary>An interval, which may be written hh:mm too.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Its column.</param>
    /// <returns>The interval in the model's unit of time; null where it has no colon.</returns>
    public double? ReadInterval(DataRow row, string column) => row.Text(column) is { } text && text.Contains(':', StringComparison.Ordinal)
        ? (Seconds(text) ?? throw row.Error(column, $"'{InputFile.Excerpt(text)}' is not of the form hh:mm")) / _unit
        : null;

    private static double? Seconds(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double hours) && double.IsFinite(hours))
        {
            return hours * Hour;
        }

        if (Clock().Match(text) is not { Success: true } clock)
        {
            return null;
        }

        double Part(int group) => clock.Groups[group].Success ? double.Parse(clock.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        double seconds = (Part(2) * Hour) + (Part(3) * 60) + Part(4);
        return Part(3) >= 60 || Part(4) >= 60 ? null : clock.Groups[1].Length > 0 ? -seconds : seconds;
    }

    private int DayOf(DataRow row)
    {
        string text = row.Text(_date!);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int day) && Math.Abs(day) < 1_000_000)
        {
            RequireSameForm(row, 1);
            return day;
        }

        string[] parts = Separator().Split(text);
        if (parts.Length is not (2 or 3) || !parts.All(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit)))
        {
            throw NoDate(row, text);
        }

        RequireSameForm(row, parts.Length);
        string order = parts.Length == 3 ? s_orders[_date!] : s_orders[_date!].Replace("y", "", StringComparison.Ordinal);
        int Part(char what) => int.Parse(parts[order.IndexOf(what, StringComparison.Ordinal)], CultureInfo.InvariantCulture);

        // Without a year NM-TRAN takes one that is no leap year.
        int year = parts.Length == 2 ? 2001 : parts[order.IndexOf('y', StringComparison.Ordinal)].Length switch
        {
            4 => Part('y'),
            1 or 2 => Part('y') + (Part('y') <= LastYearOf2000s ? 2000 : 1900),
            _ => 0,
        };
        return year >= 1 && Part('m') is >= 1 and <= 12 && Part('d') >= 1 && Part('d') <= DateTime.DaysInMonth(year, Part('m'))
            ? new DateOnly(year, Part('m'), Part('d')).DayNumber
            : throw NoDate(row, text);
    }

    private void RequireSameForm(DataRow row, int components) => _components = _components == 0 || _components == components
        ? components
        : throw row.Error(_date!, $"'{InputFile.Excerpt(row.Text(_date!))}' has another form than the dates above, so the days between them are " +
            "not known; write all dates in one form");

    private UserErrorException NoDate(DataRow row, string text)
    {
        static string Words(string order) => string.Join('/', order.Select(letter => letter switch { 'd' => "day", 'm' => "month", _ => "year" }));
        string others = string.Join(", ", s_orders.Where(pair => pair.Key != _date).Select(pair => $"{pair.Key} is {Words(pair.Value)}"));
        return row.Error(_date!, $"'{InputFile.Excerpt(text)}' is no date {Words(s_orders[_date!])}; the name of the column says the order: {others}");
    }

    [GeneratedRegex(@"^(-?)(\d{1,4}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"[^0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
