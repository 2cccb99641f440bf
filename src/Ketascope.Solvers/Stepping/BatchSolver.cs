using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Linear;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// Solves batches of subjects in lanes that share time and step size. One object belongs to one thread: it keeps its buffers from batch to batch, so that a
/// population solved with one kernel allocates nothing but the results' small records.
/// </summary>
/// <remarks>
/// <para>The error norm is the root mean square over the states of error/(atol + rtol max(|y before|, |y after|)), as in CVODE and DOPRI5, of the worst
/// lane.</para>
/// <para>Known times (discontinuities, time events of any lane, the end) are stepped to exactly. At equal times discontinuities come first, then events; values
/// asked at that time are those after them.</para>
/// </remarks>
public sealed unsafe class BatchSolver : IDisposable
{
    private BatchIntegrator? _integrator;
    private LinearIntegrator? _linear;

    /// <summary>Solves one batch.</summary>
    /// <param name="problem">What is asked.</param>
    /// <param name="values">
    /// Where the values go: stored quantity <c>q</c> at output time <c>t</c> in lane <c>l</c> at <c>[(t*stored + q)*Width + l]</c>; not-a-number in a lane that
    /// failed before.
    /// </param>
    /// <returns>For each subject whether it failed, and the work done.</returns>
    /// <exception cref="OperationCanceledException">The batch was cancelled; its values are incomplete.</exception>
    /// <exception cref="ArgumentException">The problem contradicts itself or the kernel, or the buffer is too short.</exception>
    public BatchResult Solve(BatchProblem problem, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ProblemCheck.Require(problem, values.Length);
        if (LinearIntegrator.Serves(problem) && SolveLinear(problem, values) is { } result)
        {
            return result;
        }

        if (_integrator is null || !ReferenceEquals(_integrator.Kernel, problem.Kernel))
        {
            _integrator?.Dispose();
            _integrator = new BatchIntegrator(problem.Kernel);
        }

        fixed (double* pointer = values, times = problem.OutputTimes.Span)
        {
            BatchResult first = _integrator.Solve(problem, times, pointer);
            return problem.Settings.Method.Kind == MethodKind.Automatic && problem.Kernel.Mass is null && IsWorthAnother(first.Failures)
                ? SolveAgain(problem, times, pointer, first)
                : first;
        }
    }

    /// <summary>Frees the buffers.</summary>
    public void Dispose()
    {
        _integrator?.Dispose();
        _linear?.Dispose();
    }

    private static bool IsWorthAnother(IReadOnlyList<LaneFailure?> failures)
    {
        for (int lane = 0; lane < failures.Count; lane++)
        {
            if (failures[lane] is { Cause: FailureCause.StepTooSmall or FailureCause.NotFinite or FailureCause.SingularMatrix or FailureCause.Pole })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Solves a batch once more by the implicit method alone, and then by the explicit one alone, until one does not fail; else as far as the one that came
    /// farthest. The explicit method, which starts, can pass the zero of a quantity that cannot be negative before it notices that the system is stiff, and
    /// from there some models run away; the implicit one needs derivatives that may not exist where the rates of change do.
    /// </summary>
    private BatchResult SolveAgain(BatchProblem problem, double* times, double* values, BatchResult first)
    {
        const int MostExplicitSteps = 200_000;
        SolverSettings asked = problem.Settings;
        SolverSettings[] ways =
        [
            asked,
            asked with { Method = SolverCatalogue.Rodas5P },
            asked with { Method = SolverCatalogue.Tsit5, MaxSteps = Math.Min(asked.MaxSteps, MostExplicitSteps) },
        ];
        List<BatchResult> results = [first];
        WorkCounters work = first.Counters;
        for (int way = 1; way < ways.Length; way++)
        {
            BatchResult result = _integrator!.Solve(problem with { Settings = ways[way] }, times, values);
            results.Add(result);
            work += result.Counters;
            if (result.Failures.All(failure => failure is null))
            {
                return result with { Counters = work };
            }
        }

        int best = Enumerable.Range(0, results.Count).MaxBy(way => results[way].Failures.Sum(failure => failure is null ? 1 : Part(problem, failure.Time)));
        return best == ways.Length - 1 ? results[best] with { Counters = work }
            : _integrator!.Solve(problem with { Settings = ways[best] }, times, values) with { Counters = work };
    }

    private static double Part(BatchProblem problem, double time)
    {
        double span = problem.OutputTimes.Span[^1] - problem.StartTime;
        return span > 0 ? (time - problem.StartTime) / span : 0;
    }

    private BatchResult? SolveLinear(BatchProblem problem, Span<double> values)
    {
        if (_linear is null || !ReferenceEquals(_linear.Kernel, problem.Kernel))
        {
            _linear?.Dispose();
            _linear = new LinearIntegrator(problem.Kernel);
        }

        fixed (double* pointer = values, times = problem.OutputTimes.Span)
        {
            return _linear.Solve(problem, times, pointer);
        }
    }
}
