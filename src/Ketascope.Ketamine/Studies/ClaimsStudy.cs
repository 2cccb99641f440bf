using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Claims;
using Ketascope.Study.Claims;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Runs the mission's sentences as experiments: measured, expected, verdict.</summary>
/// <param name="ledger">The claims; read when they are first asked for.</param>
/// <param name="bench">What the experiments work with: the values in use, or a draw of uncertain ones.</param>
public sealed class ClaimsStudy(Func<ClaimLedger> ledger, ClaimBench bench) : Study<ClaimsRequest>("claims", () => KetamineRequests.Default.ClaimsRequest)
{
    private const string AllClaims = "Claims of the mission";

    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ClaimsRequest request, StudyContext context, CancellationToken cancellation)
    {
        ImmutableArray<(ClaimText Text, Claim Claim)> claims = ledger().Find([.. request.Numbers]);
        IProgress<int> progress = context.Counter(claims.Length, "experiments");
        ImmutableArray<ClaimResult> results = [.. claims.Select((one, i) =>
        {
            ClaimMeasurement measured = one.Claim.Run(bench, cancellation);
            progress.Report(i + 1);
            return ClaimResult.Of(one.Text, measured, []);
        })];
        return Task.FromResult(new StudyResult
        {
            Title = request.Numbers.IsEmpty ? AllClaims : results.Length == 1 ? Heading(results[0]) : "Claims",
            Sections = Sections(results, request.Numbers.IsEmpty),
            Claims = results,
        });
    }

    /// <summary>The claims with the probabilities that draws give them.</summary>
    public override StudyResult Over(StudyResult usual, IReadOnlyList<StudyResult> draws)
    {
        ImmutableArray<ClaimResult> claims = [.. usual.Claims.Select((one, i) => one with
        {
            Findings = [.. one.Findings.Select((finding, f) => finding with { Draws = [.. draws.Select(draw => draw.Claims[i].Findings[f].Measured)] })],
        })];
        return claims.All(one => one.Findings.All(finding => finding.Draws.All(draw => draw == finding.Measured))) ? usual
            : usual with { Claims = claims, Sections = Sections(claims, usual.Title == AllClaims) };
    }

    private static ImmutableArray<ResultSection> Sections(ImmutableArray<ClaimResult> results, bool isList) =>
        isList ? List(results) : [.. results.SelectMany(one => Sections(one, results.Length > 1))];

    private static ImmutableArray<ResultSection> List(ImmutableArray<ClaimResult> results) =>
    [
        new TableSection(null, new ResultTable(
            [new("claim"), new("title"), new("numbers in range"), new("deciding"), new("verdict")],
            [.. results.Select(one => (ImmutableArray<Cell>)
            [
                Whole(one.Text.Number), one.Text.Title,
                    $"{Whole(one.Findings.Count(finding => finding.Verdict == Verdict.Holds))} of {Whole(one.Findings.Length)}",
                Whole(one.Findings.Count(finding => finding.Decides)), VerdictWords.Of(one.Verdict),
            ])])),
        new TextSection(string.Create(CultureInfo.InvariantCulture, $"{results.Length} of {ClaimLedger.Total} claims have an experiment")),
    ];

    private static IEnumerable<ResultSection> Sections(ClaimResult result, bool hasHeading)
    {
        if (hasHeading)
        {
            yield return new TextSection(Heading(result));
        }

        yield return new TextSection($"\"{result.Text.Sentence}\"");
        yield return new TextSection(result.Text.Experiment);
        bool hasDraws = !result.Findings[0].Draws.IsEmpty;
        yield return new TableSection(null, new ResultTable(
            [new("what"), new("measured"), new("expected"), .. hasDraws
                ? (ResultColumn[])[new("5 to 95 %"), new("inside", "%"), new("direction", "%")] : [], new("rests on"), new("verdict"), new("source")],
            [.. result.Findings.Select(one => (ImmutableArray<Cell>)
            [
                one.Expectation.What, LedgerPage.Measured(one), LedgerPage.Range(one.Expectation),
                .. hasDraws ? (Cell[])[LedgerPage.Spread(one), 100 * one.ProbabilityInside!.Value, 100 * one.ProbabilityOfDirection!.Value] : [],
                LedgerPage.Words(one.Expectation.Basis), VerdictWords.Of(one.Verdict), LedgerPage.Source(one.Expectation),
            ])]));
        yield return new TextSection($"verdict: {VerdictWords.Of(result.Verdict)}");
        if (result.Text.Remark.Length > 0)
        {
            yield return new TextSection(result.Text.Remark);
        }

        yield return new FigureSection(result.Picture);
    }

    private static string Heading(ClaimResult result) => string.Create(CultureInfo.InvariantCulture, $"Claim {result.Text.Number}: {result.Text.Title}");

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
