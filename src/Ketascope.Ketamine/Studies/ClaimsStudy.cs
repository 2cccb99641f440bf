using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Ketamine.Claims;
using Ketascope.Study.Claims;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Studies;

namespace Ketascope.Ketamine.Studies;

/// <summary>Runs the mission's sentences as experiments: measured, expected, verdict.</summary>
/// <param name="ledger">The claims; read when they are first asked for.</param>
/// <param name="bench">What the experiments work with: as usual, or under a draw of the uncertain parameters (seed, number from 1 on).</param>
public sealed class ClaimsStudy(Func<ClaimLedger> ledger, Func<(ulong Seed, int Draw)?, ClaimBench> bench)
    : Study<ClaimsRequest>("claims", () => KetamineRequests.Default.ClaimsRequest)
{
    /// <inheritdoc/>
    public override Task<StudyResult> RunAsync(ClaimsRequest request, StudyContext context, CancellationToken cancellation)
    {
        ImmutableArray<ClaimResult> results = Results(request, context, cancellation);
        return Task.FromResult(new StudyResult
        {
            Title = request.Numbers.IsEmpty ? "Claims of the mission" : results.Length == 1 ? Heading(results[0]) : "Claims",
            Sections = request.Numbers.IsEmpty ? List(results) : [.. results.SelectMany(one => Sections(one, results.Length > 1))],
            Claims = results,
        });
    }

    private ImmutableArray<ClaimResult> Results(ClaimsRequest request, StudyContext context, CancellationToken cancellation)
    {
        int draws = request.Uncertainty ?? 0;
        if (request.Uncertainty < 1)
        {
            throw new UserErrorException("--uncertainty is a number of draws, at least 1, for example 100");
        }

        ImmutableArray<(ClaimText Text, Claim Claim)> claims = ledger().Find([.. request.Numbers]);
        IProgress<int> progress = context.Counter(claims.Length * (draws + 1L), "experiments");
        int done = 0;
        ClaimMeasurement Measure(Claim claim, (ulong, int)? draw)
        {
            ClaimMeasurement measured = claim.Run(bench(draw), cancellation);
            progress.Report(Interlocked.Increment(ref done));
            return measured;
        }

        return [.. claims.Select(one =>
        {
            ClaimMeasurement[] drawn = new ClaimMeasurement[draws];
            Parallel.For(0, draws, new ParallelOptions { CancellationToken = cancellation }, i => drawn[i] = Measure(one.Claim, (request.Seed, i + 1)));
            return ClaimResult.Of(one.Text, Measure(one.Claim, null), drawn);
        })];
    }

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
