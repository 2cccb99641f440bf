using System.Text.Json.Nodes;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class AskTests
{
    private const string Dose = "0.5 mg/kg iv over 40 min";

    [Fact]
    public async Task A_request_that_a_command_wrote_gives_what_the_command_gave()
    {
        using TemporaryFolder folder = new();
        ProgramResult command = await CapturedProgram.RunAsync("simulate", Dose, "--weight", "82", "--for", "3h", "--request", folder["dose.json"]);
        ProgramResult asked = await CapturedProgram.RunAsync("ask", folder["dose.json"]);
        Assert.Equal((0, command.Output), (asked.ExitCode, asked.Output));
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
        await File.WriteAllTextAsync(folder["manifest.json"], """{ "program": "ketascope", "version": "0.1.0", "created": "2026-01-01T00:00:00Z" }""", TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("rerun", folder["manifest.json"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("does not hold what was asked", result.Error, StringComparison.Ordinal);
    }
}
