using System.Diagnostics;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Sbml;

namespace Ketascope.Benchmarks;

/// <summary>Reads many SBML files in one process, some times over, and prints how long each time took: a measure beside a program that does the same.</summary>
internal static class ReadTiming
{
    /// <summary>Runs it.</summary>
    /// <param name="rounds">How many times.</param>
    /// <param name="files">The files.</param>
    public static int Run(int rounds, string[] files)
    {
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            int read = files.Count(file => SbmlReader.Read(new SourceText(file, File.ReadAllText(file)), new DiagnosticBag(), []) is not null);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{read} of {files.Length} files read_s={Stopwatch.GetElapsedTime(start).TotalSeconds:F4}"));
        }

        return 0;
    }
}
