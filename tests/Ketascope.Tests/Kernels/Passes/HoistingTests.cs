using Ketascope.Kernels;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;

namespace Ketascope.Tests.Kernels.Passes;

public sealed unsafe class HoistingTests
{
    [Fact]
    public void Terms_of_parameters_alone_leave_the_entry_points()
    {
        SystemGraph system = new(SystemText.Read("p = 2; q = 3; x = 0; x' = exp(p*q)*x + (p + q) - x/p + x/(p*q);"));
        Hoisting hoisting = new(system.Graph, 2, 2);
        int[] rates = hoisting.Rewrite(system.Rates);
        Schedule hot = Schedule.Of(system.Graph, [new Store(rates[0], KernelBuffer.First, 0)]);
        // exp(p*q), p + q, 1/p, 1/(p*q): three products, a sum and two differences remain.
        Assert.Equal(4, hoisting.Hoisted.Count);
        Assert.DoesNotContain(hot.Order, number => system.Graph[number].Operation is Operation.Exp or Operation.Divide);
        Assert.Equal(6, hot.Order.Count(number => !system.Graph[number].IsLeaf));
    }

    [Fact]
    public void A_parameter_itself_and_a_constant_are_not_hoisted()
    {
        SystemGraph system = new(SystemText.Read("p = 2; x = 0; y = 0; x' = p*x + 3; y' = p;"));
        Hoisting hoisting = new(system.Graph, 1, 1);
        Assert.Equal(system.Rates, hoisting.Rewrite(system.Rates));
        Assert.Empty(hoisting.Hoisted);
    }

    [Fact]
    public void Hoisted_terms_follow_a_changed_parameter_after_Prepare()
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read("p = 2; x' = x*ln(p); x = 1;"), new KernelOptions());
        using KernelRun run = new KernelRun(kernel).Initialize();
        run.Context[0] = 5;
        kernel.Prepare(run.Context);
        run.EvaluateAll();
        Assert.Equal(Math.Log(5), run.Lane(run.Derivative, 0));
        Assert.Equal(Math.Log(5), run.Lane(run.Jacobian, 0));
    }

    [Fact]
    public void A_division_by_a_parameter_stays_within_two_ulps()
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read("p = 2; x = 0; x' = x/p;"), new KernelOptions { Width = 1 });
        using KernelRun run = new KernelRun(kernel).Initialize();
        double[] numbers = [.. Samples.Random(4000, 3).Where(x => Math.Abs(x) is > 1e-150 and < 1e150)];
        for (int i = 1; i < numbers.Length; i++)
        {
            (run.State[0], run.Context[0]) = (numbers[i - 1], numbers[i]);
            kernel.Prepare(run.Context);
            kernel.Derivatives(run.Time, run.State, run.Context, run.Derivative);
            Assert.InRange(Ulps.Between(numbers[i - 1] / numbers[i], run.Derivative[0]), 0ul, 2ul);
        }
    }
}
