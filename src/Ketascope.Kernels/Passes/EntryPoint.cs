namespace Ketascope.Kernels.Passes;

/// <summary>
/// A method that computes an entry point's results for all lanes; the buffers are those of <see cref="KernelBuffer"/>, null where it uses none.
/// </summary>
internal unsafe delegate void EntryMethod(double* time, double* state, double* context, double* first, double* second);

/// <summary>One of a kernel's functions, ready to run.</summary>
internal abstract class EntryPoint
{
    /// <summary>The method to call; it may change from call to call (compilation happens inside the first one).</summary>
    public EntryMethod Run { get; protected set; } = null!;
}
