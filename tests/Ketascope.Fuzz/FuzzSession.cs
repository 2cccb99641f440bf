using System.Diagnostics;
using System.Globalization;

namespace Ketascope.Fuzz;

/// <summary>Runs inputs in a process of their own, which is begun anew when one of them has ended it.</summary>
/// <param name="folder">Where inputs go that were found.</param>
internal sealed class FuzzSession(string folder)
{
    private const int InputsOfAWorker = 400;
    private const string HeapLimit = "0x40000000";

    /// <summary>Runs until the time is over.</summary>
    /// <param name="args">The words of the command line, which go on to the workers.</param>
    /// <param name="seed">The number of the first input.</param>
    /// <param name="time">How long.</param>
    /// <returns>0 when nothing was found.</returns>
    public int Run(string[] args, int seed, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        int next = seed, lost = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            int code = RunWorker(args, next);
            int done = FuzzWorker.LastIn(folder) is { } last && last >= next ? last - next + 1 : 1;
            if (code != 0)
            {
                lost++;
                FuzzWorker.KeepLast(folder, code == FuzzWorker.TooSlow ? "slow" : string.Create(CultureInfo.InvariantCulture, $"ended-with-{code}"));
            }

            next += done;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start):hh\\:mm\\:ss}  {next - seed} inputs, {Directory.GetFiles(folder, "found-*").Length} found"));
        }

        int found = Directory.GetFiles(folder, "found-*").Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{next - seed} inputs from number {seed}, {found} found ({lost} ended the process)"));
        return found == 0 ? 0 : 1;
    }

    private int RunWorker(string[] args, int seed)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] dll = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        foreach (string word in (string[])[.. dll, .. args, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--found", folder, "--worker", InputsOfAWorker.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using Process worker = Process.Start(start)!;
        worker.OutputDataReceived += (_, _) => { };
        worker.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) { Console.Error.WriteLine(text); } };
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        worker.WaitForExit();
        return worker.ExitCode;
    }
}
