using System.Text.Json.Nodes;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class DrugsTests
{
    /// <summary>Occupied share of one site: C/(K + C), with the K of Hirota 1999, Nishimura 1998 and Robson 2012.</summary>
    [Theory]
    [InlineData("0.8uM", "mu opioid receptor", 0.8 / (41.7 + 0.8))]
    [InlineData("800 nM", "noradrenaline transporter", 0.8 / (66.8 + 0.8))]
    [InlineData("190.184 ng/mL", "sigma-1 receptor", 0.8 / (139.6 + 0.8))]
    public async Task A_concentration_occupies_targets(string concentration, string target, double share)
    {
        ProgramResult result = await CapturedProgram.RunAsync("drugs", "ketamine", "--at", concentration, "--json");
        JsonNode table = JsonNode.Parse(result.Output)!["sections"]!.AsArray()
            .Single(one => ((string?)one!["title"])?.StartsWith("Occupied", StringComparison.Ordinal) == true)!;
        Assert.Equal(100 * share, (double)table["rows"]!.AsArray().Single(row => (string?)row![0] == target)![1]!, 1e-9);
    }

    [Theory]
    [InlineData("there is no drug 'ketamne'; did you mean 'ketamine'?", "drugs", "ketamne")]
    [InlineData("expected a concentration such as 0.8uM", "drugs", "ketamine", "--at", "0.8")]
    [InlineData("--at is of one drug", "drugs", "--at", "1 uM")]
    [InlineData("'propofol' has no action at a target yet", "drugs", "propofol", "--at", "1 uM")]
    [InlineData("no model is of 'intranasel'; did you mean 'intranasal'?", "models", "intranasel")]
    public async Task A_mistake_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync(words);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_model_is_listed_with_its_doses()
    {
        ProgramResult result = await CapturedProgram.RunAsync("models", "--json");
        JsonArray rows = JsonNode.Parse(result.Output)!["sections"]![0]!["rows"]!.AsArray();
        string[] folders =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "models", "pharmacokinetics"), "model.json", SearchOption.AllDirectories)
                .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(folders, rows.Select(row => (string?)row![0]));
        Assert.All(rows, row => Assert.Contains("mg", (string?)row![2], StringComparison.Ordinal));
    }
}
