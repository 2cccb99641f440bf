using System.Globalization;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary>Models whose reactions are marked fast, as their users run them.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FastReactionTests
{
    private const string Chain = "species A, B; A = 1; B = 0; J: A -> B; 0.1*A; fast reaction J;";

    [Fact]
    public async Task A_run_warns_and_ignores_them_when_asked()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], Chain);
        ProgramResult fast = await CapturedProgram.RunAsync("run", folder["m.ant"], "--points", "0,10", "--table", folder["fast.csv"]);
        ProgramResult slow = await CapturedProgram.RunAsync("run", folder["m.ant"], "--points", "0,10", "--ignore-fast", "--table", folder["slow.csv"]);
        Assert.Equal((0, 0), (fast.ExitCode, slow.ExitCode));
        Assert.Contains("warning: the only reaction, 'J', is marked fast", fast.Error, StringComparison.Ordinal);
        Assert.Equal("", slow.Error);
        Assert.Equal(0, Last(folder["fast.csv"]), 1e-9);
        Assert.Equal(Math.Exp(-1), Last(folder["slow.csv"]), 1e-5);
    }

    [Fact]
    public async Task Steps_without_end_are_bounded_and_the_way_out_is_told()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], $"{Chain} x = 1; y = 0; x' = 1e6*y; y' = -1e6*x;");
        ProgramResult result = await CapturedProgram.RunAsync("run", folder["m.ant"], "--for", "100");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("the allowed number of steps was used up at time", result.Error, StringComparison.Ordinal);
        Assert.Contains("--ignore-fast makes ordinary reactions of them", result.Error.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        ProgramResult more = await CapturedProgram.RunAsync("run", folder["m.ant"], "--for", "0.1", "--max-steps", "10000000");
        Assert.Equal(0, more.ExitCode);
    }

    [Fact]
    public async Task They_are_ignored_by_check_show_convert_and_trials_of_models()
    {
        using TemporaryFolder folder = new();
        string models = Directory.CreateDirectory(folder["models"]).FullName, model = Path.Combine(models, "m.ant");
        // A rate that never vanishes has no equilibrium.
        File.WriteAllText(model, "species A, B; A = 1; B = 0; J: A -> B; 0.001; fast reaction J;");
        Assert.Contains("1 warning", (await CapturedProgram.RunAsync("model", "check", model)).Output, StringComparison.Ordinal);
        Assert.Contains("no warnings", (await CapturedProgram.RunAsync("model", "check", model, "--ignore-fast")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CapturedProgram.RunAsync("model", "show", model, "--ignore-fast")).ExitCode);
        Assert.Equal(0, (await CapturedProgram.RunAsync("convert", model, folder["slow.xml"], "--ignore-fast")).ExitCode);
        Assert.DoesNotContain("fast=\"true\"", await File.ReadAllTextAsync(folder["slow.xml"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("0 of 1 ran to 100", (await CapturedProgram.RunAsync("conformance", models)).Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 ran to 100", (await CapturedProgram.RunAsync("conformance", models, "--ignore-fast")).Output, StringComparison.Ordinal);
    }

    private static double Last(string table) => double.Parse(File.ReadAllLines(table)[^1].Split(',')[1], CultureInfo.InvariantCulture);
}
