using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Solvers.Linear;

/// <summary>
/// The products of one matrix pattern as straight-line machine code: six times as fast as the loops over lists of terms where rows have few terms, with the same results to
/// the last bit, because the operations and their order are the same.
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

/// <summary>Writes the instructions of the products: arguments 1 to 3 are factors and addend, 4 the result, 5 and 6 numbers.</summary>
/// <param name="il">Where they go.</param>
/// <param name="vector">The vector type.</param>
/// <param name="home">The class that has its functions.</param>
/// <param name="width">The number of lanes.</param>
internal sealed class ProductEmitter(ILGenerator il, Type vector, Type home, int width)
{
    private const int Result = 4;
    private const int EntriesAtOnce = 12;
    private readonly MethodInfo _load = home.GetMethod(nameof(Vector128.Load))!.MakeGenericMethod(typeof(double));
    private readonly MethodInfo _store = home.GetMethods().Single(method => method.Name == nameof(Vector128.Store)).MakeGenericMethod(typeof(double));
    private readonly MethodInfo _plusProduct = home.GetMethod(nameof(Vector128.MultiplyAddEstimate), [vector, vector, vector])!;
    private readonly MethodInfo _broadcast = home.GetMethod(nameof(Vector128.Create), [typeof(double)])!;
    private readonly MethodInfo _times = vector.GetMethod("op_Multiply", [vector, vector])!;
    private readonly MethodInfo _plus = vector.GetMethod("op_Addition", [vector, vector])!;

    /// <summary>Factor times matrix times other, plus a multiple of the identity.</summary>
    /// <param name="plan">The terms.</param>
    public void ByMatrix(LinearPlan plan)
    {
        LocalBuilder scale = il.DeclareLocal(vector), one = il.DeclareLocal(vector);
        Broadcast(5, scale);
        Broadcast(6, one);
        ByRow(
            plan,
            plan.ByMatrixStarts,
            plan.ByMatrixTerms,
            _ =>
            {
                il.Emit(OpCodes.Ldc_R8, 0.0);
                il.Emit(OpCodes.Call, _broadcast);
            },
            entry =>
            {
                il.Emit(OpCodes.Ldloc, scale);
                if (plan.IsDiagonal[entry])
                {
                    il.Emit(OpCodes.Ldloc, one);
                }

                il.Emit(OpCodes.Call, plan.IsDiagonal[entry] ? _plusProduct : _times);
            });
    }

    /// <summary>2 x + d x.</summary>
    /// <param name="plan">The terms.</param>
    public void Double(LinearPlan plan) => ByRow(
        plan,
        plan.SquareStarts,
        plan.SquareTerms,
        entry =>
        {
            Load(2, entry);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Call, _plus);
        },
        _ => { });

    /// <summary>Addend + matrix times state.</summary>
    /// <param name="plan">The terms.</param>
    /// <param name="count">How many states follow one another.</param>
    public void Apply(LinearPlan plan, int count)
    {
        LocalBuilder factor = il.DeclareLocal(vector);
        LocalBuilder[] sums = [.. Enumerable.Range(0, count).Select(_ => il.DeclareLocal(vector))];
        for (int row = 0; row < plan.Size; row++)
        {
            Load(3, row);
            il.Emit(OpCodes.Stloc, sums[0]);
            foreach (LocalBuilder sum in sums[1..])
            {
                il.Emit(OpCodes.Ldloc, sums[0]);
                il.Emit(OpCodes.Stloc, sum);
            }

            for (int entry = plan.RowStarts[row]; entry < plan.RowStarts[row + 1]; entry++)
            {
                Load(1, entry);
                il.Emit(OpCodes.Stloc, factor);
                for (int i = 0; i < count; i++)
                {
                    il.Emit(OpCodes.Ldloc, factor);
                    Load(2, plan.Columns[entry] + (i * plan.Size));
                    il.Emit(OpCodes.Ldloc, sums[i]);
                    il.Emit(OpCodes.Call, _plusProduct);
                    il.Emit(OpCodes.Stloc, sums[i]);
                }
            }

            for (int i = 0; i < count; i++)
            {
                il.Emit(OpCodes.Ldloc, sums[i]);
                Store(row + (i * plan.Size));
            }
        }

        il.Emit(OpCodes.Ret);
    }

    /// <summary>A product of matrices, some entries of a row at a time, so that each entry of the first factor is read once for all of them.</summary>
    /// <param name="plan">Where the entries stand.</param>
    /// <param name="starts">The first term of each entry.</param>
    /// <param name="terms">The factors of each term.</param>
    /// <param name="begin">Pushes what the sum of an entry begins with.</param>
    /// <param name="end">Makes the sum of an entry, which stands on the stack, the result.</param>
    private void ByRow(LinearPlan plan, int[] starts, int[] terms, Action<int> begin, Action<int> end)
    {
        LocalBuilder factor = il.DeclareLocal(vector);
        LocalBuilder[] sums = [.. Enumerable.Range(0, EntriesAtOnce).Select(_ => il.DeclareLocal(vector))];
        IEnumerable<int[]> groups = Enumerable.Range(0, plan.Size)
            .SelectMany(row => Enumerable.Range(plan.RowStarts[row], plan.RowStarts[row + 1] - plan.RowStarts[row]).Chunk(EntriesAtOnce));
        foreach (int[] group in groups)
        {
            for (int i = 0; i < group.Length; i++)
            {
                begin(group[i]);
                il.Emit(OpCodes.Stloc, sums[i]);
            }

            // The terms of an entry are in the order of their first factors.
            IEnumerable<(int First, int Second, int Sum)> products = group.SelectMany((entry, sum) =>
                Enumerable.Range(0, (starts[entry + 1] - starts[entry]) / 2).Select(i => (terms[starts[entry] + (2 * i)], terms[starts[entry] + (2 * i) + 1], sum)));
            foreach (IGrouping<int, (int First, int Second, int Sum)> same in products.GroupBy(product => product.First).OrderBy(same => same.Key))
            {
                Load(1, same.Key);
                il.Emit(OpCodes.Stloc, factor);
                foreach ((_, int second, int sum) in same)
                {
                    il.Emit(OpCodes.Ldloc, factor);
                    Load(2, second);
                    il.Emit(OpCodes.Ldloc, sums[sum]);
                    il.Emit(OpCodes.Call, _plusProduct);
                    il.Emit(OpCodes.Stloc, sums[sum]);
                }
            }

            for (int i = 0; i < group.Length; i++)
            {
                il.Emit(OpCodes.Ldloc, sums[i]);
                end(group[i]);
                Store(group[i]);
            }
        }

        il.Emit(OpCodes.Ret);
    }

    private void Broadcast(int argument, LocalBuilder local)
    {
        il.Emit(OpCodes.Ldarg, (short)argument);
        il.Emit(OpCodes.Call, _broadcast);
        il.Emit(OpCodes.Stloc, local);
    }

    private void Load(int argument, int element)
    {
        Address(argument, element);
        il.Emit(OpCodes.Call, _load);
    }

    private void Store(int element)
    {
        Address(Result, element);
        il.Emit(OpCodes.Call, _store);
    }

    private void Address(int argument, int element)
    {
        il.Emit(OpCodes.Ldarg, (short)argument);
        il.Emit(OpCodes.Ldc_I4, element * width * sizeof(double));
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Add);
    }
}
