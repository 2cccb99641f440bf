using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary>Whatever is wrong is told in one clear message with a non-zero exit code; nothing is left behind.</summary>
[Collection(ConsoleTests.Name)]
public sealed class BadInputTests
{
    private const string Dose = "0.5 mg/kg iv over 40 min";
    private const string Decay = "model decay\n  k = 0.5; x = 10; x' = -k*x\n  y := 2*x\nend\n";

    public static TheoryData<string, string[]> OneLiners => new()
    {
        // Models.
        { "error: {empty.ant}: the file is empty", ["run", "empty.ant", "--for", "1"] },
        { "error: {binary}: this is a binary file", ["run", "binary", "--for", "1"] },
        { "error: {folder}: this is a folder", ["run", "folder", "--for", "1"] },
        { "error: {missing.ant}: there is no such file", ["run", "missing.ant", "--for", "1"] },

        // Times.
        { "error: say how long to run", ["run", "decay.ant"] },
        { "error: the run starts at 0, so --for must be above 0", ["run", "decay.ant", "--for", "0"] },
        { "error: --for: 'NaN' is not a finite number", ["run", "decay.ant", "--for", "NaN"] },
        { "error: --for: '1e400' is not a finite number", ["run", "decay.ant", "--for", "1e400"] },
        { "error: --for 1 ends before the first point at 5", ["run", "decay.ant", "--for", "1", "--points", "5:1:9"] },
        { "error: the points 'nonsense' are neither START:STEP:END", ["run", "decay.ant", "--points", "nonsense"] },
        { "at most 10000000 are allowed", ["run", "decay.ant", "--points", "0:1e-12:1"] },
        { "error: '' in '0,,1' is not a finite number", ["run", "decay.ant", "--points", "0,,1"] },
        { "do not ascend: 0 comes after 1", ["run", "decay.ant", "--points", "1,0"] },
        { "error: --points and --points-file exclude each other", ["run", "decay.ant", "--points", "0:1:2", "--points-file", "decay.ant"] },
        { "error: '{binary}' is a binary file, not text", ["run", "decay.ant", "--points-file", "binary"] },
        { "take 7.2E+03 GB, which is too much", ["run", "decay.ant", "--points", "0:1e-6:9", "--subjects-file", "many.csv"] },

        // Names and values.
        { "error: the model has no parameter 'kk'; did you mean 'k'?", ["run", "decay.ant", "--for", "1", "--set", "kk=1"] },
        { "error: the model has no parameter 'volume'; it has k", ["run", "decay.ant", "--for", "1", "--set", "volume=1"] },
        { "error: 'y' follows from other values in the model and cannot be set", ["run", "decay.ant", "--for", "1", "--set", "y=1"] },
        { "error: the value 'abc' of 'k' is not a finite number", ["run", "decay.ant", "--for", "1", "--set", "k=abc"] },
        { "error: 'k' is given a value twice", ["run", "decay.ant", "--for", "1", "--set", "k=1,k=2"] },
        { "error: the model has nothing named 'z3'; it has x, y, k", ["run", "decay.ant", "--for", "1", "--show", "z3"] },

        // Subjects.
        { "error: '{empty.ant}' is empty; expected a header", ["run", "decay.ant", "--for", "1", "--subjects-file", "empty.ant"] },
        { "has a header but no rows", ["run", "decay.ant", "--for", "1", "--subjects-file", "header.csv"] },
        { "row 2 (line 3), column 'k': 'abc' is not a finite number", ["run", "decay.ant", "--for", "1", "--subjects-file", "word.csv"] },
        { "row 1 (line 2): 1 values under 2 headings", ["run", "decay.ant", "--for", "1", "--subjects-file", "short.csv"] },
        { "the subject 1 is there twice", ["run", "decay.ant", "--for", "1", "--subjects-file", "twice.csv"] },
        { "has more than one column 'k'", ["run", "decay.ant", "--for", "1", "--subjects-file", "columns.csv"] },
        { "error: the model has no parameter 'kk'; did you mean 'k'?", ["run", "decay.ant", "--for", "1", "--subjects-file", "unknown.csv"] },
        { "error: '{missing.csv}' cannot be read: there is no such file", ["run", "decay.ant", "--for", "1", "--subjects-file", "missing.csv"] },

        // Outputs.
        { "error: cannot write '{x.gif}': a picture's name must end in .svg or .png", ["run", "decay.ant", "--for", "1", "--plot", "x.gif"] },
        { "is a file, not a folder", ["run", "decay.ant", "--for", "1", "--table", "decay.ant/t.csv"] },
        { "error: cannot write '{folder}': it is a folder", ["run", "decay.ant", "--for", "1", "--table", "folder"] },
        { "error: cannot write '{none/p.svg}': there is no folder", ["simulate", Dose, "--plot", "none/p.svg"] },
        { "is a file, not a folder", ["simulate", Dose, "--out", "decay.ant/run"] },
        { "a file of that name is there", ["simulate", Dose, "--out", "decay.ant"] },
        { "error: --csv goes with --out DIR", ["simulate", Dose, "--csv"] },

        // Doses.
        { "error: a body weight of -5 kg is not between 0 and 500 kg", ["simulate", Dose, "--weight", "-5"] },
        { "error: --weight: 'NaN' is not a finite number", ["simulate", Dose, "--weight", "NaN"] },
        { "error: a simulation of 0 h is not between 0 h and 10 years", ["simulate", Dose, "--for", "0"] },
        { "error: --for: 'soon' is no time; expected for example 12h", ["simulate", Dose, "--for", "soon"] },
        { "error: 'WT' is the body weight, which has an option of its own (--weight)", ["simulate", Dose, "--set", "WT=50"] },
        { "error: there is no model 'otto-2012'; did you mean 'otto-2021'?", ["simulate", Dose, "--model", "otto-2012"] },
        { "error: the model 'otto-2021' does not take racemic ketamine iv", ["simulate", Dose, "--model", "otto-2021"] },

        // Words of the command line.
        { "error: there is no command 'simulte' (there are simulate, patient, isobologram, dose-for, regimen, check, engage, run, fit, calibrate, model, " +
            "validate, evidence, channel, cord, claims, drugs, models, ask, rerun, convert, conformance); did you mean 'simulate'? " +
            "(for more: ketascope --help)",
            ["simulte", "x"] },
        { "error: there is no command 'chek' (there are check, show); did you mean 'check'? (for more: ketascope model --help)", ["model", "chek", "x"] },
        { "error: there is no option '--wieght'; did you mean '--weight'?", ["simulate", Dose, "--wieght", "5"] },
        { "error: there is no option '--wieght'; did you mean '--weight'?", ["simulate", "--wieght", "5", Dose] },
        { "text with spaces needs quotes", ["simulate", "0.5", "mg/kg", "iv"] },
        { "error: --method: 'rk4' is not one of auto, tsit5, rodas5p", ["run", "decay.ant", "--for", "1", "--method", "rk4"] },
        { "the linear method cannot solve this model: the rate of change of 'S' is not linear in the states, or depends on time; use --method auto", ["run", "square.ant", "--for", "1", "--method", "linear"] },
        { "error: --threads: '1e3' is not a whole number", ["run", "decay.ant", "--for", "1", "--threads", "1e3"] },
        { "the number of repetitions must be above 0", ["run", "decay.ant", "--for", "1", "--timing", "--repeat", "0"] },
        { "the number of threads must not be negative", ["run", "decay.ant", "--for", "1", "--threads", "-1"] },
        { "error: tolerances must be above 0", ["run", "decay.ant", "--for", "1", "--rtol", "0"] },
        { "'--for' expects a single argument but 2 were provided", ["run", "decay.ant", "--for", "1", "--for", "2"] },
    };

