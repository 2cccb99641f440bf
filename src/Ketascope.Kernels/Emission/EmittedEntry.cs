using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.Emission;

/// <summary>A compiled method of an entry point; the buffers are those of <see cref="KernelBuffer"/>.</summary>
internal unsafe delegate void EntryMethod(double* time, double* state, double* context, double* first, double* second);

/// <summary>An entry point as machine code. It is compiled when it is first called, so that nobody waits for what is not used.</summary>
/// <param name="plan">What it computes.</param>
/// <param name="vector">The vector width.</param>
/// <param name="scratchStart">The element of the context at which the scratch area begins.</param>
internal sealed unsafe class EmittedEntry(EmissionPlan plan, VectorType vector, int scratchStart) : EntryPoint
{
    // A delegate that is closed over an object calls a static method without the shuffling of arguments that an open one needs.
    private static readonly object Closure = new();

    private readonly Lock _compiling = new();
    private volatile EntryMethod[]? _methods;

    /// <inheritdoc/>
    public override void Run(double* time, double* state, double* context, double* first, double* second)
    {
        foreach (EntryMethod method in _methods ?? Compile())
        {
            method(time, state, context, first, second);
        }
    }

    private EntryMethod[] Compile()
    {
        lock (_compiling)
        {
            return _methods ??= [.. Enumerable.Range(0, plan.Methods.Count).Select(CompileMethod)];
        }
    }

    private EntryMethod CompileMethod(int method)
    {
        Type[] parameters = [typeof(object), .. Enumerable.Repeat(typeof(double*), 5)];
        DynamicMethod code = new($"Kernel{method}", typeof(void), parameters, typeof(EmittedEntry).Module, skipVisibility: true) { InitLocals = false };
        MethodEmitter.Emit(plan, vector, scratchStart, method, code.GetILGenerator());
        EntryMethod result = code.CreateDelegate<EntryMethod>(Closure);
        RuntimeHelpers.PrepareDelegate(result);
        return result;
    }
}
