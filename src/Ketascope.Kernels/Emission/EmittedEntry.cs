using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.Emission;

/// <summary>An entry point as machine code. It is compiled when it is first called, so that nobody waits for what is not used.</summary>
internal sealed unsafe class EmittedEntry : EntryPoint
{
    // A delegate that is closed over an object calls a static method without the shuffling of arguments that an open one needs.
    private static readonly object Closure = new();

    private readonly EmissionPlan _plan;
    private readonly VectorType _vector;
    private readonly int _scratchStart;
    private readonly Lock _compiling = new();
    private EntryMethod[]? _methods;

    /// <summary>Prepares to compile.</summary>
    /// <param name="plan">What is computed.</param>
    /// <param name="vector">The vector width.</param>
    /// <param name="scratchStart">The element of the context at which the scratch area begins.</param>
    public EmittedEntry(EmissionPlan plan, VectorType vector, int scratchStart)
    {
        _plan = plan;
        _vector = vector;
        _scratchStart = scratchStart;
        Run = CompileAndRun;
    }

    private void CompileAndRun(double* time, double* state, double* context, double* first, double* second)
    {
        lock (_compiling)
        {
            if (_methods is null)
            {
                _methods = [.. Enumerable.Range(0, _plan.Methods.Count).Select(CompileMethod)];
                Run = _methods.Length == 1 ? _methods[0] : RunAll;
            }
        }

        Run(time, state, context, first, second);
    }

    private void RunAll(double* time, double* state, double* context, double* first, double* second)
    {
        foreach (EntryMethod method in _methods!)
        {
            method(time, state, context, first, second);
        }
    }

    private EntryMethod CompileMethod(int method)
    {
        Type[] parameters = [typeof(object), .. Enumerable.Repeat(typeof(double*), 5)];
        DynamicMethod code = new($"Kernel{method}", typeof(void), parameters, typeof(EmittedEntry).Module, skipVisibility: true) { InitLocals = false };
        MethodEmitter.Emit(_plan, _vector, _scratchStart, method, code.GetILGenerator());
        EntryMethod result = code.CreateDelegate<EntryMethod>(Closure);
        RuntimeHelpers.PrepareDelegate(result);
        return result;
    }
}
