using CsCheck;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Stepping;

public sealed class CompartmentTests
{
    private static readonly double[] s_times = [0, 0.1, 0.25, 0.5, 1, 2, 3.5, 5, 8, 12, 24];

    /// <summary>Peripheral compartments as pairs of rate constants (out of and back into the central one), and the method.</summary>
    public static TheoryData<double[], SolverMethod> Models()
    {
        TheoryData<double[], SolverMethod> models = [];
        foreach (double[] peripheral in new double[][] { [], [1.2, 0.4], [1.2, 0.9, 0.3, 0.05] })
        {
            foreach (SolverMethod method in SolverCatalogue.Methods)
            {
                models.Add(peripheral, method);
            }
        }

        return models;
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Boluses_meet_the_closed_form(double[] peripheral, SolverMethod method)
    {
        Solution solution = Run(peripheral, method, [new(0, DiscontinuityKind.AddAmount, 0, 100), new(2, DiscontinuityKind.AddAmount, 0, 50)]);
        ClosedForm form = new(0.7, peripheral);
        Close(time => (100 * form.Bolus(time)) + (50 * form.Bolus(time - 2)), solution);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Overlapping_infusions_meet_the_closed_form(double[] peripheral, SolverMethod method)
    {
        Solution solution = Run(peripheral, method, [Rate(0.1, 30), Rate(1.5, 12.1), Rate(2.1, -30), Rate(4.5, -12.1)]);
        ClosedForm form = new(0.7, peripheral);
        Close(time => (30 * form.Infusion(time - 0.1, 2)) + (12.1 * form.Infusion(time - 1.5, 3)), solution);
    }

    [Fact]
    public void A_state_without_a_running_infusion_has_exactly_no_input()
    {
        // 0.1 + 0.2 - 0.1 - 0.2 is not zero in floating point; nothing else moves the state.
        TestKernel still = new(1, [0], 0, (t, y, p, d) => d[0] = 0);
        Solution solution = Solve.Run(still, [[]], [3, 1000], Solve.At(1e-8), [Rate(0, 0.1), Rate(1, 0.2), Rate(2, -0.1), Rate(3, -0.2)]);
        Assert.Equal(solution[0, 0], solution[1, 0]);
        Assert.Equal(0.6, solution[0, 0], 12);
    }

    [Fact]
    public void Doses_superpose() => Gen.Select(Gen.Double[1, 100], Gen.Double[1, 100], Gen.Double[0, 6], Gen.Double[0.1, 3]).Sample(
        (bolus, rate, at, duration) =>
        {
            Discontinuity dose = new(at, DiscontinuityKind.AddAmount, 0, bolus);
            Discontinuity[] infusion = [Rate(at, rate), Rate(at + duration, -rate)];
            double[] peripheral = [1.2, 0.9, 0.3, 0.05];
            Solution both = Run(peripheral, SolverCatalogue.Tsit5, [dose, .. infusion]);
            Solution one = Run(peripheral, SolverCatalogue.Tsit5, [dose]), other = Run(peripheral, SolverCatalogue.Tsit5, infusion);
            for (int i = 0; i < s_times.Length; i++)
            {
                Assert.Equal(both[i, 0], one[i, 0] + other[i, 0], 1e-7);
            }
        },
        iter: 20);

    [Fact]
    public void A_later_start_shifts_the_course() => Gen.Double[-1000, 1000].Sample(
        shift =>
        {
            TestKernel kernel = Kernel([1.2, 0.4]);
            BatchProblem problem = new()
            {
                Kernel = kernel,
                Parameters = ReadOnlyMemory<double>.Empty,
                ActiveLanes = 1,
                StartTime = shift,
                OutputTimes = s_times.Select(time => time + shift).ToArray(),
                Stored = new[] { 0 },
                Settings = Solve.At(1e-10),
                Discontinuities = [[new(shift + 1, DiscontinuityKind.AddAmount, 0, 10)]],
            };
            Solution shifted = Solve.Run(problem), still = Run([1.2, 0.4], SolverCatalogue.Tsit5, [new(1, DiscontinuityKind.AddAmount, 0, 10)]);
            for (int i = 0; i < s_times.Length; i++)
            {
                Assert.Equal(still[i, 0], shifted[i, 0], 1e-8);
            }
        },
        iter: 20);

    [Fact]
    public void A_value_asked_at_the_time_of_a_dose_is_that_after_it()
    {
        Solution solution = Run([], SolverCatalogue.Tsit5, [new(1, DiscontinuityKind.AddAmount, 0, 7), new(1, DiscontinuityKind.AddAmount, 0, 3)]);
        Assert.Equal(0, solution[3, 0]);
        Assert.Equal(10, solution[4, 0], 12);
    }

    private static Discontinuity Rate(double time, double rate) => new(time, DiscontinuityKind.AddRate, 0, rate);

    private static TestKernel Kernel(double[] peripheral) => new(1, new double[1 + (peripheral.Length / 2)], 0, (t, y, p, d) =>
    {
        d[0] = -0.7 * y[0];
        for (int i = 0; i < peripheral.Length / 2; i++)
        {
            double flow = (peripheral[2 * i] * y[0]) - (peripheral[(2 * i) + 1] * y[i + 1]);
            d[0] -= flow;
            d[i + 1] = flow;
        }
    })
    { SaysLinear = true };

    private static Solution Run(double[] peripheral, SolverMethod method, Discontinuity[] doses) =>
        Solve.Run(Kernel(peripheral), [[]], s_times, Solve.At(1e-10, method, 1e-12), doses);

    private static void Close(Func<double, double> expected, Solution solution)
    {
        for (int i = 0; i < s_times.Length; i++)
        {
            double value = expected(s_times[i]);
            Assert.Equal(value, solution[i, 0], 1e-8 * Math.Max(1, value));
        }
    }
}
