using System.Globalization;
using BenchmarkDotNet.Attributes;
using Ketascope.Kernels;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Benchmarks.Solving;

/// <summary>What does accuracy cost each method? One batch after a bolus, 24 h with a value every 0.1 h; the error that a tolerance achieves is printed as each case begins.</summary>
[MemoryDiagnoser]
public class WorkPrecisionBenchmarks : IDisposable
{
    private readonly BatchSolver _solver = new();
    private readonly CompiledKernel _kernel = KernelCompiler.Compile(ShippedModel.Flatten(ShippedModel.Read(ShippedModel.Path)), new KernelOptions());
    private double[] _values = [];

    [Params(1e-4, 1e-6, 1e-8)]
    public double Tolerance { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _values = new double[241 * _kernel.StateCount * _kernel.Width];
        double[] exact = [.. Solve(SolverCatalogue.Tsit5, 1e-13)];
        foreach (SolverMethod method in new[] { SolverCatalogue.Tsit5, SolverCatalogue.Rodas5P })
        {
            double error = Solve(method, Tolerance).Zip(exact, (value, reference) => Math.Abs(value - reference)).Max() / exact.Max();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// {method} at {Tolerance:g}: largest error {error:g2} of the highest value"));
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _solver.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public double[] Tsit5() => Solve(SolverCatalogue.Tsit5, Tolerance);

    [Benchmark]
    public double[] Rodas5P() => Solve(SolverCatalogue.Rodas5P, Tolerance);

    private double[] Solve(SolverMethod method, double tolerance)
    {
        double[] parameters = [.. Enumerable.Range(0, _kernel.ParameterCount * _kernel.Width).Select(i => _kernel.Defaults[i / _kernel.Width])];
        Discontinuity bolus = new(0, DiscontinuityKind.AddAmount, _kernel.StateIndex("central"), 20);
        _solver.Solve(
            new BatchProblem
            {
                Kernel = _kernel,
                Parameters = parameters,
                ActiveLanes = _kernel.Width,
                OutputTimes = Enumerable.Range(0, 241).Select(k => 0.1 * k).ToArray(),
                Stored = Enumerable.Range(0, _kernel.StateCount).ToArray(),
                Discontinuities = [.. Enumerable.Repeat<IReadOnlyList<Discontinuity>>([bolus], _kernel.Width)],
                Settings = new SolverSettings { RelativeTolerance = tolerance, AbsoluteTolerance = tolerance, Method = method },
            },
            _values);
        return _values;
    }
}
