using System.Text.Json;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Claims;
using Ketascope.Study.Claims;
using Ketascope.Study.Observations;
using Ketascope.Study.Plots;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Claims;

public sealed class ClaimLedgerTests
{
    private static readonly ClaimLedger Ledger = new(ClaimText.ReadAll(House.Installed.Library.Claims), House.ClaimList);
    private static readonly Lazy<ClaimResult[]> Results = new(() =>
        [.. Ledger.Find([]).Select(one => ClaimResult.Of(one.Text, one.Claim.Run(new ClaimBench(House.Installed.Library, House.Installed.Areas), CancellationToken.None), []))]);

    public static TheoryData<int> Numbers => [.. Ledger.Find([]).Select(one => one.Text.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void An_experiment_measures_compares_and_draws(int number)
    {
        ClaimResult result = Results.Value.Single(one => one.Text.Number == number);
        Assert.True(result.Findings.Length >= 3);
        Assert.All(result.Findings, one =>
        {
            Assert.True(double.IsFinite(one.Measured), one.Expectation.What);
            Assert.True(one.Expectation.Low < one.Expectation.High, one.Expectation.What);
            Assert.NotEmpty(one.Expectation.Range);
        });
        Assert.Contains(System.Net.WebUtility.HtmlEncode(result.Picture.Title), result.Picture.Svg(), StringComparison.Ordinal);
    }

    /// <summary>
    /// An expectation that decides by size rests on rows that nothing was fitted to, or names a publication; one that was fitted names rows for
    /// calibration, or a publication.
    /// </summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_an_expectation_rests_on_is_what_its_rows_are_for(int number)
    {
        foreach (Expectation one in Ledger.Find([number])[0].Text.Expectations)
        {
            Assert.All(one.Rows, row =>
            {
                string[] parts = row.Split(':');
                IExperiment area = House.Installed.Areas.Find(parts[0]);
                Observation[] seen =
                [
                    .. ObservationFile.Read(House.Installed.Areas.ObservationsOf(area), area.Words).Rows.Where(other => other.Fields[0] == parts[1])
                        .Select(other => other.Observation!),
                ];
                Assert.NotEmpty(seen);
                Assert.All(seen, observation => Assert.Equal(one.Basis == Basis.Calibrated ? "calibration" : "validation", observation.Role));
            });
            Assert.True(one.Basis is not (Basis.Measured or Basis.Calibrated) || !one.Sources.IsEmpty, one.What);
        }
    }

    /// <summary>What the claims say today. A change of a rate that changes a verdict has to be looked at, and then this list.</summary>
    [Theory]
    [InlineData(1, Verdict.HoldsInDirection)]
    [InlineData(2, Verdict.HoldsInDirection)]
    [InlineData(3, Verdict.Contested)]
    [InlineData(4, Verdict.Holds)]
    [InlineData(5, Verdict.Holds)]
    [InlineData(6, Verdict.HoldsInDirection)]
    [InlineData(7, Verdict.Holds)]
    [InlineData(8, Verdict.HoldsInDirection)]
    [InlineData(9, Verdict.HoldsInDirection)]
    [InlineData(10, Verdict.HoldsInDirection)]
    [InlineData(11, Verdict.HoldsInDirection)]
    [InlineData(12, Verdict.HoldsInDirection)]
    [InlineData(13, Verdict.Holds)]
    [InlineData(14, Verdict.HoldsInDirection)]
    [InlineData(15, Verdict.HoldsInDirection)]
    [InlineData(16, Verdict.Holds)]
    [InlineData(17, Verdict.HoldsInDirection)]
    [InlineData(18, Verdict.Misses)]
    [InlineData(19, Verdict.Misses)]
    [InlineData(20, Verdict.Misses)]
    [InlineData(21, Verdict.HoldsInDirection)]
    [InlineData(22, Verdict.Holds)]
    [InlineData(23, Verdict.HoldsInDirection)]
    [InlineData(24, Verdict.HoldsInDirection)]
    [InlineData(25, Verdict.HoldsInDirection)]
    [InlineData(26, Verdict.HoldsInDirection)]
    [InlineData(27, Verdict.HoldsInDirection)]
    [InlineData(28, Verdict.HoldsInDirection)]
    [InlineData(29, Verdict.HoldsInDirection)]
    [InlineData(30, Verdict.Contested)]
    [InlineData(31, Verdict.HoldsInDirection)]
    public void Verdicts_of_today(int number, Verdict verdict) => Assert.Equal(verdict, Results.Value.Single(one => one.Text.Number == number).Verdict);

    [Theory]
    [InlineData(0.4, Verdict.Holds)]
    [InlineData(0.9, Verdict.HoldsInDirection)]
    [InlineData(0.1, Verdict.HoldsInDirection)]
    [InlineData(1.1, Verdict.Misses)]
    public void A_number_tells_size_from_direction(double measured, Verdict expected) => Assert.Equal(expected, Found(Basis.Measured, measured).Verdict);

    [Theory]
    [InlineData(Verdict.Holds, "measured 0.4; theory 0.9; calibrated 2; construction 2")]
    [InlineData(Verdict.HoldsInDirection, "theory 0.4; direction 0.4; calibrated 0.4")]
    [InlineData(Verdict.HoldsInDirection, "measured 0.4; measured 0.8")]
    [InlineData(Verdict.Misses, "measured 0.4; direction 1.2")]
    [InlineData(Verdict.Misses, "measured 0.98")]
    [InlineData(Verdict.HoldsInDirection, "calibrated 2; construction 2")]
    public void A_verdict_rests_on_what_decides(Verdict expected, string findings) =>
        Assert.Equal(expected,
            Result([.. findings.Split("; ").Select(one => one.Split(' '))
            .Select(one => Found(Enum.Parse<Basis>(one[0], ignoreCase: true),
            double.Parse(one[1], System.Globalization.CultureInfo.InvariantCulture)))]).Verdict);

    [Theory]
    [InlineData(Verdict.Holds, 8, 2, 0)]
    [InlineData(Verdict.HoldsInDirection, 7, 3, 0)]
    [InlineData(Verdict.Misses, 8, 0, 2)]
    public void Draws_give_a_verdict_its_probability(Verdict expected, int inside, int outside, int wrong) => Assert.Equal(
        expected,
        Result([Found(Basis.Measured, 0.4) with { Draws = [.. Enumerable.Repeat(0.4, inside), .. Enumerable.Repeat(0.7, outside), .. Enumerable.Repeat(1.3, wrong)] }]).Verdict);

    [Fact]
    public void A_measurement_that_lacks_what_is_expected_is_a_defect() =>
        Assert.Throws<InvalidOperationException>(() =>
            ClaimResult.Of(Ledger.Find([1])[0].Text, new ClaimMeasurement(new Dictionary<string, double>(), null!), []));

    [Fact]
    public void The_page_and_the_JSON_hold_every_claim()
    {
        string page = LedgerPage.Html(Results.Value);
        using JsonDocument json = JsonDocument.Parse(LedgerPage.Json(Results.Value));
        Assert.Equal(Results.Value.Length, json.RootElement.GetArrayLength());
        foreach (ClaimResult result in Results.Value)
        {
            Assert.Contains($"id=\"claim-{result.Text.Number}\"", page, StringComparison.Ordinal);
            Assert.Contains(json.RootElement.EnumerateArray(), one => one.GetProperty("claim").GetInt32() == result.Text.Number
                && one.GetProperty("findings").GetArrayLength() == result.Findings.Length);
        }
    }

    [Theory]
    [InlineData(0, "numbered 1 to 31")]
    [InlineData(32, "numbered 1 to 31")]
    public void A_claim_that_is_not_there_is_explained(int number, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Ledger.Find([number])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.19996, "0.2 mV")]
    [InlineData(0.20004, "0.20004 mV")]
    [InlineData(0.2034, "0.203 mV")]
    [InlineData(0.15, "0.15 mV")]
    public void A_number_is_not_rounded_into_its_range(double measured, string expected) =>
        Assert.Equal(expected, LedgerPage.Measured(new Finding(Expected(Basis.Measured) with { Low = 0.15, High = 0.2, Unit = "mV" }, measured, [])));

    private static Expectation Expected(Basis basis) => new()
    {
        Id = "x",
        What = "a ratio",
        Low = 0.3,
        High = 0.5,
        Without = 1,
        Least = 0.05,
        Basis = basis,
        Range = "nobody",
    };

    private static Finding Found(Basis basis, double measured) => new(Expected(basis), measured, []);

    private static ClaimResult Result(Finding[] findings) => new(
        new ClaimText { Number = 1, Title = "", Sentence = "", Experiment = "", Expectations = [] }, [.. findings], Figure.Of(new PointFigure { Title = "", Panels = [] }));
}
