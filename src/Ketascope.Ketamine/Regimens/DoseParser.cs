using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads one dose of a regimen: its parts in any order, then what they say together.</summary>
internal sealed class DoseParser
{
    private readonly RegimenCursor _cursor;
    private readonly DoseEvent? _previous;
    private readonly DoseDraft _draft = new();
    private readonly DoseNumberParser _numbers;
    private readonly DosePhraseParser _phrases;

    private DoseParser(RegimenCursor cursor, RegimenContext context, DoseEvent? previous)
    {
        _cursor = cursor;
        _previous = previous;
        _numbers = new DoseNumberParser(cursor, context, _draft);
        _phrases = new DosePhraseParser(cursor, _draft, _numbers);
    }

    /// <summary>Reads a dose up to the end or to the word that joins it to the next.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="context">Gets what the text says of everything.</param>
    /// <param name="previous">The dose before, or null for the first.</param>
    /// <param name="start">What its start is counted from, unless it says <c>at</c>, and how long after that it starts.</param>
    /// <returns>The dose; several where it has steps, days or two drugs.</returns>
    public static ImmutableArray<DoseEvent> Parse(RegimenCursor cursor, RegimenContext context, DoseEvent? previous, (DoseStart Start, Duration Offset) start)
    {
        DoseParser parser = new(cursor, context, previous);
        while (parser.TakePart())
        {
        }

        parser.RequireEndOfDose();
        return new DoseBuilder(parser._draft, context, previous).Build(start.Start, start.Offset);
    }

    private bool TakePart()
    {
        RequireOneValue();
        return _phrases.TakeParenthesis(TakePart) || TakeName() || _phrases.Take() || TakeTiming() || _numbers.Take() || TakeFiller() || TakeComma();
    }

    private void RequireOneValue()
    {
        if (_cursor.IsAtRange && _cursor.Position > 0 && (_cursor.IsWord("to") || _cursor.Previous.Kind != RegimenTokenKind.Sign) && _draft.HasAmount)
        {
            throw RegimenCursor.Range(_cursor.Current.Span.To(_cursor.Next.Span));
        }

        if (_cursor.IsWord("or"))
        {
            throw RegimenCursor.Mistake("regimen-choice", "'or' leaves open which is given: write the one that is, for example '56 mg intranasal'",
                _cursor.Current.Span);
        }
    }

    private bool TakeName()
    {
        RegimenToken token = _cursor.Current;
        if (_draft is { Drug: null, Ketofol: null } && _cursor.Take(RegimenWords.Drugs, out Drug drug))
        {
            _draft.Drug = drug;
            if (token.Text.Equals("Ketanest", StringComparison.OrdinalIgnoreCase))
            {
                _numbers.Context.Note(
                    "Ketanest is read as Ketanest S, which is esketamine; the Ketanest of older papers was the racemate: write 'ketamine' for it.");
            }

            _draft.Form ??= drug.RouteOf(token.Text) is { } only ? new Said<Route>(only, token.Span) : null;
            return true;
        }

        // An oral tablet of slow release says the route twice.
        bool joins = _draft.Route is { Value: Route.Oral or Route.SlowRelease } && _cursor.IsAt(0, RegimenWords.Routes)
            && RegimenWords.Routes.TryFind(token.Text, out Route other) && other != _draft.Route.Value.Value && other is Route.Oral or Route.SlowRelease;
        if ((_draft.Route is null || joins) && !_phrases.IsPrepositionIn() && _cursor.Take(RegimenWords.Routes, out Route route))
        {
            _draft.Route = new(joins ? Route.SlowRelease : route, token.Span);
            if (Plain(token.Text).StartsWith("io", StringComparison.OrdinalIgnoreCase)
                || Plain(token.Text).StartsWith("intraoss", StringComparison.OrdinalIgnoreCase))
            {
                _numbers.Context.Note("A dose into the marrow of a bone is taken as iv.");
            }

            return true;
        }

        if (_cursor.Take(RegimenWords.Forms, out Route form))
        {
            _draft.Form = new(form, token.Span);
            return true;
        }

        if (_draft.Bolus is null && _cursor.Take(RegimenKeyword.Bolus))
        {
            _draft.Bolus = token.Span;
            return true;
        }

        if (_draft.Loading is null && _cursor.Take(RegimenKeyword.Loading))
        {
            _draft.Loading = token.Span;
            return true;
        }

        if (_draft.Infusion is null && _cursor.Take(RegimenKeyword.Infusion))
        {
            _draft.Infusion = token.Span;
            return true;
        }

        return false;
    }

