using BenchmarkDotNet.Attributes;
using Ketascope.Kernels;
using Ketascope.Language.Flattening;

namespace Ketascope.Benchmarks.Compiling;

/// <summary>What does emitting machine code cost over preparing the interpreter? The JIT's own work comes with the first calls and is not in here.</summary>
[MemoryDiagnoser]
public class KernelCompilerBenchmarks
{
    private readonly OdeSystem _system = ShippedModel.Flatten(ShippedModel.Read(ShippedModel.Path));

    [Benchmark(Baseline = true)]
    public CompiledKernel Interpreted() => KernelCompiler.Compile(_system, new KernelOptions { Backend = KernelBackend.Interpreted });

    [Benchmark]
    public CompiledKernel Emitted() => KernelCompiler.Compile(_system, new KernelOptions());
}
