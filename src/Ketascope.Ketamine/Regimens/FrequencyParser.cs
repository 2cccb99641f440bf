using System.Globalization;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads how often a dose is given: <c>every 8 h</c>, <c>q8h</c>, <c>twice weekly</c>, <c>3 times a day</c>, <c>bid</c>; and how many doses that makes: <c>x 8</c>, <c>for 4 weeks</c>.</summary>
internal static class FrequencyParser
{
    private const int MaxCount = 10_000;
    private const double Day = 24;
    private const double Week = 7 * Day;

    /// <summary>Words that say all, in hours from dose to dose.</summary>
    private static readonly Dictionary<string, double> s_whole = new(StringComparer.OrdinalIgnoreCase)
    {
        ["daily"] = Day,
        ["weekly"] = Week,
        ["bd"] = Day / 2,
        ["bid"] = Day / 2,
        ["tds"] = Day / 3,
        ["tid"] = Day / 3,
        ["qds"] = Day / 4,
        ["qid"] = Day / 4,
    };

    private static readonly Dictionary<string, int> s_times = new(StringComparer.OrdinalIgnoreCase) { ["once"] = 1, ["twice"] = 2, ["thrice"] = 3, ["two"] = 2, ["three"] = 3, ["four"] = 4 };

    /// <summary>The words that may begin it, for the nearest one.</summary>
    public static IEnumerable<string> Words => s_whole.Keys.Concat(s_times.Keys).Append("every");

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
        RegimenToken number = cursor.Current;
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
            Duration time = cursor.PositiveTime("a time of treatment", "");
            double doses = Math.Max(1, Math.Ceiling((time.Hours / interval.Hours) - 1e-9));
            count = Whole(number with { Value = doses, Text = doses.ToString(CultureInfo.InvariantCulture), Span = number.Span.To(cursor.Previous.Span) });
            course = time;
            return true;
        }

        cursor.Position = start;
        return false;
    }

    private static int Whole(RegimenToken number) => number.Value is >= 1 and <= MaxCount && number.Value == Math.Floor(number.Value)
        ? (int)number.Value
        : throw RegimenCursor.Mistake("regimen-value", string.Create(CultureInfo.InvariantCulture, $"a number of doses is whole, from 1 to {MaxCount}, not {number.Text}"), number.Span);

    /// <summary><c>every 8 h</c>, <c>every day</c>, <c>every other day</c>, <c>q8h</c>.</summary>
    private static bool TryEvery(RegimenCursor cursor, out Duration interval)
    {
        interval = default;
        bool isLetter = cursor.TakeWord("q");
        if (isLetter ? cursor.Current.Kind != RegimenTokenKind.Number : !cursor.Take(RegimenKeyword.Every))
        {
            return false;
        }

        int each = cursor.TakeWord("other") ? 2 : 1;
        if (TryPeriod(cursor, out double hours))
        {
            interval = new Duration(each * hours, TimeUnit.Hour);
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
        int times = first.Kind == RegimenTokenKind.Word ? s_times.GetValueOrDefault(Plain(first)) : first is { Kind: RegimenTokenKind.Number, Value: >= 1 and <= 24 } && first.Value == Math.Floor(first.Value) ? (int)first.Value : 0;
        if (times == 0)
        {
            return false;
        }

        cursor.Advance();
        bool saysTimes = cursor.Take(RegimenKeyword.Times);
        if (!saysTimes && (first.Kind == RegimenTokenKind.Number || Plain(first).ToUpperInvariant() is "TWO" or "THREE" or "FOUR"))
        {
            return false;
        }

        if (cursor.TakeWord("daily"))
        {
            interval = new Duration(Day / times, TimeUnit.Hour);
            return true;
        }

        if (cursor.TakeWord("weekly"))
        {
            interval = new Duration(Week / times, TimeUnit.Hour);
            return true;
        }

        if ((cursor.TakeWord("a") || cursor.TakeWord("each") || cursor.TakeWord("every") || cursor.Take(RegimenKeyword.Per)) && TryPeriod(cursor, out double hours))
        {
            interval = new Duration(hours / times, TimeUnit.Hour);
            return true;
        }

        return false;
    }

    private static bool TryPeriod(RegimenCursor cursor, out double hours)
    {
        hours = cursor.TakeWord("day") ? Day : cursor.TakeWord("week") ? Week : 0;
        return hours > 0;
    }

    private static string Plain(RegimenToken token) => token.Text.Replace(".", "", StringComparison.Ordinal);
}
