using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Running;

/// <summary>Runs of models that are a line of text, to a tight tolerance.</summary>
internal static class TextRun
{
    public const double Tolerance = 1e-9;

    /// <summary>A request to solve the statements of a model.</summary>
    /// <param name="text">The statements.</param>
    /// <param name="method">The method.</param>
    /// <param name="show">What is asked for; null for all that is integrated.</param>
    /// <param name="times">When.</param>
    public static RunRequest Request(string text, SolverMethod method, string? show, double[] times)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], $"model m\n  {text}\nend\n");
        return new RunRequest
        {
            Model = ModelLoading.Load(folder["m.ant"]),
            Times = [.. times],
            Show = show is null ? [] : [show],
            Solver = new SolverSettings { RelativeTolerance = Tolerance, AbsoluteTolerance = Tolerance, Method = method },
        };
    }

    /// <summary>The values of one quantity at some times, in one subject that is solved to the end.</summary>
    public static double[] Run(string text, SolverMethod method, string show, params double[] times)
    {
        RunOutcome outcome = ModelRun.Run(Request(text, method, show, times), null, TestContext.Current.CancellationToken);
        Assert.Equal([], outcome.Failures.Select(failure => failure.Failure.ToString()));
        return [.. Enumerable.Range(0, times.Length).Select(time => outcome.Trajectories[0, 0, time])];
    }

    /// <summary>Whether values are as expected within some tolerances of the solver, relative to numbers above 1.</summary>
    public static void Near(double[] expected, double[] found, double tolerances) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerances * Tolerance * Math.Max(1, Math.Abs(pair.First))));
}
