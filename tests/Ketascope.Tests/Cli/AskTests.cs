using System.Text.Json.Nodes;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class AskTests
{
    private const string Dose = "0.5 mg/kg iv over 40 min";

    private const string Model = """
        model m
          KA = 1; CL = 2*exp(eta_CL); V = 15; eta_CL = 0; eta_CL.distribution = normal(0, 0.3)
          GUT = 100; CENT = 0
          J0: GUT -> CENT; KA*GUT
          J1: CENT -> ; CL/V*CENT
          CP := CENT/V
        end
        """;

    private const string Data = "ID,TIME,EVID,AMT,CMT,DV\n1,0,1,100,GUT,.\n1,2,0,0,0,4.2\n1,6,0,0,0,3.1\n1,12,0,0,0,1.2\n2,1,1,50,GUT,.\n" +
        "2,4,0,0,0,2.2\n2,9,0,0,0,1.1\n2,15,0,0,0,0.5\n";

    [Theory]
    [InlineData("simulate", Dose, "--weight", "82", "--for", "3h")]
    [InlineData("run", "m.ant", "--for", "6", "--set", "KA=2", "--show", "CP")]
    [InlineData("run", "m.ant", "--for", "6", "--subjects", "3", "--seed", "4", "--covariate", "V=normal(15,2)")]
    [InlineData("run", "m.ant", "--subjects-file", "rows.csv", "--points", "0,1,2")]
    [InlineData("run", "m.ant", "--data", "d.csv", "--show", "CP", "--carry", "DV")]
    [InlineData("run", "m.ant", "--data", "d.csv", "--show", "CP", "--subjects", "3")]
    [InlineData("fit", "m.ant", "--data", "d.csv", "--estimate", "KA,V", "--output", "CP", "--bounds", "KA=0.1..9", "--fix", "CL=2", "--profile", "V")]
    [InlineData("fit", "m.ant", "--data", "d.csv", "--estimate", "V", "--output", "CP", "--individual", "--starts", "2", "--seed", "3", "--error", "additive")]
    [InlineData("fit", "arterial-venous", "--observations", "rows-of-levels.csv", "--estimate", "fraction_tissue", "--method", "ols")]
    [InlineData("model", "show", "m.ant")]
    [InlineData("model", "check", "m.ant")]
    [InlineData("conformance", "models", "--against-tight")]
    public async Task A_request_that_a_command_wrote_gives_what_the_command_gave(params string[] words)
    {
        using TemporaryFolder folder = Files();
        ProgramResult command = await CapturedProgram.RunAsync([.. In(folder, words), "--request", folder["request.json"]]);
        ProgramResult asked = await CapturedProgram.RunAsync("ask", folder["request.json"]);
        Assert.NotEqual("", command.Output);
        Assert.Equal((0, command.Output, command.Error), (asked.ExitCode, asked.Output, asked.Error));
    }

    [Theory]
    [InlineData("run", "m.ant", "--data", "d.csv", "--show", "CP", "--carry", "DV", "--subjects", "3", "--seed", "4")]
    [InlineData("run", "m.ant", "--for", "6", "--subjects", "3")]
    public async Task A_table_and_a_picture_are_the_same_whether_a_command_or_a_request_is_asked(params string[] words)
    {
        using TemporaryFolder folder = Files();
        ProgramResult command = await CapturedProgram.RunAsync([.. In(folder, words), "--request", folder["request.json"], "--table", folder["a.csv"]]);
        ProgramResult asked = await CapturedProgram.RunAsync("ask", folder["request.json"], "--table", folder["b.csv"], "--plot", folder["b.svg"]);
        Assert.Equal((0, 0, ""), (command.ExitCode, asked.ExitCode, asked.Error));
        Assert.Equal(await File.ReadAllTextAsync(folder["a.csv"], TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(folder["b.csv"], TestContext.Current.CancellationToken));
        Assert.True(File.Exists(folder["b.svg"]));
    }

    [Theory]
    [InlineData("run", "m.ant", "--for", "6", "--subjects-file", "rows.csv")]
    [InlineData("run", "m.ant", "--data", "d.csv", "--show", "CP", "--carry", "DV")]
    [InlineData("run", "m.ant", "--data", "d.csv", "--show", "CP", "--carry", "DV", "--subjects", "3", "--table", "t.csv")]
    [InlineData("run", "m.ant", "--data", "d.csv", "--show", "CP", "--subjects", "3")]
    [InlineData("fit", "m.ant", "--data", "d.csv", "--estimate", "KA", "--output", "CP")]
    [InlineData("model", "show", "m.ant")]
    public async Task The_manifest_of_a_result_as_data_can_be_run_again(params string[] words)
    {
        using TemporaryFolder folder = Files();
        ProgramResult command = await CapturedProgram.RunAsync([.. In(folder, words), "--json"]);
        string manifest = JsonNode.Parse(command.Output)!["manifest"]!.ToJsonString();
        Assert.NotEmpty(JsonNode.Parse(manifest)!["numbers"]!.AsObject());
        await File.WriteAllTextAsync(folder["manifest.json"], manifest, TestContext.Current.CancellationToken);
        ProgramResult same = await CapturedProgram.RunAsync("rerun", folder["manifest.json"]);
        Assert.Equal((0, "The numbers are the same to the last digit.\n"), (same.ExitCode, same.Output));

        await File.WriteAllTextAsync(folder["m.ant"], Model.Replace("V = 15", "V = 16", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        ProgramResult other = await CapturedProgram.RunAsync("rerun", folder["manifest.json"]);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("The text 'm.ant' has changed.", other.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--table t.csv", "has no values for a table", """{ "study": "convert", "in": "m.ant" }""")]
    [InlineData("--table m.ant", "--table and 'model' of the request name the same file", """{ "study": "run", "model": "m.ant", "for": 1 }""")]
    [InlineData("--table d.csv", "--table and 'data' of the request name the same file", """{ "study": "run", "model": "m.ant", "data": "d.csv" }""")]
    [InlineData("--out o", "has nothing for a folder", """{ "study": "model show", "model": "m.ant" }""")]
    [InlineData("", "the language 'xml' is none of antimony, sbml", """{ "study": "convert", "in": "m.ant", "to": "xml" }""")]
    [InlineData("", "the way 'xml' is none of direct, antimony, sbml", """{ "study": "conformance", "dir": "models", "through": "xml" }""")]
    [InlineData("", "the method 'lm' is none of ml, wls, ols", """{ "study": "fit", "model": "m.ant", "data": "d.csv", "estimate": ["V"], "method": "lm" }""")]
    [InlineData("", "--prior text is of one person's deviations",
        """{ "study": "fit observations", "model": "arterial-venous", "observations": "d.csv", "estimate": ["V"], "prior": ["text"] }""")]
    [InlineData("--plot p.svg", "has no picture", """{ "study": "model check", "model": "m.ant" }""")]
    [InlineData("--out o", "--out goes with --subjects N", """{ "study": "run", "model": "m.ant", "for": 1 }""")]
    [InlineData("", "the method 'rk4' is none of auto, tsit5, rodas5p, linear", """{ "study": "run", "model": "m.ant", "for": 1, "method": "rk4" }""")]
    [InlineData("", "--seed changes nothing here", """{ "study": "run", "model": "m.ant", "for": 1, "seed": 3 }""")]
    [InlineData("", "--carry goes with --data FILE", """{ "study": "run", "model": "m.ant", "for": 1, "carry": ["DV"] }""")]
    [InlineData("", "the seed of virtual people stands in 'people'",
        """{ "study": "run", "model": "m.ant", "for": 1, "seed": 3, "people": { "subjects": 2 } }""")]
    [InlineData("", "add --table FILE", """{ "study": "run", "model": "m.ant", "data": "d.csv", "carry": ["DV"], "people": { "subjects": 2 } }""")]
    public async Task What_cannot_be_answered_is_refused(string options, string expected, string request)
    {
        using TemporaryFolder folder = Files();
        await File.WriteAllTextAsync(folder["request.json"], string.Join(' ', In(folder, request.Split(' '))), TestContext.Current.CancellationToken);
        ProgramResult result =
            await CapturedProgram.RunAsync(["ask", folder["request.json"], .. In(folder, options.Split(' ', StringSplitOptions.RemoveEmptyEntries))]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_in_another_language_is_printed_and_what_is_said_of_it_is_not_among_it()
    {
        using TemporaryFolder folder = Files();
        ProgramResult command = await CapturedProgram.RunAsync("convert", folder["parts.ant"], folder["parts.xml"], "--request", folder["request.json"]);
        ProgramResult asked = await CapturedProgram.RunAsync("ask", folder["request.json"]);
        Assert.Equal((0, 0), (command.ExitCode, asked.ExitCode));
        Assert.Equal(await File.ReadAllTextAsync(folder["parts.xml"], TestContext.Current.CancellationToken), asked.Output);
        Assert.Contains("'A.k' is called 'A__k'", command.Output, StringComparison.Ordinal);
        Assert.Equal(command.Output, asked.Error);
    }

    [Fact]
    public async Task A_fit_in_a_folder_can_be_made_again()
    {
        using TemporaryFolder folder = Files();
        ProgramResult fit = await CapturedProgram.RunAsync("fit", folder["m.ant"], "--data", folder["d.csv"], "--estimate", "KA,V", "--output", "CP",
            "--out", folder["fit"]);
        string manifest = Path.Combine(folder["fit"], "manifest.json");
        Assert.Equal(0, fit.ExitCode);
        Assert.Equal("fit", (string?)JsonNode.Parse(await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken))!["request"]!["study"]);
        Assert.Equal((0, "The numbers are the same to the last digit.\n"), (await CapturedProgram.RunAsync("rerun", manifest)) is var same
            ? (same.ExitCode, same.Output) : default);
    }

    [Theory]
    [InlineData("channel", "--drug", "ketamine 1 uM", "--subunits", "2A+2B", "--for", "50 ms", "--mechanism", "membrane-access")]
    [InlineData("channel", "dose-response", "--agonist", "glycine", "--drug", "ketamine 0,237.73 ng/mL", "--measure", "peak", "--mg", "0.1 mM")]
    [InlineData("channel", "pulses", "--count", "3", "--rate", "5 Hz", "--drug", "MK-801 5 uM", "--before", "1 s", "--then", "wash", "3s", "--then", "pulses")]
    [InlineData("channel", "ic50", "--drugs", "memantine,magnesium", "--mg", "0,1mM", "--temperature", "30 C")]
    [InlineData("channel", "single", "--for", "5 s", "--channels", "10", "--seed", "7", "--critical", "2 ms", "--resolution", "100 us")]
    public async Task A_request_of_the_electrode_gives_what_its_command_gave(params string[] command)
    {
        using TemporaryFolder folder = new();
        ProgramResult given = await CapturedProgram.RunAsync([.. command, "--request", folder["patch.json"]]);
        ProgramResult asked = await CapturedProgram.RunAsync("ask", folder["patch.json"]);
        Assert.Equal((0, 0, given.Output, ""), (given.ExitCode, asked.ExitCode, asked.Output, asked.Error));
        JsonObject json = JsonNode.Parse(await File.ReadAllTextAsync(folder["patch.json"], TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(string.Join(' ', command.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))), (string?)json["study"]);
    }

    [Fact]
    public async Task A_recording_as_data_holds_its_values_and_what_was_taken_to_mean_what()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await CapturedProgram.RunAsync("channel", "--subunits", "2A+2B", "--for", "50 ms", "--json", "--table", folder["t.csv"]);
        JsonNode json = JsonNode.Parse(result.Output)!;
        string[] lines = await File.ReadAllLinesAsync(folder["t.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(lines.Length - 1, json["values"]!["rows"]!.AsArray().Count);
        Assert.Equal(lines[0].Split(','), json["values"]!["columns"]!.AsArray().Select(column => (string?)column!["name"]));
        JsonNode note = Assert.Single(json["notes"]!.AsArray())!;
        Assert.Equal("remark", (string?)note["kind"]);
        Assert.StartsWith("2A+2B is taken as 2 populations", (string?)note["text"], StringComparison.Ordinal);
        Assert.Equal(["schema", "study", "for", "subunits"], json["manifest"]!["request"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task The_result_as_data_holds_tables_courses_and_what_was_asked()
    {
        ProgramResult result = await CapturedProgram.RunAsync("simulate", Dose, "--for", "3h", "--json");
        JsonNode json = JsonNode.Parse(result.Output)!;
        JsonNode table = json["sections"]!.AsArray().First(one => (string?)one!["kind"] == "table")!;
        Assert.Equal("Cmax", (string?)table["columns"]![2]!["name"]);
        Assert.Equal(Dose, (string?)json["manifest"]!["request"]!["regimen"]);
        Assert.Equal(json["courses"]!["times"]!.AsArray().Count, json["courses"]!["subjects"]![0]!["values"]![0]!.AsArray().Count);
    }

    [Fact]
    public async Task A_run_is_made_again_and_its_numbers_are_the_same()
    {
        using TemporaryFolder folder = new();
        await CapturedProgram.RunAsync("simulate", Dose, "--for", "3h", "--subjects", "20", "--out", folder["run"]);
        string manifest = Path.Combine(folder["run"], "manifest.json"), text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        ProgramResult same = await CapturedProgram.RunAsync("rerun", manifest);
        Assert.Equal((0, "The numbers are the same to the last digit.\n"), (same.ExitCode, same.Output));

        await File.WriteAllTextAsync(manifest, text.Replace("\"seed\": 1", "\"seed\": 2", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        ProgramResult other = await CapturedProgram.RunAsync("rerun", manifest);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("The numbers differ in courses; table 1.", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_beside_the_numbers_is_told()
    {
        using TemporaryFolder folder = new();
        await CapturedProgram.RunAsync("simulate", Dose, "--for", "3h", "--out", folder["run"]);
        string manifest = Path.Combine(folder["run"], "manifest.json");
        JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken))!;
        json["version"] = "0.0.1";
        json["model"]!["sha256"]!.AsObject().First().Deconstruct(out string name, out _);
        json["model"]!["sha256"]![name] = "00";
        await File.WriteAllTextAsync(manifest, json.ToJsonString(), TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("rerun", manifest);
        string words = result.Output.ReplaceLineEndings(" ");
        Assert.Contains("The program was 0.0.1", words, StringComparison.Ordinal);
        Assert.Contains($"The text '{name}' has changed.", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_without_a_request_says_so()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["manifest.json"], """{ "program": "ketascope", "version": "0.1.0", "created": "2026-01-01T00:00:00Z" }""",
            TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("rerun", folder["manifest.json"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("does not hold what was asked", result.Error, StringComparison.Ordinal);
    }

    private static TemporaryFolder Files()
    {
        TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], Model);
        File.WriteAllText(folder["parts.ant"], "model part; k = 1; x = 1; x' = -k*x; end\nmodel *whole(); A: part(); end\n");
        Directory.CreateDirectory(folder["models"]);
        File.WriteAllText(Path.Combine(folder["models"], "a.ant"), "model a; x = 1; x' = -x; end");
        File.WriteAllText(
            folder["rows-of-levels.csv"],
            "study,regimen,setting,output,time,statistic,value,low,high,sd,n,unit,source,status,role\n"
                + string.Concat(((string[])["max,mean,185", "2 h,mean,60", "4 h,mean,33"]).Select(row => "A,esketamine 0.5 mg/kg iv over 40 " +
                    $"min,site=venous,S-ketamine,{row},,,9,10,ng/mL,here,read,calibration\n")));
        File.WriteAllText(folder["d.csv"], Data);
        File.WriteAllText(folder["rows.csv"], "ID,KA\n1,1\n2,0.5\n");
        return folder;
    }

    /// <summary>Words with files of the folder by their full paths.</summary>
    private static string[] In(TemporaryFolder folder, string[] words) =>
        [.. words.Select(word => word.Trim('"', ',') is var name && (Path.HasExtension(name) || name is "o" or "models")
            && !name.Contains('=', StringComparison.Ordinal) ? word.Replace(name, folder[name], StringComparison.Ordinal) : word)];
}
