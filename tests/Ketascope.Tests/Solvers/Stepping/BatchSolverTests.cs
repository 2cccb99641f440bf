using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Stepping;

public sealed class BatchSolverTests
{
    private static TestKernel Oscillator(int width) => new(width, [1, 0, 0.5], 1, (t, y, p, d) =>
    {
        d[0] = y[1];
        d[1] = -p[0] * y[0];
        d[2] = y[0] - y[2];
    })
    {
        Output = (y, p) => (p[0] * y[0] * y[0]) + (y[1] * y[1]),
    };

    [Theory]
    [InlineData(2, "tsit5")]
    [InlineData(4, "tsit5")]
    [InlineData(8, "tsit5")]
    [InlineData(2, "rodas5p")]
    [InlineData(4, "rodas5p")]
    [InlineData(8, "rodas5p")]
    public void Every_width_solves_each_lane_as_one_lane_would(int width, string word)
    {
        double[] times = [1, 2.5, 6];
        double[][] rows = [.. Enumerable.Range(0, width).Select(lane => new[] { 1 + (0.5 * lane) })];
        Solution wide = Solve.Run(Oscillator(width), rows, times, Solve.At(1e-9, SolverCatalogue.Find(word)!));
        for (int lane = 0; lane < width; lane++)
        {
            Solution single = Solve.Run(Oscillator(1), [rows[lane]], times, Solve.At(1e-9, SolverCatalogue.Find(word)!));
            for (int i = 0; i < 12; i++)
            {
                Assert.Equal(single[i / 4, i % 4], wide[i / 4, i % 4, lane], 1e-7);
            }
        }
    }

    [Fact]
    public void States_and_outputs_are_stored_as_asked()
    {
        BatchProblem problem = new()
        {
            Kernel = Oscillator(2),
            Parameters = new[] { 1.0, 4.0 },
            ActiveLanes = 2,
            OutputTimes = new[] { 0.0, 0.7, 0.9 },
            Stored = new[] { 3, 1 },
            Settings = Solve.At(1e-9),
        };
        Solution solution = Solve.Run(problem);
        for (int time = 0; time < 3; time++)
        {
            Assert.Equal(1, solution[time, 0, 0], 1e-7);
            Assert.Equal(4, solution[time, 0, 1], 1e-7);
            Assert.Equal(-2 * Math.Sin(2 * problem.OutputTimes.Span[time]), solution[time, 1, 1], 1e-7);
        }
    }

    [Theory]
    [InlineData("tsit5")]
    [InlineData("rodas5p")]
    [InlineData("auto")]
    public void Steps_allocate_nothing(string word)
    {
        TestKernel kernel = new(8, [1, 0], 0, (t, y, p, d) => (d[0], d[1]) = (y[1], -y[0]));
        using BatchSolver solver = new();
        double[] values = new double[16 * 50];
        BatchProblem Until(double end) => new()
        {
            Kernel = kernel,
            Parameters = ReadOnlyMemory<double>.Empty,
            ActiveLanes = 8,
            Settings = Solve.At(1e-8, SolverCatalogue.Find(word)!),
            OutputTimes = Enumerable.Range(1, 50).Select(i => end * i / 50).ToArray(),
            Stored = new[] { 0, 1 },
        };
        long Allocated(BatchProblem problem)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            BatchResult result = solver.Solve(problem, values);
            long after = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(result.Counters.AcceptedSteps > 5);
            return after - before;
        }

        BatchProblem brief = Until(2), longer = Until(60);
        Allocated(brief);
        Assert.Equal(Allocated(brief), Allocated(longer));
        Assert.InRange(Allocated(longer), 1, 300);
    }

    [Fact]
    public void Counters_of_the_explicit_method_add_up()
    {
        WorkCounters work = Solve.Run(Oscillator(1), [[1.0]], [50], Solve.At(1e-8)).Counters;
        Assert.Equal((6 * (work.AcceptedSteps + work.RejectedSteps)) + (2 * work.Restarts), work.DerivativeCalls);
        Assert.Equal((0, 0, 0, 1), (work.JacobianCalls, work.Factorizations, work.MethodSwitches, work.Restarts));
    }

    [Fact]
    public void Counters_of_the_stiff_method_add_up()
    {
        WorkCounters work = Solve.Run(Oscillator(1), [[1.0]], [50], Solve.At(1e-8, SolverCatalogue.Rodas5P)).Counters;
        long steps = work.AcceptedSteps + work.RejectedSteps;
        Assert.Equal((work.AcceptedSteps, steps, 8 * steps), (work.JacobianCalls, work.Factorizations, work.LinearSolves));
    }

    [Fact]
    public void The_automatic_choice_keeps_the_explicit_method_where_it_fits()
    {
        Problem problem = Problems.Named("brusselator");
        Assert.Equal(0, Solve.Run(new TestKernel(1, problem.Start, 0, problem.Rates), [[]], [20], Solve.At(1e-6, SolverMethod.Automatic)).Counters.MethodSwitches);
    }

    [Fact]
    public void The_automatic_choice_goes_to_the_stiff_method_and_back()
    {
        // Stiff until 20, then not at all.
        TestKernel kernel = new(1, [1, 0], 0, (t, y, p, d) =>
        {
            double rate = 1 + (2e4 / (1 + Math.Exp(4 * (t - 20))));
            d[0] = -rate * (y[0] - Math.Cos(t));
            d[1] = y[0] - y[1];
        });
        WorkCounters automatic = Solve.Run(kernel, [[]], [200], Solve.At(1e-6, SolverMethod.Automatic)).Counters;
        WorkCounters explicitly = Solve.Run(kernel, [[]], [200], Solve.At(1e-6)).Counters;
        Assert.Equal(2, automatic.MethodSwitches);
        Assert.True(automatic.AcceptedSteps * 50 < explicitly.AcceptedSteps, $"{automatic} against {explicitly}");
    }

    public static TheoryData<string, Func<BatchProblem, BatchProblem>> Mistakes() => new()
    {
        { "ascending", problem => problem with { OutputTimes = new[] { 2.0, 1.0 } } },
        { "before the start", problem => problem with { StartTime = 5 } },
        { "no state", problem => problem with { Stored = new[] { 4 } } },
        { "active lanes", problem => problem with { ActiveLanes = 3 } },
        { "parameter", problem => problem with { Parameters = new double[1] } },
        { "too short", problem => problem with { OutputTimes = new[] { 1.0, 2, 3, 4, 5, 6, 7, 8, 9 } } },
        { "ordered by time", problem => problem with { Discontinuities = [[new(2, DiscontinuityKind.AddAmount, 0, 1), new(1, DiscontinuityKind.AddAmount, 0, 1)]] } },
        { "state that the kernel has not", problem => problem with { Discontinuities = [[new(2, DiscontinuityKind.AddAmount, 3, 1)]] } },
        { "not finite", problem => problem with { Discontinuities = [[new(2, DiscontinuityKind.AddRate, 0, double.NaN)]] } },
        { "tolerance", problem => problem with { Settings = Solve.At(double.NaN) } },
        { "tolerance", problem => problem with { Settings = Solve.At(1e-6, absolute: 0) } },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_problem_that_contradicts_itself_is_refused(string expected, Func<BatchProblem, BatchProblem> mistake)
    {
        BatchProblem good = new() { Kernel = Oscillator(2), Parameters = new double[2], ActiveLanes = 2, OutputTimes = new[] { 1.0, 3 }, Stored = new[] { 0 } };
        using BatchSolver solver = new();
        double[] values = new double[16];
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => solver.Solve(mistake(good), values)).Message, StringComparison.Ordinal);
    }
}
