using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ketascope.Kernels;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Study.Running;

/// <summary>
/// The compiled equations of a model, shared by all runs that ask the same values of the same text, with other doses, times or people: machine code is
/// made once, and so are the buffers of solvers.
/// </summary>
/// <param name="kernel">The compiled equations.</param>
internal sealed class SharedKernel(CompiledKernel kernel)
{
    /// <summary>Requests of one text differ in few ways; whoever asks for more kinds of values than these has the oldest compiled again.</summary>
    private const int MostOfOneText = 32;

    private static readonly ConditionalWeakTable<object, List<Known>> s_known = [];

    private readonly ConcurrentBag<BatchSolver> _solvers = [];
    private readonly Lock _warming = new();
    private bool _isWarm;

    /// <summary>The compiled equations.</summary>
    public CompiledKernel Kernel => kernel;

    /// <summary>The kernel of a system, compiled when it is first asked for.</summary>
    /// <param name="text">The system as it was read, or with other numbers; the kernel lives as long as its equations.</param>
    /// <param name="system">The same with room for what is given and asked for.</param>
    /// <param name="differences">All in which <paramref name="system"/> differs from <paramref name="text"/>, in any words.</param>
    /// <param name="options">What the kernel is to do.</param>
    public static SharedKernel Of(OdeSystem text, OdeSystem system, IEnumerable<string> differences, KernelOptions options)
    {
        string key = string.Join('\n', [$"{options.Width}", .. differences, "outputs", .. options.Outputs, "given", .. options.Overridden]);
        List<Known> all = s_known.GetOrCreateValue(text.States.IsEmpty ? text : ImmutableCollectionsMarshal.AsArray(text.States)!);
        Known? known;
        lock (all)
        {
            known = all.Find(one => one.Key == key && one.Text.DiffersInNumbersAlone(text));
            if (known is null)
            {
                all.RemoveRange(0, all.Count < MostOfOneText ? 0 : 1);
                known = new Known(text, key, new Lazy<SharedKernel>(() => new SharedKernel(KernelCompiler.Compile(system, options))));
                all.Add(known);
            }
        }

        return known.Kernel.Value;
    }

    /// <summary>Lends a solver, which keeps its buffers from run to run.</summary>
    public BatchSolver TakeSolver() => _solvers.TryTake(out BatchSolver? solver) ? solver : new BatchSolver();

    /// <summary>Takes a solver back; one whose run failed is not worth it.</summary>
    /// <param name="solver">The solver.</param>
    public void GiveBack(BatchSolver solver) => _solvers.Add(solver);

    /// <summary>Makes the first long run pay for machine code; one that comes meanwhile waits, so that no work of the JIT is counted as solving.</summary>
    /// <param name="run">Solves a little of what there is to do, if that is much.</param>
    /// <returns>How long it took, s.</returns>
    public double WarmUp(Func<bool> run)
    {
        lock (_warming)
        {
            long start = Stopwatch.GetTimestamp();
            _isWarm = _isWarm || run();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    /// <summary>What was compiled.</summary>
    private sealed record Known(OdeSystem Text, string Key, Lazy<SharedKernel> Kernel);
}
