using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary><c>run MODEL --data FILE</c>, as it stands and in virtual people.</summary>
[Collection(ConsoleTests.Name)]
public sealed class DataSetRunsTests
{
    private const string Model = """
        model m
          unit time_unit = 3600 second
          substanceOnly species CENT = 0; J: CENT -> ; CL/V*CENT; CL = 2*exp(eta_CL); V = 15; CP := CENT/V
          eta_CL = 0; eta_CL.distribution = normal(0, 0.3); sigma_proportional_CP = 0.1
        end
        """;

    private const string Data = "ID,TIME,AMT,DV,ARM\n7,0,150,.,\"a, b\"\n7,6,0,4.4,\"a, b\"\n8,0,300,.,c\n8,3,0,13,c\n";

    [Fact]
    public async Task Columns_of_the_data_set_are_carried_into_the_table()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await RunAsync(folder, "--show", "CP", "--carry", "dv,ARM,ID", "--table", folder["o.csv"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] rows = File.ReadAllLines(folder["o.csv"]);
        Assert.Equal(["ID,TIME,CP,dv,ARM", "7,0,10,.,\"a, b\"", "8,0,20,.,c"], [rows[0], rows[1], rows[3]]);
    }

    [Fact]
    public async Task Points_take_the_place_of_the_records_from_the_first_record_on()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await RunAsync(folder, "--show", "CP", "--carry", "DV", "--points", "-1,0,3,12");
        string[] rows = result.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(7, rows.Length);
        Assert.Equal(["ID,TIME,CP,DV", "7,0,10,."], rows[..2]);
        Assert.StartsWith("7,3,6.703", rows[2], StringComparison.Ordinal);
        Assert.EndsWith(",4.4", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("7,12,2.018", rows[3], StringComparison.Ordinal);
        Assert.StartsWith("8,12,4.037", rows[6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plot_shows_the_subjects_of_a_data_set()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await RunAsync(folder, "--show", "CP", "--for", "24", "--plot", folder["p.svg"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("of 2 subjects", File.ReadAllText(folder["p.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Virtual_people_are_numbered_and_have_the_design_and_replicate_beside_them()
    {
        using TemporaryFolder folder = new();
        ProgramResult result =
            await RunAsync(folder, "--show", "CP", "--carry", "DV", "--subjects", "3", "--seed", "4", "--residual-error", "--table", folder["o.csv"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        string[][] rows = [.. File.ReadAllLines(folder["o.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["ID", "DESIGN", "REP", "TIME", "CP", "DV"], rows[0]);
        Assert.Equal(["1 7 1 0", "1 7 1 6", "2 8 1 0", "2 8 1 3", "3 7 2 0", "3 7 2 6", "4 8 2 0", "4 8 2 3", "5 7 3 0", "5 7 3 6", "6 8 3 0",
            "6 8 3 3"], rows.Skip(1).Select(row => string.Join(' ', row[..4])));
        Assert.Equal(12, rows.Skip(1).Select(row => row[4]).Distinct().Count());
    }

    [Fact]
    public async Task Virtual_people_go_into_a_folder_with_their_exposure()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await RunAsync(folder, "--show", "CP", "--subjects", "20", "--points", "0:0.5:48", "--out", folder["run"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("(?m)^CP +AUCinf .* 40$", result.Output);
        string[] subjects = File.ReadAllLines(Path.Combine(folder["run"], "subjects.csv"));
        Assert.StartsWith("ID,DESIGN,REP,eta_CL,Cmax CP,", subjects[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"{number},{(number % 2 == 1 ? 7 : 8)},{(number + 1) / 2}"),
            subjects.Skip(1).Select(row => string.Join(',', row.Split(',')[..3]))
            .OrderBy(row => int.Parse(row.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(98, File.ReadAllLines(Path.Combine(folder["run"], "percentiles.csv")).Length);
        RunManifest manifest = RunManifest.Parse(File.ReadAllText(Path.Combine(folder["run"], RunManifest.FileName)));
        Assert.Equal((40, "d.csv: 2 subjects, 20 people each"), (manifest.Subjects, manifest.People!.Design));
    }

    [Fact]
    public async Task Without_files_exposure_and_courses_are_shown()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await RunAsync(folder, "--show", "CP", "--subjects", "10", "--for", "24");
        Assert.Matches("(?m)^CP +half-life +h .* 20$", result.Output);
        Assert.Contains("time (h)", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--residual-error goes with --subjects N", "--residual-error")]
    [InlineData("--occasions goes with --subjects N", "--occasions", "24")]
    [InlineData("--covariate goes with --subjects N", "--covariate", "V=15 (2)")]
    [InlineData("--covariates-from goes with --subjects N", "--covariates-from", "x.csv")]
    [InlineData("--correlation goes with --subjects N", "--correlation", "V,CL=0.5")]
    [InlineData("--seed goes with --subjects N", "--seed", "7")]
    [InlineData("--out goes with --subjects N", "--out", "x")]
    [InlineData("--subjects-file cannot stand beside --data", "--subjects-file", "x.csv")]
    [InlineData("--timing measures runs without a data set", "--timing")]
    [InlineData("--repeat measures runs without a data set", "--repeat", "2")]
    [InlineData("--log goes with --plot", "--log")]
    [InlineData("has no column 'WT'", "--carry", "WT")]
    [InlineData("'DV' is a column of the table already", "--carry", "DV", "--show", "DV")]
    [InlineData("--carry copies columns into the table", "--carry", "DV", "--subjects", "2", "--out", "x")]
    [InlineData("no variability between occasions", "--subjects", "2", "--occasions", "dose")]
    public async Task What_would_change_nothing_is_refused_by_name(string expected, params string[] words)
    {
        using TemporaryFolder folder = new();
        ProgramResult result = await RunAsync(folder, [.. words.Select(word => word is "x" ? folder[word] : word)]);
        Assert.Equal((1, true), (result.ExitCode, result.Error.Contains(expected, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--carry goes with --data FILE", "--carry", "DV")]
    [InlineData("--interpolation goes with --data FILE", "--interpolation", "locf")]
    [InlineData("--record-order goes with --data FILE", "--record-order", "observations-first")]
    [InlineData("--seed changes nothing here", "--seed", "2")]
    public async Task What_belongs_to_a_data_set_is_refused_without_one(string expected, params string[] words)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], Model);
        ProgramResult result = await CapturedProgram.RunAsync(["run", folder["m.ant"], "--points", "0,1", .. words]);
        Assert.Equal((1, true), (result.ExitCode, result.Error.Contains(expected, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--subjects", "2")]
    [InlineData("--plot", "x.svg")]
    [InlineData("--points", "0,1")]
    public async Task Where_TIME_starts_again_there_is_a_table_and_no_course_over_time(params string[] words)
    {
        using TemporaryFolder folder = new();
        string[] placed = [.. words.Select(word => word is "x.svg" ? folder[word] : word)];
        ProgramResult refused = await RunAsync(folder, "ID,TIME,EVID,AMT\n1,0,1,100\n1,6,0,0\n1,0,4,200\n1,6,0,0\n", ["--show", "CP", .. placed]);
        Assert.Equal((1, true), (refused.ExitCode, refused.Error.Contains("starts again", StringComparison.Ordinal)));
    }

    private static Task<ProgramResult> RunAsync(TemporaryFolder folder, params string[] words) => RunAsync(folder, Data, words);

    private static async Task<ProgramResult> RunAsync(TemporaryFolder folder, string data, string[] words)
    {
        // A model of the same name as a column, for the tests that carry one.
        await File.WriteAllTextAsync(folder["m.ant"], words.Contains("DV") && words.Contains("--show") && words[^1] == "DV"
            ? Model.Replace("CP := ", "DV := CENT; CP := ", StringComparison.Ordinal) : Model);
        await File.WriteAllTextAsync(folder["d.csv"], data);
        ProgramResult result = await CapturedProgram.RunAsync(["run", folder["m.ant"], "--data", folder["d.csv"], .. words]);
        return result with
        {
            Error = string.Join('\n',
            result.Error.ReplaceLineEndings("\n").Replace("\n  ", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => !line.Contains("mean nothing to the model", StringComparison.Ordinal)))
        };
    }
}
