using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Regimens;

/// <summary>Reads target concentrations as people say them: <c>propofol effect-site target 3 ug/mL for 20 min then 2 ug/mL for 40 min</c>.</summary>
/// <remarks>
/// <code>
/// regimen = part { ("and" | "+") part }      a part that follows names its drug
/// part    = scheme | doses of the regimen language
/// scheme  = stage { ("then" | ",") stage }
/// stage   = in any order: drug | "plasma" | "effect-site" | "target" | concentrations | "for" time [ "each" ]
/// concentrations = number { ("," | "and") number } mass "/" volume
/// </code>
/// </remarks>
internal sealed class TargetParser
{
    private const string Example = "for example 'target 150 ng/mL for 30 min then 200 ng/mL for 30 min'";

    private static readonly string[] s_signs = ["target", "targets", "tci", "targeted", "targeting", "ce", "cet", "cpt"];
    private static readonly string[] s_fillers =
    [
        "target", "targets", "tci", "targeted", "targeting", "of", "at", "a", "an", "the", "concentration", "concentrations", "iv", "infusion", "to", "with",
        "level", "levels", "in", "steps", "step", "each", "is", "hold", "held", "maintain", "maintained", "controlled", "blood", "serum", "venous", "arterial",
    ];

    /// <summary>Models of pumps, which an option names.</summary>
    private static readonly string[] s_pumps =
        ["domino", "clements", "hijazi", "kamp", "herd", "schnider", "marsh", "minto", "eleveld", "paedfusor", "kataria", "model"];

    private readonly RegimenCursor _cursor;
    private readonly RegimenContext _context = new();

    private TargetParser(RegimenCursor cursor) => _cursor = cursor;