    public static TheoryData<string, string> WrongDoses => new()
    {
        { "-3 mg iv", "a dose of -3 is negative" },
        { "NaN mg iv", "a dose of NaN is not a number that can be given" },
        { "1e400 mg iv", "a dose of 1e400 is too large" },
        { "0.5 mg/kg iv ovre 40 min", "did you mean 'over'?" },
        { "", "the regimen is empty" },
    };

    [Theory]
    [MemberData(nameof(OneLiners))]
    public async Task A_mistake_is_told_in_one_line(string expected, string[] args)
    {
        using TemporaryFolder folder = new();
        WriteFiles(folder);
        string[] before = folder.Entries();
        ProgramResult result = await CapturedProgram.RunAsync([.. args.Select(word => InFolder(folder, word))]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Named(folder, expected), result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'), line => !line.StartsWith("1 error", StringComparison.Ordinal));
        Assert.Equal("", result.Output);
        Assert.Equal(before, folder.Entries());
    }

    [Theory]
    [MemberData(nameof(WrongDoses))]
    public async Task A_wrong_dose_is_shown_with_its_place(string regimen, string expected)
    {
        ProgramResult result = await CapturedProgram.RunAsync("simulate", regimen);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Matches("^regimen:1:[0-9]+: error: ", result.Error);
        Assert.Equal(3, result.Error.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task A_model_that_was_generated_at_random_is_refused_with_some_of_its_errors()
    {
        using TemporaryFolder folder = new();
        byte[] noise = new byte[750_000];
        new Random(1).NextBytes(noise);
        await File.WriteAllTextAsync(folder["noise.ant"], Convert.ToBase64String(noise, Base64FormattingOptions.InsertLineBreaks), TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("model", "check", folder["noise.ant"]);
        Assert.Equal(1, result.ExitCode);
        Assert.InRange(result.Error.Split('\n').Length, 2, 100);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model m\n a := b + 1\n b := c*2\n c := a\n x = 1; x' = a\nend\n", "cycle")]
    [InlineData("PARENTHESES", "nested")]
    public async Task A_model_that_cannot_be_computed_is_refused(string text, string expected)
    {
        using TemporaryFolder folder = new();
        string parentheses = $"model m\n x = {new string('(', 10_000)}1{new string(')', 10_000)}; x' = -x\nend\n";
        await File.WriteAllTextAsync(folder["m.ant"], text == "PARENTHESES" ? parentheses : text, TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["m.ant"], "--for", "1");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static void WriteFiles(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder["folder"]);
        File.WriteAllBytes(folder["binary"], [0, 1, 2, 255, 0, 7]);
        File.WriteAllText(folder["empty.ant"], "");
        File.WriteAllText(folder["decay.ant"], Decay);
        File.WriteAllText(folder["square.ant"], "model square; S = 1; S' = -S^2; end\n");
        File.WriteAllText(folder["header.csv"], "ID,k\n");
        File.WriteAllText(folder["word.csv"], "ID,k\n1,0.5\n2,abc\n");
        File.WriteAllText(folder["short.csv"], "ID,k\n1\n");
        File.WriteAllText(folder["twice.csv"], "ID,k\n1,2\n1,3\n");
        File.WriteAllText(folder["columns.csv"], "ID,k,k\n1,2,3\n");
        File.WriteAllText(folder["unknown.csv"], "ID,kk\n1,2\n");
        File.WriteAllText(folder["many.csv"], "ID,k\n" + string.Concat(Enumerable.Range(1, 100_000).Select(id => $"{id},1\n")));
    }

    [Fact]
    public async Task A_run_that_cannot_begin_says_why_and_draws_no_empty_picture()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["never.ant"], "fast reaction J; J: -> A; 1; A = 0", TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["never.ant"], "--for", "1");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("error: subject 1 could not be solved: the fast reactions reach no equilibrium at time 0", result.Error, StringComparison.Ordinal);
    }

    /// <summary>The full path of a word that names a file of the folder, or of one that is not there.</summary>
    private static string InFolder(TemporaryFolder folder, string word) =>
        word is "binary" or "folder" || word.EndsWith(".ant", StringComparison.Ordinal) || word.EndsWith(".csv", StringComparison.Ordinal) || word.EndsWith(".gif", StringComparison.Ordinal)
            || word.EndsWith(".svg", StringComparison.Ordinal) || word.EndsWith("/run", StringComparison.Ordinal) ? folder[word] : word;

    /// <summary>A message with <c>{name}</c> replaced by the full path.</summary>
    private static string Named(TemporaryFolder folder, string message)
    {
        int open = message.IndexOf('{'), close = message.IndexOf('}');
        return open < 0 ? message : message[..open] + folder[message[(open + 1)..close]] + message[(close + 1)..];
    }
}
