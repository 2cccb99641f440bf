using System.Diagnostics;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary><c>calibrate receptor --write</c> stores its result among the models that come with the program: tried on a copy of them.</summary>
[Trait("Speed", "Slow")]
public sealed class CalibrateTests(UserShell shell) : IClassFixture<UserShell>
{
    [Fact]
    public void The_result_is_stored_where_it_is_asked_for_and_nowhere_else()
    {
        using TemporaryFolder folder = new();
        string program = shell.Installed("models", "evidence"), file = Path.Combine(program, "models", "receptors", "nmda", "calibration", "mk-801.json");
        string stored = File.ReadAllText(file), none = stored[..stored.IndexOf(",\n  \"result\"", StringComparison.Ordinal)] + "\n}\n";
        File.WriteAllText(file, none);
        Assert.Equal(0, Run(program).ExitCode);
        Assert.Equal(none, File.ReadAllText(file));
        Assert.Equal(0, Run(program, "--write").ExitCode);
        string written = File.ReadAllText(file);
        Assert.StartsWith(none[..^3], written, StringComparison.Ordinal);
        Assert.Contains("\"result\": {", written, StringComparison.Ordinal);
    }

    private static ProgramResult Run(string program, params string[] more)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])["exec", Path.Combine(program, "ketascope.dll"), "calibrate", "receptor", "mk-801", .. more])
        {
            start.ArgumentList.Add(word);
        }

        using Process process = Process.Start(start)!;
        return BuiltProgram.End(process);
    }
}
