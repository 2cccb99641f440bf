using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads regimens as people say them: <c>0.25 mg/kg iv then 0.1 mg/kg/h iv for 4 h</c>.</summary>
/// <remarks>
/// <code>
/// regimen  = dose { link dose }
/// link     = [ "," | ";" ] ( ( "then" | "followed" "by" ) [ "after" time ] | "and" | "+" )
/// dose     = parts in any order, each at most once; the amount is always said, the route at least in the first dose
/// part     = drug | route | amount | "bolus" | "infusion" | "over" time | "for" time | "at" time | often | count
/// amount   = number mass { ( "/" | "per" ) ( "kg" | "min" | "h" ) }
/// often    = "every" ( time | [ "other" ] ( "day" | "week" ) ) | "q" time | "daily" | "weekly" | "bd" | "bid" | "tds" | "tid" | "qds" | "qid"
///          | ( "once" | "twice" | "thrice" | ( integer | "two" | "three" | "four" ) "times" ) ( "daily" | "weekly" | ( "a" | "per" | "each" | "every" ) (
/// "day" | "week" ) )
/// count    = ( "x" | "times" ) integer [ "doses" ] | integer ( "x" | "times" | "doses" ) | "for" ( integer ( "doses" | "times" ) | time )
/// time     = number ( "s" | "min" | "h" | "d" | "wk" )
/// mass     = "ng" | "ug" | "mcg" | "mg" | "g"
/// </code>
/// <para><c>then</c>: the dose starts when the one before it (with all its repeats) has ended; one given at once ends at once. <c>and</c>: it starts together
/// with the one
/// before it. <c>at</c>: it starts at that time from the start of the regimen. A count is of all doses, the first one included; doses <c>for</c> a time are
/// those that start before it is over, and
/// <c>then</c> waits for its end.</para>
/// <para>A drug or route that is not said is that of the dose before; the first drug is racemic ketamine. An amount goes with <c>over</c>, a rate with
/// <c>for</c>.</para>
/// </remarks>
public static class RegimenParser
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 10_000;

    /// <summary>The most doses that are kept apart, steps and days counted.</summary>
    private const int MaxDoses = 5_000;

    /// <summary>Reads a regimen.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="diagnostics">Gets the first mistake, with its place in a text named <c>regimen</c>.</param>
    /// <returns>The regimen, or null when there is a mistake.</returns>
    public static Regimen? Parse(string text, DiagnosticBag diagnostics)
    {
        try
        {
            return Read(new SourceText("regimen", text));
        }
        catch (RegimenSyntaxException mistake)
        {
            mistake.AddTo(diagnostics);
            return null;
        }
    }

    /// <summary>Reads a regimen that somebody asks for.</summary>
    /// <param name="text">What was said.</param>
    /// <exception cref="UserErrorException">It has a mistake.</exception>
    public static Regimen Read(string text)
    {
        try
        {
            return Read(new SourceText("regimen", text));
        }
        catch (RegimenSyntaxException mistake)
        {
            throw mistake.ToUserError();
        }
    }

    private static Regimen Read(SourceText source)
    {
        RequireLength(source);
        return Read(new RegimenCursor(RegimenLexer.Read(source)));
    }

    private static void RequireLength(SourceText source)
    {
        if (source.Text.Length > MaxLength)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"a regimen has at most {MaxLength} characters, this has {source.Text.Length}");
            throw new RegimenSyntaxException("regimen-too-long", message, new SourceSpan(source, 0, 1));
        }

        if (string.IsNullOrWhiteSpace(source.Text))
        {
            throw new RegimenSyntaxException("regimen-empty", "the regimen is empty: expected a dose such as '0.5 mg/kg iv over 40 min'",
                new SourceSpan(source, 0, 0));
        }
    }

    private static Regimen Read(RegimenCursor cursor)
    {
        RegimenContext context = new();
        ImmutableArray<DoseEvent>.Builder doses = ImmutableArray.CreateBuilder<DoseEvent>();
        doses.AddRange(DoseParser.Parse(cursor, context, previous: null, (DoseStart.AtTime, Duration.Zero)));
        while (cursor.Current.Kind != RegimenTokenKind.End)
        {
            RegimenToken link = cursor.Current;
            doses.AddRange(DoseParser.Parse(cursor, context, doses[^1], Link(cursor)));
            DoseChecks.Refuse(doses.Count > MaxDoses, $"a regimen has at most {MaxDoses} different doses", link.Span);
        }

        return new Regimen(doses.ToImmutable()) { WeightKg = context.WeightKg?.Value, Notes = [.. context.Notes] };
    }

    /// <summary>Reads what joins two doses; <see cref="DoseParser"/> stops at nothing else.</summary>
    private static (DoseStart Start, Duration Offset) Link(RegimenCursor cursor)
    {
        RegimenToken mark = cursor.Current;
        if (mark.IsSign(',') || mark.IsSign(';'))
        {
            cursor.Advance();
            if (RefusedWords.Find(cursor.Current) is var (code, why))
            {
                throw new RegimenSyntaxException(code, why, cursor.Current.Span);
            }

            bool saysWhen = cursor.Current.Is(RegimenKeyword.Then) || cursor.Current.Is(RegimenKeyword.And) || cursor.Current.Is(RegimenKeyword.After)
                || cursor.IsWord("repeat", "repeated");
            bool saysTime = cursor.Current.Is(RegimenKeyword.At) || cursor.IsWord("on")
                || (cursor.Current.Is(RegimenKeyword.Days) && cursor.Next.Kind == RegimenTokenKind.Number);
            if (!saysWhen && !saysTime)
            {
                string message = $"'{mark.Text}' does not say when the next dose starts: "
                    + "write 'then' (when the one before has ended) or 'and' (together with it)";
                throw new RegimenSyntaxException("regimen-word", message, mark.Span);
            }

            if (saysTime)
            {
                return (DoseStart.WithPrevious, Duration.Zero);
            }
        }

        if (cursor.TakeWord("repeat") || cursor.TakeWord("repeated"))
        {
            _ = cursor.TakeWord("once");
            return (DoseStart.AfterPrevious, Duration.Zero);
        }

        if (cursor.Take(RegimenKeyword.And))
        {
            return (DoseStart.WithPrevious, Duration.Zero);
        }

        _ = cursor.Take(RegimenKeyword.Then);
        return (DoseStart.AfterPrevious, cursor.Take(RegimenKeyword.After) ? cursor.PositiveTime("a pause", "; write 'and' for doses together")
            : Duration.Zero);
    }
}
