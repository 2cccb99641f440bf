using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Stepping;

public sealed class ProblemSetTests
{
    /// <summary>Each problem with the methods meant for it: 1e-4, 1e-6, 1e-8 and 1e-10.</summary>
    public static TheoryData<string, SolverMethod, double> Cases()
    {
        TheoryData<string, SolverMethod, double> cases = [];
        foreach (Problem problem in Problems.All)
        {
            foreach (double tolerance in new[] { 1e-4, 1e-6, 1e-8, 1e-10 })
            {
                MethodKind meant = problem.Stiff ? MethodKind.Implicit : MethodKind.Explicit;
                foreach (SolverMethod method in SolverCatalogue.Methods.Where(method => method.Kind == meant || method.Kind == MethodKind.Automatic))
                {
                    cases.Add(problem.Name, method, tolerance);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Achieved_error_is_within_ten_times_the_tolerance(string name, SolverMethod method, double tolerance)
    {
        Problem problem = Problems.Named(name);
        double absolute = tolerance * problem.AbsoluteFactor;
        Solution solution = Solve.Run(new TestKernel(1, problem.Start, 0, problem.Rates), [[]], [problem.End], Solve.At(tolerance, method, absolute));
        Assert.Null(solution.Result.Failures[0]);
        double worst = problem.Reference.Select((value, state) => Math.Abs(solution[0, state] - value) / (absolute + (tolerance * Math.Abs(value)))).Max();
        double allowed = 10 * (problem.Amplifies ? Amplification(problem) : 1);
        Assert.True(worst <= allowed, FormattableString.Invariant($"{name} with {method} at {tolerance}: error is {worst:F1} times the tolerance, {allowed:F1} allowed; {solution.Counters}"));
    }

    /// <summary>By how much a change of one tolerance in one start value changes the end, in tolerances: a property of the problem alone, found with steps far more exact.</summary>
    private static double Amplification(Problem problem)
    {
        const double change = 1e-6;
        double largest = 1;
        for (int moved = 0; moved < problem.Start.Length; moved++)
        {
            double[] start = [.. problem.Start];
            start[moved] += change * (1 + Math.Abs(start[moved]));
            Solution end = Solve.Run(new TestKernel(1, start, 0, problem.Rates), [[]], [problem.End], Solve.At(1e-10));
            largest = Math.Max(largest, problem.Reference.Select((value, state) => Math.Abs(end[0, state] - value) / (change * (1 + Math.Abs(value)))).Max());
        }

        return largest;
    }
}