    private bool TakeTiming()
    {
        RegimenToken keyword = _cursor.Current;
        if (_draft.Over is null && _cursor.Take(RegimenKeyword.Over))
        {
            _draft.Over = new(_cursor.PositiveTime("a duration", "; leave 'over' out for a dose given at once"), Since(keyword));
            return true;
        }

        if (_draft.At is null && !_phrases.IsAtRate() && _cursor.Take(RegimenKeyword.At))
        {
            _draft.At = new(_cursor.Time("a time"), keyword.Span);
            return true;
        }

        if (_draft.After is null && _previous is not null && _cursor.Take(RegimenKeyword.After))
        {
            _draft.After = new(_cursor.PositiveTime("a pause", "; write 'and' for doses together"), Since(keyword));
            return true;
        }

        if (_draft.Every is null && FrequencyParser.TryTake(_cursor, out Duration interval))
        {
            _draft.Every = new(interval, Since(keyword));
            return true;
        }

        if (_draft.Every is { } every && _draft.Count is null
            && FrequencyParser.TryTakeCount(_cursor, every.Value, MayBeCourse, out int count, out Duration? course))
        {
            _draft.Course = course;
            _draft.Count = new(count, Since(keyword));
            DoseChecks.RequireShortEnough(count, every);
            return true;
        }

        if (_draft is { Every: null, Count: null } && keyword.Is(RegimenKeyword.Times) && _cursor.Next.Kind == RegimenTokenKind.Number
            && !_cursor.IsAt(2, RegimenWords.TimeUnits))
        {
            _cursor.Advance();
            int number = FrequencyParser.Whole(_cursor.Current);
            _cursor.Advance();
            _ = _cursor.Take(RegimenKeyword.Doses);
            _draft.Count = new(number, Since(keyword));
            return true;
        }

        // Six infusions of 0.5 mg/kg.
        if (_draft.Count is null && keyword.Kind == RegimenTokenKind.Number && _cursor.IsWordAt(1, "infusions", "treatments", "sessions", "injections"))
        {
            _draft.Count = new(FrequencyParser.Whole(keyword), keyword.Span);
            _draft.Infusion ??= _cursor.IsWordAt(1, "infusions") ? _cursor.Next.Span : null;
            _cursor.Position += 2;
            return true;
        }

        bool isInTime = _cursor.IsWord("in") && _cursor.Next.Kind == RegimenTokenKind.Number && _cursor.IsAt(2, RegimenWords.TimeUnits)
            && _draft is { HasAmount: true, Route: not null };
        DoseChecks.Refuse(isInTime, "'in' a time is said of how long a dose lasts and of when it comes: write 'over' or 'at'", keyword.Span);
        bool isForTime = _cursor.Current.Is(RegimenKeyword.For)
            || (_cursor.Current.Is(RegimenKeyword.Times) && _cursor.Next.Kind == RegimenTokenKind.Number && _cursor.IsAt(2, RegimenWords.TimeUnits));
        if (_draft.For is null && isForTime)
        {
            _cursor.Advance();
            _draft.For = new(_cursor.PositiveTime("a duration", ""), Since(keyword));
            return true;
        }

        return false;
    }

    /// <summary>Whether "for" a time says how long doses go on, and not how long the infusion of a rate lasts.</summary>
    private bool MayBeCourse => _draft.For is not null || _draft.Divided is not null
        || (_draft.Quantity is not { Value.IsRate: true } && _draft.VolumeRate is null);

