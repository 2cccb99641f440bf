using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads one dose of a regimen: its parts in any order, then what they say together.</summary>
internal sealed class DoseParser
{
    private readonly RegimenCursor _cursor;
    private readonly DoseEvent? _previous;

    private Drug? _drug;
    private Route? _route;
    private (DoseQuantity Value, SourceSpan Span)? _quantity;
    private SourceSpan? _bolus;
    private SourceSpan? _infusion;
    private (Duration Value, SourceSpan Span)? _over;
    private (Duration Value, SourceSpan Span)? _for;
    private (Duration Value, SourceSpan Span)? _at;
    private (Duration Value, SourceSpan Span)? _every;
    private (int Value, SourceSpan Span)? _count;
    private Duration? _course;

    private DoseParser(RegimenCursor cursor, DoseEvent? previous)
    {
        _cursor = cursor;
        _previous = previous;
    }

    /// <summary>Reads a dose up to the end or to the word that joins it to the next.</summary>
    /// <param name="cursor">Where to read.</param>
    /// <param name="previous">The dose before, or null for the first.</param>
    /// <param name="start">What its start is counted from, unless it says <c>at</c>.</param>
    /// <param name="offset">How long after that it starts.</param>
    public static DoseEvent Parse(RegimenCursor cursor, DoseEvent? previous, DoseStart start, Duration offset)
    {
        DoseParser parser = new(cursor, previous);
        while (parser.TakePart())
        {
        }

        parser.RequireEndOfDose();
        parser.RequireAgreement(start);
        return parser.Result(start, offset);
    }

    private bool TakePart() => TakeName() || TakeQuantity() || TakeTiming();

    private bool TakeName()
    {
        if (_drug is null && _cursor.Take(RegimenWords.Drugs, out Drug drug))
        {
            _drug = drug;
            return true;
        }

        if (_route is null && _cursor.Take(RegimenWords.Routes, out Route route))
        {
            _route = route;
            return true;
        }

        if (_bolus is null && _cursor.Take(RegimenKeyword.Bolus))
        {
            _bolus = _cursor.Previous.Span;
            return true;
        }

        if (_infusion is null && _cursor.Take(RegimenKeyword.Infusion))
        {
            _infusion = _cursor.Previous.Span;
            return true;
        }

        return false;
    }

    private bool TakeTiming()
    {
        RegimenToken keyword = _cursor.Current;
        if (_over is null && _cursor.Take(RegimenKeyword.Over))
        {
            _over = (_cursor.PositiveTime("a duration", "; leave 'over' out for a dose given at once"), keyword.Span);
            return true;
        }

        if (_at is null && _cursor.Take(RegimenKeyword.At))
        {
            _at = (_cursor.Time("a time"), keyword.Span);
            return true;
        }

        if (_every is null && FrequencyParser.TryTake(_cursor, out Duration interval))
        {
            _every = (interval, keyword.Span.To(_cursor.Previous.Span));
            return true;
        }

        if (_every is { } every && _count is null && FrequencyParser.TryTakeCount(_cursor, every.Value, MayBeCourse, out int count, out _course))
        {
            _count = (count, keyword.Span.To(_cursor.Previous.Span));
            Refuse((count - 1) * every.Value.Hours > RegimenCursor.MaxHours, "the last dose would come more than ten years after the first", every.Span);
            return true;
        }

        if (_for is null && _cursor.Take(RegimenKeyword.For))
        {
            _for = (_cursor.PositiveTime("a duration", ""), keyword.Span);
            return true;
        }

        return false;
    }

    /// <summary>Whether "for" a time says how long doses go on, and not how long the infusion of a rate lasts.</summary>
    private bool MayBeCourse => _for is not null || _quantity is not { Value.IsRate: true };

    private bool TakeQuantity()
    {
        if (_quantity is not null || !_cursor.IsAtNumber)
        {
            return false;
        }

        _quantity = QuantityParser.Parse(_cursor);
        return true;
    }

