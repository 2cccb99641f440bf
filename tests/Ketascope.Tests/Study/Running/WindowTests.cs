using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.Running;

namespace Ketascope.Tests.Study.Running;

/// <summary>Windows of time and of states in rates of change are met however narrow they are. Right values are closed forms.</summary>
public sealed class WindowTests
{
    private static readonly SolverMethod Auto = SolverMethod.Automatic;

    [Theory]
    [InlineData("x' = 10*piecewise(1, time >= 7 && time <= 8, 0)", 10.0)]
    [InlineData("x' = 10*(time >= 7)*(time <= 8)", 10.0)]
    [InlineData("x' = 3*piecewise(1, time >= 17 && time < 17.01, 0)", 0.03)]
    [InlineData("x' = piecewise(1, time > 40.00001, 0) - piecewise(1, time > 40.00002, 0)", 1e-5)]
    [InlineData("x' = piecewise(1, rem(time, 24) < 0.1, 0)", 0.5)]
    [InlineData("x' = piecewise(1, sin(2*3.141592653589793*time/24 - 1) > 0.99999, 0)", 0.13666)]
    [InlineData("x' = floor(time/10)*piecewise(1, abs(time - 55) < 0.01, 0)", 0.1)]
    [InlineData("x' = ceil(time/10)*piecewise(1, abs(time - 55) < 0.01, 0)", 0.12)]
    [InlineData("x' = max(0, 1 - abs(time - 33)/0.001)", 0.001)]
    [InlineData("x' = -min(0, abs(time - 33)/0.001 - 1)", 0.001)]
    [InlineData("k := piecewise(0, time < 10, piecewise(5, time < 10.1, 0)); x' = k", 0.5)]
    [InlineData("x' = piecewise(1, !(time < 20 || time > 20.001), 0)", 0.001)]
    [InlineData("x' = piecewise(1, exp(-0.1*time) < 0.05 && exp(-0.1*time) > 0.0499, 0)", 0.0200200267)]
    [InlineData("x' = 10*piecewise(1, y >= 7 && y <= 7.5, 0); y = 0; y' = 1", 5.0)]
    [InlineData("x' = max(0, 1 - abs(y - 33)/0.001); y = 0; y' = 1", 0.001)]
    [InlineData("x' = piecewise(1, sin(1000*time) + cos(1000*time) > 1.5, 0.01)", 1.0)]
    [InlineData("x' = piecewise(1, y > 0.999, 0); y = 0; v = 1; y' = 0.1*v; v' = -0.1*y", 0.8944645 * 2)]
    [InlineData("x' = piecewise(0, !(y >= 3 && (y <= 3.5 || (y >= 70 && y <= 70.01))), 1); y = 0; y' = 1", 0.51)]
    [InlineData("x' = quotient(y, 10)*piecewise(1, abs(y - 55) < 0.01, 0); y = 0; y' = 1", 0.1)]
    public void Window_is_met(string text, double expected)
    {
        double found = TextRun.Run($"x = 0; {text}", Auto, "x", 0, 100)[1];
        Assert.Equal(expected, found, 1e-4 * expected);
        double stiff = TextRun.Run($"x = 0; {text}", SolverCatalogue.Rodas5P, "x", 0, 100)[1];
        Assert.Equal(expected, stiff, 1e-4 * expected);
    }

    [Fact]
    public void An_infusion_in_the_text_arrives()
    {
        // The values of two compartments in a row under an infusion of 0.5 h at 12 h, by superposition.
        static double After(double t) => t <= 0 ? 0 : 200 / 0.9 * (((1 - Math.Exp(-0.1 * t)) / 0.1) - (1 - Math.Exp(-t)));
        double[] found = TextRun.Run(
            "D = 100; ka = 1; ke = 0.1; species G = 0, C = 0; R := piecewise(D/0.5, time >= 12 && time <= 12.5, 0); G' = R - ka*G; C' = ka*G - ke*C", Auto, "C", 0, 12.5, 14, 24);
        TextRun.Near([0, .. new[] { 12.5, 14, 24 }.Select(t => After(t - 12) - After(t - 12.5))], found, 1000);
    }

    [Fact]
    public void Windows_differ_between_subjects()
    {
        RunRequest request = TextRun.Request("x = 0; T = 1; x' = piecewise(1, time >= T && time < T + 0.01*T, 0)", Auto, "x", [0, 100]);
        SubjectRows rows = new([3, 17, 50, 99, 200]);
        RunOutcome outcome = ModelRun.Run(request with { Subjects = rows.Table("T") }, null, TestContext.Current.CancellationToken);
        Assert.Equal(5, outcome.SubjectIds.Length);
        TextRun.Near([0.03, 0.17, 0.5, 0.99, 0], [.. Enumerable.Range(0, 5).Select(subject => outcome.Trajectories[subject, 0, 1])], 10);
    }

    [Fact]
    public void A_delayed_window_arrives()
    {
        double[] found = TextRun.Run("x = 0; u := piecewise(1, time >= 5 && time < 5.01, 0); x' = delay(u, 10); y = 0; y' = 0", Auto, "x", 0, 14.9, 20);
        TextRun.Near([0, 0, 0.01], found, 1e5);
    }

    [Fact]
    public void An_algebraic_equation_jumps()
    {
        double[] found = TextRun.Run("x = 0; x' = z; var z; z = 0; 0 = z + z^3 - piecewise(2, time >= 5 && time < 5.01, 0)", Auto, "x", 0, 4.9, 20);
        TextRun.Near([0, 0, 0.01], found, 1e5);
    }

    private sealed record SubjectRows(double[] Values)
    {
        public Ketascope.Study.Requests.SubjectTable Table(string name) => new([.. Enumerable.Range(1, Values.Length).Select(i => (long)i)], [name], Values);
    }
}
