using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Linear;

/// <summary>What data sets do to a linear system at known times, and where the linear way ends.</summary>
public sealed class LinearChangesTests
{
    private static readonly double[] s_times = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9, 10];

    public static TheoryData<string> Kinds => ["set state", "set parameter", "rest", "all"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changes_at_known_times_meet_the_stepping_method(string kind)
    {
        Discontinuity[] all =
        [
            new(0, DiscontinuityKind.AddAmount, 0, 10),
            new(1.2, DiscontinuityKind.SetState, 1, 4),
            new(2.1, DiscontinuityKind.SetParameter, 0, 0.9),
            new(2.5, DiscontinuityKind.AddRate, 0, 3),
            new(3.3, DiscontinuityKind.Rest, 0, 1),
            new(4.4, DiscontinuityKind.SetParameter, 2, 0.01),
            new(5.1, DiscontinuityKind.Rest, 0, 0),
            new(6, DiscontinuityKind.AddRate, 0, -3),
        ];
        Discontinuity[] some =
        [
            .. all.Where(one => kind == "all" || one.Kind switch
            {
                DiscontinuityKind.SetState => kind == "set state",
                DiscontinuityKind.SetParameter => kind == "set parameter",
                DiscontinuityKind.Rest => kind == "rest",
                _ => true,
            }),
        ];
        double[][] rows = [[0.5, 0.3, 0.2], [1.5, 0.1, 0.4]];
        Solution linear = Solve.Run(Two(2), rows, s_times, Solve.At(1e-11, SolverMethod.Linear), some, all), stepped = Solve.Run(Two(2), rows, s_times, Solve.At(1e-11), some, all);
        Assert.Equal(0, linear.Counters.RejectedSteps);
        Assert.All(Enumerable.Range(0, linear.Values.Length), i => Assert.Equal(stepped.Values[i], linear.Values[i], 1e-8));
    }

    [Fact]
    public void A_sample_takes_what_stands_between_two_changes_of_one_time()
    {
        BatchProblem problem = Problem(Two(1), [0.5, 0.3, 0.2], s_times, SolverMethod.Linear) with
        {
            SampleRows = 2,
            Discontinuities = [[new(2, DiscontinuityKind.Sample, 0, 0), new(2, DiscontinuityKind.AddAmount, 0, 5), new(2, DiscontinuityKind.Sample, 1, 0)]],
        };
        double[] values = new double[(s_times.Length + 2) * 2];
        using BatchSolver solver = new();
        solver.Solve(problem, values);
        Assert.Equal(values[(s_times.Length + 1) * 2], values[s_times.Length * 2] + 5);
        Assert.Equal(values[4 * 2], values[(s_times.Length + 1) * 2]);
    }

    [Fact]
    public void Other_inputs_keep_the_exponential()
    {
        double[] times = [.. Enumerable.Range(0, 41).Select(i => 0.25 * i)];
        Discontinuity[] doses =
        [
            .. Enumerable.Range(0, 4).SelectMany(i => new Discontinuity[] { new(2.5 * i, DiscontinuityKind.AddRate, 0, 1 + i), new((2.5 * i) + 1.25, DiscontinuityKind.AddRate, 0, -1 - i) }),
        ];
        double[] row = [0.5, 0.3, 0.2];
        Solution linear = Solve.Run(Two(1), [row], times, Solve.At(1e-11, SolverMethod.Linear), doses);
        Assert.Equal(1, linear.Counters.Factorizations);
        Solution stepped = Solve.Run(Two(1), [row], times, Solve.At(1e-12), doses);
        Assert.All(Enumerable.Range(0, linear.Values.Length), i => Assert.Equal(stepped.Values[i], linear.Values[i], 1e-9));
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e8)]
    [InlineData(1e13)]
    public void Compartments_keep_what_is_in_them_for_ever(double end)
    {
        // p0 y0 = p1 y1 in the end, and nothing leaves.
        TestKernel closed = new(1, [10, 0], 2, (t, y, p, d) => (d[0], d[1]) = ((p[1] * y[1]) - (p[0] * y[0]), (p[0] * y[0]) - (p[1] * y[1]))) { SaysLinear = true };
        Solution solution = Solve.Run(closed, [[2, 0.5]], [end], Solve.At(1e-6, SolverMethod.Linear));
        Assert.Null(solution.Result.Failures[0]);

        // The coefficients of the test's kernel are differences, good to some 1e-13 of their size, and what they seem to lose adds up.
        Assert.Equal(4, solution[0, 1] / solution[0, 0], 1e-9);
        Assert.True(end > 1e4 || Math.Abs(solution[0, 0] - 2) < 1e-7);
    }

    [Fact]
    public void Where_an_oscillation_would_lose_its_digits_the_method_is_changed_or_says_so()
    {
        TestKernel turning = new(1, [1, 0], 0, (t, y, p, d) => (d[0], d[1]) = ((-1e7 * y[0]) + (1e7 * y[1]), (-1e7 * y[0]) - (1e7 * y[1]))) { SaysLinear = true };
        LaneFailure failure = Solve.Run(turning, [[]], [1, 1000], Solve.At(1e-6, SolverMethod.Linear)).Result.Failures[0]!;
        Assert.Equal((FailureCause.LostDigits, 0.0), (failure.Cause, failure.Time));
        Assert.Contains("--method auto", failure.ToString(), StringComparison.Ordinal);

        Solution changed = Solve.Run(turning, [[]], [1, 1000], Solve.At(1e-6, SolverMethod.Automatic));
        Assert.Null(changed.Result.Failures[0]);
        Assert.True(changed.Counters.DerivativeCalls > 10);
        Assert.Null(Solve.Run(turning, [[]], [1e-6], Solve.At(1e-6, SolverMethod.Linear)).Result.Failures[0]);
    }

    [Fact]
    public void Steps_are_counted_between_known_times_too()
    {
        double[] times = [.. Enumerable.Range(0, 101).Select(i => 0.1 * i)];
        Solution solution = Solve.Run(Two(2), [[0.5, 0.3, 0.2], [1, 1, 1]], times, Solve.At(1e-6, SolverMethod.Linear) with { MaxSteps = 40 });
        Assert.All(solution.Result.Failures, failure => Assert.Equal((FailureCause.TooManySteps, times[40]), (failure!.Cause, failure.Time)));
        Assert.True(double.IsFinite(solution[40, 0]));
        Assert.True(double.IsNaN(solution[41, 0]));
        Assert.Contains("ask for fewer times", solution.Result.Failures[0]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_cancelled_between_known_times()
    {
        using CancellationTokenSource source = new();
        int calls = 0;
        TestKernel kernel = new(1, [1], 0, (t, y, p, d) =>
        {
            d[0] = -y[0];
            if (++calls == 3)
            {
                source.Cancel();
            }
        })
        { SaysLinear = true };
        BatchProblem problem = Problem(kernel, [], [1, 2, 4, 8], SolverMethod.Linear) with { Cancellation = source.Token };
        Assert.Throws<OperationCanceledException>(() => Solve.Run(problem));
    }

    [Fact]
    public unsafe void Values_written_past_the_caches_are_the_same()
    {
        double[] times = [.. Enumerable.Range(0, 241).Select(i => 0.1 * i)];
        double[][] rows = [.. Enumerable.Range(0, 8).Select(lane => new[] { 0.1 * lane, lane == 3 ? 60 : 0.3, 0.2 })];

        // Lane 3 grows without end: its failure must show in the values too.
        TestKernel kernel = new(8, [10, 0], 3, (t, y, p, d) => (d[0], d[1]) = ((p[2] * y[1]) - (p[0] * y[0]), p[1] > 1 ? p[1] * y[1] : (p[0] * y[0]) - (p[1] * y[1]))) { SaysLinear = true };
        Discontinuity[] doses = [new(0, DiscontinuityKind.AddAmount, 1, 1), new(3.25, DiscontinuityKind.AddRate, 0, 2)];
        double[] parameters = [.. Enumerable.Range(0, 24).Select(i => rows[i % 8][i / 8])];
        double[][] results = [.. new[] { (false, 0), (true, 0), (false, 1), (true, 1) }.Select(run =>
        {
            BatchProblem problem = new()
            {
                Kernel = kernel,
                Parameters = parameters,
                ActiveLanes = 8,
                OutputTimes = times,
                Stored = new[] { 0, 1 },
                Discontinuities = [doses],
                WritesPastCaches = run.Item1,
                Settings = Solve.At(1e-6, SolverMethod.Linear),
            };
            double[] room = GC.AllocateArray<double>((241 * 16) + 16, pinned: true);
            int start;
            fixed (double* pointer = room)
            {
                start = (int)((8 - ((nint)pointer / 8 % 8)) % 8);
            }

            Span<double> values = room.AsSpan(start + run.Item2, 241 * 16);
            using BatchSolver solver = new();
            BatchResult result = solver.Solve(problem, values);
            Assert.Equal([3], Enumerable.Range(0, 8).Where(lane => result.Failures[lane] is not null));
            return values.ToArray();
        })];
        Assert.True(double.IsNaN(results[0][^13]));
        Assert.True(double.IsFinite(results[0][^12]));
        Assert.All(results[1..], values => Assert.Equal(results[0], values));
    }

    [Fact]
    public void Many_costly_intervals_are_left_to_the_stepping_method()
    {
        const int Size = 40;
        TestKernel ring = new(1, [.. Enumerable.Repeat(1.0, Size)], 0, (t, y, p, d) =>
        {
            for (int i = 0; i < Size; i++)
            {
                d[i] = y[(i + 1) % Size] - y[i];
            }
        })
        { SaysLinear = true };
        double[] regular = [.. Enumerable.Range(0, 200).Select(i => (double)i)], irregular = [.. Enumerable.Range(0, 200).Select(i => Math.Sqrt(i))];
        Assert.Equal(1, Solve.Run(ring, [[]], regular, Solve.At(1e-6, SolverMethod.Automatic)).Counters.Factorizations);
        Assert.Equal(0, Solve.Run(ring, [[]], irregular, Solve.At(1e-6, SolverMethod.Automatic)).Counters.Factorizations);
    }

    private static TestKernel Two(int width) => new(width, [1, 0], 3, (t, y, p, d) =>
    {
        d[0] = (p[1] * y[1]) - (p[0] * y[0]);
        d[1] = (p[0] * y[0]) - ((p[1] + p[2]) * y[1]);
    })
    { SaysLinear = true };

    private static BatchProblem Problem(TestKernel kernel, double[] parameters, double[] times, SolverMethod method) => new()
    {
        Kernel = kernel,
        Parameters = parameters,
        ActiveLanes = 1,
        OutputTimes = times,
        Stored = Enumerable.Range(0, kernel.StateCount).ToArray(),
        Settings = Solve.At(1e-10, method),
    };
}
