using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Ketascope.Solvers.Linear;

/// <summary>Writes the instructions of the products: arguments 1 to 3 are factors and addend, 4 the result, 5 and 6 numbers.</summary>
/// <param name="il">Where they go.</param>
/// <param name="vector">The vector type.</param>
/// <param name="home">The class that has its functions.</param>
/// <param name="width">The number of lanes.</param>
internal sealed class ProductEmitter(ILGenerator il, Type vector, Type home, int width)
{
    private const int Result = 4;
    private const int EntriesAtOnce = 12;
    private const int RowsAtOnce = 3;
    private readonly MethodInfo _load = home.GetMethod(nameof(Vector128.Load))!.MakeGenericMethod(typeof(double));
    private readonly MethodInfo _store = home.GetMethods().Single(method => method.Name == nameof(Vector128.Store)).MakeGenericMethod(typeof(double));
    private readonly MethodInfo _plusProduct = home.GetMethod(nameof(Vector128.MultiplyAddEstimate), [vector, vector, vector])!;
    private readonly MethodInfo _broadcast = home.GetMethod(nameof(Vector128.Create), [typeof(double)])!;
    private readonly MethodInfo _times = vector.GetMethod("op_Multiply", [vector, vector])!;
    private readonly MethodInfo _plus = vector.GetMethod("op_Addition", [vector, vector])!;

    /// <summary>Factor times matrix times other, plus a multiple of the identity.</summary>
    /// <param name="plan">The terms.</param>
    /// <param name="rows">The rows of the result.</param>
    public void ByMatrix(LinearPlan plan, Range rows)
    {
        LocalBuilder scale = il.DeclareLocal(vector), one = il.DeclareLocal(vector);
        Broadcast(5, scale);
        Broadcast(6, one);
        ByRow(
            plan,
            rows,
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

    /// <summary>x + other + d x.</summary>
    /// <param name="plan">The terms.</param>
    /// <param name="rows">The rows of the result.</param>
    public void PlusProduct(LinearPlan plan, Range rows) => ByRow(
        plan,
        rows,
        plan.SquareStarts,
        plan.SquareTerms,
        entry =>
        {
            Load(2, entry);
            Load(3, entry);
            il.Emit(OpCodes.Call, _plus);
        },
        _ => { });

    /// <summary>Addend + matrix times state, some rows at a time, so that each state is read once for all of them.</summary>
    /// <param name="plan">The terms.</param>
    /// <param name="wanted">The rows of the result.</param>
    /// <param name="count">How many states follow one another.</param>
    public void Apply(LinearPlan plan, Range wanted, int count)
    {
        LocalBuilder factor = il.DeclareLocal(vector);
        LocalBuilder[] states = Locals(count), sums = Locals(RowsAtOnce * count);
        foreach (int[] rows in Enumerable.Range(0, plan.Size).Take(wanted).Chunk(RowsAtOnce))
        {
            for (int i = 0; i < rows.Length * count; i++)
            {
                if (i % count == 0)
                {
                    Load(3, rows[i / count]);
                }
                else
                {
                    il.Emit(OpCodes.Ldloc, sums[i - 1]);
                }

                il.Emit(OpCodes.Stloc, sums[i]);
            }

            IEnumerable<(int Column, int Entry, int Place)> entries = rows.SelectMany((row, place) =>
                Enumerable.Range(plan.RowStarts[row], plan.RowStarts[row + 1] - plan.RowStarts[row]).Select(entry => (plan.Columns[entry], entry, place)));
            foreach (IGrouping<int, (int Column, int Entry, int Place)> same in entries.GroupBy(entry => entry.Column).OrderBy(same => same.Key))
            {
                for (int i = 0; i < count; i++)
                {
                    Load(2, same.Key + (i * plan.Size));
                    il.Emit(OpCodes.Stloc, states[i]);
                }

                foreach ((_, int entry, int place) in same)
                {
                    Load(1, entry);
                    il.Emit(OpCodes.Stloc, factor);
                    for (int i = 0; i < count; i++)
                    {
                        AddProduct(factor, states[i], sums[(place * count) + i]);
                    }
                }
            }

            for (int i = 0; i < rows.Length * count; i++)
            {
                il.Emit(OpCodes.Ldloc, sums[i]);
                Store(rows[i / count] + (i % count * plan.Size));
            }
        }

        il.Emit(OpCodes.Ret);
    }

    /// <summary>A product of matrices, some entries of a row at a time, so that each entry of the first factor is read once for all of them.</summary>
    /// <param name="plan">Where the entries stand.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="starts">The first term of each entry.</param>
    /// <param name="terms">The factors of each term.</param>
    /// <param name="begin">Pushes what the sum of an entry begins with.</param>
    /// <param name="end">Makes the sum of an entry, which stands on the stack, the result.</param>
    private void ByRow(LinearPlan plan, Range rows, int[] starts, int[] terms, Action<int> begin, Action<int> end)
    {
        LocalBuilder factor = il.DeclareLocal(vector), other = il.DeclareLocal(vector);
        LocalBuilder[] sums = Locals(EntriesAtOnce);
        IEnumerable<int[]> groups = Enumerable.Range(0, plan.Size).Take(rows)
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
                    Load(2, second);
                    il.Emit(OpCodes.Stloc, other);
                    AddProduct(factor, other, sums[sum]);
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

    private LocalBuilder[] Locals(int count) => [.. Enumerable.Range(0, count).Select(_ => il.DeclareLocal(vector))];

    private void AddProduct(LocalBuilder first, LocalBuilder second, LocalBuilder sum)
    {
        il.Emit(OpCodes.Ldloc, first);
        il.Emit(OpCodes.Ldloc, second);
        il.Emit(OpCodes.Ldloc, sum);
        il.Emit(OpCodes.Call, _plusProduct);
        il.Emit(OpCodes.Stloc, sum);
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
