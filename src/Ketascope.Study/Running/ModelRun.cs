using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ketascope.Kernels;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Running;

/// <summary>Runs a request: compiles the model and solves all subjects. The one way from a request to numbers.</summary>
public static class ModelRun
{
    /// <summary>Runs a request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A name is not in the model, or a time or a tolerance makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static RunOutcome Run(RunRequest request, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        Check(request);
        OdeSystem system = WithStartValues(request.Model.System, request.Overrides);
        int subjects = request.Subjects?.Ids.Length ?? 1;
        ImmutableArray<string> overridden = [.. request.Overrides.Keys.Where(name => !IsState(system, name)), .. request.Subjects?.Columns ?? []];
        RequireParameters(system, overridden);
        StoredQuantities stored = StoredQuantities.Select(system, request.Show);
        DosePlan doses = DosePlan.For(system, request.Doses, stored.Outputs.Length);

        RequireRoom(request.Times.Length, stored.Names.Length, subjects);

        long start = Stopwatch.GetTimestamp();
        CompiledKernel kernel = KernelCompiler.Compile(system, new KernelOptions
        {
            // One subject alone gains nothing from lanes, and scalar code is the quickest to compile.
            Width = request.Width != 0 ? request.Width : subjects == 1 ? 1 : null,
            Outputs = [.. stored.Outputs, .. doses.Outputs],
            Overridden = overridden,
        });
        if (request.Solver.Method == Solvers.Contract.SolverMethod.Linear && !kernel.IsLinear)
        {
            throw new UserErrorException(
                $"the linear method cannot solve this model: the rate of change of '{kernel.StateName(kernel.FirstNonlinearState)}' is not linear in the states, or depends on time; use --method auto");
        }

        Trajectories trajectories = new(stored.Names, request.Times, subjects, kernel.Width);
        PopulationRunner runner = new(request, kernel, stored.Indices, doses, trajectories);
        runner.WarmUp(cancellation);
        double compileSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        int threads = Math.Min(request.Threads > 0 ? request.Threads : Environment.ProcessorCount, trajectories.BatchCount);
        start = Stopwatch.GetTimestamp();
        runner.Run(threads, progress, cancellation);
        return new RunOutcome
        {
            Trajectories = trajectories,
            SubjectIds = request.Subjects?.Ids ?? [1],
            Quantities = stored.Quantities,
            Failures = runner.Failures,
            Counters = runner.Counters,
            Width = kernel.Width,
            Threads = threads,
            CompileSeconds = compileSeconds,
            SolveSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    private static void Check(RunRequest request)
    {
        SolverSettings solver = request.Solver;
        if (!(solver.RelativeTolerance > 0 && solver.RelativeTolerance < 1) || !(solver.AbsoluteTolerance > 0))
        {
            throw new UserErrorException("tolerances must be above 0, and the relative one below 1");
        }

        if (request.Times[0] < request.StartTime)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"values are asked at {request.Times[0]}, before the start at {request.StartTime}"));
        }

        if (solver.MaxSteps < 1)
        {
            throw new UserErrorException("the number of steps must be above 0");
        }

        if (request.Threads < 0 || request.Width is not (0 or 1 or 2 or 4 or 8))
        {
            throw new UserErrorException(request.Threads < 0 ? "the number of threads must not be negative" : "the width must be 1, 2, 4 or 8");
        }
    }

    private static void RequireRoom(long times, long names, long subjects)
    {
        const long LargestBatch = int.MaxValue / 8;
        double bytes = (double)times * names * subjects * sizeof(double);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (times * names > LargestBatch || bytes > 0.8 * available)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"{times} times of {names} quantities in {subjects} subjects take {bytes / 1e9:G3} GB, which is too much; ask for fewer times, or name with --show what is needed"));
        }
    }

    private static bool IsState(OdeSystem system, string name) => system.States.Any(state => state.Name == name);

    /// <summary>Overrides of variables that are integrated become their values at the start.</summary>
    private static OdeSystem WithStartValues(OdeSystem system, ImmutableSortedDictionary<string, double> overrides) => system with
    {
        States = [.. system.States.Select(state => overrides.TryGetValue(state.Name, out double value) ? state with { Initial = new NumberExpression(value) } : state)],
    };

    private static void RequireParameters(OdeSystem system, ImmutableArray<string> names)
    {
        HashSet<string> known = [.. system.Parameters.Select(parameter => parameter.Name)];
        foreach (string name in names.Where(name => !known.Contains(name)))
        {
            throw new UserErrorException(system.Assignments.Any(assignment => assignment.Name == name)
                ? $"'{name}' follows from other values in the model and cannot be set"
                : $"the model has no parameter '{name}'{NearestName.Suggest(name, known)}");
        }
    }
}
