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
        Assert.Equal(100 * share, await OccupiedAsync(title => title == target, "--at", concentration), 1e-9);
    }

    /// <summary>Of two enantiomers at one site: (S/Ks + R/Kr)/(1 + S/Ks + R/Kr), with 0.4 uM of each.</summary>
    [Theory]
    [InlineData("mu=Bonaventura 2021", "mu opioid receptor", (0.4 / 7) + (0.4 / 28))]
    [InlineData("MOR = finck 1982", "mu opioid receptor", (0.4 / 16) + (0.4 / 46))]
    [InlineData("mu=Hirota 1999", "mu opioid receptor", 0.8 / 41.7)]
    [InlineData("D2=Kapur 2002", "dopamine receptor D2 in its state of high affinity", 0.8 / 0.5)]
    public async Task Other_published_numbers_are_taken_by_name(string choice, string target, double load)
    {
        Assert.Equal(100 * load / (1 + load), await OccupiedAsync(title => title == target, "--at", "0.8uM", "--alternative", choice), 1e-9);
    }

    /// <summary>
    /// Section 2 of the design that was run: occupancy in % at a free concentration of 0.91 uM of the racemate. HCN1 (6, R taken as inactive) and
    /// alpha3beta4 (24, with norketamine) are other there.
    /// </summary>
    [Theory]
    [InlineData("GluN1/GluN2C", 44)]
    [InlineData("GluN1/GluN2D", 24)]
    [InlineData("GluN1/GluN2A", 15)]
    [InlineData("kappa", 3.1)]
    [InlineData("sigma-2", 3.3)]
    [InlineData("alpha7", 4)]
    [InlineData("serotonin transporter", 0.6)]
    [InlineData("dopamine transporter", 1.1)]
    public async Task Occupancies_of_the_design_are_reproduced(string target, double percent)
    {
        double share = await OccupiedAsync(title => title.Contains(target, StringComparison.Ordinal), "--at", "0.91uM");
        Assert.Equal(percent, share, percent >= 10 ? 1 : percent < 2 ? 0.1 : 0.6);
    }

    [Fact]
    public async Task A_disputed_action_is_off_where_nobody_asks_for_it()
    {
        ProgramResult result = await CapturedProgram.RunAsync("engage", "0.5 mg/kg iv over 40 min", "--for", "1h");
        Assert.DoesNotContain("dopamine receptor", result.Output, StringComparison.Ordinal);
        ProgramResult asked = await CapturedProgram.RunAsync("engage", "0.5 mg/kg iv over 40 min", "--for", "1h", "--alternative", "D2=Kapur 2002");
        Assert.Contains("dopamine receptor", asked.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is called 'Fink 1982'; did you mean 'Finck 1982'?", "drugs", "ketamine", "--alternative", "mu=Fink 1982")]
    [InlineData("there is no target 'my'; did you mean 'mu'?", "drugs", "ketamine", "--alternative", "my=Finck 1982")]
    [InlineData("known are Nishimura 1998", "drugs", "ketamine", "--alternative", "SERT=Finck 1982")]
    [InlineData("only one value is known there", "drugs", "ketamine", "--alternative", "NMDA=Finck 1982")]
    [InlineData("expected a target and the name of published numbers", "drugs", "ketamine", "--alternative", "mu")]
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

    /// <summary>100 nM at a site of 1.2 nM; and the delays of ketamine's effects are not among morphine's numbers.</summary>
    [Fact]
    public async Task A_comparator_shows_what_it_occupies()
    {
        ProgramResult result = await CapturedProgram.RunAsync("drugs", "morphine", "--at", "100nM", "--json");
        JsonArray sections = JsonNode.Parse(result.Output)!["sections"]!.AsArray();
        JsonArray rows = sections.Single(one => ((string?)one!["title"])?.StartsWith("Occupied", StringComparison.Ordinal) == true)!["rows"]!.AsArray();
        Assert.Equal(100 * 100 / 101.2, (double)rows.Single(row => (string?)row![0] == "mu opioid receptor")![1]!, 1e-6);
        Assert.DoesNotContain("effect-site.", result.Output, StringComparison.Ordinal);
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

    /// <summary>How much of a target <c>drugs ketamine</c> says is occupied, %.</summary>
    private static async Task<double> OccupiedAsync(Func<string, bool> isTarget, params string[] options)
    {
        ProgramResult result = await CapturedProgram.RunAsync(["drugs", "ketamine", .. options, "--json"]);
        JsonNode table = JsonNode.Parse(result.Output)!["sections"]!.AsArray()
            .Single(one => ((string?)one!["title"])?.StartsWith("Occupied", StringComparison.Ordinal) == true)!;
        return (double)table["rows"]!.AsArray().Single(row => isTarget((string?)row![0] ?? ""))![1]!;
    }
}
