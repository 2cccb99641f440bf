using System.Diagnostics;
using System.Runtime.InteropServices;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary>The built program as a process: exit codes, help, interruption.</summary>
[Trait("Speed", "Slow")]
public sealed partial class ProgramTests
{
    private const int Interrupt = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(1, "model")]
    [InlineData(0, "--help")]
    [InlineData(0, "model", "--help")]
    public void Help_names_the_commands_and_gives_examples_and_no_command_is_a_failure(int code, params string[] args)
    {
        ProgramResult result = BuiltProgram.Run(args);
        Assert.Equal((code, ""), (result.ExitCode, result.Error));
        Assert.Contains("Commands:", result.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("run")]
    [InlineData("model", "check")]
    [InlineData("model", "show")]
    public void Help_of_a_command_describes_every_option_and_gives_examples(params string[] command)
    {
        ProgramResult result = BuiltProgram.Run([.. command, "--help"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"  ketascope {string.Join(' ', command)} ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.All(result.Output.Split('\n').Where(line => line.StartsWith("  --", StringComparison.Ordinal)), line => Assert.Matches("^  --[a-z-]+( <[^>]+>)?  +[A-Z]", line));
    }

    [Fact]
    public void A_mistake_ends_with_code_1_and_one_line()
    {
        ProgramResult result = BuiltProgram.Run("simulate", "0.5 mg/kg iv", "--out", "/proc/none/run");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ID,w\n1,1000\n2,1001\n3,1002\n")]
    public void An_interrupt_ends_a_long_run_at_once_and_leaves_nothing_behind(string subjects)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends a signal as Linux numbers it");
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["fast.ant"], "model fast\n  w = 1000; x = 1; v = 0; x' = v; v' = -w^2*sin(x)\nend\n");
        File.WriteAllText(folder["rows.csv"], subjects);
        string[] population = subjects.Length == 0 ? [] : ["--subjects-file", folder["rows.csv"]];
        using Process process = BuiltProgram.Start(80, ["run", folder["fast.ant"], "--for", "1e6", "--max-steps", "2000000000", "--table", folder["t.csv"], .. population]);
        Thread.Sleep(3000);
        Assert.False(process.HasExited);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, Kill(process.Id, Interrupt));
        ProgramResult result = BuiltProgram.End(process);
        Assert.Equal((130, "interrupted; nothing was written\n", ""), (result.ExitCode, result.Error, result.Output));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 2);
        Assert.Equal(["fast.ant", "rows.csv"], folder.Entries());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
