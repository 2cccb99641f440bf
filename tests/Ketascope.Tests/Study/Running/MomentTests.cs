using Ketascope.Solvers.Contract;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Running;

/// <summary>Events at moments that no step ends at by itself, and events without an end.</summary>
public sealed class MomentTests
{
    [Theory]
    [InlineData("p = 0; at (time > 0): p = 1", 1.0)]
    [InlineData("p = 0; x' = -x; x = 1; at (time > 0): p = 1", 1.0)]
    [InlineData("p = 0; at (time > 0): p = 1; x = 1; x' = -x; at (x < 0.5): p = p + 2", 3.0)]
    [InlineData("p = 0; at time == 10: p = p + 1; at time == 20: p = p + 10", 11.0)]
    [InlineData("p = 0; at rem(time, 24) == 0: p = p + 1", 4.0)]
    [InlineData("p = 0; T = 7; at time/T == 3: p = p + 1", 1.0)]
    [InlineData("p = 0; y = 0; y' = 1; at (y == 60): p = p + 1", 1.0)]
    [InlineData("p = 0; y = 0; y' = 1; at (y > 50 && y < 50.0001): p = p + 1", 1.0)]
    [InlineData("p = 0; y = 0; y' = 0.05*cos(0.05*time); at (y > 0.999999): p = p + 1", 1.0)]
    [InlineData("p = 0; at (sin(time) > 0.5): p = p + 1", 16.0)]
    [InlineData("p = 0; at (time != 5): p = p + 1", 1.0)]
    [InlineData("p = 0; at (sin(1000*time) + cos(1000*time) == 1.5): p = p + 1", 0.0)]
    [InlineData("p = 0; at (sin(1000*time) + cos(1000*time) > 1.5 || time > 99): p = p + 1", 1.0)]
    public void Event_happens(string text, double expected) => Assert.Equal(expected, TextRun.Run(text, SolverMethod.Automatic, "p", 0, 100)[1]);

    /// <summary>
    /// G comes to rest at 1, so that <c>G - 1 - H</c> is rounding alone: where <c>max</c> bends then is passed to and fro for ever, and the run goes on. The
    /// step at 200 is beyond it and is seen: x gains what the bump of G lasts (1), less what H takes meanwhile (1.3 of it for ever).
    /// </summary>
    [Fact]
    public void Time_goes_on_where_a_bend_comes_to_rest()
    {
        const string Text = """
            G = 2; H = 0; x = 0; G' = (1 + piecewise(1, time >= 200 && time <= 201, 0) - G)/0.3; H' = (G - 1 - H)/1.1; x' = max(0, G - 1 - 1.3*H)
            """;
        double[] course = TextRun.Run(Text, SolverMethod.Automatic, "x", 0, 100, 199, 400);
        Assert.Equal(course[1], course[2], 1e-9);
        Assert.InRange(course[3] - course[2], 0.1, 1);

        RunOutcome outcome = ModelRun.Run(TextRun.Request(Text, SolverMethod.Automatic, "x", [0, 4000]), null, TestContext.Current.CancellationToken);
        Assert.InRange(outcome.Counters.Restarts, 1, 1000);
    }

    [Theory]
    [InlineData("y = 1; v = 0; y' = v; v' = -9.81; bounce: at y <= 0: v = -0.8*v", "'y <= 0'")]
    [InlineData("y = 1; v = 0; y' = v; v' = -9.81; bounce: at y < 0: v = -0.1*v", "'y < 0'")]
    [InlineData("y = 1; y' = piecewise(-1, y > 0.25, 1)", "'0.25 < y'")]
    [InlineData("y = 0; y' = piecewise(-1, y > 0, 1)", "'0 < y'")]
    public void Time_that_stands_still_ends_in_a_message(string text, string condition)
    {
        RunOutcome outcome = ModelRun.Run(TextRun.Request(text, SolverMethod.Automatic, "y", [0, 100]), null, TestContext.Current.CancellationToken);
        LaneFailure failure = Assert.Single(outcome.Failures).Failure;
        Assert.Equal(FailureCause.Standstill, failure.Cause);
        Assert.Contains(condition, failure.ToString(), StringComparison.Ordinal);
    }
}
