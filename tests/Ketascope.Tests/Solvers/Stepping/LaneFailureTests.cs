using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Stepping;

public sealed class LaneFailureTests
{
    private static readonly double[] s_times = [0.1, 0.4, 0.6, 1];

    // Blows up at 1/p; the second state is there to be innocent.
    private static TestKernel Exploding(int width) => new(width, [1, 1], 1, (t, y, p, d) =>
    {
        d[0] = p[0] * y[0] * y[0];
        d[1] = -y[1];
    });

    [Theory]
    [InlineData("tsit5")]
    [InlineData("rodas5p")]
    public void A_lane_that_blows_up_is_reported_and_its_neighbours_go_on(string word)
    {
        double[][] rows = [[0.1], [0.2], [2.0], [0.3]];
        Solution solution = Solve.Run(Exploding(4), rows, s_times, Solve.At(1e-8, SolverCatalogue.Find(word)!));
        LaneFailure failure = Assert.IsType<LaneFailure>(solution.Result.Failures[2]);
        Assert.Equal(0.5, failure.Time, 1e-4);
        Assert.Equal(("y[0]", 0), (failure.StateName, failure.State));
        Assert.Equal(5, solution[1, 0, 2], 1e-5);
        Assert.True(double.IsNaN(solution[2, 0, 2]) && double.IsNaN(solution[3, 1, 2]));
        foreach (int lane in new[] { 0, 1, 3 })
        {
            Assert.Null(solution.Result.Failures[lane]);
            Assert.Equal(1 / (1 - rows[lane][0]), solution[3, 0, lane], 1e-7);
            Assert.Equal(Math.Exp(-1), solution[3, 1, lane], 1e-7);
        }
    }

    [Fact]
    public void A_rate_that_is_no_number_names_state_and_time()
    {
        TestKernel kernel = new(8, [1], 1, (t, y, p, d) => d[0] = Math.Sqrt(1 - (p[0] * t)));
        Solution solution = Solve.Run(kernel, [[0.5], [2.0], [0.25]], s_times, Solve.At(1e-6));
        LaneFailure failure = Assert.IsType<LaneFailure>(solution.Result.Failures[1]);
        Assert.Equal(FailureCause.NotFinite, failure.Cause);
        Assert.Equal(0.5, failure.Time, 1e-3);
        Assert.Contains("y[0]", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(solution.Result.Failures[0]);
        Assert.Equal(1 + ((1 - Math.Pow(0.5, 1.5)) / 0.75), solution[3, 0, 0], 1e-5);
    }

    [Fact]
    public void A_start_that_is_no_number_fails_at_once()
    {
        Solution solution = Solve.Run(new TestKernel(1, [double.NaN], 0, (t, y, p, d) => d[0] = 0), [[]], s_times, Solve.At(1e-6));
        Assert.Equal((FailureCause.NotFinite, 0.0), (solution.Result.Failures[0]!.Cause, solution.Result.Failures[0]!.Time));
        Assert.All(solution.Values, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void The_allowed_number_of_steps_is_kept()
    {
        Solution solution = Solve.Run(Exploding(2), [[0.1], [0.2]], s_times, Solve.At(1e-10) with { MaxSteps = 5 });
        Assert.All(solution.Result.Failures, failure => Assert.Equal(FailureCause.TooManySteps, failure!.Cause));
        Assert.Equal(5, solution.Counters.AcceptedSteps + solution.Counters.RejectedSteps);
        Assert.True(double.IsNaN(solution[3, 0, 1]));
    }

    [Fact]
    public void A_matrix_that_cannot_be_factored_is_named()
    {
        TestKernel kernel = new(2, [1, 1], 0, (t, y, p, d) => d[0] = -y[0]) { HasBrokenJacobian = true };
        Solution solution = Solve.Run(kernel, [[], []], s_times, Solve.At(1e-6, SolverCatalogue.Rodas5P));
        Assert.All(solution.Result.Failures, failure => Assert.Equal(FailureCause.SingularMatrix, failure!.Cause));
    }

    [Fact]
    public void Lanes_without_a_subject_do_not_count()
    {
        TestKernel kernel = Exploding(4);
        BatchProblem problem = new() { Kernel = kernel, Parameters = new[] { 0.1, 0.2, 5.0, 5.0 }, ActiveLanes = 2, OutputTimes = s_times, Stored = new[] { 1 } };
        Solution solution = Solve.Run(problem);
        Assert.Equal([null, null], solution.Result.Failures);
        Assert.Equal(Math.Exp(-1), solution[3, 0, 1], 1e-5);
    }
}
