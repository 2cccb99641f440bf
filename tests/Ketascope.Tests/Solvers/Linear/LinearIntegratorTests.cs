using Ketascope.Solvers.Contract;

namespace Ketascope.Tests.Solvers.Linear;

public sealed class LinearIntegratorTests
{
    private static readonly double[] s_irregular = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 2, 3, 4, 7, 7, 12];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Doses_at_different_times_in_lanes_meet_the_stepping_method(int width)
    {
        double[][] rows = [.. Enumerable.Range(0, width).Select(lane => new[] { 0.5 + (0.3 * lane), 1.2, 0.1 * lane, 0.05 })];
        IReadOnlyList<Discontinuity>[] doses =
        [
            .. Enumerable.Range(0, width).Select(lane => (IReadOnlyList<Discontinuity>)
            [
                new(0, DiscontinuityKind.AddAmount, 0, 10), new(0.25 + (0.1 * lane), DiscontinuityKind.AddRate, 1, 5),
                new(1.3, DiscontinuityKind.AddAmount, 2, 1 + lane), new(3 + lane, DiscontinuityKind.AddRate, 1, -5),
            ]),
        ];
        Agree(ThreeCompartments(width), rows, s_irregular, 1e-8, doses);
    }

    [Fact]
    public void Equal_rates_make_a_matrix_without_a_basis_of_eigenvectors_and_are_exact()
    {
        TestKernel chain = new(1, [1, 0, 0], 0,
            (t, y, p, d) => (d[0], d[1], d[2]) = (-2 * y[0], 2 * (y[0] - y[1]), 2 * (y[1] - y[2])))
        { SaysLinear = true };
        double[] times = [.. Enumerable.Range(0, 101).Select(i => 0.1 * i)];
        Solution solution = Solve.Run(chain, [[]], times, Solve.At(1e-3, SolverMethod.Linear));
        for (int i = 0; i < times.Length; i++)
        {
            double x = 2 * times[i];
            Assert.Equal(Math.Exp(-x), solution[i, 0], 1e-10);
            Assert.Equal(x * Math.Exp(-x), solution[i, 1], 1e-10);
            Assert.Equal(x * x / 2 * Math.Exp(-x), solution[i, 2], 1e-10);
        }

        Assert.Equal(1, solution.Counters.Factorizations);
    }

    /// <summary>As a population is sampled: a minute apart at first, and ever more minutes later. One exponential makes up all others.</summary>
    [Fact]
    public void Steps_that_are_whole_numbers_of_the_first_share_its_exponential()
    {
        TestKernel chain = new(1, [1, 0, 0], 0, (t, y, p, d) =>
            (d[0], d[1], d[2]) = (5 - (2 * y[0]), 2 * (y[0] - y[1]), 2 * (y[1] - y[2])))
        { SaysLinear = true };
        List<double> times = [0];
        for (int minute = 0, step = 1; step <= 60; step++)
        {
            minute += step;
            times.Add(minute / 64.0);
        }

        Solution solution = Solve.Run(chain, [[]], [.. times], Solve.At(1e-3, SolverMethod.Linear));
        for (int i = 1; i < times.Count; i++)
        {
            // The Jacobian of this kernel is found by differences, so the other solution is one that reaches each time in one step.
            Solution alone = Solve.Run(chain, [[]], [0, times[i]], Solve.At(1e-3, SolverMethod.Linear));
            Assert.All(Enumerable.Range(0, 3), state => Assert.Equal(alone[1, state], solution[i, state], 1e-13));
        }

        Assert.Equal(1, solution.Counters.Factorizations);
    }

    [Fact]
    public void Slow_states_keep_their_digits_beside_fast_ones()
    {
        TestKernel stiff = new(1, [1, 0, 1], 0, (t, y, p, d) => (d[0], d[1], d[2]) = (-1e6 * y[0], (1e6 * y[0]) - (0.1 * y[1]), 3)) { SaysLinear = true };
        double[] times = [.. Enumerable.Range(0, 51).Select(i => (double)i)];
        Solution solution = Solve.Run(stiff, [[]], times, Solve.At(1e-6, SolverMethod.Linear));
        for (int i = 1; i < times.Length; i++)
        {
            Assert.Equal(0, solution[i, 0], 1e-12);
            Assert.Equal(Math.Exp(-0.1 * times[i]) / (1 - 1e-7), solution[i, 1], 1e-8);
            Assert.Equal(1 + (3 * times[i]), solution[i, 2], 1e-7);
        }
    }

    [Fact]
    public void Zero_rates_leave_the_states_as_they_are()
    {
        Solution solution = Solve.Run(ThreeCompartments(2), [[0, 0, 0, 0], [1, 0, 0, 0]], s_irregular, Solve.At(1e-6, SolverMethod.Linear), new Discontinuity[] { new(0, DiscontinuityKind.AddAmount, 0, 7) });
        Assert.All(Enumerable.Range(0, s_irregular.Length), i => Assert.Equal(7, solution[i, 0, 0]));
        Assert.Equal(7 * Math.Exp(-12), solution[s_irregular.Length - 1, 0, 1], 1e-12);
    }

    [Fact]
    public void Events_that_change_rates_make_a_new_exponential()
    {
        TestKernel kernel = new(2, [8], 2, (t, y, p, d) => d[0] = -p[0] * y[0])
        {
            SaysLinear = true,
            Events = [(p => p[1], (t, y, p) => p[0] = 0)],
            Output = (y, p) => y[0] * 2,
        };
        Agree(kernel, [[1, 1.05], [0.5, 2]], s_irregular, 1e-8);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_lane_with_bad_parameters_fails_as_in_the_stepping_method_and_its_neighbours_go_on(double bad)
    {
        double[][] rows = [[0.5, 1, 1, 1], [bad, 1, 1, 1]];
        Discontinuity[] dose = [new(0, DiscontinuityKind.AddAmount, 0, 7)];
        Solution linear = Solve.Run(ThreeCompartments(2), rows, s_irregular, Solve.At(1e-10, SolverMethod.Linear), dose);
        Solution stepped = Solve.Run(ThreeCompartments(2), rows, s_irregular, Solve.At(1e-10), dose);
        Assert.Equal(stepped.Result.Failures, linear.Result.Failures);
        Assert.Equal(FailureCause.NotFinite, linear.Result.Failures[1]!.Cause);
        Assert.True(double.IsNaN(linear[1, 0, 1]));
        Assert.Equal(stepped[22, 0, 0], linear[22, 0, 0], 1e-8);
    }

    [Fact]
    public void Growth_past_the_largest_number_fails_from_there_on()
    {
        TestKernel growth = new(2, [1], 1, (t, y, p, d) => d[0] = p[0] * y[0]) { SaysLinear = true };
        double[] times = [.. Enumerable.Range(0, 31).Select(i => 1.0 * i)];
        Solution solution = Solve.Run(growth, [[50], [-1]], times, Solve.At(1e-6, SolverMethod.Linear));
        LaneFailure failure = solution.Result.Failures[0]!;
        Assert.Equal((FailureCause.NotFinite, 15.0), (failure.Cause, failure.Time));
        Assert.Equal(Math.Exp(700), solution[14, 0, 0], Math.Exp(700) * 1e-10);
        Assert.All(Enumerable.Range(15, 16), i => Assert.True(double.IsNaN(solution[i, 0, 0])));
        Assert.Equal(Math.Exp(-30), solution[30, 0, 1], 1e-20);
        Assert.Null(solution.Result.Failures[1]);
    }

    [Fact]
    public void Asking_for_it_needs_a_linear_kernel()
    {
        TestKernel square = new(1, [1], 0, (t, y, p, d) => d[0] = -y[0] * y[0]);
        Assert.Throws<ArgumentException>(() => Solve.Run(square, [[]], [1], Solve.At(1e-6, SolverMethod.Linear)));
    }

    private static TestKernel ThreeCompartments(int width) => new(width, [0, 0, 0], 4, (t, y, p, d) =>
    {
        d[0] = (-(p[0] + p[1]) * y[0]) + (p[2] * y[1]);
        d[1] = (p[1] * y[0]) - (p[2] * y[1]);
        d[2] = -p[3] * y[2];
    })
    { SaysLinear = true };

    private static void Agree(TestKernel kernel, double[][] rows, double[] times, double tolerance, params IReadOnlyList<Discontinuity>[] doses)
    {
        Solution linear = Solve.Run(kernel, rows, times, Solve.At(1e-10, SolverMethod.Linear), doses), stepped = Solve.Run(kernel, rows, times, Solve.At(1e-10), doses);
        Assert.True(linear.Counters.AcceptedSteps < stepped.Counters.AcceptedSteps);
        for (int i = 0; i < linear.Values.Length; i++)
        {
            Assert.Equal(stepped.Values[i], linear.Values[i], tolerance * Math.Max(1, Math.Abs(stepped.Values[i])));
        }
    }
}
