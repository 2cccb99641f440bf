using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Solvers.Linear;

/// <summary>
/// The products of one matrix pattern as straight-line machine code: six times as fast as the loops over lists of terms where rows have few terms, with the
/// same results to the last bit, because the operations and their order are the same.
/// </summary>
/// <typeparam name="TLane">The numbers of all lanes.</typeparam>
internal sealed class EmittedProducts<TLane> : LaneProducts<TLane>
    where TLane : struct, ILaneVector<TLane>
{
    private const int MostTerms = 600;

    // A delegate that is closed over an object calls a static method without the shuffling of arguments that an open one needs.
    private static readonly object s_closure = new();
    private readonly ProductMethod _byMatrix;
    private readonly ProductMethod _double;
    private readonly ProductMethod _apply;
    private readonly ProductMethod _applyToFour;

    /// <summary>Compiles the products.</summary>
    /// <param name="plan">Which terms they have.</param>
    /// <param name="width">The number of lanes.</param>
    /// <param name="vector">The vector type.</param>
    /// <param name="home">The class that has its functions.</param>
    public EmittedProducts(LinearPlan plan, int width, Type vector, Type home)
        : base(plan, width)
    {
        ProductEmitter Begin(string name, out DynamicMethod method)
        {
            Type pointer = typeof(double).MakePointerType();
            method = new DynamicMethod(name, typeof(void), [typeof(object), pointer, pointer, pointer, pointer, typeof(double), typeof(double)], typeof(EmittedProducts<TLane>).Module, skipVisibility: true) { InitLocals = false };
            return new ProductEmitter(method.GetILGenerator(), vector, home, width);
        }

        Begin(nameof(ByMatrix), out DynamicMethod code).ByMatrix(plan);
        _byMatrix = Finish(code);
        Begin(nameof(Double), out code).Double(plan);
        _double = Finish(code);
        Begin(nameof(Apply), out code).Apply(plan, 1);
        _apply = Finish(code);
        Begin(nameof(ApplyToFour), out code).Apply(plan, 4);
        _applyToFour = Finish(code);
    }

    private unsafe delegate void ProductMethod(double* first, double* second, double* third, double* result, double factor, double identity);

    /// <summary>Whether the products of a plan are few enough to be worth it.</summary>
    /// <param name="plan">The plan.</param>
    public static bool Serves(LinearPlan plan) => Math.Max(plan.SquareTerms.Length, plan.ByMatrixTerms.Length) / 2 <= MostTerms;

    /// <inheritdoc/>
    public override unsafe void ByMatrix(double* matrix, double* other, double factor, double identity, double* result) => _byMatrix(matrix, other, null, result, factor, identity);

    /// <inheritdoc/>
    public override unsafe void Double(double* d, double* x, double* result) => _double(d, x, null, result, 0, 0);

    /// <inheritdoc/>
    public override unsafe void Apply(double* matrix, double* state, double* addend, double* next) => _apply(matrix, state, addend, next, 0, 0);

    /// <inheritdoc/>
    public override unsafe void ApplyToFour(double* matrix, double* states, double* addend, double* next) => _applyToFour(matrix, states, addend, next, 0, 0);

    private static ProductMethod Finish(DynamicMethod code)
    {
        ProductMethod method = code.CreateDelegate<ProductMethod>(s_closure);
        RuntimeHelpers.PrepareDelegate(method);
        return method;
    }
}
