using System.Globalization;
using Ketascope.Tests.Study.Results;
using Parquet;

namespace Ketascope.Tests.Cli;

/// <summary><c>ketascope simulate</c> as its users run it.</summary>
[Trait("Speed", "Slow")]
public sealed class SimulateTests
{
    [Theory]
    [InlineData("0.5 mg/kg iv over 40 min")]
    [InlineData("esketamine 50 mg sublingual")]
    [InlineData("0.5 mg/kg iv over 40 min", "--site", "arterial", "--show-records", "--log")]
    [InlineData("0.25 mg/kg iv then 0.1 mg/kg/h iv for 4 h", "--weight", "82", "--for", "12h")]
    public void What_is_printed_fits_80_columns(params string[] args)
    {
        ProgramResult result = BuiltProgram.Run(["simulate", .. args]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("Sampling site: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Assumed:", result.Output, StringComparison.Ordinal);
        Assert.Contains("not for treatment decisions", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("venous", "otto-2021", 79.0)]
    [InlineData("arterial", "simons-2022", 144)]
    public void The_end_of_an_infusion_is_as_the_models_notes_say(string site, string model, double expected)
    {
        string[] row = Row(BuiltProgram.RunAt(120, "simulate", "esketamine 17.5 mg iv over 40 min", "--site", site, "--model", model), "S-ketamine");
        Assert.Equal(site, row[1]);
        Assert.Equal(expected, double.Parse(row[6], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_window_that_cuts_an_infusion_is_warned_of_and_leaves_the_drugs_own_measures_alone()
    {
        string[] whole = Row(BuiltProgram.RunAt(120, "simulate", "esketamine 17.5 mg iv over 40 min"), "S-ketamine");
        ProgramResult part = BuiltProgram.RunAt(120, "simulate", "esketamine 17.5 mg iv over 40 min", "--for", "20min");
        Assert.Equal((whole[5], whole[7]), (Row(part, "S-ketamine")[5], Row(part, "S-ketamine")[7]));
        Assert.Contains("Warning: The simulation shows 0.3333 h, but the doses go on until 0.6667 h", part.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Warning: The model was built on people of 54 to 88 kg; 140 kg lies outside.", "0.5 mg/kg iv over 40 min", "--weight", "140")]
    [InlineData("above the doses that the model was built on", "3 mg/kg iv over 10 min")]
    [InlineData("below the doses that the model was built on", "1 mg iv")]
    public void What_lies_outside_a_model_is_warned_of(string expected, params string[] args) =>
        Assert.Contains(expected, BuiltProgram.RunAt(200, ["simulate", .. args]).Output, StringComparison.Ordinal);

    [Fact]
    public void A_child_is_simulated_with_a_model_of_children_and_told_so()
    {
        // 25 mg over the clearance of 90 (25/70)^0.75 L/h.
        ProgramResult result = BuiltProgram.RunAt(400, "simulate", "1 mg/kg iv", "--age", "8", "--weight", "25", "--sex", "female", "--height", "128");
        Assert.Equal("601", Row(result, "Ketamine, total")[5]);
        string text = string.Join(' ', result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Taken for racemic ketamine iv in a person of 8 years: children by every route", text, StringComparison.Ordinal);
        Assert.Contains("Others that take it (--model NAME): herd-2007 (venous), elkomy-2015 (site unknown); of other ages: ", text, StringComparison.Ordinal);
        Assert.Contains("Female, which the model's equations do not use.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sex", "woman", "--sex: 'woman' is not one of male, female")]
    [InlineData("--age", "eight", "--age: 'eight' is not a finite number")]
    [InlineData("--age", "200", "an age of 200 years is not between 0 and 120 years")]
    [InlineData("--height", "-3", "a height of -3 cm is not between 0 and 300 cm")]
    public void Impossible_people_are_refused(string option, string value, string expected)
    {
        ProgramResult result = BuiltProgram.Run("simulate", "1 mg/kg iv", option, value);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_shown_as_NONMEM_has_them()
    {
        ProgramResult result = BuiltProgram.Run("simulate", "esketamine 0.25 mg/kg iv over 40 min every 84 h x 4", "--show-records");
        Assert.Contains("1   0     1     17.5  26.25  central  84  3", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_holds_everything_and_is_replaced_by_the_next_run_but_a_foreign_one_is_not()
    {
        using TemporaryFolder folder = new();
        string[] words = ["simulate", "esketamine 17.5 mg iv over 40 min", "--out", folder["run"]];
        Assert.Equal(0, BuiltProgram.Run([.. words, "--csv"]).ExitCode);
        string[] files = ["manifest.json", "plot.png", "plot.svg", "report.html", "summary.csv", "trajectories.parquet"];
        Assert.Equal(files.Append("trajectories.csv").Order(StringComparer.Ordinal), Names(folder["run"]));
        await using (ParquetReader reader = await ParquetReader.CreateAsync(folder["run/trajectories.parquet"], cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Equal(["subject", "time", "name", "value", "unit"], reader.Schema.DataFields.Select(field => field.Name));
            Assert.Equal(File.ReadLines(folder["run/trajectories.csv"]).Count() - 1, reader.Metadata!.NumRows);
        }

        Assert.Equal(0, BuiltProgram.Run(words).ExitCode);
        Assert.Equal(files, Names(folder["run"]));

        await File.WriteAllTextAsync(folder["run/mine.txt"], "", TestContext.Current.CancellationToken);
        ProgramResult refused = BuiltProgram.Run(words);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("'mine.txt' in it is not from the earlier run", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["run"], folder.Entries());
        Assert.Equal(7, Names(folder["run"]).Length);
    }

    [Fact]
    public void A_table_and_a_picture_are_written_where_asked()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, BuiltProgram.Run("simulate", "0.5 mg/kg iv", "--table", folder["t.csv"], "--plot", folder["p.png"]).ExitCode);
        Assert.StartsWith("time,C_ketamine,", File.ReadLines(folder["t.csv"]).First(), StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder["p.png"])[..4]);
        Assert.Equal(["p.png", "t.csv"], folder.Entries());
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string[] Row(ProgramResult result, string analyte)
    {
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string line = result.Output.Split('\n').Single(line => line.StartsWith(analyte + " ", StringComparison.Ordinal));
        return line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
