using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>
/// Reads how often a dose is given: <c>every 8 h</c>, <c>q8h</c>, <c>twice weekly</c>, <c>3 times a day</c>, <c>bid</c>; and how many doses that makes: <c>x
/// 8</c>, <c>for 4 weeks</c>.
/// </summary>
internal static class FrequencyParser
{
    private const int MaxCount = 10_000;
    private const double DayHours = 24;
    private const double Week = 7 * DayHours;

    /// <summary>Words that say all, in hours from dose to dose.</summary>
    private static readonly Dictionary<string, double> s_whole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["hourly"] = 1,
        ["daily"] = DayHours,
        ["qd"] = DayHours,
        ["od"] = DayHours,
        ["qod"] = 2 * DayHours,
        ["eod"] = 2 * DayHours,
        ["qhs"] = DayHours,
        ["mane"] = DayHours,
        ["weekly"] = Week,
        ["qw"] = Week,
        ["fortnightly"] = 2 * Week,
        ["biw"] = Week / 2,
        ["tiw"] = Week / 3,
        ["bd"] = DayHours / 2,
        ["bid"] = DayHours / 2,
        ["tds"] = DayHours / 3,
        ["tid"] = DayHours / 3,
        ["qds"] = DayHours / 4,
        ["qid"] = DayHours / 4,
    };

    private static readonly Dictionary<string, int> s_times = new(StringComparer.OrdinalIgnoreCase) { ["once"] = 1, ["twice"] = 2, ["thrice"] = 3 };

    /// <summary>The words that may begin it, for the nearest one.</summary>
    public static IEnumerable<string> Words => s_whole.Keys.Concat(s_times.Keys).Append("every");

    /// <summary>Whether a word says how often.</summary>
    public static bool IsWord(string word) => s_whole.ContainsKey(word) || s_times.ContainsKey(word) || word is "other" or "q";

    /// <summary>Reads the number of a day, from 1.</summary>
    public static int Day(RegimenCursor cursor)
    {
        RegimenToken number = cursor.Current;
        bool isDay = number.Value is >= 1 and <= RegimenCursor.MaxHours / DayHours && number.Value == Math.Floor(number.Value);
        DoseChecks.Refuse(!isDay, $"days are counted from 1 in whole numbers, not {number.Text}", number.Span);
        cursor.Advance();
        return (int)number.Value;
    }

    /// <summary>How many doses start before a course is over.</summary>
    /// <param name="course">The length of the course, with its place.</param>
    /// <param name="interval">The time from dose to dose.</param>
    public static int CountFor(Said<Duration> course, Duration interval)
    {
        double doses = Math.Max(1, Math.Ceiling((course.Value.Hours / interval.Hours) - 1e-9));
        return Whole(new RegimenToken(RegimenTokenKind.Number, doses.ToString(CultureInfo.InvariantCulture), course.Span, doses));
    }

    /// <summary>Passes over a frequency if one stands here.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="interval">The time from dose to dose.</param>
    public static bool TryTake(RegimenCursor cursor, out Duration interval)
    {
        int start = cursor.Position;
        if (TryEvery(cursor, out interval) || TryWhole(cursor, out interval) || TryTimes(cursor, out interval))
        {
            return true;
        }

        cursor.Position = start;
        return false;
    }

    /// <summary>Passes over the number of doses if it stands here: <c>x 4</c>, <c>4 times</c>, <c>for 4 doses</c>, <c>for 4 weeks</c>.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="interval">The time from dose to dose.</param>
    /// <param name="mayBeCourse">Whether <c>for</c> a time can be meant: it is also how long an infusion lasts.</param>
    /// <param name="count">The number of doses, the first one included.</param>
    /// <param name="course">For how long they are given, where that was said.</param>
    public static bool TryTakeCount(RegimenCursor cursor, Duration interval, bool mayBeCourse, out int count, out Duration? course)
    {
        (count, course) = (0, null);
        int start = cursor.Position;
        bool isFor = cursor.Take(RegimenKeyword.For);
        bool isTimes = !isFor && cursor.Take(RegimenKeyword.Times);
        if (isTimes && cursor.IsAt(1, RegimenWords.TimeUnits))
        {
            // "x 3 days" is "for 3 days".
            (isFor, isTimes) = (true, false);
        }

        RegimenToken number = cursor.Current;
        if (isFor && mayBeCourse && cursor.IsWord("a", "an"))
        {
            course = cursor.PositiveTime("a time of treatment", "");
            count = CountFor(new(course.Value, number.Span.To(cursor.Previous.Span)), interval);
            return true;
        }

        if (number.Kind != RegimenTokenKind.Number)
        {
            if (isTimes || (isFor && mayBeCourse))
            {
                throw cursor.Expected("a number of doses: 'x 4'", []);
            }

            cursor.Position = start;
            return false;
        }

        cursor.Advance();
        bool isCounted = cursor.Take(RegimenKeyword.Doses) || (!isTimes && cursor.Take(RegimenKeyword.Times));
        if (isTimes || isCounted)
        {
            count = Whole(number);
            return true;
        }

        if (isFor && mayBeCourse)
        {
            if (cursor.Current.Kind == RegimenTokenKind.End)
            {
                throw cursor.Expected("'doses' or a unit of time after their number", []);
            }

            cursor.Position = start + 1;
            course = cursor.PositiveTime("a time of treatment", "");
            count = CountFor(new(course.Value, number.Span.To(cursor.Previous.Span)), interval);
            return true;
        }

        cursor.Position = start;
        return false;
    }

    /// <summary>A number of doses.</summary>
    public static int Whole(RegimenToken number) => number.Value is >= 1 and <= MaxCount && number.Value == Math.Floor(number.Value)
        ? (int)number.Value
        : throw RegimenCursor.Mistake("regimen-value",
            string.Create(CultureInfo.InvariantCulture, $"a number of doses is whole, from 1 to {MaxCount}, not {number.Text}"), number.Span);

    /// <summary><c>every 8 h</c>, <c>every day</c>, <c>every other day</c>, <c>q8h</c>.</summary>
    private static bool TryEvery(RegimenCursor cursor, out Duration interval)
    {
        interval = default;
        if (cursor.Current.Kind == RegimenTokenKind.Number && cursor.IsWordAt(1, "hourly"))
        {
            double hours = cursor.Number("an interval");
            cursor.Advance();
            interval = new Duration(hours, TimeUnit.Hour);
            return hours > 0;
        }

        bool isLetter = cursor.TakeWord("q");
        bool isEach = !isLetter && cursor.IsWord("each") && cursor.IsWordAt(1, "day", "week", "hour", "other") && cursor.TakeWord("each");
        if (isLetter ? cursor.Current.Kind != RegimenTokenKind.Number : !isEach && !cursor.Take(RegimenKeyword.Every))
        {
            return false;
        }

        if (RefusedWords.Find(cursor.Current) is var (code, why))
        {
            throw RegimenCursor.Mistake(code, why, cursor.Current.Span);
        }

        int each = cursor.TakeWord("other") ? 2 : 1;
        if (TryPeriod(cursor, out double period))
        {
            interval = new Duration(each * period, TimeUnit.Hour);
            return true;
        }

        interval = each == 1 ? cursor.PositiveTime("an interval", "") : throw cursor.Expected("'day' or 'week'", ["day", "week"]);
        return true;
    }

    private static bool TryWhole(RegimenCursor cursor, out Duration interval)
    {
        interval = default;
        if (cursor.Current.Kind != RegimenTokenKind.Word || !s_whole.TryGetValue(Plain(cursor.Current), out double hours))
        {
            return false;
        }

        cursor.Advance();
        interval = new Duration(hours, TimeUnit.Hour);
        return true;
    }

    /// <summary><c>twice weekly</c>, <c>3 times a day</c>, <c>once per week</c>.</summary>
    private static bool TryTimes(RegimenCursor cursor, out Duration interval)
    {
        interval = default;
        RegimenToken first = cursor.Current;
        int times = first.Kind == RegimenTokenKind.Word ? s_times.GetValueOrDefault(Plain(first))
            : first is { Kind: RegimenTokenKind.Number, Value: >= 1 and <= 24 } && first.Value == Math.Floor(first.Value) ? (int)first.Value : 0;
        if (times == 0)
        {
            return false;
        }

        cursor.Advance();
        bool saysTimes = cursor.Take(RegimenKeyword.Times) || cursor.TakeWord("doses");
        if (!saysTimes && first.Kind == RegimenTokenKind.Number)
        {
            return false;
        }

        if (cursor.TakeWord("daily"))
        {
            interval = new Duration(DayHours / times, TimeUnit.Hour);
            return true;
        }

        if (cursor.TakeWord("weekly"))
        {
            interval = new Duration(Week / times, TimeUnit.Hour);
            return true;
        }

        if ((cursor.TakeWord("a") || cursor.TakeWord("each") || cursor.TakeWord("every") || cursor.Take(RegimenKeyword.Per))
            && TryPeriod(cursor, out double hours))
        {
            interval = new Duration(hours / times, TimeUnit.Hour);
            return true;
        }

        return false;
    }

    /// <summary>Passes over a period that stands without a number: every <c>day</c>, per <c>week</c>.</summary>
    public static bool TryPeriod(RegimenCursor cursor, out double hours)
    {
        hours = cursor.TakeWord("day") ? DayHours : cursor.TakeWord("week") ? Week : cursor.TakeWord("fortnight") ? 2 * Week : cursor.TakeWord("hour") ? 1 : 0;
        return hours > 0;
    }

    private static string Plain(RegimenToken token) => token.Text.Replace(".", "", StringComparison.Ordinal);
}
