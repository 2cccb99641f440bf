using System.Globalization;
using Ketascope.Kernels;
using Ketascope.Kernels.Emission;
using Ketascope.Kernels.Passes;
using Ketascope.Language.Flattening;

namespace Ketascope.Tests.Kernels.Emission;

public sealed unsafe class LargeSystemTests
{
    [Fact, Trait("Speed", "Slow")]
    public void Two_thousand_equations_take_several_methods_and_agree_with_the_interpreter()
    {
        OdeSystem system = Chain(2000);
        CompiledKernel emitted = KernelCompiler.Compile(system, new KernelOptions { Width = 8 });
        CompiledKernel interpreted = KernelCompiler.Compile(system, new KernelOptions { Width = 8, Backend = KernelBackend.Interpreted });
        using KernelRun fast = new KernelRun(emitted, 1.5).Initialize(), slow = new KernelRun(interpreted, 1.5).Initialize();
        fast.EvaluateAll();
        slow.EvaluateAll();
        Assert.Equal(emitted.JacobianPattern.Entries, interpreted.JacobianPattern.Entries);
        Assert.Equal(slow.Lanes(slow.Derivative, 2000, 5), fast.Lanes(fast.Derivative, 2000, 5), Ulps.Same);
        int entries = emitted.JacobianPattern.Entries.Length;
        Assert.Equal(slow.Lanes(slow.Jacobian, entries, 5), fast.Lanes(fast.Jacobian, entries, 5), Ulps.Same);
    }

    [Fact]
    public void Values_are_handed_on_between_methods()
    {
        SystemGraph system = new(Chain(100));
        Schedule schedule = Schedule.Of(system.Graph, system.Rates.Select((node, i) => new Store(node, KernelBuffer.First, i)));
        EmissionPlan plan = new(schedule, 50);
        Assert.True(plan.Methods.Count > 5);
        Assert.Equal(plan.Methods.Sum(method => method.Count), plan.Methods.SelectMany(method => method).Distinct().Count());
        // The shared total at least is needed by all methods.
        Assert.True(plan.ScratchCount > 3);
    }

    [Fact, Trait("Speed", "Slow")]
    public void A_sum_of_ten_thousand_terms_overflows_no_stack()
    {
        string sum = string.Join(" + ", Enumerable.Range(1, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"x*{i}")));
        OdeSystem system = SystemText.Read($"x = 2; s := {sum}; x' = s;");
        CompiledKernel kernel = KernelCompiler.Compile(system, new KernelOptions { Width = 8, Outputs = ["s"] });
        using KernelRun run = new KernelRun(kernel).Initialize();
        run.EvaluateAll();
        Assert.Equal(100_010_000, run.Lane(run.Derivative, 0, 7));
        Assert.Equal(100_010_000, run.Lane(run.Outputs, 0, 7));
        Assert.Equal(50_005_000, run.Lane(run.Jacobian, 0, 7));
    }

    // Neighbours coupled nonlinearly, and a term that all equations share.
    private static OdeSystem Chain(int count)
    {
        string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"x{(i + count) % count}");
        IEnumerable<string> equations = Enumerable.Range(0, count).Select(i =>
            $"{Name(i)} = {i % 7}; v{i} := k*{Name(i)}*(1 - {Name(i + 1)}/m); {Name(i)}' = v{i} - v{(i + count - 1) % count} + tanh(shared)*{Name(i)};");
        return SystemText.Read($"k = 0.3; m = 5; shared := x0*x1 + time; {string.Concat(equations)}");
    }
}
