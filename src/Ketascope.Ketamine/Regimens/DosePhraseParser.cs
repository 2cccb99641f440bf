using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>
/// Reads the parts of a dose that begin with a word of their own: parentheses, days, solutions, limits, steps, patient-controlled doses, mixtures.
/// </summary>
internal sealed class DosePhraseParser(RegimenCursor cursor, DoseDraft draft, DoseNumberParser numbers)
{
    /// <summary>Passes over a part if one stands here.</summary>
    public bool Take()
    {
        RefuseWhatIsNotSimulated();
        return TakeSolution() || TakePatient() || TakeDivided() || TakeDays() || TakeWeeks() || TakeDriver()
            || TakeMaximum() || TakeStep() || TakeControlled() || TakeMixture();
    }

    /// <summary>Whether "in" stands here before a volume, a patient or a number of doses, and is no route.</summary>
    public bool IsPrepositionIn() => cursor.IsWord("in")
        && ((cursor.Next.Kind == RegimenTokenKind.Number && (cursor.IsAt(2, RegimenWords.VolumeUnits) || cursor.IsWordAt(2, "divided", "doses", "equal")))
            || cursor.IsWordAt(1, "divided", "a", "an", "saline", "normal"));

    /// <summary>Whether "at" stands here before a rate or an amount, and not before a time.</summary>
    public bool IsAtRate()
    {
        if (!cursor.Current.Is(RegimenKeyword.At))
        {
            return false;
        }

        int places = 1;
        while (cursor.Peek(places).Kind == RegimenTokenKind.Word && RegimenWords.Fillers.Contains(cursor.Peek(places).Text))
        {
            places++;
        }

        return cursor.Peek(places).Kind == RegimenTokenKind.Number
            && (cursor.IsAt(places + 1, RegimenWords.MassUnits) || cursor.IsAt(places + 1, RegimenWords.VolumeUnits));
    }

    /// <summary>Whether the same dose is said to be repeated after a time, or on days.</summary>
    public static bool IsLinkWithRepeat(RegimenCursor cursor) =>
        cursor.IsWord("repeat", "repeated")
        && (cursor.Next.Is(RegimenKeyword.After) || cursor.IsWordAt(1, "on")
            || (cursor.Next.Is(RegimenKeyword.Days) && cursor.Peek(2).Kind == RegimenTokenKind.Number)
            || (cursor.IsWordAt(1, "once") && cursor.Peek(2).Is(RegimenKeyword.After)));

    /// <summary>Passes over a parenthesis with parts in it.</summary>
    /// <param name="takePart">Passes over a part.</param>
    public bool TakeParenthesis(Func<bool> takePart)
    {
        RegimenToken open = cursor.Current;
        if (numbers.InParenthesis || !cursor.TakeSign('('))
        {
            return false;
        }

        numbers.InParenthesis = true;
        while (!cursor.Current.IsSign(')') && takePart())
        {
        }

        numbers.InParenthesis = false;
        return cursor.TakeSign(')') ? true
            : throw (cursor.Current.Kind == RegimenTokenKind.End ? RegimenCursor.Mistake("regimen-incomplete", "'(' is not closed: expected ')'", open.Span)
                : cursor.Expected("')'", []));
    }

    private void RefuseWhatIsNotSimulated()
    {
        if (RefusedWords.Find(cursor.Current) is var (code, why))
        {
            throw RegimenCursor.Mistake(code, why, cursor.Current.Span);
        }
    }

    /// <summary><c>in 50 mL saline</c>.</summary>
    private bool TakeSolution()
    {
        int number = cursor.IsWord("in") ? (cursor.IsWordAt(1, "a") ? 2 : 1) : -1;
        bool isVolume = number > 0 && draft.Container is null && cursor.Peek(number).Kind == RegimenTokenKind.Number
            && cursor.IsAt(number + 1, RegimenWords.VolumeUnits);
        if (!isVolume && !(number > 0 && cursor.IsWordAt(1, "saline", "normal")))
        {
            return false;
        }

        RegimenToken first = cursor.Current;
        cursor.Advance();
        if (isVolume)
        {
            cursor.Position += number - 1;
            double volume = numbers.Volume();
            draft.Container = new(volume, first.Span.To(cursor.Previous.Span));
        }

        while (cursor.IsWord("of", "normal", "saline", "nacl", "sodium", "chloride", "dextrose", "glucose", "water", "syringe", "bag", "physiological",
            "isotonic", "sterile", "diluent", "ns", "ringer", "ringers", "lactate")
            || cursor.Current.IsSign('%') || (cursor.Current.Kind == RegimenTokenKind.Number && cursor.Next.IsSign('%')))
        {
            cursor.Advance();
        }

        return true;
    }

