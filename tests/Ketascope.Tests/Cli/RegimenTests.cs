using System.Text.Json.Nodes;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class RegimenTests
{
    [Theory]
    [InlineData("154lb", 139.7064)]
    [InlineData("70kg", 140)]
    [InlineData("70", 140)]
    public async Task A_weight_may_have_a_unit(string weight, double amount)
    {
        ProgramResult result = await CapturedProgram.RunAsync("regimen", "2 mg/kg iv", "--weight", weight, "--json");
        Assert.Equal(amount, (double)JsonNode.Parse(result.Output)![0]!["amountMg"]!, 1e-3);
    }

    [Fact]
    public async Task Every_administration_is_an_object()
    {
        ProgramResult result = await CapturedProgram.RunAsync("regimen", "esketamine 56 mg intranasal then 84 mg twice weekly for 4 weeks", "--json");
        JsonArray doses = JsonNode.Parse(result.Output)!.AsArray();
        Assert.Equal([0.0, .. Enumerable.Range(1, 8).Select(i => 84.0 * i)], doses.Select(dose => (double)dose!["startH"]!));
        Assert.All(doses, dose =>
            Assert.Equal(("esketamine", "intranasal", 0.0), ((string?)dose!["drug"], (string?)dose["route"], (double)dose["durationH"]!)));
    }

    [Fact]
    public async Task What_is_assumed_is_printed()
    {
        ProgramResult result = await CapturedProgram.RunAsync("regimen", "0.5 mg/kg over 40 min");
        Assert.Contains("Body weight 70 kg", result.Output, StringComparison.Ordinal);
        Assert.Contains("taken as iv", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.5 mg/kg in 70 kg is 35 mg, not 50 mg: leave one of them out", "regimen", "0.5 mg/kg (50 mg) iv")]
    [InlineData("the regimen is of somebody of 70 kg, and --weight says 80 kg", "regimen", "1 mg/kg iv in a 70 kg patient", "--weight", "80")]
    [InlineData("--weight: a spread is of many people", "regimen", "1 mg/kg iv", "--weight", "70 (12)")]
    [InlineData("a body weight of 700 kg", "regimen", "1 mg/kg iv", "--weight", "700")]
    [InlineData("a unit behind it is one of kg, lb, lbs", "regimen", "1 mg/kg iv", "--weight", "11st")]
    [InlineData("0.5 mg/kg in 82 kg is 41 mg, not 35 mg", "simulate", "0.5 mg/kg (35 mg) iv", "--weight", "82")]
    public async Task What_does_not_agree_is_refused(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync(words);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_simulation_takes_the_weight_of_the_text_and_tells_the_route()
    {
        ProgramResult result = await CapturedProgram.RunAsync("simulate", "0.5 mg/kg over 40 min in a 100 kg patient", "--for", "1h", "--show-records");
        Assert.Contains("Body weight 100 kg", result.Output, StringComparison.Ordinal);
        Assert.Contains("taken as iv", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_age_may_be_in_months()
    {
        ProgramResult result = await CapturedProgram.RunAsync("simulate", "1 mg/kg iv", "--age", "18months", "--for", "1h");
        Assert.Contains("1.5 years", result.Output, StringComparison.Ordinal);
    }
}
