using System.Text.Json.Nodes;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class IsobologramTests
{
    private const string Ketamine = "0.3 mg/kg iv over 4 min", Morphine = "morphine 0.1 mg/kg iv over 4 min";

    /// <summary>Each pair that is found does what was asked, when <c>patient</c> is given it as a regimen.</summary>
    [Fact]
    public async Task A_pair_of_doses_reaches_the_rating_when_it_is_given()
    {
        ProgramResult result = await CapturedProgram.RunAsync("isobologram", Ketamine, Morphine, "--json");
        JsonArray pairs = JsonNode.Parse(result.Output)!["sections"]!.AsArray()
            .First(section => (string?)section!["kind"] == "table")!["rows"]!.AsArray();
        JsonNode equal = pairs.Single(row => (double)row![0]! == 50)!;
        Assert.InRange((double)equal[3]!, 0.9, 1);
        string both = FormattableString.Invariant(
            $"ketamine {0.3 * (double)equal[1]!:G17} mg/kg iv over 4 min and morphine {0.1 * (double)equal[2]!:G17} mg/kg iv over 4 min");
        JsonNode patient = JsonNode.Parse((await CapturedProgram.RunAsync("patient", both, "--condition", "acute", "--for", "30min", "--json")).Output)!;
        JsonArray chart = patient["sections"]!.AsArray().First(section => (string?)section!["kind"] == "table")!["rows"]!.AsArray()[0]!.AsArray();
        Assert.Equal(4.3, (double)chart[6]!, 0.02);
    }

    [Theory]
    [InlineData("--rating: it lies above 0 and below the 8.6 before treatment", Ketamine, Morphine, "--rating", "9")]
    [InlineData("is reached without a drug", Ketamine, Morphine, "--rating", "8")]
    [InlineData("no dose brings pain to a rating of 0.001", "0.3 mg/kg iv over 4 min", Morphine, "--rating", "0.001", "--relief", "ceiling")]
    [InlineData("gives no drug whose relief of pain is known", Ketamine, "fentanyl 1 ug/kg iv")]
    [InlineData("an isobologram is of one of them", Ketamine, Morphine, "--alternative", "pore,pore-and-site")]
    [InlineData("did you mean 'renal-colic'?", Ketamine, Morphine, "--condition", "renal-colik")]
    public async Task A_mistake_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync([.. words.Prepend("isobologram")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
