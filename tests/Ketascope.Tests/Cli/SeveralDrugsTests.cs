using System.Globalization;
using System.Text.Json.Nodes;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary>A regimen of several drugs: each by a model of its own, in one result.</summary>
[Collection(ConsoleTests.Name)]
public sealed class SeveralDrugsTests
{
    private const string Notice = "no interaction is modelled here";
    private const string Ketofol = "ketofol 0.5 mg/kg each iv then propofol 3 mg/kg/h for 30 min";

    /// <summary>Beside others a drug has the numbers that it has alone, to the last digit.</summary>
    [Fact]
    public async Task Each_drug_is_as_it_is_alone()
    {
        JsonNode together = await SimulateAsync(Ketofol, "--for", "3h");
        JsonNode ketamine = await SimulateAsync("ketamine 0.5 mg/kg iv", "--for", "3h");
        JsonNode propofol = await SimulateAsync("propofol 0.5 mg/kg iv then propofol 3 mg/kg/h for 30 min", "--for", "3h");
        foreach ((JsonNode alone, string analyte) in ((JsonNode, string)[])[(ketamine, "S-ketamine"), (ketamine, "Norketamine, total"),
            (propofol, "Propofol"), (propofol, "Propofol, effect site")])
        {
            foreach (string column in (string[])["Cmax", "Tmax", "AUClast"])
            {
                Assert.Equal(Value(alone, analyte, column), Value(together, analyte, column), 1e-6 * Value(alone, analyte, column));
            }
        }

        Assert.Equal(3, together["sections"]!.AsArray().First(one => (string?)one!["kind"] == "figure")!["panels"]!.AsArray().Count);
    }

    [Fact]
    public async Task That_no_interaction_is_modelled_is_told_before_any_number()
    {
        ProgramResult printed = await CapturedProgram.RunAsync("simulate", Ketofol);
        string flat = string.Join(' ', printed.Output.Split('\n').Select(line => line.Trim()));
        Assert.InRange(flat.IndexOf(Notice, StringComparison.Ordinal), 1, 250);
        Assert.Equal(flat.IndexOf(Notice, StringComparison.Ordinal), flat.LastIndexOf(Notice, StringComparison.Ordinal));
        JsonNode note = (await SimulateAsync(Ketofol))["notes"]!.AsArray().First(one => ((string)one!["text"]!).Contains(Notice, StringComparison.Ordinal))!;
        Assert.Equal(("warning", true), ((string?)note["kind"], (bool)note["isFirst"]!));
    }

