using System.Text.Json.Nodes;

namespace Ketascope.Tests.Cli;

/// <summary>Numbers that are known to be far off are told before the numbers.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FirstLinesTests
{
    [Theory]
    [InlineData("esketamine 0.4 mg/kg iv: 0.4 mg/kg of S-ketamine at once is more than the 0.125 mg/kg", "esketamine 0.4 mg/kg iv", "--model", "otto-2021")]
    [InlineData("The model was built on people of 23.3 years (SD 5.1) and does not use age; 80 years lies far outside.",
        "esketamine 0.4 mg/kg iv over 40 min", "--model", "otto-2021", "--age", "80")]
    [InlineData("The model was built on people of 54 to 88 kg; 140 kg lies outside.", "esketamine 28 mg iv over 40 min", "--model", "otto-2021", "--weight", "140")]
    [InlineData("lies above the doses that the model was built on", "esketamine 3 mg/kg iv over 10 min", "--model", "otto-2021")]
    public async Task What_is_outside_a_model_stands_before_its_table(string expected, params string[] options)
    {
        ProgramResult printed = await CapturedProgram.RunAsync(["simulate", .. options]);
        string flat = string.Join(' ', printed.Output.Split('\n').Select(line => line.Trim()));
        int place = flat.IndexOf(expected, StringComparison.Ordinal);
        Assert.InRange(place, 0, flat.IndexOf("Sampling site: ", StringComparison.Ordinal));
        Assert.Equal(place, flat.LastIndexOf(expected, StringComparison.Ordinal));
        ProgramResult json = await CapturedProgram.RunAsync(["simulate", .. options, "--json"]);
        JsonNode note = JsonNode.Parse(json.Output)!["notes"]!.AsArray().First(one => ((string)one!["text"]!).Contains(expected, StringComparison.Ordinal))!;
        Assert.True((bool)note["isFirst"]!);
    }

    /// <summary>A bolus that was studied, and an infusion of the same amount, are told nothing.</summary>
    [Theory]
    [InlineData("esketamine 0.125 mg/kg iv")]
    [InlineData("esketamine 0.4 mg/kg iv over 40 min")]
    public async Task What_a_model_was_built_on_is_told_nothing(string regimen)
    {
        ProgramResult result = await CapturedProgram.RunAsync("simulate", regimen, "--model", "otto-2021", "--weight", "70");
        Assert.DoesNotContain("Warning", result.Output, StringComparison.Ordinal);
    }
}
