using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Ketamine.Body;

/// <summary>The text of the body at held concentrations, or behind a dose (<c>dosed.ant</c>).</summary>
internal static class BodyRun
{
    /// <summary>Long enough for every state of the body to settle, h.</summary>
    public const double Settled = 12;

    private static readonly LoadedModel Body = ModelLoading.Load(Path.Combine(Repository.Root, "models", "body", "body.ant"), UnitPolicy.Require);

    private static readonly LoadedModel Dosed = ModelLoading.Load(
        Path.Combine(Repository.Root, "tests", "Ketascope.Tests", "Ketamine", "Body", "dosed.ant"), UnitPolicy.Require);

    /// <summary>The deviation of a person whose drive is the mean of people, which is what the design calls typical: half the variance, 0.55^2/2.</summary>
    private const double MeanPerson = 0.15125;

    /// <summary>Outputs at times (h), with parameters held.</summary>
    public static double[][] Held((string Name, double Value)[] set, string[] outputs, params double[] times) =>
        Solve(Body, [("circulation.eta_drive", MeanPerson), .. set], [], outputs, times);

    /// <summary>One output once everything has settled.</summary>
    public static double Steady(string output, params (string Name, double Value)[] set) => Held(set, [output], Settled)[0][0];

    /// <summary>
    /// Outputs at minutes after the start of infusions into 70 kg: mg, from and to in minutes, of <c>S</c>, <c>R</c> or <c>M</c> (morphine).
    /// </summary>
    public static double[][] Given(
        (string Drug, double Mg, double From, double To)[] doses, (string, double)[] set, string[] outputs, params double[] minutes) =>
        Solve(Dosed, [("b.circulation.eta_drive", MeanPerson), .. set], [.. doses.SelectMany(dose => (ValueChange[])
        [
            new(dose.From / 60, dose.Drug + "_rate", dose.Mg / (dose.To - dose.From) * 60),
            new(dose.To / 60, dose.Drug + "_rate", 0),
        ]).OrderBy(change => change.Time)], outputs, [.. minutes.Select(minute => minute / 60)]);

    /// <summary>Racemic ketamine, mg/kg over minutes into 70 kg, from a minute on.</summary>
    public static (string, double, double, double)[] Racemate(double dose, double minutes, double from = 0) =>
        [("S", 35 * dose, from, from + minutes), ("R", 35 * dose, from, from + minutes)];

    private static double[][] Solve(LoadedModel model, (string, double)[] set, ImmutableArray<ValueChange> changes, string[] outputs, double[] times)
    {
        RunOutcome outcome = ModelRun.Run(new RunRequest
        {
            Model = model,
            Overrides = set.GroupBy(pair => pair.Item1).ToImmutableSortedDictionary(same => same.Key, same => same.Last().Item2, StringComparer.Ordinal),
            Times = [.. times],
            Show = [.. outputs],
            Changes = [changes],
            Solver = new SolverSettings { RelativeTolerance = 1e-8, AbsoluteTolerance = 1e-10 },
        });
        Assert.Empty(outcome.Failures);
        return [.. outputs.Select((_, i) => outcome.Trajectories.Course(0, i))];
    }
}
