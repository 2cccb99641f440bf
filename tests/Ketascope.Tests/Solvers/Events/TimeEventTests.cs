using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Events;

public sealed class TimeEventTests
{
    private static readonly Rates s_decay = (t, y, p, d) => d[0] = -y[0];

    [Theory]
    [InlineData("tsit5")]
    [InlineData("rodas5p")]
    public void An_event_that_sets_its_own_time_fires_again_and_again(string word)
    {
        TestKernel kernel = new(1, [0], 1, s_decay) { Events = [(p => p[0] + 1, (t, y, p) => (y[0], p[0]) = (y[0] + 1, p[0] + 1))] };
        Solution solution = Solve.Run(kernel, [[0]], [0.999, 1, 1.5, 20, 20.5], Solve.At(1e-10, SolverCatalogue.Find(word)!));
        double steady = Enumerable.Range(0, 20).Sum(n => Math.Exp(-n));
        Assert.Equal(0, solution[0, 0]);
        Assert.Equal(1, solution[1, 0], 1e-9);
        Assert.Equal(Math.Exp(-0.5), solution[2, 0], 1e-9);
        Assert.Equal(steady, solution[3, 0], 1e-8);
        Assert.Equal(steady * Math.Exp(-0.5), solution[4, 0], 1e-8);
        Assert.Equal(21, solution.Counters.Restarts);
    }

    [Fact]
    public void Lanes_fire_at_their_own_times()
    {
        TestKernel kernel = new(4, [1], 1, s_decay) { Events = [(p => p[0], (t, y, p) => y[0] += 1)] };
        Solution solution = Solve.Run(kernel, [[0.3], [0.7], [double.PositiveInfinity], [0.3]], [0.5, 1], Solve.At(1e-9));
        double[] expected = [Math.Exp(-1) + Math.Exp(-0.7), Math.Exp(-1) + Math.Exp(-0.3), Math.Exp(-1), Math.Exp(-1) + Math.Exp(-0.7)];
        for (int lane = 0; lane < 4; lane++)
        {
            Assert.Equal(expected[lane], solution[1, 0, lane], 1e-8);
        }

        Assert.Equal(Math.Exp(-0.5), solution[0, 0, 1], 1e-8);
        Assert.Equal(3, solution.Counters.Restarts);
    }

    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 5)]
    public void An_event_fires_at_the_start_only_if_it_may(bool mayFire, double expected)
    {
        TestKernel kernel = new(1, [5], 1, (t, y, p, d) => d[0] = 0) { Events = [(p => p[0], (t, y, p) => y[0] += 1)], FiresAtStart = mayFire };
        Solution solution = Solve.Run(kernel, [[0]], [0, 1], Solve.At(1e-6));
        Assert.Equal(expected, solution[0, 0]);
        Assert.Equal(expected, solution[1, 0]);
    }

    [Fact]
    public void An_event_may_end_an_infusion_kept_as_a_parameter()
    {
        TestKernel kernel = new(1, [0], 1, (t, y, p, d) => d[0] = p[0] - y[0]) { Events = [(p => 40.0 / 60, (t, y, p) => p[0] = 0)] };
        Solution solution = Solve.Run(kernel, [[3]], [0.5, 2], Solve.At(1e-10));
        Assert.Equal(3 * (1 - Math.Exp(-0.5)), solution[0, 0], 1e-9);
        Assert.Equal(3 * (1 - Math.Exp(-2.0 / 3)) * Math.Exp(-4.0 / 3), solution[1, 0], 1e-9);
    }

    [Fact]
    public void An_event_makes_another_fire_at_the_same_time_after_outside_doses()
    {
        TestKernel kernel = new(1, [1], 1, (t, y, p, d) => d[0] = 0)
        {
            Events = [(p => 1, (t, y, p) => (y[0], p[0]) = (y[0] * 2, t)), (p => p[0], (t, y, p) => y[0] += 100)],
        };
        Solution solution = Solve.Run(kernel, [[double.PositiveInfinity]], [1, 2], Solve.At(1e-6), [new Discontinuity(1, DiscontinuityKind.AddAmount, 0, 4)]);
        Assert.Equal(110, solution[0, 0]);
        Assert.Equal(110, solution[1, 0]);
    }

    [Fact]
    public void Events_that_trigger_each_other_without_end_fail_their_lane_alone()
    {
        TestKernel kernel = new(2, [1], 3, (t, y, p, d) => d[0] = -y[0])
        {
            Events = [(p => p[0], (t, y, p) => (p[0], p[1]) = (double.PositiveInfinity, t)), (p => p[1], (t, y, p) => (p[0], p[1]) = (t, double.PositiveInfinity))],
        };
        double never = double.PositiveInfinity;
        Solution solution = Solve.Run(kernel, [[0.5, never, 0], [never, never, 0]], [0.25, 1], Solve.At(1e-8));
        Assert.Equal((FailureCause.EndlessEvents, 0.5), (solution.Result.Failures[0]!.Cause, solution.Result.Failures[0]!.Time));
        Assert.Equal(Math.Exp(-0.25), solution[0, 0, 0], 1e-7);
        Assert.True(double.IsNaN(solution[1, 0, 0]));
        Assert.Equal(Math.Exp(-1), solution[1, 0, 1], 1e-7);
    }
}
