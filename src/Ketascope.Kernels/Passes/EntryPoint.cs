namespace Ketascope.Kernels.Passes;

/// <summary>One of a kernel's functions, ready to run.</summary>
internal abstract unsafe class EntryPoint
{
    /// <summary>Computes the results for all lanes; the buffers are those of <see cref="KernelBuffer"/>, null where the function uses none.</summary>
    public abstract void Run(double* time, double* state, double* context, double* first, double* second);
}
