using Ketascope.Kernels.Interpreter;
using Ketascope.Kernels.Passes;

namespace Ketascope.Kernels.Emission;

/// <summary>
/// An entry point that is interpreted at first and compiled when it is called again and again: one subject has its hoisted terms computed once or twice, not
/// worth the JIT's millisecond; in a population, interpreting them was a tenth of all time.
/// </summary>
internal sealed unsafe class TieredEntry : EntryPoint
{
    private const int WorthCompiling = 4;
    private readonly InterpretedEntry _interpreted;
    private readonly EmittedEntry _emitted;
    private int _calls;

    /// <summary>Prepares both ways.</summary>
    /// <param name="interpreted">The interpreted one.</param>
    /// <param name="emitted">The compiled one, which compiles itself when first called.</param>
    public TieredEntry(InterpretedEntry interpreted, EmittedEntry emitted)
    {
        _interpreted = interpreted;
        _emitted = emitted;
        Run = Count;
    }

    private void Count(double* time, double* state, double* context, double* first, double* second)
    {
        if (Interlocked.Increment(ref _calls) < WorthCompiling)
        {
            _interpreted.Run(time, state, context, first, second);
            return;
        }

        _emitted.Run(time, state, context, first, second);

        // It has compiled itself now; its method is called without a detour from here on.
        Run = _emitted.Run;
    }
}
