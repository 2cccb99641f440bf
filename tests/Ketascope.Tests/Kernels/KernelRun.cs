using System.Runtime.InteropServices;
using Ketascope.Kernels;

namespace Ketascope.Tests.Kernels;

/// <summary>Calls a kernel on aligned buffers of its own, for tests.</summary>
internal sealed unsafe class KernelRun : IDisposable
{
    private readonly List<nint> _blocks = [];

    public KernelRun(CompiledKernel kernel, double time = 0)
    {
        Kernel = kernel;
        Time = Allocate(1);
        State = Allocate(kernel.StateCount);
        Context = Allocate(kernel.ParameterCount + kernel.HoistedCount);
        Derivative = Allocate(kernel.StateCount);
        Outputs = Allocate(kernel.OutputCount);
        Jacobian = Allocate(kernel.JacobianPattern.Entries.Length);
        TimeDerivative = Allocate(kernel.StateCount);
        EventTimes = Allocate(kernel.EventCount);
        for (int lane = 0; lane < kernel.Width; lane++)
        {
            Time[lane] = time;
            for (int i = 0; i < kernel.ParameterCount; i++)
            {
                Context[(i * kernel.Width) + lane] = kernel.Defaults[i];
            }
        }
    }

    public CompiledKernel Kernel { get; }

    public double* Time { get; }

    public double* State { get; }

    public double* Context { get; }

    public double* Derivative { get; }

    public double* Outputs { get; }

    public double* Jacobian { get; }

    public double* TimeDerivative { get; }

    public double* EventTimes { get; }

    public KernelRun Initialize()
    {
        Kernel.Initialize(Time, Context, State);
        return this;
    }

    public void EvaluateAll()
    {
        Kernel.SetModes(Time, State, Context);
        Kernel.Derivatives(Time, State, Context, Derivative);
        Kernel.Outputs(Time, State, Context, Outputs);
        Kernel.Jacobian(Time, State, Context, Jacobian, TimeDerivative);
    }

    public double Lane(double* buffer, int element, int lane = 0) => buffer[(element * Kernel.Width) + lane];

    public double[] Lanes(double* buffer, int elements, int lane = 0) => [.. Enumerable.Range(0, elements).Select(i => Lane(buffer, i, lane))];

    public void Dispose()
    {
        foreach (nint block in _blocks)
        {
            NativeMemory.AlignedFree((void*)block);
        }
    }

    private double* Allocate(int elements)
    {
        nuint bytes = (nuint)Math.Max(1, elements * Kernel.Width) * sizeof(double);
        double* block = (double*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(block, bytes);
        _blocks.Add((nint)block);
        return block;
    }
}
