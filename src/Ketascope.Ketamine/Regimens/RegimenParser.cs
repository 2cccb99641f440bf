using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;

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
///          | ( "once" | "twice" | "thrice" | ( integer | "two" | "three" | "four" ) "times" ) ( "daily" | "weekly" | ( "a" | "per" | "each" | "every" ) ( "day" | "week" ) )
/// count    = ( "x" | "times" ) integer [ "doses" ] | integer ( "x" | "times" | "doses" ) | "for" ( integer ( "doses" | "times" ) | time )
/// time     = number ( "s" | "min" | "h" | "d" | "wk" )
/// mass     = "ng" | "ug" | "mcg" | "mg" | "g"
/// </code>
/// <para><c>then</c>: the dose starts when the one before it (with all its repeats) has ended; one given at once ends at once. <c>and</c>: it starts together with the one
/// before it. <c>at</c>: it starts at that time from the start of the regimen. A count is of all doses, the first one included; doses <c>for</c> a time are those that start before it is over, and
/// <c>then</c> waits for its end.</para>
/// <para>A drug or route that is not said is that of the dose before; the first drug is racemic ketamine. An amount goes with <c>over</c>, a rate with <c>for</c>.</para>
/// </remarks>
public static class RegimenParser
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 10_000;

    /// <summary>Reads a regimen.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="diagnostics">Gets the first mistake, with its place in a text named <c>regimen</c>.</param>
    /// <returns>The regimen, or null when there is a mistake.</returns>
    public static Regimen? Parse(string text, DiagnosticBag diagnostics)
    {
        SourceText source = new("regimen", text);
        try
        {
            RequireLength(source);
            return Read(new RegimenCursor(RegimenLexer.Read(source)));
        }
        catch (RegimenSyntaxException mistake)
        {
            diagnostics.Error(mistake.Diagnostic.Code, mistake.Diagnostic.Message, mistake.Diagnostic.Span);
            return null;
        }
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
            throw new RegimenSyntaxException("regimen-empty", "the regimen is empty: expected a dose such as '0.5 mg/kg iv over 40 min'", new SourceSpan(source, 0, 0));
        }
    }

    private static Regimen Read(RegimenCursor cursor)
    {
        ImmutableArray<DoseEvent>.Builder doses = ImmutableArray.CreateBuilder<DoseEvent>();
        doses.Add(DoseParser.Parse(cursor, previous: null, DoseStart.AtTime, Duration.Zero));
        while (cursor.Current.Kind != RegimenTokenKind.End)
        {
            (DoseStart start, Duration offset) = Link(cursor);
            doses.Add(DoseParser.Parse(cursor, doses[^1], start, offset));
        }

        return new Regimen(doses.ToImmutable());
    }

    /// <summary>Reads what joins two doses; <see cref="DoseParser"/> stops at nothing else.</summary>
    private static (DoseStart Start, Duration Offset) Link(RegimenCursor cursor)
    {
        RegimenToken mark = cursor.Current;
        if (mark.IsSign(',') || mark.IsSign(';'))
        {
            cursor.Advance();
            if (!cursor.Current.Is(RegimenKeyword.Then) && !cursor.Current.Is(RegimenKeyword.And))
            {
                string message = $"'{mark.Text}' does not say when the next dose starts: write 'then' (when the one before has ended) or 'and' (together with it)";
                throw new RegimenSyntaxException("regimen-word", message, mark.Span);
            }
        }

        if (cursor.Take(RegimenKeyword.And))
        {
            return (DoseStart.WithPrevious, Duration.Zero);
        }

        cursor.Advance();
        return (DoseStart.AfterPrevious, cursor.Take(RegimenKeyword.After) ? cursor.Time("a pause") : Duration.Zero);
    }
}
