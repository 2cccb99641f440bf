using System.Diagnostics;
using System.Globalization;
using Ketascope.Cli;
using Ketascope.Cli.Terminal;

namespace Ketascope.Fuzz;

/// <summary>Runs inputs one after the other in this process.</summary>
/// <param name="folder">Where the input stands while it runs, and where those go that were found.</param>
internal sealed class FuzzWorker(string folder)
{
    /// <summary>Exit code when an input took too long.</summary>
    public const int TooSlow = 3;

    private const string Number = "running.txt";
    private const double MostSeconds = 2;

    /// <summary>Compiling the program's code for the first time is not the input's fault.</summary>
    private const double MostSecondsAtFirst = 6;
    private const int WarmInputs = 40;

    // Processor time, so that other work on the machine counts for nothing.
    private TimeSpan _started;
    private bool _isRunning;
    private double _allowed = MostSecondsAtFirst;

    /// <summary>The number of the input that ran last.</summary>
    /// <param name="folder">The folder.</param>
    public static int? LastIn(string folder) =>
        File.Exists(Path.Combine(folder, Number)) && int.TryParse(File.ReadAllText(Path.Combine(folder, Number)).Split(' ')[0], CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Keeps the input that ran last.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="why">What it did.</param>
    public static void KeepLast(string folder, string why)
    {
        string[] words = File.ReadAllText(Path.Combine(folder, Number)).Split(' ');
        string input = Path.Combine(folder, words[1]);
        File.Copy(input, Path.Combine(folder, $"found-{words[0]}-{why}{Path.GetExtension(input)}"), overwrite: true);
    }

    /// <summary>Runs inputs.</summary>
    /// <param name="targets">Of which kinds, in turn.</param>
    /// <param name="seed">The number of the first.</param>
    /// <param name="count">How many.</param>
    public int Run(FuzzTarget[] targets, int seed, int count)
    {
        Thread watch = new(Watch) { IsBackground = true };
        watch.Start();
        Console.SetOut(TextWriter.Null);
        for (int i = 0; i < count; i++)
        {
            _allowed = i < WarmInputs ? MostSecondsAtFirst : MostSeconds;
            RunOne(targets[(seed + i) % targets.Length], seed + i);
        }

        return 0;
    }

    private void RunOne(FuzzTarget target, int number)
    {
        Random random = new(number);
        string input = Path.Combine(folder, "input" + target.Extension);
        File.WriteAllBytes(input, new Mutation(random, target.Corpus.Value).Next());
        File.WriteAllText(Path.Combine(folder, Number), string.Create(CultureInfo.InvariantCulture, $"{number} {Path.GetFileName(input)}"));
        foreach (string[] words in target.Commands(input, random))
        {
            using StringWriter errors = new();
            Console.SetError(errors);
            _started = Process.GetCurrentProcess().TotalProcessorTime;
            Volatile.Write(ref _isRunning, true);
            int code = CommandLine.RunAsync(words).GetAwaiter().GetResult();
            Volatile.Write(ref _isRunning, false);
            if (code is not (ExitCode.Success or ExitCode.Failure))
            {
                KeepLast(folder, string.Create(CultureInfo.InvariantCulture, $"exit-{code}"));
                File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"why-{number}.txt")), $"{string.Join(' ', words)}\n{errors}");
            }
        }
    }

    private void Watch()
    {
        while (true)
        {
            Thread.Sleep(100);
            if (Volatile.Read(ref _isRunning) && (Process.GetCurrentProcess().TotalProcessorTime - _started).TotalSeconds > _allowed)
            {
                Environment.Exit(TooSlow);
            }
        }
    }
}