    /// <summary>Whether a text asks for target concentrations.</summary>
    /// <param name="text">The text.</param>
    public static bool IsTarget(string text) => text.Split([' ', ',', '-', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => s_signs.Contains(word.Trim('.'), StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads a regimen with targets in it.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="UserErrorException">It has a mistake.</exception>
    public static TargetRegimen Read(string text)
    {
        SourceText source = new("regimen", text);
        try
        {
            return ReadParts(source);
        }
        catch (RegimenSyntaxException mistake)
        {
            throw mistake.ToUserError();
        }
    }

    private static TargetRegimen ReadParts(SourceText source)
    {
        List<RegimenToken> tokens = RegimenLexer.Read(source);
        List<TargetScheme> schemes = [];
        List<string> doses = [];
        double? weight = null;
        foreach ((int first, int end) in Parts(tokens))
        {
            RegimenToken[] own = [.. tokens[first..end], tokens[^1]];
            if (!own.Any(IsSign))
            {
                int start = own[0].Span.Start;
                doses.Add(source.Text[start..(own[^2].Span.Start + own[^2].Span.Length)]);
                continue;
            }

            TargetParser parser = new(new RegimenCursor(own));
            TargetScheme scheme = parser.Scheme(own[0]);
            DoseChecks.Refuse(schemes.Any(other => other.Drug.Substance == scheme.Drug.Substance),
                $"{scheme.Drug} has two targets at once: write 'then' between targets that follow one another", own[0].Span);
            schemes.Add(scheme);
            weight ??= parser._context.WeightKg?.Value;
        }

        Regimen? beside = doses.Count == 0 ? null : RegimenParser.Read(string.Join(" and ", doses));
        if (beside?.Doses.FirstOrDefault(dose => schemes.Any(scheme => scheme.Drug.Substance == dose.Drug.Substance)) is { } same)
        {
            throw new UserErrorException($"'{same}' is given beside a target of the same substance, of which the pump would not know: leave one of them out");
        }

        return new TargetRegimen([.. schemes], beside) { WeightKg = weight ?? beside?.WeightKg };
    }

    /// <summary>Where the parts begin and end: a new one comes with "and" and the name of its drug.</summary>
    private static IEnumerable<(int First, int End)> Parts(List<RegimenToken> tokens)
    {
        int first = 0;
        for (int i = 1; i < tokens.Count - 1; i++)
        {
            bool isDrug = tokens[i + 1].Kind == RegimenTokenKind.Word && RegimenWords.Drugs.TryFind(tokens[i + 1].Text, out _);
            if (tokens[i].Is(RegimenKeyword.And) && isDrug)
            {
                yield return (first, i);
                first = i + 1;
            }
        }

        yield return (first, tokens.Count - 1);
    }

    private static bool IsSign(RegimenToken token) => token.Kind == RegimenTokenKind.Word && s_signs.Contains(token.Text, StringComparer.OrdinalIgnoreCase);

    private TargetScheme Scheme(RegimenToken first)
    {
        Drug? drug = null;
        bool? isEffectSite = null;
        ImmutableArray<TargetStage>.Builder stages = ImmutableArray.CreateBuilder<TargetStage>();
        do
        {
            stages.AddRange(Stages(ref drug, ref isEffectSite));
        }
        while (TakeLink());
        if (_cursor.Current.Kind != RegimenTokenKind.End)
        {
            throw _cursor.Expected($"'then', 'for' or the end, {Example}", ["then", "for"]);
        }

        DoseChecks.Refuse(stages.All(stage => stage.Concentration == 0),
            "a target of 0 is reached by giving nothing: at least one has to be above 0", first.Span);
        return new TargetScheme(drug ?? Drug.RacemicKetamine, isEffectSite == true, stages.ToImmutable());
    }

    private bool TakeLink()
    {
        int before = _cursor.Position;
        bool isLink = _cursor.TakeSign(',') | _cursor.TakeSign(';') | _cursor.Take(RegimenKeyword.Then);
        bool isEnd = _cursor.Current.Kind == RegimenTokenKind.End;
        _cursor.Position = isLink && isEnd ? before : _cursor.Position;
        return isLink && !isEnd;
    }

    /// <summary>What is said up to the next "then": one target, or several that are held for the same time each.</summary>
    private IEnumerable<TargetStage> Stages(ref Drug? drug, ref bool? isEffectSite)
    {
        List<double> values = [];
        Said<Duration>? length = null;
        RegimenToken first = _cursor.Current;
        bool isEach = false;
        while (true)
        {
            RegimenToken token = _cursor.Current;
            if (_cursor.Take(RegimenWords.Drugs, out Drug named))
            {
                DoseChecks.Refuse(drug is not null && drug != named, "a target of another drug begins with 'and', not with 'then'", token.Span);
                drug = named;
            }
            else if (TakeSite() is { } site)
            {
                DoseChecks.Refuse(isEffectSite is { } other && other != site,
                    "all targets of a drug have to be of one site, plasma or effect-site", token.Span);
                isEffectSite = site;
            }
            else if (values.Count == 0 && _cursor.IsAtNumber)
            {
                values.AddRange(Concentrations());
            }
            else if (length is null && _cursor.Take(RegimenKeyword.For))
            {
                length = new(_cursor.PositiveTime("a duration", ""), token.Span.To(_cursor.Previous.Span));
            }
            else if (IsPatient())
            {
                _cursor.Position += 2;
                _ = new DoseNumberParser(_cursor, _context, new DoseDraft()).TakeWeight();
            }
            else if (_cursor.IsWord(s_fillers))
            {
                isEach |= _cursor.IsWord("each");
                _cursor.Advance();
            }
            else
            {
                break;
            }
        }

        DoseChecks.Refuse(_cursor.IsWord(s_pumps), "the model that a pump calculates with is named beside the text, for example --tci-model domino-1982: "
            + $"leave '{_cursor.Current.Text}' out here", _cursor.Current.Span);
        if (values.Count == 0)
        {
            throw _cursor.Expected($"a target concentration, {Example}", []);
        }

        if (length is null)
        {
            throw _cursor.Expected($"how long the target is held, {Example}", ["for"]);
        }

        DoseChecks.Refuse(values.Count > 1 && !isEach,
            $"is each of these held for {length.Value.Value}? Write 'for {length.Value.Value} each'", length.Value.Span);
        return values.Select(value => new TargetStage(value, length.Value.Value));
    }

    private bool IsPatient() => _cursor.IsWord("in") && _cursor.IsWordAt(1, "a", "an") && _cursor.Peek(2).Kind == RegimenTokenKind.Number
        && _cursor.IsAt(3, RegimenWords.BodyUnits);

    private bool? TakeSite()
    {
        if (_cursor.TakeWord("plasma") || _cursor.TakeWord("cp") || _cursor.TakeWord("cpt"))
        {
            return false;
        }

        if (_cursor.TakeWord("effectsite") || _cursor.TakeWord("effect-site") || _cursor.TakeWord("ce") || _cursor.TakeWord("cet"))
        {
            return true;
        }

        if (_cursor.IsWord("effect") && _cursor.IsWordAt(1, "site"))
        {
            _cursor.Position += 2;
            return true;
        }

        return null;
    }

    private List<double> Concentrations()
    {
        List<double> values = [_cursor.Number("a target")];
        while ((_cursor.Current.IsSign(',') || _cursor.Current.Is(RegimenKeyword.And)) && _cursor.Peek(1).Kind == RegimenTokenKind.Number)
        {
            _cursor.Advance();
            values.Add(_cursor.Number("a target"));
        }

        RegimenToken unit = _cursor.Current;
        bool isMass = _cursor.Take(RegimenWords.MassUnits, out MassUnit mass);
        bool isPer = isMass && (_cursor.TakeSign('/') || _cursor.Take(RegimenKeyword.Per));
        if (!isPer || !_cursor.Take(RegimenWords.VolumeUnits, out VolumeUnit volume))
        {
            throw RegimenCursor.Mistake("regimen-unit", $"a target is a concentration such as '150 ng/mL' or '3 ug/mL'; {Example}", unit.Span);
        }

        double factor = new DoseQuantity(1e6, mass, false, null).Milligrams(1) / (volume == VolumeUnit.Litre ? 1000 : 1);
        return [.. values.Select(value => value * factor)];
    }
}
