using System.Diagnostics;
using System.Runtime.InteropServices;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Cli;

/// <summary>
/// Runs lines of a shell in a folder, in which <c>$K</c> is the built program, as one of the users that tests may be: whoever runs the tests, and
/// where that is root an ordinary user as well (<c>setpriv</c> is part of every Debian). That user can read no more than others may, so the program
/// is copied for it.
/// </summary>
public sealed class UserShell : IDisposable
{
    private const string Nobody = "65534";
    private readonly string _program = Path.Combine(Repository.Root, "artifacts", "bin", "Ketascope.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name);
    private readonly TemporaryFolder _copy = new();
    private readonly Lazy<string> _copied;

    public UserShell() => _copied = new(Copy);

    /// <summary>Whether each of the users is an ordinary one.</summary>
    public static TheoryData<bool> Users => Environment.IsPrivilegedProcess ? [false, true] : [true];

    /// <summary>Runs lines of a shell.</summary>
    /// <param name="folder">Where; it is made writable for the user.</param>
    /// <param name="ordinary">Whether as an ordinary user.</param>
    /// <param name="script">The lines.</param>
    internal ProgramResult Run(TemporaryFolder folder, bool ordinary, string script)
    {
        bool drops = ordinary && Environment.IsPrivilegedProcess;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Root, (UnixFileMode)0x1FF);
        }

        string[] user = drops ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : [];
        string program = Path.Combine(drops ? _copied.Value : _program, "ketascope.dll");
        ProcessStartInfo start = new("timeout") { WorkingDirectory = folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])["60", .. user, "env", "HOME=/nonexistent", "--default-signal=INT,PIPE", $"K=dotnet exec {program}", "sh",
            "-c", script])
        {
            start.ArgumentList.Add(word);
        }

        using Process process = Process.Start(start)!;
        return BuiltProgram.End(process);
    }

    /// <summary>The folder of a copy of the program beside which folders of the repository lie.</summary>
    /// <param name="folders">The folders.</param>
    internal string Installed(params string[] folders)
    {
        string program = _copied.Value;
        foreach (string file in folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)))
        {
            string target = Path.Combine(program, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return program;
    }

    public void Dispose() => _copy.Dispose();

    private string Copy()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        foreach (string file in Directory.EnumerateFiles(_program, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(_program, file), target = _copy[name];
            string[] parts = name.Split('/');
            if (parts is not ["runtimes", var system, ..]
                || (system.StartsWith("linux", StringComparison.Ordinal) && system.EndsWith($"-{architecture}", StringComparison.OrdinalIgnoreCase)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        using Process open = Process.Start("chmod", ["-R", "a+rX", _copy.Root]);
        open.WaitForExit();
        return _copy.Root;
    }
}
