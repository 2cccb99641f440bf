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
    private const int MostTerms = 2000;

    /// <summary>The JIT does not optimize methods that are much longer.</summary>
    private const int TermsOfMethod = 500;

    // A delegate that is closed over an object calls a static method without the shuffling of arguments that an open one needs.
    private static readonly object s_closure = new();
    private readonly ProductMethod _byMatrix;
    private readonly ProductMethod _plusProduct;
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
        ProductMethod Emitted(string name, int[] terms, Action<ProductEmitter, Range> emit) => Blocks(plan, terms)
            .Select(rows =>
            {
                Type pointer = typeof(double).MakePointerType();
                DynamicMethod code = new(
                    name, typeof(void), [typeof(object), pointer, pointer, pointer, pointer, typeof(double), typeof(double)],
                    typeof(EmittedProducts<TLane>).Module, skipVisibility: true)
                { InitLocals = false };
                emit(new ProductEmitter(code.GetILGenerator(), vector, home, width), rows);
                return Finish(code);
            })
            .Aggregate((first, second) => first + second);

        int[] all = [.. Enumerable.Range(0, plan.EntryCount + 1).Select(entry => 2 * entry)];
        _byMatrix = Emitted(nameof(ByMatrix), plan.ByMatrixStarts, (emitter, rows) => emitter.ByMatrix(plan, rows));
        _plusProduct = Emitted(nameof(PlusProduct), plan.SquareStarts, (emitter, rows) => emitter.PlusProduct(plan, rows));
        _apply = Emitted(nameof(Apply), all, (emitter, rows) => emitter.Apply(plan, rows, 1));
        _applyToFour = Emitted(nameof(ApplyToFour), all, (emitter, rows) => emitter.Apply(plan, rows, 4));
    }

    private unsafe delegate void ProductMethod(double* first, double* second, double* third, double* result, double factor, double identity);

    /// <summary>Whether the products of a plan are few enough to be worth it.</summary>
    /// <param name="plan">The plan.</param>
    public static bool Serves(LinearPlan plan) => Math.Max(plan.SquareTerms.Length, plan.ByMatrixTerms.Length) / 2 <= MostTerms;

    /// <inheritdoc/>
    public override unsafe void ByMatrix(double* matrix, double* other, double factor, double identity, double* result) => _byMatrix(matrix, other, null, result, factor, identity);

    /// <inheritdoc/>
    protected override unsafe void PlusProduct(double* d, double* x, double* other, double* result) => _plusProduct(d, x, other, result, 0, 0);

    /// <inheritdoc/>
    public override unsafe void Apply(double* matrix, double* state, double* addend, double* next) => _apply(matrix, state, addend, next, 0, 0);

    /// <inheritdoc/>
    public override unsafe void ApplyToFour(double* matrix, double* states, double* addend, double* next) => _applyToFour(matrix, states, addend, next, 0, 0);

    /// <summary>Rows that follow one another and together have no more terms than a method may.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="starts">Twice the number of terms before each entry of the result, and the end.</param>
    private static List<Range> Blocks(LinearPlan plan, int[] starts)
    {
        List<Range> blocks = [];
        int first = 0;
        for (int row = 1; row <= plan.Size; row++)
        {
            if (row == plan.Size || (starts[plan.RowStarts[row + 1]] - starts[plan.RowStarts[first]]) / 2 > TermsOfMethod)
            {
                blocks.Add(first..row);
                first = row;
            }
        }

        return blocks;
    }

    private static ProductMethod Finish(DynamicMethod code)
    {
        ProductMethod method = code.CreateDelegate<ProductMethod>(s_closure);
        RuntimeHelpers.PrepareDelegate(method);
        return method;
    }
}
