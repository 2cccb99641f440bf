using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ketascope.Ketamine;
using Ketascope.Ketamine.Cord;
using Ketascope.Ketamine.Library;
using Ketascope.Ketamine.Pain;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Running;

namespace Ketascope.Benchmarks;

/// <summary>
/// Times the cord: eight of them for 14 days on one thread, as bench/cord.py does in NEURON, and a thousand patients for twelve weeks on all threads.
/// </summary>
internal static class CordTiming
{
    private const double Day = ChronicCord.Day;
    private const int People = 1000;
    private static readonly string[] Lasting = ["p", "Le", "Ll", "D"];

    /// <summary>Runs it.</summary>
    /// <param name="tolerance">The relative tolerance.</param>
    /// <param name="rounds">How many times.</param>
    public static int Run(double tolerance, int rounds)
    {
        KetamineLibrary library = House.Installed.Library;
        CordCircuit circuit = new(Path.Combine(library.Models, "cord"), library.Cord.File.Circuits.First(one => one.Name == "design"))
        {
            Threads = 1,
            Solver = new SolverSettings { RelativeTolerance = tolerance },
        };
        ImmutableArray<ValueChange>[] cords = [.. Enumerable.Range(0, 8).Select(i => (ImmutableArray<ValueChange>)
            [new(0, CordNames.Condition, 0.2), new(0, CordNames.CInput, 1), new(3 * Day, CordNames.CInput, 0.2 + (0.01 * i))])];
        _ = circuit.Solve(cords, [14 * Day]);
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            ImmutableArray<CordRecord> records = circuit.Solve(cords, [14 * Day]);
            Say($"solve_s={Stopwatch.GetElapsedTime(start).TotalSeconds:F4}");
            if (round == rounds - 1)
            {
                for (int i = 0; i < records.Length; i++)
                {
                    Say($"{i} {string.Join(' ', Lasting.Select(name => records[i].At(name, 14 * Day).ToString("G9", CultureInfo.InvariantCulture)))}");
                }
            }
        }

        People12Weeks(library);
        return 0;
    }

    private static void People12Weeks(KetamineLibrary library)
    {
        PainGroup group = library.Pain.Group(library.Pain.File.Condition("CRPS"), library.Pain.File.Relief(null));
        PainPeople people = group.Draw(People, 1, 84 * Day);
        CordExposure exposure = library.Cord.Doses.Regimen(
            "S-ketamine 5 mg/h iv for 24 h then 10 mg/h for 24 h then 15 mg/h for 24 h then 20 mg/h for 28 h", 70, 84 * Day).Exposure;
        PainTreatment treatment = new(exposure, true, library.Cord.File.Alternatives[0]);
        ImmutableArray<double> weeks = [.. Enumerable.Range(0, 13).Select(week => week * 7 * Day)];
        _ = group.Follow(people.Part(0, 8), treatment, weeks);
        (long start, TimeSpan used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        PainCourses courses = group.Follow(people, treatment, weeks);
        (double wall, double busy) = (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        Say($"people={People} wall_s={wall:F2} processor_s={busy:F2} week_1={courses.At(7 * Day).Average():F2}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
