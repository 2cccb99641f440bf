using System.Globalization;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary><c>ketascope run</c> and <c>ketascope model</c> as their users run them, within this process.</summary>
[Collection(ConsoleTests.Name)]
public sealed class RunTests
{
    private const string Decay = "model decay\n  k = 0.5; x = 10; x' = -k*x\n  y := 2*x\n  at (time > 3): x = x + 5\nend\n";

    [Fact]
    public async Task States_assignments_and_parameters_can_be_shown_and_times_beside_an_event_are_exact()
    {
        using TemporaryFolder folder = new();
        Write(folder, "decay.ant", Decay);
        Write(folder, "times.txt", "time\n0\n2.999\n3\n3.5\n");
        string[] words = ["run", folder["decay.ant"], "--points-file", folder["times.txt"], "--show", "x,y,k", "--rtol", "1e-10", "--atol", "1e-12", "--table", folder["t.csv"]];
        Assert.Equal((0, ""), await CodeAndErrorAsync(words));
        string[] lines = await File.ReadAllLinesAsync(folder["t.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("time,x,y,k", lines[0]);
        double[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray())];
        double jump = (10 * Math.Exp(-1.5)) + 5;
        double[] expected = [10, 10 * Math.Exp(-0.5 * 2.999), jump, jump * Math.Exp(-0.25)];
        Assert.Equal([0, 2.999, 3, 3.5], rows.Select(row => row[0]));
        Assert.All(rows.Zip(expected), pair => Assert.Equal(pair.Second, pair.First[1], 1e-8));
        Assert.All(rows, row => Assert.Equal((2 * row[1], 0.5), (row[2], row[3])));
    }

    [Theory]
    [InlineData("cos(time)", "note: values below 0 have no logarithm, so the axis of y is linear in spite of --log ")]
    [InlineData("2 + cos(time)", "")]
    public async Task An_axis_that_cannot_be_logarithmic_is_said_to_be_linear(string course, string expected)
    {
        using TemporaryFolder folder = new();
        Write(folder, "m.ant", $"model m\n  x = 1; x' = -x; y := {course}\nend\n");
        (int code, string error) = await CodeAndErrorAsync("run", folder["m.ant"], "--for", "6", "--show", "y", "--log", "--plot", folder["p.svg"]);
        Assert.Equal((0, expected), (code, error.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_thread_and_two_write_the_same_table()
    {
        using TemporaryFolder folder = new();
        Write(folder, "decay.ant", Decay);
        Write(folder, "rows.csv", "ID,k\n" + string.Concat(Enumerable.Range(0, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{100 + i},{0.01 * (i + 1)}\n"))));
        foreach (string threads in (string[])["1", "2"])
        {
            Assert.Equal((0, ""), await CodeAndErrorAsync("run", folder["decay.ant"], "--subjects-file", folder["rows.csv"], "--points", "0:0.1:10", "--threads", threads, "--table", folder[threads]));
        }

        Assert.Equal(await File.ReadAllBytesAsync(folder["1"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(folder["2"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_subject_that_fails_is_named_and_the_others_are_there()
    {
        using TemporaryFolder folder = new();
        Write(folder, "blowup.ant", "model blowup\n  k = 1; x = 1; x' = k*x^2\nend\n");
        Write(folder, "rows.csv", "ID,k\n11,0.01\n12,2\n13,0.02\n");
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["blowup.ant"], "--subjects-file", folder["rows.csv"], "--points", "0,1,2", "--table", folder["t.csv"]);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: subject 12 could not be solved: ", result.Error, StringComparison.Ordinal);
        string[][] rows = [.. (await File.ReadAllLinesAsync(folder["t.csv"], TestContext.Current.CancellationToken)).Skip(1).Select(line => line.Split(','))];
        Assert.Equal("NaN", rows.Single(row => row is ["12", "2", _])[2]);
        Assert.Equal(1 / 0.98, double.Parse(rows.Single(row => row is ["11", "2", _])[2], CultureInfo.InvariantCulture), 1e-5);
        Assert.Equal(1 / 0.96, double.Parse(rows.Single(row => row is ["13", "2", _])[2], CultureInfo.InvariantCulture), 1e-5);
    }

    [Fact]
    public async Task A_subject_alone_is_shown_as_far_as_it_was_solved()
    {
        using TemporaryFolder folder = new();
        Write(folder, "blowup.ant", "model blowup\n  x = 1; x' = x^2\nend\n");
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["blowup.ant"], "--points", "0,0.25,0.5,0.75,1.5,2");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("at last time solved", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nx +1(\.0+)? +4(\.0+)? +1(\.0+)? +4(\.0+)? *\n", result.Output);
    }

    [Theory]
    [InlineData("S", "'S' is given by --set and is a column of --subjects-file")]
    [InlineData("[S]", "'S' and '[S]' give the same start value")]
    public async Task A_value_that_a_column_gives_too_is_asked_about(string column, string expected)
    {
        using TemporaryFolder folder = new();
        Write(folder, "s.ant", "model s\n compartment c = 2; species S in c; S = 3; J: S -> ; c*0.1*S\nend\n");
        Write(folder, "rows.csv", $"ID,{column}\n1,5\n");
        (int code, string error) = await CodeAndErrorAsync("run", folder["s.ant"], "--points", "0,1", "--set", "S=4", "--subjects-file", folder["rows.csv"]);
        Assert.Equal((1, true), (code, error.Contains(expected, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_number_that_is_a_concentration_of_what_is_an_amount_is_noted()
    {
        using TemporaryFolder folder = new();
        Write(folder, "s.ant", "model s\n compartment c = 2; substanceOnly species S in c; S = 3; J: S -> ; 0.1*S\nend\n");
        (int code, string error) = await CodeAndErrorAsync("run", folder["s.ant"], "--points", "0,1", "--set", "S=4", "--table", folder["t.csv"]);
        Assert.Equal((0, true),
            (code, error.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal)
            .Contains("amount(S) would give the amount", StringComparison.Ordinal)));
        Assert.Equal("0,8", (await File.ReadAllLinesAsync(folder["t.csv"], TestContext.Current.CancellationToken))[1]);
    }

    [Fact]
    public async Task Timing_prints_names_and_numbers()
    {
        using TemporaryFolder folder = new();
        Write(folder, "decay.ant", Decay);
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["decay.ant"], "--for", "10", "--threads", "1", "--repeat", "2", "--timing");
        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Matches(@"^compile_s=[\d.]+ solve_s=[\d.]+ solve_cpu_s=[\d.]+ subjects=1 subjects_per_s=[\d.]+ threads=1 width=1 repetitions=2$", lines[0]);
        Assert.Matches(@"^batches=1 steps=\d+ rejected=\d+ derivatives=\d+ jacobians=\d+ factorizations=\d+ solves=\d+ switches=\d+ restarts=2$", lines[1]);
    }

    [Fact]
    public async Task A_run_without_files_shows_a_plot_and_where_it_went()
    {
        using TemporaryFolder folder = new();
        Write(folder, "decay.ant", Decay);
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["decay.ant"], "--for", "10");
        Assert.StartsWith("model decay, 0 to 10\n", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^x +10\.0 +", result.Output);
    }

    [Fact]
    public async Task Check_counts_what_a_model_holds_and_reports_all_errors_at_once()
    {
        using TemporaryFolder folder = new();
        Write(folder, "decay.ant", Decay);
        ProgramResult good = await CapturedProgram.RunAsync("model", "check", folder["decay.ant"]);
        Assert.Equal((0, ""), (good.ExitCode, good.Error));
        Assert.EndsWith("no errors, no warnings. Model 'decay': 1 state, 1 parameter, 1 assignment, 1 event.\n", good.Output, StringComparison.Ordinal);

        Write(folder, "bad.ant", "model bad\n  x = 1; x' = -k1*x\n  k = = 2\n  y := sine(x)\n");
        ProgramResult bad = await CapturedProgram.RunAsync("model", "check", folder["bad.ant"]);
        Assert.Equal((1, ""), (bad.ExitCode, bad.Output));
        Assert.True(bad.Error.Split(": error: ").Length > 2, bad.Error);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [Trait("Speed", "Slow")]
    public void A_shipped_model_is_shown_within_the_terminals_width(int width)
    {
        ProgramResult result = BuiltProgram.RunAt(width, "model", "show", Models.ModelFolder.ById("racemate-otto-2021").TextPath);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.Contains("https://doi.org/10.1007/s00228-021-03104-1\n", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^S\.V2 +187 +L +Ketamine", result.Output);
    }

    private static void Write(TemporaryFolder folder, string name, string text) => File.WriteAllText(folder[name], text);

    private static async Task<(int Code, string Error)> CodeAndErrorAsync(params string[] words)
    {
        ProgramResult result = await CapturedProgram.RunAsync(words);
        return (result.ExitCode, result.Error);
    }
}
