using Ketascope.Kernels;

namespace Ketascope.Tests.Kernels;

public sealed unsafe class KernelCompilerTests
{
    private const string OneCompartment = """
        CL = 2; V = 10; k = CL/V; dose = 100;
        A = dose/2;
        c := A/V;
        B = c + 1;
        A' = dose*time - CL*c;
        B' = k*A^2;
        double_dose: at time >= 2*CL: dose = dose*2;
        half: at time >= 5: A = A/2;
        """;

    public static TheoryData<int, KernelBackend> Kernels() => new(
        from width in new[] { 1, 2, 4, 8 } from backend in Enum.GetValues<KernelBackend>() select (width, backend));

    [Theory, MemberData(nameof(Kernels))]
    public void All_entry_points_compute_what_the_text_says(int width, KernelBackend backend)
    {
        CompiledKernel kernel = KernelCompiler.Compile(
            SystemText.Read(OneCompartment), new KernelOptions { Width = width, Backend = backend, Outputs = ["c", "k"] });
        using KernelRun run = new(kernel, time: 3);
        run.Initialize();
        run.EvaluateAll();
        kernel.EventTimes(run.Context, run.EventTimes);
        for (int lane = 0; lane < width; lane++)
        {
            Assert.Equal([50, 6], run.Lanes(run.State, 2, lane));
            Assert.Equal([300 - 10, 0.2 * 2500], run.Lanes(run.Derivative, 2, lane), Close);
            Assert.Equal([5, 0.2], run.Lanes(run.Outputs, 2, lane), Close);
            Assert.Equal([(0, 0), (1, 0)], kernel.JacobianPattern.Entries);
            Assert.Equal([-0.2, 0.2 * 100], run.Lanes(run.Jacobian, 2, lane), Close);
            Assert.Equal([100, 0], run.Lanes(run.TimeDerivative, 2, lane));
            Assert.Equal([4, 5], run.Lanes(run.EventTimes, 2, lane));
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Each_lane_is_its_own_subject(int width, KernelBackend backend)
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read("CL = 2; V = 10; A' = -CL/V*A; A = V;"), new KernelOptions { Width = width, Backend = backend });
        using KernelRun run = new(kernel);
        for (int lane = 0; lane < width; lane++)
        {
            run.Context[(kernel.ParameterIndex("V") * width) + lane] = 4 << lane;
        }

        run.Initialize();
        run.EvaluateAll();
        for (int lane = 0; lane < width; lane++)
        {
            Assert.Equal(4 << lane, run.Lane(run.State, 0, lane));
            Assert.Equal(-2, run.Lane(run.Derivative, 0, lane));
            Assert.Equal(-2.0 / (4 << lane), run.Lane(run.Jacobian, 0, lane));
        }
    }

    [Fact]
    public void An_event_fires_in_its_lane_alone_and_computes_before_it_stores()
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read(OneCompartment), new KernelOptions { Width = 4 });
        using KernelRun run = new(kernel);
        run.Initialize();
        kernel.Fire(1, 2, run.Time, run.State, run.Context);
        kernel.Fire(0, 3, run.Time, run.State, run.Context);
        int dose = kernel.ParameterIndex("dose"), amount = kernel.StateIndex("A");
        Assert.Equal([50, 50, 25, 50], Enumerable.Range(0, 4).Select(lane => run.Lane(run.State, amount, lane)));
        Assert.Equal([100, 100, 100, 200], Enumerable.Range(0, 4).Select(lane => run.Lane(run.Context, dose, lane)));
    }

    [Fact]
    public void Dependent_parameters_follow_the_given_ones_unless_overridden()
    {
        CompiledKernel free = KernelCompiler.Compile(SystemText.Read(OneCompartment), new KernelOptions());
        CompiledKernel overridden = KernelCompiler.Compile(SystemText.Read(OneCompartment), new KernelOptions { Overridden = ["k"] });
        Assert.Equal([2, 10, 0.2, 100], free.Defaults);
        Assert.Equal(free.Defaults, overridden.Defaults);
        foreach ((CompiledKernel kernel, double expected) in new[] { (free, 0.4), (overridden, 7.0) })
        {
            using KernelRun run = new(kernel);
            run.Context[kernel.ParameterIndex("CL") * kernel.Width] = 4;
            run.Context[kernel.ParameterIndex("k") * kernel.Width] = 7;
            run.Initialize();
            Assert.Equal(expected, run.Lane(run.Context, kernel.ParameterIndex("k")));
        }
    }

    [Fact]
    public void Names_lead_to_indices()
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read(OneCompartment), new KernelOptions { Outputs = ["c"] });
        Assert.Equal((1, 3, 0), (kernel.StateIndex("B"), kernel.ParameterIndex("dose"), kernel.OutputIndex("c")));
        Assert.Equal((-1, -1, -1), (kernel.StateIndex("c"), kernel.ParameterIndex("A"), kernel.OutputIndex("A")));
        Assert.Equal("B", kernel.StateName(1));
    }

    [Fact]
    public void Unknown_names_and_widths_are_refused()
    {
        Assert.Contains("'nothing'", Assert.Throws<ArgumentException>(() => Compile(new KernelOptions { Outputs = ["nothing"] })).Message, StringComparison.Ordinal);
        Assert.Contains("'nothing'", Assert.Throws<ArgumentException>(() => Compile(new KernelOptions { Overridden = ["nothing"] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Compile(new KernelOptions { Width = 3 }));
        static CompiledKernel Compile(KernelOptions options) => KernelCompiler.Compile(SystemText.Read(OneCompartment), options);
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Evaluation_allocates_nothing(int width, KernelBackend backend)
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read(OneCompartment), new KernelOptions { Width = width, Backend = backend, Outputs = ["c"] });
        using KernelRun run = new(kernel);
        // What is called often is compiled on the way.
        for (int i = 0; i < 8; i++)
        {
            Evaluate();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Evaluate();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Evaluate()
        {
            run.Initialize();
            run.EvaluateAll();
            kernel.EventTimes(run.Context, run.EventTimes);
            kernel.Fire(0, 0, run.Time, run.State, run.Context);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Threads_share_a_kernel_from_its_first_call_on(int width, KernelBackend backend)
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read("k = 1; x' = exp(k*x)^1.3; x = 0.5;"), new KernelOptions { Width = width, Backend = backend });
        double[] results = new double[8];
        Parallel.For(0, results.Length, i =>
        {
            using KernelRun run = new(kernel);
            run.Context[0] = i + 1;
            run.Initialize();
            for (int repeat = 0; repeat < 1000; repeat++)
            {
                run.EvaluateAll();
            }

            results[i] = run.Lane(run.Derivative, 0);
        });
        Assert.All(Enumerable.Range(0, results.Length), i => Assert.Equal(Math.Exp(1.3 * 0.5 * (i + 1)), results[i], 1e-13 * results[i]));
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 4e-16 * Math.Abs(expected);
}