    /// <summary><c>in a 70 kg patient</c>.</summary>
    private bool TakePatient()
    {
        bool isIntroduced = (cursor.IsWord("in") || cursor.Current.Is(RegimenKeyword.For)) && cursor.IsWordAt(1, "a", "an");
        if (isIntroduced && cursor.Peek(2).Kind == RegimenTokenKind.Number && cursor.IsAt(3, RegimenWords.BodyUnits))
        {
            cursor.Position += 2;
            return numbers.TakeWeight();
        }

        if (isIntroduced && cursor.IsWordAt(2, "patient", "person", "subject", "adult", "man", "woman", "child", "volunteer")
            && cursor.IsWordAt(3, "of", "weighing"))
        {
            cursor.Position += 4;
            return numbers.TakeWeight() ? true : throw cursor.Expected("a body weight, for example '70 kg'", []);
        }

        bool isOfBody = cursor.IsWord("weight", "weighing", "bodyweight", "body", "bw", "kgw")
            || (cursor.IsWord("kg") && RegimenWords.BodyUnits.TryFind(cursor.Previous.Text, out _));
        if (isOfBody && !cursor.Peek(1).Is(RegimenKeyword.Per))
        {
            cursor.Advance();
            return true;
        }

        return false;
    }

    /// <summary><c>in 3 divided doses</c>, <c>divided</c>.</summary>
    private bool TakeDivided()
    {
        RegimenToken first = cursor.Current;
        int number = cursor.IsWord("in") ? 1 : 0;
        number += cursor.IsWordAt(number, "divided") ? 1 : 0;
        bool counts = number > 0 && cursor.Peek(number).Kind == RegimenTokenKind.Number && cursor.IsWordAt(number + 1, "divided", "doses", "equal");
        if (counts || (cursor.Current.Kind == RegimenTokenKind.Number && cursor.IsWordAt(1, "divided")))
        {
            cursor.Position += number;
            int count = FrequencyParser.Whole(cursor.Current);
            cursor.Advance();
            while (cursor.TakeWord("divided") || cursor.TakeWord("equal") || cursor.TakeWord("doses"))
            {
            }

            _ = cursor.TakeWord("daily");
            draft.Divided = new(count, first.Span.To(cursor.Previous.Span));
            return true;
        }

        if (!cursor.IsWordAt(cursor.IsWord("in") ? 1 : 0, "divided"))
        {
            return false;
        }

        cursor.Position += cursor.IsWord("in") ? 2 : 1;
        _ = cursor.TakeWord("doses");
        draft.Divided = new(0, first.Span.To(cursor.Previous.Span));
        return true;
    }

    /// <summary><c>on days 1, 3 and 5</c>; <c>on 5 days</c> is daily.</summary>
    private bool TakeDays()
    {
        RegimenToken first = cursor.Current;
        int word = cursor.IsWord("on") ? 1 : 0;
        if (word == 1 && cursor.Next.Kind == RegimenTokenKind.Number && cursor.IsWordAt(2, "days") && draft.Every is null)
        {
            cursor.Advance();
            int count = FrequencyParser.Whole(cursor.Current);
            cursor.Position += 2;
            SourceSpan span = first.Span.To(cursor.Previous.Span);
            (draft.Every, draft.Count) = (new(new Duration(24, TimeUnit.Hour), span), new(count, span));
            return true;
        }

        if (draft.Days is not null || !cursor.Peek(word).Is(RegimenKeyword.Days) || cursor.Peek(word + 1).Kind != RegimenTokenKind.Number)
        {
            return false;
        }

        cursor.Position += word + 1;
        List<int> days = [FrequencyParser.Day(cursor)];
        while (TryNextDay(days))
        {
        }

        draft.Days = new([.. days], first.Span.To(cursor.Previous.Span));
        return true;
    }

