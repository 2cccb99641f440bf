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

    /// <summary>The token so many places on, or the end.</summary>
    public RegimenToken Peek(int places) => tokens[Math.Min(Position + places, tokens.Count - 1)];

    /// <summary>Whether one of the words stands here; case and dots do not matter.</summary>
    public bool IsWord(params ReadOnlySpan<string> words) => IsWordAt(0, words);

    /// <summary>Whether one of the words stands so many places on.</summary>
    public bool IsWordAt(int places, params ReadOnlySpan<string> words)
    {
        RegimenToken token = Peek(places);
        if (token.Kind == RegimenTokenKind.Word)
        {
            string text = Plain(token.Text);
            foreach (string word in words)
            {
                if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a word of the vocabulary stands so many places on.</summary>
    public bool IsAt<T>(int places, Vocabulary<T> vocabulary)
        where T : notnull => Peek(places).Kind == RegimenTokenKind.Word && vocabulary.TryFind(Peek(places).Text, out _);

    /// <summary>Whether a dash, or "to", stands here before a number: what came before was not all.</summary>
    public bool IsAtRange => (Current.Kind == RegimenTokenKind.Sign && Current.Text is "-" or "\u2212" or "\u2013" or "\u2014" || IsWord("to"))
        && Next.Kind == RegimenTokenKind.Number;

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

    /// <summary>Passes over the word if it stands here; case and dots do not matter.</summary>
    public bool TakeWord(string word)
    {
        bool stands = IsWord(word);
        if (stands)
        {
            Advance();
        }

        return stands;
    }

    /// <summary>Passes over the sign if it stands here.</summary>
    public bool TakeSign(char sign)
    {
        bool stands = Current.IsSign(sign);
        if (stands)
        {
            Advance();
        }

        return stands;
    }

    /// <summary>Passes over a word of one meaning if it stands here.</summary>
    public bool Take<T>(Vocabulary<T> vocabulary, T meaning)
        where T : notnull
    {
        bool stands = Current.Kind == RegimenTokenKind.Word && vocabulary.TryFind(Current.Text, out T value)
            && EqualityComparer<T>.Default.Equals(value, meaning);
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
        RequireOne(token);
        return token.Value;
    }

    /// <summary>Reads a time: a number and a unit.</summary>
    /// <param name="what">What the time is, for messages: <c>a duration</c>, <c>an interval</c>.</param>
    public Duration Time(string what)
    {
        RegimenToken number = Current;
        bool isOne = IsWord("a", "an") && (IsAt(1, RegimenWords.TimeUnits) || IsWordAt(1, "fortnight"));
        double value = isOne ? 1 : Number(what);
        if (isOne)
        {
            Advance();
        }

        Duration time = new(value, Unit(ref value));
        time = time with { Value = value };
        if (Current.Kind == RegimenTokenKind.Number || (IsWord("and") && Next.Kind == RegimenTokenKind.Number))
        {
            time = WithSmaller(time);
        }

        if (time.Hours > MaxHours)
        {
            throw Mistake("regimen-value", $"{what} of {time} is longer than ten years", number.Span.To(Previous.Span));
        }

        return time.Value == 0 ? Duration.Zero : time;
    }

    private TimeUnit Unit(ref double value)
    {
        if (Take(RegimenWords.TimeUnits, out TimeUnit unit))
        {
            return unit;
        }

        if (TakeWord("fortnight") || TakeWord("fortnights"))
        {
            value *= 2;
            return TimeUnit.Week;
        }

        if (IsWord("month", "months"))
        {
            throw Mistake("regimen-time", "a month has no fixed length: write weeks or days, for example 'for 4 weeks'", Current.Span);
        }

        throw Expected($"a unit of time ({List(RegimenWords.TimeUnits.Names)})", RegimenWords.TimeUnits.Spellings);
    }

    /// <summary>1 h 30 min is one time, in its smaller unit.</summary>
    private Duration WithSmaller(Duration time)
    {
        int number = Current.Kind == RegimenTokenKind.Number ? 0 : 1;
        bool isSmaller = IsAt(number + 1, RegimenWords.TimeUnits) && RegimenWords.TimeUnits.TryFind(Peek(number + 1).Text, out TimeUnit unit)
            && unit < time.Unit
            && !IsWordAt(number + 2, "infusion", "later");
        if (!isSmaller)
        {
            return time;
        }

        double value = Peek(number).Value;
        _ = RegimenWords.TimeUnits.TryFind(Peek(number + 1).Text, out TimeUnit smaller);
        Position += number + 2;
        return new Duration((time.Hours / new Duration(1, smaller).Hours) + value, smaller);
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

        return Mistake("regimen-word", $"'{Current.Text}': expected {expected}{Hint(Current, candidates)}", Current.Span);
    }

    /// <summary>
    /// The nearest word. None for a word that has a meaning of its own; of the many words of two letters none but units, since another route is another dose.
    /// </summary>
    private static string Hint(RegimenToken token, IEnumerable<string> candidates)
    {
        string word = Plain(token.Text);
        bool isKnown = token.Kind != RegimenTokenKind.Word || RegimenWords.IsKnown(word);
        return isKnown ? "" : NearestName.Hint(word, word.Length > 2 ? candidates : candidates.Where(IsUnit));
    }

    private static bool IsUnit(string word) =>
        RegimenWords.MassUnits.TryFind(word, out _) || RegimenWords.TimeUnits.TryFind(word, out _) || RegimenWords.BodyUnits.TryFind(word, out _);

    private static string Plain(string text) => text.Replace(".", "", StringComparison.Ordinal);

    /// <summary>Refuses 0.2-0.3: which of them is given decides the result.</summary>
    private void RequireOne(RegimenToken number)
    {
        if (IsAtRange)
        {
            throw Range(number.Span.To(Next.Span));
        }
    }

    /// <summary>The mistake that several values are said where one is given.</summary>
    public static RegimenSyntaxException Range(SourceSpan span) =>
        Mistake("regimen-range", "a range does not say what is given: write one value, "
            + "for example '0.5 mg/kg iv over 40 min', and simulate each end of the range", span);

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
            string message = string.Create(CultureInfo.InvariantCulture,
                $"'{number.Text},{Next.Text}': write decimals with a point ({number.Text}.{Next.Text}) and large numbers without separators");
            throw Mistake("regimen-value", message, number.Span.To(Next.Span));
        }
    }
}
