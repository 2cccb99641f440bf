using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Guidelines;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Regimens;
using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Rules of guidelines and labels beside a regimen: which of them speak, why, and how far each can be trusted. Nothing is simulated.</summary>
/// <param name="library">Where the rules are.</param>
public sealed class CheckStudy(KetamineLibrary library) : Study<CheckRequest>("check", () => KetamineRequests.Default.CheckRequest)
{
    private const double ReferenceKg = 70, HeaviestKg = 500;

    /// <summary>What rules ask for, the gravest first.</summary>
    private static readonly ImmutableArray<string> s_actions = ["contraindicated", "block", "avoid", "warn", "delay", "caution", "monitor", "note"];

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(CheckRequest request, StudyContext context, CancellationToken cancellation)
    {
        if (request.Weight is { Spread: not null })
        {
            throw new UserErrorException("--weight: a spread is of many people; say one weight, for example --weight 70");
        }

        GuidelineFile file = GuidelineFile.Read(Path.Combine(library.Models, "guidelines", "rules.json"));
        Regimen regimen = RegimenParser.Read(request.Regimen);
        double? said = regimen.WeightFor(request.Weight?.Centre);
        double weight = said ?? ReferenceKg;
        if (weight is not (> 0 and <= HeaviestKg))
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"a body weight of {weight} kg is not between 0 and {HeaviestKg} kg"));
        }

        regimen.RequireAgreement(weight);
        GivenDoses given = new(regimen, weight);
        if (!given.HasKetamine)
        {
            throw new UserErrorException($"'{request.Regimen}' has no ketamine, and the rules are about ketamine");
        }

        ImmutableSortedDictionary<string, string> facts = given.Facts.SetItems(request.Set.Select(one => Known(file, one.Key, one.Value)));
        string? use = request.Context is null ? null : UseOf(file, request.Context);
        ImmutableArray<GuidelineRule> rules = [.. file.Rules.Where(rule => use is null || rule.Context == use)];
        (GuidelineRule Rule, string Found)[] speaking =
        [
            .. rules.Select(rule => (Rule: rule, Found: Found(rule, given, facts, use is not null))).Where(one => one.Found is not null)
                .Select(one => (one.Rule, one.Found!)).OrderBy(one => s_actions.IndexOf(one.Rule.Action)),
        ];
        ResultTable table = new(
            [new("action"), new("use"), new("found"), new("the rule says"), new("from"), new("trust")],
            [.. speaking.Select(one => (ImmutableArray<Cell>)
            [
                one.Rule.Action, one.Rule.Context, one.Found, one.Rule.Says, one.Rule.Guideline, one.Rule.Trust,
            ])]);
        return Task.FromResult(new StudyResult
        {
            Title = $"Rules beside {regimen.Title}",
            Sections =
            [
                speaking.Length > 0 ? new TableSection($"{speaking.Length} of {rules.Length} rules speak", table)
                    : new TextSection($"None of {rules.Length} rules speaks."),
                .. Unsaid(rules, facts) is { Length: > 0 } unsaid ? [new TextSection($"Nothing is known of {unsaid}; say it with --set NAME=VALUE.")]
                    : ImmutableArray<ResultSection>.Empty,
            ],
            Values = table,
            Notes =
            [
                .. said is null
                    ? [new Note(NoteKind.Assumption, string.Create(CultureInfo.InvariantCulture, $"Body weight {weight:0.###} kg (--weight changes it)."))]
                    : ImmutableArray<Note>.Empty,
                .. given.Facts.Keys.Where(fact => !request.Set.ContainsKey(fact))
                    .Select(fact => new Note(NoteKind.Assumption, $"{fact}=yes, as the regimen says.")),
                .. speaking.Any(one => one.Rule.Trust == "unverified")
                    ? [new Note(NoteKind.Warning, "A rule that is unverified comes from memory, wholly or in part: look it up before it decides anything.")]
                    : ImmutableArray<Note>.Empty,
                .. speaking.Select(one => $"{one.Rule.Guideline} ({one.Rule.Reference})").Distinct().Select(text => new Note(NoteKind.Source, text)),
            ],
        });
    }

    private static string UseOf(GuidelineFile file, string said) => file.Contexts.Contains(said) ? said : throw new UserErrorException(
        $"--context: there are no rules of '{said}'{NearestName.Hint(said, file.Contexts)}; uses are {string.Join(", ", file.Contexts)}");

    private static KeyValuePair<string, string> Known(GuidelineFile file, string name, string value)
    {
        string[] all = [.. file.Facts.Keys, .. file.Numbers.Keys];
        if (file.Facts.TryGetValue(name, out ImmutableArray<string> words))
        {
            return words.Contains(value) ? new(name, value)
                : throw new UserErrorException($"--set {name}={value}: it is one of {string.Join(", ", words)}{NearestName.Hint(value, words)}");
        }

        return !file.Numbers.ContainsKey(name)
            ? throw new UserErrorException($"--set: no rule asks for '{name}'{NearestName.Hint(name, all)}; known are {string.Join(", ", all)}")
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? new(name, value)
            : throw new UserErrorException($"--set {name}={value}: a number in {file.Numbers[name]} is expected");
    }

    /// <summary>Why a rule speaks; null where it does not. A rule without a condition speaks where its use is asked for.</summary>
    private static string? Found(GuidelineRule rule, GivenDoses given, ImmutableSortedDictionary<string, string> facts, bool isOfUse)
    {
        string[] found = [.. rule.When.Select(condition => Found(condition, given, facts)).OfType<string>()];
        return found.Length > 0 ? string.Join("; ", found) : rule.When.IsEmpty && isOfUse ? "always" : null;
    }

    private static string? Found(GuidelineCondition condition, GivenDoses given, ImmutableSortedDictionary<string, string> facts)
    {
        if (condition.Measure is { } measure)
        {
            double[] outside = [.. given.Of(measure).Where(condition.Speaks)];
            double bound = (condition.Above ?? condition.Below)!.Value;
            return outside.Length == 0 ? null : string.Create(
                CultureInfo.InvariantCulture, $"{outside.MaxBy(value => Math.Abs(value - bound)):0.###} {GivenDoses.Units[measure]}");
        }

        return !facts.TryGetValue(condition.Fact!, out string? value) ? null
            : condition.Is.IsEmpty ? condition.Speaks(double.Parse(value, CultureInfo.InvariantCulture)) ? $"{condition.Fact}={value}" : null
            : condition.Is.Contains(value) ? $"{condition.Fact}={value}" : null;
    }

    private static string Unsaid(ImmutableArray<GuidelineRule> rules, ImmutableSortedDictionary<string, string> facts) => string.Join(", ",
        rules.SelectMany(rule => rule.When).Select(condition => condition.Fact).OfType<string>().Distinct().Where(fact => !facts.ContainsKey(fact))
            .Order(StringComparer.Ordinal));
}
