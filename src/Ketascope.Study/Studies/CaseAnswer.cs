using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Study.Conformance;
using Ketascope.Study.Results;

namespace Ketascope.Study.Studies;

/// <summary>What cases of the SBML Test Suite gave, as a result.</summary>
internal static class CaseAnswer
{
    /// <summary>The result.</summary>
    public static StudyResult Of(ImmutableArray<CaseResult> results, ConformanceRequest request)
    {
        int[] all = Counts([.. results.Select(result => result.Verdict)]);
        return new StudyResult
        {
            Title = $"Cases in {request.Dir}",
            Sections =
            [
                new TableSection(null, Tags(results)),
                new LineSection(string.Create(CultureInfo.InvariantCulture, $"{all[0]} passed, {all[1]} failed, {all[2]} refused")) { IsClose = true },
            ],
            Values = new ResultTable(
                [new("case"), new("verdict"), new("reason")],
                [.. results.Select(result => (ImmutableArray<Cell>)[result.Case.Name, Word(result.Verdict), result.Reason])]),
            Style = ResultStyle.Tool,
        };
    }

    private static ResultTable Tags(ImmutableArray<CaseResult> results) => new(
        [new("tag"), new("passed"), new("failed"), new("refused")],
        [
            .. results
                .SelectMany(result => result.Case.Tags.Select(tag => (tag, result.Verdict)))
                .GroupBy(pair => pair.tag, pair => pair.Verdict)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => (ImmutableArray<Cell>)[group.Key, .. Counts([.. group]).Select(count => (Cell)count.ToString(CultureInfo.InvariantCulture))]),
        ]);

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        Verdict.Refused => "refused",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static int[] Counts(Verdict[] verdicts) =>
        [verdicts.Count(v => v == Verdict.Passed), verdicts.Count(v => v == Verdict.Failed), verdicts.Count(v => v == Verdict.Refused)];
}
