using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Results;

namespace Ketascope.Tests.Study.Results;

/// <summary>Small runs with values that can be worked out by hand.</summary>
internal static class SampleRuns
{
    public static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 30, 0, TimeSpan.Zero);

    /// <summary>Subject s (from 0): a = (s + 1) exp(-t) ug/L, b = 0.1 t (s + 1) without unit, at t = 0, 0.5 ... 12 h.</summary>
    public static TrajectoryBlock Block(int subjects, ImmutableArray<long> ids = default)
    {
        ImmutableArray<double> times = [.. Enumerable.Range(0, 25).Select(index => index * 0.5)];
        Trajectories values = new(["a", "b"], times, subjects, 4);
        for (int subject = 0; subject < subjects; subject++)
        {
            for (int time = 0; time < times.Length; time++)
            {
                Set(values, subject, 0, time, (subject + 1) * Math.Exp(-times[time]));
                Set(values, subject, 1, time, 0.1 * times[time] * (subject + 1));
            }
        }

        return new TrajectoryBlock(values, [new("a", "S-ketamine", "ug/L"), new("b", null, null, "occupancy")], ids);
    }

    public static void Set(Trajectories values, int subject, int quantity, int time, double value) =>
        values.Batch(subject / values.Width)[(((time * values.Names.Length) + quantity) * values.Width) + (subject % values.Width)] = value;

    public static RunResult Run(int subjects = 1) => new()
    {
        Title = "Ketamine 0.5 mg/kg <iv> & \"more\"",
        Trajectories = Block(subjects),
        TimeUnit = "h",
        Doses = [new(0, 2.0 / 3, "35 mg iv over 40 min")],
        Regimen = "0.5 mg/kg ketamine intravenously over 40 min",
        ModelChoice = "sample: the only one",
        SamplingSite = "arterial plasma",
        Summary = new ResultTable([new("analyte"), new("Cmax", "ug/L"), new("half-life", "h")], [["S-ketamine, total", 182.345678, double.NaN]]),
        Assumptions = ["Weight 70 kg."],
        Warnings = ["The dose is high."],
        Parameters = new ResultTable([new("parameter"), new("value"), new("unit"), new("source")], [["CL", 1.51, "L/min", "Author 2020, doi:10.1000/xyz"]]),
        Manifest = Manifest(),
    };

    public static RunManifest Manifest() => new()
    {
        Version = "1.2.3",
        Created = Moment,
        Model = ModelManifest.Of("sample", [new("models/sample.ant", "abc")]),
        Overrides = ImmutableSortedDictionary<string, double>.Empty.Add("CL", 0.1).Add("Emax", double.PositiveInfinity),
        Regimen = RegimenManifest.Of("0.5 mg/kg iv", new ResultTable([new("TIME", "h"), new("AMT", "mg"), new("CMT")], [[0.0, 0.1 + 0.2, "C1"]])),
        Seed = ulong.MaxValue,
        Subjects = 1,
        Solver = SolverManifest.Of(new SolverSettings(), 8, 2, new WorkCounters(1, 2, 3, 4, 5, 6, 7, 8)),
        WallSeconds = ImmutableSortedDictionary<string, double>.Empty.Add("solve", 0.25),
        Files = ["plot.svg"],
    };
}
