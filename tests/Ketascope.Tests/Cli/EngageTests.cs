using System.Globalization;
using System.Text.Json.Nodes;
using Ketascope.Tests.Study.Results;

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
        List<Dictionary<string, string>> joined = await Table("engage", Dose, "--for", "2h", "--effect", "heat-pain");
        List<Dictionary<string, string>> plasma = await Table("simulate", Dose, "--for", "2h", "--site", "arterial");

        // dC/dt = ln(2)/11.8 min (source - C), exactly for a source that is a straight line between samples.
        double rate = Math.Log(2) / 11.8 * 60, held = 0;
        Assert.InRange(plasma.Count, 100, 1000);
        Assert.Equal(plasma.Count, joined.Count);
        for (int i = 1; i < plasma.Count; i++)
        {
            double step = Number(plasma[i], "time") - Number(plasma[i - 1], "time");
            double from = Number(plasma[i - 1], "C_S_ketamine_arterial") * 0.73 / 237.73, to = Number(plasma[i], "C_S_ketamine_arterial") * 0.73 / 237.73;
            double slope = (to - from) / step, faded = Math.Exp(-rate * step);
            held = (held * faded) + (from * (1 - faded)) + (slope * (step - ((1 - faded) / rate)));
            Assert.Equal(Number(plasma[i], "time"), Number(joined[i], "time"), 1e-9);
            Assert.Equal(held, Number(joined[i], "S-ketamine free"), 2e-3);
        }

        Assert.Contains(joined, row => Number(row, "mu opioid receptor") > 1);
        Assert.All(joined, row => Assert.Equal(
            100 * Number(row, "ketamine free") / (41.7 + Number(row, "ketamine free")), Number(row, "mu opioid receptor"), 1e-4));
    }

    /// <summary>A drug whose model has an effect site: its total there, free by the fraction unbound, in moles, at one site.</summary>
    [Theory]
    [InlineData("morphine 0.1 mg/kg iv", "Ce_morphine", 0.65, 285.34, "mu opioid", 0.0012)]
    [InlineData("fentanyl 2 ug/kg iv", "Ce_fentanyl", 0.21, 336.48, "mu opioid", 0.0015)]
    [InlineData("remifentanil 0.1 ug/kg/min iv for 30 min", "Ce_remifentanil", 0.3, 376.45, "mu opioid", 0.0006)]
    [InlineData("midazolam 2 mg iv", "Ce_midazolam", 0.06, 325.77, "benzodiazepine site", 0.0018)]
    [InlineData("lidocaine 1.5 mg/kg iv over 10 min", "Ce_lidocaine", 0.29, 234.34, "sodium channels resistant", 10)]
    [InlineData("escitalopram 20 mg oral", "C_escitalopram", 0.44, 324.4, "serotonin transporter", 0.00089)]
    public async Task Another_drug_occupies_what_its_own_model_gives(
        string dose, string variable, double unbound, double molarMass, string target, double affinity)
    {
        List<Dictionary<string, string>> joined = await Table("engage", dose, "--for", "4h"), total = await Table("simulate", dose, "--for", "4h");
        Assert.Contains(total, row => Number(row, variable) > 0);
        Assert.Equal(total.Count, joined.Count);
        for (int i = 0; i < total.Count; i++)
        {
            double free = Number(total[i], variable) * unbound / molarMass;
            Assert.Equal(Number(total[i], "time"), Number(joined[i], "time"), 1e-9);
            Assert.Equal(100 * free / (free + affinity), Number(joined[i], target), 0.01);
        }
    }

    [Fact]
    public async Task A_delay_that_is_not_known_is_said_to_be_taken_as_none()
    {
        string notes = (await CapturedProgram.RunAsync("engage", "memantine 20 mg oral", "--for", "24h", "--json")).Output;
        Assert.Contains("No delay between plasma and where the drug acts is known", notes, StringComparison.Ordinal);
        Assert.Contains("Where blood was drawn is not said", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("No delay between", (await CapturedProgram.RunAsync("engage", Dose, "--for", "1h", "--json")).Output, StringComparison.Ordinal);
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
        Assert.Contains("affinities at targets", result.Output + result.Error, StringComparison.Ordinal);
    }

    /// <summary>Drugs that are given together compete: x of each is what it occupies alone over what it leaves.</summary>
    [Fact]
    public async Task Several_drugs_compete_at_a_target()
    {
        const string Morphine = "morphine 0.1 mg/kg iv", Ketamine = "ketamine 0.5 mg/kg iv over 40 min";
        string[] more = ["--weight", "70", "--for", "2h"];
        List<Dictionary<string, string>> together = await Table(["engage", $"{Morphine} and {Ketamine}", .. more]);
        List<Dictionary<string, string>> morphine = await Table(["engage", Morphine, .. more]), ketamine = await Table(["engage", Ketamine, .. more]);
        double Of(List<Dictionary<string, string>> rows, double time)
        {
            Dictionary<string, string> row = rows.First(one => Math.Abs(Number(one["time [h]"]) - time) < 1e-6);
            double share = Number(row[row.Keys.Single(name => name.StartsWith("mu opioid receptor", StringComparison.Ordinal))]) / 100;
            return share / (1 - share);
        }

        Assert.Equal(Of(morphine, 0.5) + Of(ketamine, 0.5), Of(together, 0.5), 1e-5 * Of(together, 0.5));
        Assert.True(Of(ketamine, 0.5) > 0.01);

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_drug_that_does_nothing_here_is_named() => Assert.Contains("nothing of it is shown",
        (await CapturedProgram.RunAsync("engage", "ketofol 0.5 mg/kg each iv")).Output.ReplaceLineEndings(" ").Replace("    ", "", StringComparison.Ordinal),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("no delay of the effect 'heat-pian' is known; did you mean 'heat-pain'?", Dose, "--effect", "heat-pian")]
    [InlineData("has an action at a target yet", "propofol 1 mg/kg iv")]
    [InlineData("(unknown, total, ng/mL)", "0.25 mg/kg iv", "--model", "clements-1981")]
    [InlineData("--effect heat-pain: it would change nothing, because the delay of morphine", "morphine 0.1 mg/kg iv", "--effect", "heat-pain")]
    [InlineData("nothing at serotonin transporter is called 'Owens 2001'", Dose, "--alternative", "SERT=Owens 2001")]
    [InlineData("known are Chen 1991, Volpe 2011", "morphine 0.1 mg/kg iv", "--alternative", "mu=Finck 1982")]
    [InlineData("--site: 'arm' is not one of venous, arterial", Dose, "--site", "arm")]
    [InlineData("--weight: a spread is of many people", Dose, "--weight", "70 (12)")]
    public async Task A_mistake_is_told(string expected, params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync([.. words.Prepend("engage")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static async Task<List<Dictionary<string, string>>> Table(params string[] words)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, (await CapturedProgram.RunAsync([.. words, "--table", folder["table.csv"]])).ExitCode);
        return CsvRows.Read(folder["table.csv"]);
    }

    /// <summary>What stands in the column whose name begins so.</summary>
    private static double Number(Dictionary<string, string> row, string column) =>
        double.Parse(row.First(one => one.Key.StartsWith(column, StringComparison.Ordinal)).Value, CultureInfo.InvariantCulture);
}
