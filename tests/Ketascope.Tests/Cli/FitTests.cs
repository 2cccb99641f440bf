using System.Globalization;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class FitTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "bench", "fit");
    private static readonly string Model = Path.Combine(Folder, "theophylline.ant");
    private static readonly string Data = Path.Combine(Folder, "theophylline.csv");

    [Fact]
    public void The_example_of_the_page_prints_what_the_page_shows()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Repository.Root, "docs", "fitting.md")).Split("```");
        string[] words = blocks[1].Trim().Split(' ')[1..];
        ProgramResult result = BuiltProgram.Run([.. words.Select(word => word.StartsWith("bench/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word)]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(blocks[3].Trim(), result.Output.Trim());
        Assert.Contains("12 observation records without DV are left out",
            result.Error.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_holds_everything_and_run_takes_its_parameters()
    {
        using TemporaryFolder folder = new();
        string output = folder["fit"];
        ProgramResult fit = await CapturedProgram.RunAsync("fit", Model, "--data", Data, "--estimate", "KE,KA,CL", "--output", "CP", "--method", "wls", "--individual", "--profile", "KE", "--out", output);
        Assert.True(fit.ExitCode == 0, fit.Error);
        Assert.Equal(
            ["correlation.csv", "estimates.csv", "fit.png", "fit.svg", "manifest.json", "objective.csv", "parameters.csv", "profile.csv", "residuals.csv", "starts.csv", "warnings.txt"],
            Directory.GetFiles(output).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.Equal("ID,parameter,unit,estimate,SE,RSE [%],95% low,95% high,kind", File.ReadLines(Path.Combine(output, "estimates.csv")).First());
        Assert.Equal(1 + 120, File.ReadLines(Path.Combine(output, "residuals.csv")).Count());
        Assert.Equal(1 + 12, File.ReadLines(Path.Combine(output, "parameters.csv")).Count());

        // The prediction of a residual is that of a run with the fitted parameters.
        string table = folder["run.csv"];
        string[] last = File.ReadLines(Path.Combine(output, "residuals.csv")).Last().Split(',');
        string[] names = File.ReadLines(Path.Combine(output, "parameters.csv")).First().Split(','), values = File.ReadLines(Path.Combine(output, "parameters.csv")).Last().Split(',');
        string set = string.Join(',', names.Skip(1).Zip(values.Skip(1), (name, value) => $"{name}={value}"));
        ProgramResult run = await CapturedProgram.RunAsync("run", Model, "--data", Data, "--set", set, "--show", "CP", "--table", table, "--rtol", "1e-9", "--atol", "1e-12");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Number(last[5]), Number(File.ReadLines(table).Last().Split(',')[2]), 1e-8);
        ProgramResult rows = await CapturedProgram.RunAsync("run", Model, "--subjects-file", Path.Combine(output, "parameters.csv"), "--points", "0,1", "--show", "KE", "--table", folder["rows.csv"]);
        Assert.Equal(0, rows.ExitCode);
        Assert.Contains(values[1], File.ReadAllText(folder["rows.csv"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no parameter 'KEE'; did you mean 'KE'?", "--estimate", "KEE")]
    [InlineData("say with --estimate NAMES", "--output", "CP")]
    [InlineData("--bounds names 'KEL', which is not among the parameters to estimate", "--estimate", "KE", "--bounds", "KEL=1..2")]
    [InlineData("'KE=1-2' is not bounds; write CL=0.1..50", "--estimate", "KE", "--bounds", "KE=1-2")]
    [InlineData("the bounds of 'KE' are not in order: 2..1", "--estimate", "KE", "--bounds", "KE=2..1")]
    [InlineData("'KE=lognorm(1,2)' is not a prior; write CL=lognormal(5,30%)", "--estimate", "KE", "--prior", "KE=lognorm(1,2)")]
    [InlineData("priors need maximum likelihood (--method ml)", "--estimate", "KE", "--prior", "KE=normal(0.1,0.02)", "--method", "ols")]
    [InlineData("a combined or known error needs maximum likelihood", "--estimate", "KE", "--error", "combined", "--method", "wls")]
    [InlineData("'proportionl' is not an error model", "--estimate", "KE", "--error", "proportionl")]
    [InlineData("--output and --observe exclude each other", "--estimate", "KE", "--output", "CP", "--observe", "1=CP")]
    [InlineData("'CP' is not of the form DVID=NAME", "--estimate", "KE", "--observe", "CP")]
    [InlineData("an error model is given for 'CM', which is not observed", "--estimate", "KE", "--error", "CM=log")]
    [InlineData("the number of starts must be above 0", "--estimate", "KE", "--starts", "0")]
    [InlineData("the correlation of 'KE' and 'CL' must be between -1 and 1", "--estimate", "KE", "--correlation", "KE,CL=1.5")]
    [InlineData("a correlation names 'CL', which has no prior", "--estimate", "KE,CL", "--prior", "KE=normal(0.1,0.02)", "--correlation", "KE,CL=0.5")]
    [InlineData("--seed draws the starts after the first, so it goes with --starts N", "--estimate", "KE", "--seed", "3")]
    [InlineData("--role goes with --observations, not with --data", "--estimate", "KE", "--role", "calibration")]
    [InlineData("no parameter is left to estimate", "--estimate", "KE", "--fix", "KE=0.1")]
    public async Task A_mistake_is_one_line_and_exit_code_1(string expected, params string[] options)
    {
        ProgramResult result = await CapturedProgram.RunAsync(["fit", Model, "--data", Data, .. options]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_prior_and_bounds_are_read_and_used()
    {
        // So narrow a prior leaves nothing to the data.
        ProgramResult result = await CapturedProgram.RunAsync(
            "fit", Model, "--data", Data, "--estimate", "KE,CL", "--fix", "KA=1.5", "--prior", "KE=lognormal(0.1, 0.01%),CL=normal(0.05,1e-6)", "--bounds", "CL=0.001..1");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"KE\s+0\.(1000|0999)", result.Output);
        Assert.Matches(@"CL\s+0\.0(5000|4999)", result.Output);
        Assert.Matches(@"KA\s+1\.500 .*fixed", result.Output);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
