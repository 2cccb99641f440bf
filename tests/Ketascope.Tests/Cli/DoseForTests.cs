using System.Globalization;
using System.Text.Json.Nodes;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class DoseForTests
{
    /// <summary>What is looked for is what a simulation of the found dose shows.</summary>
    [Theory]
    [InlineData("peak 200 ng/mL", "? mg/kg iv over 40 min", "Cmax", 200)]
    [InlineData("S-ketamine auc 300 ng*h/mL", "esketamine ? mg iv over 40 min", "AUCinf", 300)]
    [InlineData("auc 1 ug*h/mL", "esketamine ? mg intranasal", "AUCinf", 1000)]
    public async Task The_dose_reaches_the_value(string target, string regimen, string column, double expected)
    {
        ProgramResult result = await CapturedProgram.RunAsync("dose-for", target, "--as", regimen, "--json");
        (JsonNode table, int place) = JsonNode.Parse(result.Output)!["sections"]!.AsArray().Where(one => (string?)one!["kind"] == "table")
            .Select(one => (one!, one!["columns"]!.AsArray().Select(name => (string?)name!["name"]).ToList().IndexOf(column))).First(one => one.Item2 >= 0);
        Assert.Equal(expected, (double)table["rows"]![0]![place]!, 1e-4 * expected);
    }

    [Fact]
    public async Task A_linear_model_needs_twice_the_dose_for_twice_the_value()
    {
        double[] doses = [await DoseAsync("50 ng/mL at 1 h"), await DoseAsync("100 ng/mL at 60 min")];
        Assert.Equal(2, doses[1] / doses[0], 1e-3);
    }

    [Theory]
    [InlineData("says neither a time nor a measure", "150 ng/mL", "? mg iv")]
    [InlineData("says both a time and a measure", "peak 150 ng/mL at 1 h", "? mg iv")]
    [InlineData("is not a value to reach", "high", "? mg iv")]
    [InlineData("must be above 0", "0 ng/mL at 1 h", "? mg iv")]
    [InlineData("needs one question mark", "150 ng/mL at 1 h", "5 mg iv")]
    [InlineData("the unit 'mg' does not fit", "150 mg at 1 h", "? mg iv")]
    [InlineData("error: '150 ngg/mL at 1 h': 'ngg/mL' is not a unit: 'ngg' is not known; did you mean 'ng'?", "150 ngg/mL at 1 h", "? mg iv")]
    [InlineData("error: 'average 100 ng/mL': 'average' is no time or measure; expected a time", "average 100 ng/mL", "? mg iv")]
    [InlineData("error: 'peak 5-2 h 100 ng/mL': 'max 5-2 h': the window must end after it starts", "peak 5-2 h 100 ng/mL", "? mg iv")]
    [InlineData("does not predict 'propofol'", "propofol 150 ng/mL at 1 h", "ketamine ? mg iv")]
    public async Task A_mistake_is_told(string expected, string target, string regimen)
    {
        ProgramResult result = await CapturedProgram.RunAsync("dose-for", target, "--as", regimen);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static async Task<double> DoseAsync(string target)
    {
        ProgramResult result = await CapturedProgram.RunAsync("dose-for", target, "--as", "? mg iv");
        string words = result.Output.Split('\n').First(line => line.StartsWith("Reaches", StringComparison.Ordinal)).Split(": ")[1];
        return double.Parse(words.Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
