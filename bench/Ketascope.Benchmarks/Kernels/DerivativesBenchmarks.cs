using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Ketascope.Kernels;

namespace Ketascope.Benchmarks.Kernels;

/// <summary>How much faster than the interpreter is one call of the emitted right-hand side, for each width? A call serves as many subjects as the width says.</summary>
[MemoryDiagnoser]
public unsafe class DerivativesBenchmarks
{
    private double* _block;
    private CompiledKernel _interpreted = null!;
    private CompiledKernel _emitted = null!;

    [Params(1, 2, 4, 8)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _interpreted = Compile(KernelBackend.Interpreted);
        _emitted = Compile(KernelBackend.Emitted);
        int elements = 1 + (2 * _emitted.StateCount) + _emitted.ParameterCount + Math.Max(_emitted.HoistedCount, _interpreted.HoistedCount);
        nuint bytes = (nuint)(elements * Width * sizeof(double));
        _block = (double*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(_block, bytes);
        for (int i = 0; i < _emitted.ParameterCount * Width; i++)
        {
            Context(_emitted)[i] = _emitted.Defaults[i / Width];
        }

        _emitted.Initialize(Time, Context(_emitted), State);
        new Span<double>(State, _emitted.StateCount * Width).Fill(1);
    }

    [GlobalCleanup]
    public void Free() => NativeMemory.AlignedFree(_block);

    [Benchmark(Baseline = true)]
    public void Interpreted() => _interpreted.Derivatives(Time, State, Context(_interpreted), Derivative(_interpreted));

    [Benchmark]
    public void Emitted() => _emitted.Derivatives(Time, State, Context(_emitted), Derivative(_emitted));

    private double* Time => _block;

    private double* State => _block + Width;

    private double* Derivative(CompiledKernel kernel) => State + (kernel.StateCount * Width);

    private double* Context(CompiledKernel kernel) => Derivative(kernel) + (kernel.StateCount * Width);

    private CompiledKernel Compile(KernelBackend backend) =>
        KernelCompiler.Compile(ShippedModel.Flatten(ShippedModel.Read(ShippedModel.Path)), new KernelOptions { Backend = backend, Width = Width });
}
