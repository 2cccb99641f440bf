using System.Globalization;
using System.Text.Json.Nodes;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class PatientTests
{
    private const string Push = "0.3 mg/kg iv over 15 min";

    /// <summary>The chart's numbers are those of the two studies that it joins: ratings of <c>cord patients</c>, occupancies of <c>engage</c>.</summary>
    [Fact]
    public async Task A_chart_tells_what_its_parts_tell()
    {
        JsonNode chart = await AskedAsync("patient", Push, "--condition", "renal-colic", "--compare", "placebo", "--json");
        JsonNode rated = await AskedAsync("cord patients", Push, "--condition", "renal-colic", "--alternative", "pore-and-site", "--json");
        JsonNode engaged = await AskedAsync("engage", Push, "--weight", "70", "--for", "2h", "--json");

        JsonArray treated = Row(chart, "A  "), placebo = Row(chart, "B  ");
        JsonArray atEnd = Row(rated, "2 h");
        Assert.Equal(8.6, (double)treated[1]!, 1e-6);
        Assert.Equal((double)atEnd[1]!, (double)placebo[6]!, 1e-6);
        Assert.Equal((double)atEnd[2]!, (double)treated[6]!, 1e-6);
        Assert.True((double)treated[2]! < (double)placebo[2]!);
        Assert.Equal((double)Row(engaged, "HCN1")[1]!, (double)Row(chart, "HCN1")[1]!, 1e-6);
    }

    /// <summary>
    /// A rating and the points of placebo are what drugs leave of pain: of morphine by the free concentration that <c>engage</c> gives, and of both drugs
    /// what each leaves, multiplied.
    /// </summary>
    [Fact]
    public async Task Morphine_and_ketamine_leave_what_each_leaves_multiplied()
    {
        const string Morphine = "morphine 0.1 mg/kg iv over 4 min", Ketamine = "ketamine 0.3 mg/kg iv over 4 min", Both = $"{Morphine} and {Ketamine}";
        using TemporaryFolder folder = new();
        string[] compared = ["--compare", "placebo", "--compare", Ketamine, "--compare", Both, "--table", folder["p.csv"]];
        Assert.Equal(0, (await CapturedProgram.RunAsync(["patient", Morphine, "--condition", "acute", .. compared])).ExitCode);
        Assert.Equal(0, (await CapturedProgram.RunAsync("engage", Morphine, "--weight", "70", "--for", "2h", "--table", folder["e.csv"])).ExitCode);
        ILookup<string, (double Hours, double Pain)> ratings = CsvRows.Read(folder["p.csv"])
            .ToLookup(row => row["treatment"], row => (Number(row, "time"), Number(row, "pain")));
        (double Hours, double Free)[] free = [.. CsvRows.Read(folder["e.csv"]).Select(row => (Number(row, "time"), Number(row, "morphine free")))];
        foreach (double minutes in (double[])[15, 30, 60, 90])
        {
            double points = 2.9 * (1 - Math.Exp(-minutes / 10)), hours = minutes / 60;
            double Left(string treatment) => ratings[treatment].Single(one => Math.Abs(one.Hours - hours) < 1e-9).Pain + points;
            double concentration = free.MinBy(one => Math.Abs(one.Hours - hours)).Free;
            Assert.Equal(0.0878 / (0.0878 + concentration), Left(Morphine) / Left("placebo"), 0.005);
            Assert.Equal(Left(Morphine) / Left("placebo") * (Left(Ketamine) / Left("placebo")), Left(Both) / Left("placebo"), 1e-6);
        }
    }

    [Fact]
    public async Task What_is_knocked_out_and_who_is_treated_changes_the_chart()
    {
        string[] usual = ["patient", Push, "--condition", "acute", "--for", "1h"];
        string whole = (await CapturedProgram.RunAsync(usual)).Output;
        string without = (await CapturedProgram.RunAsync([.. usual, "--knock-out", "NMDA"])).Output;
        string people = (await CapturedProgram.RunAsync([.. usual, "--subjects", "4"])).Output;
        Assert.NotEqual(whole, without);
        Assert.Contains("4 people", people, StringComparison.Ordinal);
        Assert.Contains("not for treatment decisions", whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gives no drug whose relief of pain is known", Push, "--condition", "acute", "--compare", "fentanyl 1 ug/kg iv")]
    [InlineData("--compare: 'placebo' is there twice", Push, "--compare", "placebo", "--compare", "placebo")]
    [InlineData("a patient is followed with one of them", Push, "--alternative", "pore,pore-and-site")]
    [InlineData("did you mean 'renal-colic'?", Push, "--condition", "renal-colik")]
    [InlineData("people are followed until the last dose has been given", "1 mg/h iv for 3 h", "--condition", "acute", "--for", "1h")]
    public async Task A_mistake_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync([.. words.Prepend("patient")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    /// <summary>What stands in the column whose name begins so.</summary>
    private static double Number(Dictionary<string, string> row, string column) =>
        double.Parse(row.First(one => one.Key.StartsWith(column, StringComparison.Ordinal)).Value, CultureInfo.InvariantCulture);

    /// <summary>Without mu receptors morphine is a placebo, and nothing is shown to be occupied there.</summary>
    [Fact]
    public async Task Mu_receptors_can_be_taken_out()
    {
        JsonNode whole = await AskedAsync("patient", Push, "--condition", "acute", "--compare", "morphine 0.1 mg/kg iv", "--show", "NRS,occupancy", "--json");
        JsonNode without = await AskedAsync(
            "patient", Push, "--condition", "acute", "--compare", "morphine 0.1 mg/kg iv", "--compare", "placebo", "--knock-out", "mu", "--json");
        Assert.True((double)Row(whole, "B  ")[2]! < (double)Row(without, "B  ")[2]! - 1);
        Assert.Equal((double)Row(without, "C  ")[6]!, (double)Row(without, "B  ")[6]!, 0.05);
        Assert.Contains("mu opioid receptor", whole.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("mu opioid receptor", without.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Breathing follows a concentration at once: what a bolus does is told beside what was before it, which is that of a placebo.</summary>
    [Fact]
    public async Task What_was_before_a_bolus_is_without_it()
    {
        JsonNode chart = await AskedAsync("patient", "2 mg/kg iv", "--show", "minute-ventilation", "--compare", "placebo", "--for", "1h", "--json");
        JsonArray given = Row(chart, "A  "), placebo = Row(chart, "B  ");
        Assert.Equal((double)placebo[1]!, (double)given[1]!, 1e-9);
        Assert.True((double)given[2]! < (double)given[1]! - 0.2);
    }

    [Theory]
    [InlineData("shows 'MAPP'; did you mean 'MAP'?", Push, "--show", "MAPP")]
    [InlineData("--show: no part of the patient shows 'NRS'", Push, "--show", "NRS,MAP")]
    [InlineData("'control' is given a value twice", Push, "--condition", "depression", "--control", "open", "--set", "control=saline")]
    [InlineData("the setting control of mood", Push, "--condition", "depression", "--control", "water")]
    [InlineData("'AMPAR' is none of", Push, "--condition", "depression", "--knock-out", "AMPAR")]
    public async Task A_mistake_about_parts_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync([.. words.Prepend("patient")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> AskedAsync(string command, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync([.. command.Split(' '), .. words]);
        Assert.Equal(0, result.ExitCode);
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>The first row of all tables that begins with a text.</summary>
    private static JsonArray Row(JsonNode answer, string begin) => answer["sections"]!.AsArray().Where(section => (string?)section!["kind"] == "table")
        .SelectMany(table => table!["rows"]!.AsArray())
        .First(row => ((string?)row!.AsArray()[0])!.StartsWith(begin, StringComparison.Ordinal))!.AsArray();
}
