using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Stepping;

public sealed class OrderTests
{
    private const double Shift = 0.4;

    // A non-linear system that depends on time, with a known solution in s = t + 0.4: y0 = exp(sin(s*s)), y1 = cos(s).
    private static readonly Rates s_rates = (time, y, p, d) =>
    {
        double t = time + Shift;
        d[0] = 2 * t * y[0] * y[1] * (Math.Cos(t * t) / Math.Cos(t));
        d[1] = (-y[1] * Math.Tan(t)) + (0.3 * (y[0] - Math.Exp(Math.Sin(t * t))));
    };

    public static TheoryData<SteppingMethod> Methods() => [.. SolverCatalogue.Stepping];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Error_at_the_end_falls_with_the_claimed_order(SteppingMethod method)
    {
        int order = method.Orders.Step;
        TestKernel oscillator = new(1, [1, 0], 0, (t, y, p, d) => (d[0], d[1]) = (y[1], -y[0]));
        double slope = Slope([60, 80, 120, 160], steps =>
        {
            Solution solution = Solve.Run(oscillator, [[]], [10], Solve.At(1e6, method) with { MaxStep = 10.0 / steps });
            Assert.Equal(steps, solution.Counters.AcceptedSteps);
            return Math.Max(Math.Abs(solution[0, 0] - Math.Cos(10)), Math.Abs(solution[0, 1] + Math.Sin(10)));
        });
        // The tables' leading error coefficients are small, so that the claimed order is approached from above.
        Assert.InRange(slope, order - 0.3, order + 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Equations_that_depend_on_time_lose_no_order(SteppingMethod method)
    {
        int order = method.Orders.Step;
        Assert.InRange(Slope([16, 24, 32, 48, 64], steps => Error(method, 1.0 / steps, [1.0])), order - 0.3, order + 1.3);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Error_within_a_step_falls_with_the_claimed_order_plus_one(SteppingMethod method)
    {
        int order = method.Orders.Dense;
        double slope = Slope([4, 6, 8, 12, 16], steps => Error(method, 1.0 / steps, [0.35 / steps, 0.6 / steps, 0.8 / steps, 1.0 / steps]));
        Assert.InRange(slope, order + 1 - 0.3, order + 1 + 0.9);
    }

    /// <summary>The error with steps of one size: the tolerance is wide open and the longest step limited.</summary>
    private static double Error(SolverMethod method, double step, double[] times)
    {
        SolverSettings settings = Solve.At(1e6, method) with { MaxStep = step };
        Solution solution = Solve.Run(new TestKernel(1, Exact(0), 0, s_rates), [[]], times, settings);
        Assert.Equal((long)Math.Round(times[^1] / step), solution.Counters.AcceptedSteps);
        return times.Select((t, i) => Math.Max(Math.Abs(solution[i, 0] - Exact(t)[0]), Math.Abs(solution[i, 1] - Exact(t)[1]))).Max();
    }

    private static double[] Exact(double time) => [Math.Exp(Math.Sin((time + Shift) * (time + Shift))), Math.Cos(time + Shift)];

    private static double Slope(int[] steps, Func<int, double> error)
    {
        double[] x = [.. steps.Select(count => Math.Log(count))], y = [.. steps.Select(count => -Math.Log(error(count)))];
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