    /// <summary>The same people take all drugs; how far each model's parameters deviate in somebody is drawn independently.</summary>
    [Fact]
    public async Task The_same_people_take_all_drugs()
    {
        using TemporaryFolder folder = new();
        string out1 = Path.Combine(folder.Root, "together"), out2 = Path.Combine(folder.Root, "alone");
        string[] people = ["--subjects", "40", "--seed", "5", "--weight", "70 (10)", "--for", "3h"];
        Assert.Equal(0, (await CapturedProgram.RunAsync(["simulate", $"propofol 1 mg/kg iv and remifentanil 0.1 ug/kg/min iv for 30 min", .. people, "--out", out1])).ExitCode);
        Assert.Equal(0, (await CapturedProgram.RunAsync(["simulate", "propofol 1 mg/kg iv", .. people, "--out", out2])).ExitCode);
        Dictionary<string, double[]> propofol = Columns(Path.Combine(out1, "propofol-subjects.csv")), other = Columns(Path.Combine(out1, "remifentanil-subjects.csv")),
            alone = Columns(Path.Combine(out2, "subjects.csv"));
        Assert.Equal(propofol["WT"], other["WT"]);
        Assert.Equal(alone["eta_CL"], propofol["eta_CL"]);
        Assert.NotEqual(propofol["eta_CL"], other["eta_CL"]);
        ProgramResult again = await CapturedProgram.RunAsync("rerun", Path.Combine(out1, "manifest.json"));
        Assert.Contains("the same to the last digit", again.Output, StringComparison.Ordinal);
        Assert.Contains(Notice, File.ReadAllText(Path.Combine(out1, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_go_to_the_drug_whose_model_knows_them()
    {
        JsonNode plain = await SimulateAsync(Ketofol, "--model", "propofol-schnider-1998, domino-1982");
        JsonNode slow = await SimulateAsync(Ketofol, "--model", "propofol-schnider-1998, domino-1982", "--set", "propofol.ke0=0.1");
        Assert.Equal(Value(plain, "Ketamine, effect site", "Cmax"), Value(slow, "Ketamine, effect site", "Cmax"));
        Assert.True(Value(slow, "Propofol, effect site", "Cmax") < 0.7 * Value(plain, "Propofol, effect site", "Cmax"));
    }

    /// <summary>One person has one weight, whatever the models take where none is said: 77 kg in the one of propofol, 70 kg in the one of ketamine.</summary>
    [Fact]
    public async Task One_person_has_one_weight()
    {
        JsonNode both = await SimulateAsync("propofol 1 mg/kg iv and ketamine 1 mg/kg iv", "--model", "propofol-schnider-1998");
        JsonNode said = await SimulateAsync("propofol 1 mg/kg iv and ketamine 1 mg/kg iv", "--model", "propofol-schnider-1998", "--weight", "77");
        Assert.Equal(Value(said, "S-ketamine", "AUCinf"), Value(both, "S-ketamine", "AUCinf"));
        Assert.Equal(Value(said, "Propofol", "AUCinf"), Value(both, "Propofol", "AUCinf"));
    }

    /// <summary>That a model does not use a weight is told to somebody who said one, and to nobody else.</summary>
    [Fact]
    public async Task A_weight_that_a_model_does_not_use_is_told_where_it_was_said()
    {
        const string Unused = "The model does not use body weight";
        string[] line = ["simulate", "Spravato 84 mg and escitalopram 10 mg oral", "--for", "24h"];
        Assert.DoesNotContain(Unused, (await CapturedProgram.RunAsync(line)).Output, StringComparison.Ordinal);
        Assert.Contains(Unused, (await CapturedProgram.RunAsync([.. line, "--weight", "82"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("both have a parameter 'ke0': say which is meant, for example 'ketamine.ke0'", "--model", "domino-1982", "--set", "ke0=1")]
    [InlineData("no model of ketamine and propofol has a parameter 'kee0'; did you mean 'ke0'?", "--set", "kee0=1")]
    [InlineData("the model 'morphine-lotsch' takes none of ketamine and propofol", "--model", "morphine-lotsch")]
    [InlineData("'domino-1982' and 'elkomy-2015' are both models of ketamine", "--model", "domino-1982,elkomy-2015")]
    [InlineData("no model of propofol iv has venous samples", "--site", "venous")]
    public async Task A_mistake_is_told(string expected, params string[] options)
    {
        ProgramResult result = await CapturedProgram.RunAsync(["simulate", Ketofol, .. options]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> SimulateAsync(string regimen, params string[] options)
    {
        ProgramResult result = await CapturedProgram.RunAsync(["simulate", regimen, .. options, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return JsonNode.Parse(result.Output)!;
    }

    private static double Value(JsonNode result, string analyte, string column)
    {
        JsonNode table = result["sections"]!.AsArray().First(one => (string?)one!["kind"] == "table")!;
        int place = table["columns"]!.AsArray().Select(one => (string?)one!["name"]).ToList().IndexOf(column);
        return (double)table["rows"]!.AsArray().First(row => (string?)row![0] == analyte)![place]!;
    }

    private static Dictionary<string, double[]> Columns(string path)
    {
        string[][] rows = [.. File.ReadAllLines(path).Select(line => line.Split(','))];
        return rows[0].Index().ToDictionary(one => one.Item, one => rows[1..].Select(row =>
            double.TryParse(row[one.Index], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN).ToArray());
    }
}
