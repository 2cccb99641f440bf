using System.Globalization;
using System.Text.Json.Nodes;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class EngageTests
{
    private const string Dose = "0.5 mg/kg iv over 40 min";

    /// <summary>
    /// The joined text against its parts by hand: arterial plasma of the model alone, through fraction unbound, molar mass, the delay and one site.
    /// </summary>
    [Fact]
    public async Task The_joined_text_is_what_its_parts_give_one_after_the_other()
    {
        string engaged = (await CapturedProgram.RunAsync("engage", Dose, "--for", "2h", "--effect", "heat-pain", "--table", "-")).Output;
        double[][] joined = Rows(engaged);
        string[] names = Head(engaged);
        string simulated = (await CapturedProgram.RunAsync("simulate", Dose, "--for", "2h", "--site", "arterial", "--table", "-")).Output;
        double[][] plasma = Rows(simulated);
        int column = Array.FindIndex(Head(simulated),
            name => name.Contains("C_S_ketamine", StringComparison.Ordinal) || name.StartsWith("S-ketamine", StringComparison.Ordinal));
        int free = Array.FindIndex(names, name => name.StartsWith("S-ketamine free", StringComparison.Ordinal));

        // dC/dt = ln(2)/11.8 min (source - C), exactly for a source that is a straight line between samples.
        double rate = Math.Log(2) / 11.8 * 60, held = 0;
        for (int i = 1; i < plasma.Length; i++)
        {
            double step = plasma[i][0] - plasma[i - 1][0], from = plasma[i - 1][column] * 0.73 / 237.73, to = plasma[i][column] * 0.73 / 237.73;
            double slope = (to - from) / step, faded = Math.Exp(-rate * step);
            held = (held * faded) + (from * (1 - faded)) + (slope * (step - ((1 - faded) / rate)));
            Assert.Equal(plasma[i][0], joined[i][0], 1e-9);
            Assert.Equal(held, joined[i][free], 2e-3);
        }

        int mu = Array.FindIndex(names, name => name.StartsWith("mu opioid", StringComparison.Ordinal));
        int whole = Array.FindIndex(names, name => name.StartsWith("ketamine free", StringComparison.Ordinal));
        Assert.All(joined, row => Assert.Equal(100 * row[whole] / (41.7 + row[whole]), row[mu], 1e-4));
    }

    [Fact]
    public async Task Venous_plasma_is_taken_for_arterial_only_where_it_is_said()
    {
        ProgramResult nasal = await CapturedProgram.RunAsync("engage", "esketamine 56 mg intranasal", "--site", "venous", "--for", "2h", "--json");
        JsonArray notes = JsonNode.Parse(nasal.Output)!["notes"]!.AsArray();
        Assert.Contains(notes, note => ((string?)note!["text"])!.Contains("taken for those in an artery", StringComparison.Ordinal));
        ProgramResult infusion = await CapturedProgram.RunAsync("engage", Dose, "--for", "2h", "--json");
        Assert.DoesNotContain("taken for those in an artery", infusion.Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// Pharmacokinetics and shared numbers are drawn: the interval of the mu receptor holds the usual value, and is wide by the fraction unbound.
    /// </summary>
    [Fact]
    public async Task What_is_uncertain_is_drawn()
    {
        ProgramResult result = await CapturedProgram.RunAsync("engage", Dose, "--for", "1h", "--uncertainty", "20");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("what areas share", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("not drawn", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no delay of the effect 'heat-pian' is known; did you mean 'heat-pain'?", Dose, "--effect", "heat-pian")]
    [InlineData("has an action at a target yet", "propofol 1 mg/kg iv")]
    [InlineData("engage is of one drug", "ketofol 0.5 mg/kg each iv")]
    [InlineData("is unknown, total", "0.5 mg/kg iv", "--model", "domino-1982")]
    [InlineData("--site: 'arm' is not one of venous, arterial", Dose, "--site", "arm")]
    [InlineData("--weight: a spread is of many people", Dose, "--weight", "70 (12)")]
    public async Task A_mistake_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync([.. words.Prepend("engage")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static double[][] Rows(string csv) =>
        [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',').Select(Number).ToArray())];

    private static string[] Head(string csv) => csv.Split('\n')[0].Split(',');

    private static double Number(string cell) => double.TryParse(cell, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
