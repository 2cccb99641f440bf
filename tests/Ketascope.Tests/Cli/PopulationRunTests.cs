using Ketascope.Study.Results;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary><c>run MODEL --subjects N --out DIR</c>: any model in virtual people, into a folder.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PopulationRunTests
{
    private const string Text = """
        model people
          WT = 70; SEX = 0
          CL = 5*(WT/70)^0.75*(1 + 0.2*SEX)*exp(eta_CL + kappa_CL); V = 50*WT/70
          eta_CL = 0; eta_CL.distribution = normal(0, 0.3)
          kappa_CL = 0; kappa_CL.distribution = normal(0, 0.15)
          sigma_proportional_Cp = 0.1
          species A in c; c = 1; A = 100; J: A -> ; CL/V*A
          Cp := A/V
        end
        """;

    private static readonly string[] People =
        ["--subjects", "64", "--seed", "3", "--points", "0:1:48", "--show", "Cp", "--covariate", "WT=70 (12)", "--covariate", "SEX=categorical(0:0.4,1:0.6)", "--correlation", "WT,SEX=-0.6", "--occasions", "24", "--residual-error"];

    [Fact]
    public async Task The_folder_is_the_same_to_the_byte_for_any_number_of_threads_and_tells_who_the_people_are()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Text, TestContext.Current.CancellationToken);
        foreach (string threads in (string[])["1", "2"])
        {
            ProgramResult result = await CapturedProgram.RunAsync(["run", folder["m.ant"], .. People, "--threads", threads, "--out", folder[threads]]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Matches("(?m)^Cp +Cmax .* 64$", result.Output);
        }

        foreach (string file in (string[])["trajectories.parquet", "subjects.csv", "percentiles.csv", "summary.csv"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["1"], file)), File.ReadAllBytes(Path.Combine(folder["2"], file)));
        }

        string[] subjects = File.ReadAllLines(Path.Combine(folder["1"], "subjects.csv"));
        Assert.Equal(65, subjects.Length);
        Assert.StartsWith("ID,WT,SEX,eta_CL,kappa_CL,kappa_CL occasion 2,Cmax Cp,", subjects[0], StringComparison.Ordinal);
        RunManifest manifest = RunManifest.Parse(File.ReadAllText(Path.Combine(folder["1"], RunManifest.FileName)));
        PopulationManifest people = manifest.People!;
        Assert.Equal((64, 3ul, true), (manifest.Subjects, manifest.Seed!.Value, people.ResidualError));
        Assert.Equal(["WT", "SEX", "eta_CL", "kappa_CL"], people.Drawn);
        Assert.Equal("categorical(0:0.4, 1:0.6)", people.Covariates["SEX"]);
        Assert.Equal([24.0], people.Occasions);
    }

    [Fact]
    public async Task A_table_of_people_with_other_columns_is_taken_with_a_note()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Text, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["people.csv"], "ID,WT,SEXX\n1,50,0\n2,90,1\n", TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync(["run", folder["m.ant"], "--subjects", "20", "--points", "0,1", "--show", "Cp", "--covariates-from", folder["people.csv"]]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("SEXX (did you mean 'SEX'?)", result.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out goes with --subjects N", "--points", "0,1", "--out", "x")]
    [InlineData("--residual-error goes with --subjects N", "--points", "0,1", "--residual-error")]
    [InlineData("so --table and --plot cannot stand beside it", "--subjects", "8", "--points", "0,1", "--out", "x", "--table", "t.csv")]
    [InlineData("an occasion starts at 0, which is not after 0", "--subjects", "8", "--points", "0,1", "--occasions", "0")]
    [InlineData("'WT' is given by --set and drawn for each person", "--subjects", "8", "--points", "0,1", "--covariate", "WT=70 (12)", "--set", "WT=80")]
    [InlineData("the model has no parameter 'WTT'; did you mean 'WT'?", "--subjects", "8", "--points", "0,1", "--covariate", "WTT=70 (12)")]
    public async Task What_does_not_go_together_is_refused(string expected, params string[] words)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Text, TestContext.Current.CancellationToken);
        string[] placed = [.. words.Select(word => word is "x" or "t.csv" ? folder[word] : word)];
        ProgramResult result = await CapturedProgram.RunAsync(["run", folder["m.ant"], .. placed]);
        Assert.Equal((1, true), (result.ExitCode, result.Error.Contains(expected, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("S", true)]
    [InlineData("k", false)]
    public async Task A_distribution_of_what_is_integrated_is_told_to_draw_nobody(string name, bool isTold)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"],
            $"model m\n compartment c = 2; species S in c; S = 3; k = 0.1; J: S -> ; c*k*S; {name}.distribution = normal(3, 0.1)\nend\n",
            TestContext.Current.CancellationToken);
        foreach (string[] drawn in (string[][])[[], ["--covariate", "[S]=normal(3,1)"]])
        {
            ProgramResult result =
                await CapturedProgram.RunAsync(["run", folder["m.ant"], "--subjects", "5", "--points", "0,1", "--table", folder["o.csv"], .. drawn]);
            Assert.Equal((0, isTold && drawn.Length == 0),
                (result.ExitCode, result.Error.Contains("The distribution of S is not drawn from", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("", "The 3 subjects are all the same: the model's text gives no variability")]
    [InlineData("eta_CL.distribution = normal(0, 0.3);", null)]
    [InlineData("eta_CL.distribution = normal(0, 0);", "The 3 subjects are all the same: what is drawn (eta_CL) does not vary")]
    [InlineData("sigma_proportional_Cp = 0.1;", "The 3 subjects are all the same but for the residual error", "--residual-error")]
    [InlineData("", "what is drawn (WT) does not vary", "--covariate", "WT=normal(70,0)")]
    [InlineData("", null, "--covariate", "WT=normal(70,12)")]
    [InlineData("eta_CL.distribution = normal(0, 0.3);", "no variability", "--set", "eta_CL=0.1")]
    public async Task People_who_do_not_differ_are_warned_of(string more, string? expected, params string[] options)
    {
        using TemporaryFolder folder = new();
        string text = $"model alike\n WT = 70; CL = 5*WT/70*exp(eta_CL); eta_CL = 0; species A in c; c = 1; A = 100; J: A -> ; CL*A; Cp := A;\n{more}\nend\n";
        await File.WriteAllTextAsync(folder["m.ant"], text, TestContext.Current.CancellationToken);
        string[] words = ["run", folder["m.ant"], "--subjects", "3", "--points", "0,1", "--show", "Cp", .. options];
        ProgramResult plain = await CapturedProgram.RunAsync([.. words, "--table", folder["t.csv"]]),
            files = await CapturedProgram.RunAsync([.. words, "--out", folder["out"]]);
        foreach (string said in (string[])[plain.Error, files.Output])
        {
            string flat = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(expected is not null, flat.Contains("all the same", StringComparison.Ordinal));
            Assert.Contains(expected ?? "", flat, StringComparison.Ordinal);
        }
    }

    // k = 0.3, a bolus of 10 mg/L: its area is 33.33, up to 24 it is 33.308.
    [Theory]
    [InlineData("CENT = 100;", "0,0.25,1,2,4,8,12,24", 33.3084471, null)]
    [InlineData("CENT = 100;", "0.25,1,2,4,8,12,24", 33.3084471, 10.0)]
    [InlineData("CENT = 0; at (time > 0): CENT = CENT + 100;", "0,0.25,1,2,4,8,12,24", 33.3084471, 10.0)]
    [InlineData("CENT = 0; at (time >= 0), t0=false: CENT = CENT + 100;", "0,0.25,1,2,4,8,12,24", 33.3084471, 10.0)]
    [InlineData("CENT = 0; at (time > 0): CENT = CENT + 100; at (time > 12): CENT = CENT + 100;", "1,2,4,8,11,13,16,20,24", 65.7309897, 10.0)]
    [InlineData("CENT = 0; GUT = 100; F_CENT = 1;", "0.25,1,2,4,8,12,24", null, null)]
    public async Task The_area_after_a_bolus_starts_at_the_concentration_right_after_it(string given, string points, double? area, double? start)
    {
        using TemporaryFolder folder = new();
        string text = $"model bolus\n substanceOnly species CENT, GUT; CENT -> ; K*CENT; GUT -> CENT; GUT; K = 0.3; V = 10; GUT = 0;\n {given}\n" +
            " CP := CENT/V;\nend\n";
        await File.WriteAllTextAsync(folder["m.ant"], text, TestContext.Current.CancellationToken);
        ProgramResult result =
            await CapturedProgram.RunAsync("run", folder["m.ant"], "--subjects", "2", "--points", points, "--show", "CP", "--auc", "1:8", "--rtol",
            "1e-9", "--out", folder["out"]);
        Assert.Equal(0, result.ExitCode);
        string[][] rows = [.. File.ReadLines(Path.Combine(folder["out"], "subjects.csv")).Select(line => line.Split(','))];
        double Value(string name) =>
            Array.IndexOf(rows[0], name) is >= 0 and var column ? double.Parse(rows[1][column], System.Globalization.CultureInfo.InvariantCulture) : double.NaN;
        Assert.Equal(start ?? double.NaN, Value("C0 CP"), 1e-5);
        Assert.Equal(start is not null, result.Output.Contains("Areas after a bolus start at C0", StringComparison.Ordinal));
        if (area is { } expected)
        {
            Assert.Equal(expected, Value("AUClast CP"), 1e-5);
            Assert.Equal(10 / 0.3 * (Math.Exp(-0.3) - Math.Exp(-2.4)), Value("AUC 1-8 CP"), 1e-5);
        }
        else
        {
            // What is absorbed has no jump: the area is of the points that there are, which begin at 0.25.
            Assert.InRange(Value("AUClast CP"), 30, 33);
        }
    }

    [Theory]
    [InlineData("--auc goes with --subjects N", "--auc", "0:1")]
    [InlineData("--auc is of the exposure that --out DIR writes; add --out DIR", "--subjects", "2", "--auc", "0:1")]
    [InlineData("the window from 0 to 3 is not within the run, whose values go from 0 to 1; give more points, or another window", "--subjects", "2",
        "--auc", "0:3", "--out", "x")]
    [InlineData("'0-1' is not a window of time; write --auc FROM:TO, for example --auc 0:12", "--subjects", "2", "--auc", "0-1", "--out", "x")]
    [InlineData("the window '1:0' of --auc must end after it starts", "--subjects", "2", "--auc", "1:0", "--out", "x")]
    [InlineData("--auc names the window '0:1' twice", "--subjects", "2", "--auc", "0:1,0:1", "--out", "x")]
    [InlineData("--auc: '1h' is not a time; write numbers in the model's unit of time", "--subjects", "2", "--auc", "0:1h", "--out", "x")]
    public async Task An_area_that_cannot_be_told_is_asked_about(string expected, params string[] options)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Text, TestContext.Current.CancellationToken);
        ProgramResult result =
            await CapturedProgram.RunAsync(
            ["run", folder["m.ant"], "--points", "0,1", "--show", "Cp", .. options.Select(word => word == "x" ? folder["x"] : word)]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Areas_on_the_design_of_a_data_set_cross_its_boluses()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"],
            "model m\n substanceOnly species CENT; CENT -> ; K*CENT; K = 0.3; V = 10; CENT = 0;\n CP := CENT/V;\nend\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["d.csv"], "ID,TIME,EVID,AMT,II,ADDL\n1,0,1,100,12,1\n1,1,0,.,0,0\n1,4,0,.,0,0\n1,11,0,.,0,0\n" +
            "1,13,0,.,0,0\n1,24,0,.,0,0\n2,2,1,100,0,0\n2,3,0,.,0,0\n2,5,0,.,0,0\n2,26,0,.,0,0\n", TestContext.Current.CancellationToken);
        ProgramResult result =
            await CapturedProgram.RunAsync("run", folder["m.ant"], "--data", folder["d.csv"], "--subjects", "1", "--show", "CP", "--auc",
            "0:12,12:24,0:90", "--rtol", "1e-9", "--out", folder["out"]);
        Assert.Equal(0, result.ExitCode);
        double first = 10 / 0.3 * (1 - Math.Exp(-3.6)), second = 10 / 0.3 * (1 - Math.Exp(-7.2));
        string[][] rows = [.. File.ReadLines(Path.Combine(folder["out"], "subjects.csv")).Select(line => line.Split(','))];
        double Value(int subject, string name) => double.Parse(rows[subject][Array.IndexOf(rows[0], name)], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(first, Value(1, "AUC 0-12 CP"), 1e-5);
        Assert.Equal(second, Value(1, "AUC 12-24 CP"), 1e-5);
        Assert.Equal(first + second, Value(1, "AUClast CP"), 1e-5);
        Assert.Equal((10.0, 10.0), (Math.Round(Value(1, "C0 CP"), 5), Math.Round(Value(2, "C0 CP"), 5)));
        Assert.Equal(double.NaN, Value(2, "AUC 0-12 CP"));
        Assert.Contains("AUC 0-90 is there of no subject",
            string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
