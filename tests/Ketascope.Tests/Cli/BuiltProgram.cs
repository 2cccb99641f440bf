using System.Diagnostics;

namespace Ketascope.Tests.Cli;

/// <summary>What a program gave back.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>The built program, run as a process of its own, as its users run it.</summary>
internal static class BuiltProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Path { get; } = System.IO.Path.Combine(Repository.Root, "artifacts", "bin", "Ketascope.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "ketascope.dll");

    public static ProgramResult Run(params string[] args) => RunAt(80, args);

    /// <summary>Runs it as on a terminal of some columns.</summary>
    public static ProgramResult RunAt(int columns, params string[] args)
    {
        using Process process = Start(columns, args);
        return End(process);
    }

    /// <summary>Starts it with the interrupt signal as a terminal has it, whatever the tests were started with.</summary>
    public static Process Start(int columns, params string[] args)
    {
        ProcessStartInfo start = new("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])["--default-signal=INT", $"COLUMNS={columns}", "dotnet", "exec", Path, .. args])
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }

    public static ProgramResult End(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program did not end.");
        }

        return new ProgramResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
