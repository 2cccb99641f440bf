using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.Linear;

namespace Ketascope.Tests.Solvers.Linear;

public sealed class LinearProductsTests
{
    private static readonly SparsityPattern s_chain = new(4, [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (3, 3)]);

    [Fact]
    public void Powers_are_where_paths_lead_through_the_matrix()
    {
        LinearPlan plan = new(s_chain);
        Assert.Equal(6, plan.MatrixEntryCount);
        Assert.Equal([0, 1, 3, 6, 7], plan.RowStarts);
        Assert.Equal([0, 0, 1, 0, 1, 2, 3], plan.Columns);
        Assert.Equal([true, false, true, false, false, true, true], plan.IsDiagonal);

        // From state 0 to state 2: by way of all three, in a square; by way of 1 and 2, in the matrix times a result.
        Assert.Equal([3, 0, 4, 1, 5, 3], plan.SquareTerms[plan.SquareStarts[3]..plan.SquareStarts[4]]);
        Assert.Equal([3, 1, 4, 3], plan.ByMatrixTerms[plan.ByMatrixStarts[3]..plan.ByMatrixStarts[4]]);
        Assert.Equal([0, 1, 2, -1, 3, 4, 5], plan.MatrixEntries);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 5)]
    [InlineData(8, 6)]
    [InlineData(8, 8)]
    [InlineData(8, 12)]
    public unsafe void Emitted_products_are_those_of_the_loops_to_the_last_bit(int width, int size)
    {
        // Every second place, so that rows differ in length; the diagonal, and a row that the emitted code takes in two parts when all is full; and more terms
        // than one method has.
        SparsityPattern pattern = size == 6 ? new(4, s_chain.Entries) : SparsityPattern.Dense(size);
        LinearPlan plan = new(pattern);
        LaneProducts loops = LaneProducts.Of(plan, width), emitted = LinearCode.Emit(plan, width)!;
        using LaneBlock block = new();
        int entries = plan.EntryCount * width, states = 4 * plan.Size * width;
        double* matrix = Fill(block, plan.MatrixEntryCount * width, 1), other = Fill(block, entries, 2), state = Fill(block, states, 3), addend = Fill(block, plan.Size * width, 4);
        double* expected = block.Take(Math.Max(entries, states)), actual = block.Take(Math.Max(entries, states));
        void Agree(int count) => Assert.Equal(new ReadOnlySpan<double>(expected, count).ToArray(), new ReadOnlySpan<double>(actual, count).ToArray());

        loops.ByMatrix(matrix, other, 0.3, 1, expected);
        emitted.ByMatrix(matrix, other, 0.3, 1, actual);
        Agree(entries);
        loops.Double(other, other, expected);
        emitted.Double(other, other, actual);
        Agree(entries);
        double* second = Fill(block, entries, 5);
        loops.Compose(other, second, expected);
        emitted.Compose(other, second, actual);
        Agree(entries);
        loops.Apply(other, state, addend, expected);
        emitted.Apply(other, state, addend, actual);
        Agree(plan.Size * width);
        loops.ApplyToFour(other, state, addend, expected);
        emitted.ApplyToFour(other, state, addend, actual);
        Agree(states);
    }

    [Fact]
    public unsafe void The_norm_and_what_is_not_finite_are_told_by_lane()
    {
        LaneProducts products = LaneProducts.Of(new LinearPlan(s_chain), 2);
        double[] matrix = [1, -1, 2, 1, -3, 2, 1, -9, 1, 1, 0, 0];
        fixed (double* m = matrix)
        {
            Assert.Equal(10, products.Norm(m));
            Assert.Equal(0u, products.NotFinite(m, 6));
            m[7] = double.NegativeInfinity;
            Assert.Equal(5, products.Norm(m));
            Assert.Equal(2u, products.NotFinite(m, 6));
        }
    }

    [Fact]
    public void Many_terms_are_left_to_the_loops_and_one_lane_has_no_vectors()
    {
        Assert.Null(LinearCode.Emit(new LinearPlan(SparsityPattern.Dense(13)), 8));
        Assert.Null(LinearCode.Emit(new LinearPlan(s_chain), 1));
    }

    private static unsafe double* Fill(LaneBlock block, int count, int seed)
    {
        double* numbers = block.Take(count);
        for (int i = 0; i < count; i++)
        {
            numbers[i] = Math.Sin((17 * seed) + (i * 1.7));
        }

        return numbers;
    }
}
