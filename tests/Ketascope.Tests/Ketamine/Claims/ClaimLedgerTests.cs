using System.Text.Json;
using Ketascope.Ketamine.Claims;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Ketamine.Claims;

public sealed class ClaimLedgerTests
{
    private static readonly Lazy<ClaimResult[]> Results = new(() => [.. ClaimLedger.All().Select(claim => claim.Run(CancellationToken.None))]);

    public static TheoryData<int> Numbers => [.. ClaimLedger.All().Select(claim => claim.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void AnExperimentMeasuresComparesAndDraws(int number)
    {
        ClaimResult result = Results.Value.Single(one => one.Claim.Number == number);
        Assert.True(result.Findings.Length >= 3);
        Assert.All(result.Findings, one =>
        {
            Assert.True(double.IsFinite(one.Measured), one.What);
            Assert.True(one.Low < one.High, one.What);
            Assert.NotEmpty(one.Source);
        });
        string title = result.Picture.Courses?.Title ?? result.Picture.Points!.Title;
        Assert.Contains(System.Net.WebUtility.HtmlEncode(title), result.Picture.Svg(), StringComparison.Ordinal);
    }

    /// <summary>What the receptor's claims say today. A change of a rate that changes a verdict has to be looked at, and then this list.</summary>
    [Theory]
    [InlineData(1, Verdict.Holds)]
    [InlineData(15, Verdict.Holds)]
    public void VerdictsThatHold(int number, Verdict verdict) => Assert.Equal(verdict, Results.Value.Single(one => one.Claim.Number == number).Verdict);

    [Fact]
    public void NoClaimOfTheReceptorGoesTheWrongWay() => Assert.DoesNotContain(Results.Value, one => one.Verdict == Verdict.Misses);

    [Theory]
    [InlineData(0.4, Verdict.Holds)]
    [InlineData(0.9, Verdict.HoldsInDirection)]
    [InlineData(0.1, Verdict.HoldsInDirection)]
    [InlineData(1.1, Verdict.Misses)]
    public void AVerdictTellsSizeFromDirection(double measured, Verdict expected) =>
        Assert.Equal(expected, new Finding("a ratio", measured, "", 0.3, 0.5, Without: 1, "nobody").Verdict);

    [Fact]
    public void ThePageAndTheJsonHoldEveryClaim()
    {
        string page = LedgerPage.Html(Results.Value);
        using JsonDocument json = JsonDocument.Parse(LedgerPage.Json(Results.Value));
        Assert.Equal(Results.Value.Length, json.RootElement.GetArrayLength());
        foreach (ClaimResult result in Results.Value)
        {
            Assert.Contains($"id=\"claim-{result.Claim.Number}\"", page, StringComparison.Ordinal);
            Assert.Contains(json.RootElement.EnumerateArray(), one => one.GetProperty("claim").GetInt32() == result.Claim.Number && one.GetProperty("findings").GetArrayLength() == result.Findings.Length);
        }
    }

    [Theory]
    [InlineData(0, "numbered 1 to 31")]
    [InlineData(32, "numbered 1 to 31")]
    [InlineData(31, "no experiment yet")]
    public void AClaimThatIsNotThereIsExplained(int number, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => ClaimLedger.Find([number])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.19996, "0.2 mV")]
    [InlineData(0.20004, "0.20004 mV")]
    [InlineData(0.2034, "0.203 mV")]
    [InlineData(0.15, "0.15 mV")]
    public void A_number_is_not_rounded_into_its_range(double measured, string expected) =>
        Assert.Equal(expected, LedgerPage.Measured(new Finding("x", measured, "mV", 0.15, 0.2, 0, "")));
}
