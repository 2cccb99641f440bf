using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Stepping;

/// <summary>The check of a problem at the public edge; everything behind it trusts what it is given.</summary>
internal static class ProblemCheck
{
    /// <summary>Throws unless a problem can be solved into a buffer.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="bufferLength">The length of the buffer for the values.</param>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void Require(BatchProblem problem, int bufferLength)
    {
        LaneKernel kernel = problem.Kernel;
        Require(kernel.Width is 1 or 2 or 4 or 8, "A kernel has 1, 2, 4 or 8 lanes.");
        Require(kernel.Mass is null || problem.Settings.Method.Kind != MethodKind.Explicit, "An explicit method cannot solve algebraic equations.");
        Require(kernel.StateCount > 0, "A kernel needs at least one state.");
        Require(problem.ActiveLanes > 0 && problem.ActiveLanes <= kernel.Width, "The number of active lanes lies between 1 and the kernel's width.");
        Require(problem.Parameters.Length == kernel.ParameterCount * kernel.Width, "There must be one parameter value for each parameter and lane.");
        Require(problem.OutputTimes.Length > 0, "At least one output time is needed.");
        RequireAscending(problem.OutputTimes.Span, problem.StartTime);
        foreach (int stored in problem.Stored.Span)
        {
            Require(stored >= 0 && stored < kernel.StateCount + kernel.OutputCount, "A stored quantity is no state and no output of the kernel.");
        }

        Require(bufferLength >= (long)(problem.OutputTimes.Length + problem.SampleRows) * problem.Stored.Length * kernel.Width, "The buffer for the values is too short.");
        RequireTolerances(problem.Settings);
        int lists = problem.Discontinuities.Count;
        Require(lists <= 1 || lists >= problem.ActiveLanes, "There must be no list of discontinuities, one for all lanes, or one for each active lane.");
        for (int list = 0; list < lists; list++)
        {
            RequireDiscontinuities(problem.Discontinuities[list], problem);
        }
    }

    private static void RequireTolerances(SolverSettings settings)
    {
        Require(settings.RelativeTolerance >= 0, "The relative tolerance is negative or not a number.");
        Require(settings.AbsoluteTolerance is null or > 0,
            "The absolute tolerance must be positive: without it no step is small enough where a state passes through zero.");
        Require(settings.MaxStep > 0, "The longest step must be positive.");
        Require(settings.MaxSteps > 0, "The number of steps allowed must be positive.");
    }

    private static void RequireAscending(ReadOnlySpan<double> times, double start)
    {
        double last = start;
        bool ascend = true;
        Require(double.IsFinite(start), "The start time is not finite.");
        foreach (double time in times)
        {
            ascend &= time >= last;
            last = time;
        }

        Require(ascend && double.IsFinite(last), "The output times must be finite, ascending, and none before the start.");
    }

    private static void RequireDiscontinuities(IReadOnlyList<Discontinuity> list, BatchProblem problem)
    {
        double last = problem.StartTime;
        for (int i = 0; i < list.Count; i++)
        {
            Require(list[i].Time >= last, "The discontinuities of a lane must be ordered by time, none before the start.");
            Require(list[i].State >= 0 && list[i].State < Places(list[i].Kind, problem), "A discontinuity names a state that the kernel has not, or a parameter or row that is not there.");
            Require(double.IsFinite(list[i].Value), "The value of a discontinuity is not finite.");
            last = list[i].Time;
        }
    }

    private static int Places(DiscontinuityKind kind, BatchProblem problem) => kind switch
    {
        DiscontinuityKind.SetParameter => problem.Kernel.ParameterCount,
        DiscontinuityKind.Sample => problem.SampleRows,
        _ => problem.Kernel.StateCount,
    };

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