    /// <summary>Makes sure that the dose is whole and that what follows can follow it.</summary>
    private void RequireEndOfDose()
    {
        RegimenToken token = _cursor.Current;
        bool ends = token.Kind == RegimenTokenKind.End || token.IsSign(',') || token.IsSign(';') || token.Is(RegimenKeyword.Then) || token.Is(RegimenKeyword.And);
        bool isWhole = _quantity is not null && (_route ?? _previous?.Route) is not null;
        if (_every is { } every && _count is null && (ends || isWhole))
        {
            throw _cursor.Expected($"how often: 'x' and the number of doses in all, for example 'x 4', or 'for' and how long (one every {every.Value})", ["x", "times", "for"]);
        }

        if (ends && isWhole)
        {
            return;
        }

        List<string> expected = [];
        List<string> candidates = [];
        if (_quantity is null)
        {
            expected.Add("an amount such as '0.5 mg/kg'");
        }

        if (_route is null)
        {
            expected.Add($"a route ({RegimenCursor.List(RegimenWords.Routes.Names)})");
            candidates.AddRange(RegimenWords.Routes.Spellings);
        }

        if (_drug is null && !isWhole)
        {
            expected.Add($"a drug ({RegimenCursor.List(RegimenWords.Drugs.Names)})");
        }

        if (_drug is null)
        {
            candidates.AddRange(RegimenWords.Drugs.Spellings);
        }

        if (!ends && _quantity is not null)
        {
            List<string> keywords = Keywords(isWhole);
            expected.AddRange(keywords.Select(keyword => $"'{keyword}'"));
            candidates.AddRange(keywords);
            candidates.AddRange(_every is null ? FrequencyParser.Words : []);
        }

        if (isWhole)
        {
            expected.Add("the end");
        }

        throw _cursor.Expected(RegimenCursor.List(expected), candidates);
    }

    /// <summary>The keywords that may still follow.</summary>
    private List<string> Keywords(bool isWhole)
    {
        bool isRate = _quantity!.Value.Value.IsRate;
        List<string> keywords = [];
        AddIf(_over is null && _bolus is null && !isRate, "over");
        AddIf(_for is null && isRate, "for");
        AddIf(_at is null, "at");
        AddIf(_every is null, "every");
        AddIf(isWhole, "then");
        AddIf(isWhole, "and");
        return keywords;

        void AddIf(bool condition, string keyword)
        {
            if (condition)
            {
                keywords.Add(keyword);
            }
        }
    }

    /// <summary>Refuses parts that contradict one another.</summary>
    private void RequireAgreement(DoseStart start)
    {
        (DoseQuantity quantity, SourceSpan span) = _quantity!.Value;
        Refuse(_over is not null && quantity.IsRate, $"'over' goes with an amount; {quantity} is a rate and is given 'for' a time", _over?.Span);
        Refuse(_for is not null && !quantity.IsRate, $"'for' goes with a rate; {quantity} is an amount and is given 'over' a time", _for?.Span);
        Refuse(_bolus is not null && (_over is not null || quantity.IsRate), "a bolus is given at once: it has no duration and no rate", _bolus);
        Refuse(_infusion is not null && _over is null && !quantity.IsRate, "an infusion of an amount needs its duration, for example 'over 40 min'", _infusion);
        Refuse(_for is null && quantity.IsRate, $"{quantity} is a rate: say for how long, for example 'for 4 h'", span);
        Refuse(_at is not null && start == DoseStart.AfterPrevious, "'then' already says when this dose starts; 'at' goes with 'and'", _at?.Span);

        Route route = _route ?? _previous!.Route;
        (Duration Value, SourceSpan Span)? infusion = _over ?? _for;
        bool mayLast = route is Route.Intravenous or Route.Subcutaneous;
        Refuse(infusion is not null && !mayLast, $"an infusion is given iv or sc, not {RegimenWords.Routes.Name(route)}", infusion?.Span);
        bool overlaps = infusion is not null && _count is { Value: > 1 } && infusion.Value.Value.Hours > _every!.Value.Value.Hours;
        Refuse(overlaps, $"an infusion of {infusion?.Value} every {_every?.Value} would overlap itself", _every?.Span);
    }

    private static void Refuse(bool condition, string message, SourceSpan? span)
    {
        if (condition)
        {
            throw RegimenCursor.Mistake("regimen-contradiction", message, span!.Value);
        }
    }

    private DoseEvent Result(DoseStart start, Duration offset) => new()
    {
        Drug = _drug ?? _previous?.Drug ?? Drug.RacemicKetamine,
        Quantity = _quantity!.Value.Value,
        Route = _route ?? _previous!.Route,
        Duration = (_over ?? _for)?.Value,
        Start = _at is null ? start : DoseStart.AtTime,
        Offset = _at?.Value ?? offset,
        Count = _count?.Value ?? 1,
        Interval = _every?.Value,
        Course = _course,
    };
}
