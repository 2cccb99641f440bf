using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

[Collection(ConsoleTests.Name)]
public sealed class ConvertTests
{
    private const string Whole = "model whole\n  k = 0.5; x = 10; x' = -k*x\nend\n";
    private const string Part = "model part(k)\n  x = 10; x' = -k*x; y := q\nend\n";

    /// <summary>A part of a model has values from around it: it is written, and whoever takes it for a whole one is told that it cannot run.</summary>
    [Theory]
    [InlineData("m.xml")]
    [InlineData("copy.ant")]
    public async Task A_model_with_errors_is_written_with_a_warning_that_model_check_has_them(string target)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Part, TestContext.Current.CancellationToken);
        ProgramResult check = await CapturedProgram.RunAsync("model", "check", folder["m.ant"]),
            converted = await CapturedProgram.RunAsync("convert", folder["m.ant"], folder[target]);
        Assert.Equal((1, 0), (check.ExitCode, converted.ExitCode));
        Assert.Contains("2 errors", check.Error, StringComparison.Ordinal);
        string warning = string.Join(' ', converted.Error.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"warning: the model was written, but it cannot run as it is: 'ketascope model check {folder["m.ant"]}' finds 2 errors, the first of them: ", warning, StringComparison.Ordinal);
        Assert.True(File.Exists(folder[target]));
    }

    [Fact]
    public async Task A_model_without_errors_is_written_without_a_word()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Whole, TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("convert", folder["m.ant"], folder["m.xml"]);
        Assert.Equal((0, "", ""), (result.ExitCode, result.Error, result.Output));
    }

    [Theory]
    [InlineData("out", "does not say in which language the model is to be written")]
    [InlineData("out.gif", "ends with '.gif'; a model is written to .ant (Antimony) or .xml, .sbml (SBML)")]
    [InlineData("m.ant", "name the same file")]
    public async Task A_name_that_says_no_language_is_asked_about(string target, string expected)
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder["m.ant"], Whole, TestContext.Current.CancellationToken);
        ProgramResult result = await CapturedProgram.RunAsync("convert", folder["m.ant"], folder[target]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(["m.ant"], folder.Entries());
    }
}