    /// <summary><c>weeks 1-4</c>: from the start of the first to the end of the last.</summary>
    private bool TakeWeeks()
    {
        RegimenToken first = cursor.Current;
        int word = cursor.IsWord("in", "during", "on") || first.Is(RegimenKeyword.For) ? 1 : 0;
        if (draft.Weeks is not null || draft.For is not null || !cursor.IsWordAt(word, "weeks", "week")
            || cursor.Peek(word + 1).Kind != RegimenTokenKind.Number)
        {
            return false;
        }

        cursor.Position += word + 1;
        int from = FrequencyParser.Day(cursor), to = from;
        if (cursor.IsAtRange || (cursor.IsWord("through") && cursor.Next.Kind == RegimenTokenKind.Number))
        {
            cursor.Advance();
            to = FrequencyParser.Day(cursor);
        }

        SourceSpan span = first.Span.To(cursor.Previous.Span);
        DoseChecks.Refuse(to < from, $"the weeks have to ascend, and {to} comes after {from}", span);
        draft.Weeks = new((from, to), span);
        draft.For = new(new Duration(to - from + 1, TimeUnit.Week), span);
        return true;
    }

    /// <summary>A syringe driver.</summary>
    private bool TakeDriver()
    {
        RegimenToken first = cursor.Current;
        if (!cursor.TakeWord("driver"))
        {
            return false;
        }

        draft.Driver = first.Span;
        return true;
    }

    private bool TryNextDay(List<int> days)
    {
        int places = 0;
        bool isRange = cursor.IsAtRange || (cursor.IsWord("through") && cursor.Next.Kind == RegimenTokenKind.Number);
        while (cursor.Peek(places).IsSign(',') || cursor.Peek(places).Is(RegimenKeyword.And) || (isRange && places == 0))
        {
            places++;
        }

        RegimenToken next = cursor.Peek(places);
        bool isDay = places > 0 && next.Kind == RegimenTokenKind.Number && !cursor.IsAt(places + 1, RegimenWords.MassUnits)
            && !cursor.IsAt(places + 1, RegimenWords.VolumeUnits) && !cursor.IsAt(places + 1, RegimenWords.TimeUnits);
        if (!isDay)
        {
            return false;
        }

        cursor.Position += places;
        int day = FrequencyParser.Day(cursor);
        DoseChecks.Refuse(day <= days[^1], $"the days have to ascend, and {day} comes after {days[^1]}", cursor.Previous.Span);
        days.AddRange(isRange ? Enumerable.Range(days[^1] + 1, day - days[^1]) : [day]);
        return true;
    }

    /// <summary><c>max 100 mg</c>.</summary>
    private bool TakeMaximum()
    {
        if (!cursor.Current.Is(RegimenKeyword.Maximum) || draft.Cap is not null)
        {
            return false;
        }

        cursor.Advance();
        _ = cursor.TakeSign('.');
        while (cursor.TakeWord("dose") || cursor.TakeWord("of") || cursor.TakeWord("single") || cursor.TakeWord("total") || cursor.TakeWord("rate"))
        {
        }

        bool isCount = cursor.Current.Kind == RegimenTokenKind.Number && (cursor.Next.Is(RegimenKeyword.Doses) || cursor.Next.Is(RegimenKeyword.Times));
        DoseChecks.Refuse(isCount, $"a maximum of doses leaves open how many are given: write 'x {cursor.Current.Text}'", cursor.Current.Span);
        draft.Cap = QuantityParser.Parse(cursor);
        return true;
    }