    private bool TakeFiller()
    {
        RegimenToken token = _cursor.Current;
        if (_cursor.TakeWord("single") || _cursor.TakeWord("once"))
        {
            _draft.Single = token.Span;
            return true;
        }

        if (_draft.Drug is { } drug && _cursor.IsWord("hydrochloride", "hcl", "sulfate", "sulphate", "citrate"))
        {
            DoseChecks.Refuse(drug.Substance != "ketamine" || !_cursor.IsWord("hydrochloride", "hcl"),
                $"an amount of {drug} is of the base here: write the mg of base, and leave '{token.Text}' out", token.Span);
            _cursor.Advance();
            return true;
        }

        bool isFiller = token.Kind == RegimenTokenKind.Word && RegimenWords.Fillers.Contains(Plain(token.Text)) && !DosePhraseParser.IsLinkWithRepeat(_cursor);
        if (isFiller || token.IsSign(':') || _phrases.IsAtRate())
        {
            _cursor.Advance();
            return true;
        }

        return false;
    }

    /// <summary>A comma inside a dose: what follows up to the next has no amount, or is about the one that was said.</summary>
    private bool TakeComma()
    {
        if ((!_cursor.Current.IsSign(',') && !_cursor.Current.IsSign(';')) || _cursor.Next.Kind == RegimenTokenKind.End || _cursor.Position == 0)
        {
            return false;
        }

        if (!_draft.HasAmount || !HasAmountAfterComma())
        {
            bool isLink = _cursor.Next.Is(RegimenKeyword.Then) || _cursor.Next.Is(RegimenKeyword.And) || _cursor.Next.IsSign(',') || _cursor.Next.IsSign(';');
            _cursor.Position += isLink ? 0 : 1;
            bool isRepeat = DosePhraseParser.IsLinkWithRepeat(_cursor);
            _cursor.Position -= isRepeat ? 1 : 0;
            return !isLink && !isRepeat;
        }

        return false;
    }

    /// <summary>Whether another dose follows a comma.</summary>
    private bool HasAmountAfterComma()
    {
        int start = _cursor.Position;
        _cursor.Advance();
        bool isOfSame = _cursor.Current.Is(RegimenKeyword.Maximum) || _cursor.Current.Is(RegimenKeyword.Step) || _cursor.Current.IsSign('(')
            || _phrases.IsAtRate() || _cursor.IsWord("lockout");
        int places = 0;
        while (!isOfSame && !EndsSegment(_cursor.Peek(places)))
        {
            if (_cursor.Peek(places).Kind == RegimenTokenKind.Number && _cursor.IsAt(places + 1, RegimenWords.MassUnits))
            {
                _cursor.Position = start;
                return true;
            }

            places++;
        }

        _cursor.Position = start;
        return false;
    }

    private static bool EndsSegment(RegimenToken token) =>
        token.Kind == RegimenTokenKind.End || token.IsSign(',') || token.IsSign(';') || token.Is(RegimenKeyword.Then) || token.Is(RegimenKeyword.And);

    /// <summary>Makes sure that the dose is whole and that what follows can follow it.</summary>
    private void RequireEndOfDose()
    {
        RegimenToken token = _cursor.Current;
        bool ends = EndsSegment(token) || (token.Is(RegimenKeyword.After) && _previous is null) || DosePhraseParser.IsLinkWithRepeat(_cursor);
        bool hasAmount = _draft.HasAmount || (_draft.InheritsAmount && _previous is not null);
        bool isWhole = hasAmount && DoseBuilder.HasRoute(_draft, _previous);
        bool isCounted = _draft.Count is not null || _draft.For is not null || _draft.Step is not null || _draft.Days is not null;
        if (_draft.Every is { } every && (!isCounted || (_draft is { Count: null, Step: null } && MayNotBeFor)) && (ends || isWhole))
        {
            throw _cursor.Expected(_draft.Demands is not null ? "'for' and how long the pump gives what is asked of it, for example 'for 24 h'"
                : $"how often: 'x' and the number of doses in all, for example 'x 4', or 'for' and how long (one every {every.Value})",
                ["x", "times", "for"]);
        }

        if (!ends || !isWhole)
        {
            throw DoseChecks.Unexpected(_cursor, _draft, (hasAmount, isWhole, ends));
        }
    }

    /// <summary>Whether "for" is the length of an infusion that is repeated, so that the number of doses is still to be said.</summary>
    private bool MayNotBeFor => _draft.Quantity is { Value.IsRate: true } && _draft.Divided is null;

    private SourceSpan Since(RegimenToken token) => token.Span.To(_cursor.Previous.Span);

    private static string Plain(string text) => text.Replace(".", "", StringComparison.Ordinal);
}
