using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers;

/// <summary>The values of a solved batch, by time, quantity and lane.</summary>
public sealed record Solution(double[] Values, int Width, int Stored, BatchResult Result)
{
    public double this[int time, int quantity, int lane = 0] => Values[(((time * Stored) + quantity) * Width) + lane];

    public WorkCounters Counters => Result.Counters;
}

/// <summary>Short ways to solve test problems.</summary>
internal static class Solve
{
    public static SolverSettings At(double tolerance, SolverMethod? method = null, double? absolute = null) =>
        new() { RelativeTolerance = tolerance, AbsoluteTolerance = absolute ?? tolerance, Method = method ?? SolverCatalogue.Tsit5 };

    /// <summary>All states in all lanes, the same parameters in each unless one row a lane is given.</summary>
    public static Solution Run(LaneKernel kernel, double[][] parameterRows, double[] times, SolverSettings settings, params IReadOnlyList<Discontinuity>[] discontinuities)
    {
        double[] parameters = new double[kernel.ParameterCount * kernel.Width];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = parameterRows[Math.Min(i % kernel.Width, parameterRows.Length - 1)][i / kernel.Width];
        }

        BatchProblem problem = new()
        {
            Kernel = kernel,
            Parameters = parameters,
            ActiveLanes = Math.Max(1, Math.Min(kernel.Width, parameterRows.Length)),
            OutputTimes = times,
            Stored = Enumerable.Range(0, kernel.StateCount + kernel.OutputCount).ToArray(),
            Settings = settings,
            Discontinuities = discontinuities,
        };
        return Run(problem);
    }

    public static Solution Run(BatchProblem problem)
    {
        double[] values = new double[problem.OutputTimes.Length * problem.Stored.Length * problem.Kernel.Width];
        using BatchSolver solver = new();
        BatchResult result = solver.Solve(problem, values);
        return new Solution(values, problem.Kernel.Width, problem.Stored.Length, result);
    }
}
