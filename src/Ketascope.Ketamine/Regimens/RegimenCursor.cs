using System.Globalization;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>A place in the tokens of a regimen, and the reading of what any rule may need there: words, numbers, times.</summary>
internal sealed class RegimenCursor(IReadOnlyList<RegimenToken> tokens)
{
    /// <summary>The longest time that can be said, in hours: ten years.</summary>
    public const double MaxHours = 10 * 365.25 * 24;

    /// <summary>Which token stands here, from 0; setting it goes back to where a reading began.</summary>
    public int Position { get; set; }

    /// <summary>The token here.</summary>
    public RegimenToken Current => tokens[Position];

    /// <summary>The token after this, or the end.</summary>
    public RegimenToken Next => tokens[Math.Min(Position + 1, tokens.Count - 1)];

    /// <summary>The token before this.</summary>
    public RegimenToken Previous => tokens[Math.Max(Position - 1, 0)];

    /// <summary>Whether a number stands here, or what somebody may have meant as one: a negative number, NaN, infinity.</summary>
    public bool IsAtNumber => Current.Kind == RegimenTokenKind.Number || IsAtNegative || IsAtNoNumber;

    private bool IsAtNegative => Current.Kind == RegimenTokenKind.Sign && Current.Text is "-" or "\u2212" or "\u2013" && Next.Kind == RegimenTokenKind.Number;

    private bool IsAtNoNumber => Current.Text.ToUpperInvariant() is "NAN" or "INF" or "INFINITY" or "\u221e";

    /// <summary>Goes to the next token; stays at the end.</summary>
    public void Advance() => Position = Math.Min(Position + 1, tokens.Count - 1);

    /// <summary>Passes over the keyword if it stands here.</summary>
    public bool Take(RegimenKeyword keyword)
    {
        bool stands = Current.Is(keyword);
        if (stands)
        {
            Advance();
        }

        return stands;
    }

    /// <summary>Passes over the word if it stands here; case does not matter.</summary>
    public bool TakeWord(string word)
    {
        bool stands = Current.Kind == RegimenTokenKind.Word && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);
        if (stands)
        {
            Advance();
        }

        return stands;
    }

    /// <summary>Passes over a word of the vocabulary if one stands here.</summary>
    public bool Take<T>(Vocabulary<T> vocabulary, out T value)
        where T : notnull
    {
        value = default!;
        bool stands = Current.Kind == RegimenTokenKind.Word && vocabulary.TryFind(Current.Text, out value);
        if (stands)
        {
            Advance();
        }

        return stands;
    }

    /// <summary>Reads a number that is finite and not negative.</summary>
    /// <param name="what">What the number is of, for messages: <c>a dose</c>, <c>a time</c>.</param>
    public double Number(string what)
    {
        RegimenToken token = Current;
        if (IsAtNegative)
        {
            throw Mistake("regimen-value", $"{what} of -{Next.Text} is negative", token.Span.To(Next.Span));
        }

        if (IsAtNoNumber)
        {
            throw Mistake("regimen-value", $"{what} of {token.Text} is not a number that can be given", token.Span);
        }

        if (token.Kind != RegimenTokenKind.Number)
        {
            throw Expected($"{what}: a number with its unit", []);
        }

        if (double.IsInfinity(token.Value))
        {
            throw Mistake("regimen-value", $"{what} of {token.Text} is too large", token.Span);
        }

        Advance();
        RequireDecimalPoint(token);
        return token.Value;
    }

    /// <summary>Reads a time: a number and a unit.</summary>
    /// <param name="what">What the time is, for messages: <c>a duration</c>, <c>an interval</c>.</param>
    public Duration Time(string what)
    {
        RegimenToken number = Current;
        double value = Number(what);
        if (!Take(RegimenWords.TimeUnits, out TimeUnit unit))
        {
            throw Expected($"a unit of time ({List(RegimenWords.TimeUnits.Names)})", RegimenWords.TimeUnits.Spellings);
        }

        Duration time = new(value, unit);
        if (time.Hours > MaxHours)
        {
            throw Mistake("regimen-value", $"{what} of {time} is longer than ten years", number.Span.To(Previous.Span));
        }

        return value == 0 ? Duration.Zero : time;
    }

    /// <summary>Reads a time above 0.</summary>
    public Duration PositiveTime(string what, string hint)
    {
        RegimenToken number = Current;
        Duration time = Time(what);
        return time.Value > 0 ? time : throw Mistake("regimen-value", $"{what} has to be above 0{hint}", number.Span.To(Previous.Span));
    }

    /// <summary>The mistake that something else stands here than could.</summary>
    /// <param name="expected">What could stand here.</param>
    /// <param name="candidates">The words that could, for the nearest one.</param>
    public RegimenSyntaxException Expected(string expected, IEnumerable<string> candidates)
    {
        if (Current.Kind == RegimenTokenKind.End)
        {
            return Mistake("regimen-incomplete", $"the regimen ends too early: expected {expected}", Current.Span);
        }

        string hint = Current.Kind == RegimenTokenKind.Word ? NearestName.Hint(Current.Text, candidates) : "";
        return Mistake("regimen-word", $"'{Current.Text}': expected {expected}{hint}", Current.Span);
    }

    /// <summary>A mistake in a place.</summary>
    public static RegimenSyntaxException Mistake(string code, string message, SourceSpan span) => new(code, message, span);

    /// <summary>Names in a row: <c>mg, g or ng</c>.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    /// <summary>Refuses 0,5 with its place: read as two numbers it would only puzzle.</summary>
    private void RequireDecimalPoint(RegimenToken number)
    {
        bool isComma = Current.IsSign(',') && Next.Kind == RegimenTokenKind.Number
            && Current.Span.Start == number.Span.Start + number.Span.Length && Next.Span.Start == Current.Span.Start + 1;
        if (isComma)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"'{number.Text},{Next.Text}': write decimals with a point ({number.Text}.{Next.Text}) and large numbers without separators");
            throw Mistake("regimen-value", message, number.Span.To(Next.Span));
        }
    }
}
