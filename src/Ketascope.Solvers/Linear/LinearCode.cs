using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Solvers.Linear;

/// <summary>What all threads share that solve one linear kernel: the plan of its products, and the code that carries them out.</summary>
/// <remarks>
/// A kernel's first batches are solved by loops; later ones have products that are machine code of their own, which takes the JIT 10 ms (a model of 10
/// states) to 100 ms (38): not worth it for a few subjects. Results do not depend on which is used.
/// </remarks>
internal sealed class LinearCode
{
    /// <summary>Terms of a product that cost the JIT about as much as a batch that is solved by loops.</summary>
    private const int TermsABatch = 100;
    private static readonly ConditionalWeakTable<LaneKernel, LinearCode> s_known = [];
    private readonly int _width;
    private readonly LaneProducts _loops;
    private readonly Lazy<LaneProducts> _emitted;
    private readonly int _worthCompiling;
    private int _batches;

    private LinearCode(LaneKernel kernel)
    {
        _width = kernel.Width;
        Plan = new LinearPlan(kernel.JacobianPattern);
        _loops = LaneProducts.Of(Plan, _width);
        _worthCompiling = 2 + (Plan.SquareTerms.Length / 2 / TermsABatch);
        _emitted = new Lazy<LaneProducts>(() => Emit(Plan, _width) ?? _loops);
    }

    /// <summary>The terms of the products.</summary>
    public LinearPlan Plan { get; }

    /// <summary>What belongs to a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public static LinearCode Of(LaneKernel kernel) => s_known.GetValue(kernel, static key => new LinearCode(key));

    /// <summary>The products as machine code; null where there are too many of them, or no vectors.</summary>
    /// <param name="plan">The terms of the products.</param>
    /// <param name="width">The number of lanes.</param>
    public static LaneProducts? Emit(LinearPlan plan, int width) => width switch
    {
        8 when EmittedProducts<EightLanes>.Serves(plan) => new EmittedProducts<EightLanes>(plan, 8, typeof(Vector512<double>), typeof(Vector512)),
        4 when EmittedProducts<FourLanes>.Serves(plan) => new EmittedProducts<FourLanes>(plan, 4, typeof(Vector256<double>), typeof(Vector256)),
        2 when EmittedProducts<TwoLanes>.Serves(plan) => new EmittedProducts<TwoLanes>(plan, 2, typeof(Vector128<double>), typeof(Vector128)),
        _ => null,
    };

    /// <summary>The products for one more batch.</summary>
    public LaneProducts ForBatch() => _batches < _worthCompiling && Interlocked.Increment(ref _batches) < _worthCompiling ? _loops : _emitted.Value;
}