    /// <summary><c>increase by 5 mg/h every 4 h to 40 mg/h</c>.</summary>
    private bool TakeStep()
    {
        RegimenToken first = cursor.Current;
        if (!first.Is(RegimenKeyword.Step))
        {
            return false;
        }

        cursor.Advance();
        _ = cursor.TakeWord("rate") || cursor.TakeWord("dose") || cursor.TakeWord("the");
        bool isDown = first.Text[0] is 'd' or 'r' or 'D' or 'R' && !first.Text.StartsWith("rai", StringComparison.OrdinalIgnoreCase)
            || first.Text.StartsWith("tap", StringComparison.OrdinalIgnoreCase);
        _ = cursor.TakeWord("by") || cursor.TakeWord("in");
        bool hasSteps = cursor.Current.Kind == RegimenTokenKind.Number && cursor.Previous.Text is var by
            && !by.Equals("to", StringComparison.OrdinalIgnoreCase);
        DoseQuantity? step = hasSteps ? QuantityParser.Parse(cursor).Value : null;
        _ = cursor.TakeWord("steps") || cursor.TakeWord("increments");
        if (step is not { } size || !FrequencyParser.TryTake(cursor, out Duration every))
        {
            throw RegimenCursor.Mistake("regimen-titration",
                "a titration says how large each step is and how long it lasts: for example '20 mg/h iv, increase by 5 mg/h every 4 h to 40 mg/h'",
                first.Span.To(cursor.Previous.Span));
        }

        DoseQuantity? end = cursor.TakeWord("to") || cursor.TakeWord("until") || cursor.Take(RegimenKeyword.Maximum) ? QuantityParser.Parse(cursor).Value
            : null;
        draft.Step = new(new TitrationStep(size, isDown, every, end), first.Span.To(cursor.Previous.Span));
        return true;
    }

    /// <summary><c>PCA 1 mg, lockout 10 min, 3 demands per hour</c>.</summary>
    private bool TakeControlled()
    {
        RegimenToken first = cursor.Current;
        if (cursor.TakeWord("pca"))
        {
            draft.Pca = first.Span;
            return true;
        }

        if (draft.Lockout is null && cursor.TakeWord("lockout"))
        {
            _ = cursor.TakeWord("interval") || cursor.TakeWord("time");
            _ = cursor.TakeWord("of");
            draft.Lockout = new(cursor.PositiveTime("a lockout", ""), first.Span.To(cursor.Previous.Span));
            draft.Pca ??= first.Span;
            return true;
        }

        return TakeDemandRate();
    }

    /// <summary><c>demand 6/h</c>, the other way round than <c>6 demands per hour</c>.</summary>
    private bool TakeDemandRate()
    {
        RegimenToken first = cursor.Current;
        int number = cursor.IsWordAt(1, "rate", "of") ? cursor.IsWordAt(2, "of") ? 3 : 2 : 1;
        bool stands = draft.Every is null && cursor.IsWord("demand", "demands") && cursor.Peek(number).Kind == RegimenTokenKind.Number
            && cursor.Peek(number + 1).Is(RegimenKeyword.Per);
        if (!stands)
        {
            return false;
        }

        cursor.Position += number;
        double count = cursor.Number("a number of demands");
        cursor.Advance();
        if (count <= 0 || !cursor.Take(RegimenWords.TimeUnits, out TimeUnit unit))
        {
            throw cursor.Expected("'hour' or 'day', for example 'demand 6/h'", ["hour", "day"]);
        }

        draft.Pca ??= first.Span;
        draft.Demands = new DemandRate(count, unit);
        draft.Every = new(draft.Demands.Value.MeanInterval, first.Span.To(cursor.Previous.Span));
        return true;
    }

    /// <summary>Ketofol: two drugs from one syringe.</summary>
    private bool TakeMixture()
    {
        RegimenToken first = cursor.Current;
        if (draft is { Drug: null, Ketofol: null } && cursor.TakeWord("ketofol"))
        {
            draft.Ketofol = first.Span;
            return true;
        }

        if (draft.Ketofol is null)
        {
            return false;
        }

        if (cursor.Current is { Kind: RegimenTokenKind.Number, Value: 1 } && cursor.Next.IsSign(':'))
        {
            DoseChecks.Refuse(cursor.Peek(2).Value != 1, "a mixture that is not 1:1 is written as two doses: 'ketamine 0.5 mg/kg iv and propofol 1 mg/kg iv'",
                cursor.Peek(2).Span);
            cursor.Position += 3;
            return true;
        }

        if (cursor.TakeWord("each"))
        {
            _ = cursor.TakeWord("drug");
            draft.IsOfEach = true;
            return true;
        }

        if (cursor.TakeWord("total") || cursor.TakeWord("together"))
        {
            draft.IsOfEach = false;
            return true;
        }

        return false;
    }
}
