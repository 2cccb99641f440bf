using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Running;

/// <summary>Models that ask for the past, against solutions by the method of steps.</summary>
public sealed class DelayTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("tsit5")]
    [InlineData("rodas5p")]
    public void The_delayed_decay_follows_its_polynomials(string word) => Near(
        [0.5, 0, -0.375, -0.5, -1.0 / 6],
        TextRun.Run("y = 1; y' = -delay(y, 1)", SolverCatalogue.Find(word)!, "y", 0.5, 1, 1.5, 2, 3));

    [Fact]
    public void Each_subject_has_its_own_delay()
    {
        RunRequest request = TextRun.Request("T = 1; y = 1; y' = -delay(y, T)", SolverMethod.Automatic, "y", [1.0]) with
        {
            Subjects = new SubjectTable([1, 2, 3, 4], ["T"], new double[] { 0.25, 0.5, 1, 2 }),
            Width = 4,
        };
        RunOutcome outcome = ModelRun.Run(request, null, TestContext.Current.CancellationToken);
        // 1 - t + (t - T)^2/2 - (t - 2 T)^3/6 + (t - 3 T)^4/24 ..., each term from when it begins.
        Near([0.25 * 0.25 / 2 * 9 - 0.125 / 6 + (0.25 * 0.25 * 0.25 * 0.25 / 24), 0.125, 0, 0], [.. Enumerable.Range(0, 4).Select(subject => outcome.Trajectories[subject, 0, 0])]);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(1e-6)]
    public void A_delay_far_below_the_step_is_met(double delay)
    {
        // y' = -y(t - T) has the solution exp(-r t) with r = exp(r T) once the start is forgotten; for a short delay r = 1 + T + 3 T^2/2.
        double[] values = TextRun.Run($"y = 1; y' = -delay(y, {delay.ToString(System.Globalization.CultureInfo.InvariantCulture)})", SolverMethod.Automatic, "y", 2, 4);
        Assert.Equal(Math.Exp(-2 * (1 + delay + (1.5 * delay * delay))), values[1] / values[0], 1e-7);
    }

    [Fact]
    public void A_delay_may_grow() => Near([0.25, 0.5, 1], TextRun.Run("x = 0; x' = 1; y := delay(x, time/2)", SolverMethod.Automatic, "y", 0.5, 1, 2));

    [Fact]
    public void Before_the_start_start_values_hold_as_they_would_be_then() => Near(
        [Math.Sin(-2), Math.Sin(-1), 0, 0.5],
        TextRun.Run("x = sin(10*time); x' = 1; y := delay(x, 0.2)", SolverMethod.Automatic, "y", 0, 0.1, 0.2, 0.7));

    [Fact]
    public void Before_the_start_nothing_changes() => Near([0, 0, -1], TextRun.Run("x = 5; x' = -1; y := delay(rateOf(x), 1)", SolverMethod.Automatic, "y", 0, 0.9, 1.1));

    [Fact]
    public void The_past_of_a_past_is_reached() => Near([0, 0.5, 1.5], TextRun.Run("x := time*piecewise(1, time > 0, 0); z := delay(x, 1); y := delay(z, 0.5)", SolverMethod.Automatic, "y", 1, 2, 3));

    [Fact]
    public void What_is_fast_without_being_integrated_is_kept_as_well() => Near(
        [2 + Math.Sin(11), 2 + Math.Sin(98)], TextRun.Run("x := sin(10*time); y := 2 + delay(x, 0.2)", SolverMethod.Automatic, "y", 1.3, 10));

    [Fact]
    public void A_jump_returns_after_the_delay() => Near(
        [1, 1, 7, 7], TextRun.Run("x = 1; at time >= 1: x = 7; z = 0; z' = delay(x, 0.5); y := delay(x, 0.5)", SolverMethod.Automatic, "y", 1, 1.4999, 1.5001, 3));

    [Fact]
    public void The_integral_of_a_jump_that_returns_is_exact() => Near(
        [1.5, 12], TextRun.Run("x = 1; at time >= 1: x = 7; z = 0; z' = delay(x, 0.5)", SolverMethod.Automatic, "z", 1.5, 3));

    [Fact]
    public void The_past_is_not_linear()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => TextRun.Run("y = 1; y' = -delay(y, 1)", SolverMethod.Linear, "y", 1));
        Assert.Contains("the rate of change of 'delay(y, 1)' is not linear", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_the_past_is_not_shown() => Assert.Equal(
        ["y"], ModelRun.Run(TextRun.Request("y = 1; y' = -delay(y, 1)", SolverMethod.Automatic, null, [1.0]), null, TestContext.Current.CancellationToken).Trajectories.Names);

    private static void Near(double[] expected, double[] found) => TextRun.Near(expected, found, 30);
}
