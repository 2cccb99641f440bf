using System.Collections.Immutable;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.LinearAlgebra;

namespace Ketascope.Tests.Solvers.LinearAlgebra;

public sealed unsafe class LaneLuTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Solutions_satisfy_their_system(int width)
    {
        Random random = new(width);
        for (int size = 1; size <= 30; size += 7)
        {
            SparsityPattern pattern = RandomPattern(size, random);
            using LaneBlock block = new();
            double* jacobian = block.Take(pattern.Entries.Length * width), vector = block.Take(size * width);
            Fill(jacobian, pattern.Entries.Length * width, random);
            Fill(vector, size * width, random);
            double[] right = new Span<double>(vector, size * width).ToArray();
            using LaneLu lu = LaneLu.Create(pattern, width);
            lu.Factor(7, jacobian);
            lu.Solve(vector);
            for (int i = 0; i < size * width; i++)
            {
                int row = i / width, lane = i % width;
                double product = 7 * vector[i];
                for (int entry = 0; entry < pattern.Entries.Length; entry++)
                {
                    product -= pattern.Entries[entry].Row == row ? jacobian[(entry * width) + lane] * vector[(pattern.Entries[entry].Column * width) + lane] : 0;
                }

                Assert.Equal(right[i], product, 1e-11);
                Assert.True(lu.IsRegular(lane));
            }
        }
    }

    [Fact]
    public void An_arrow_does_not_fill_in()
    {
        ImmutableArray<(int, int)> entries = [.. from row in Enumerable.Range(0, 20) from column in Enumerable.Range(0, 20) where row == 0 || column == 0 || row == column select (row, column)];
        Assert.Equal(entries.Length, new EliminationPlan(new SparsityPattern(20, entries)).SlotCount);
    }

    [Fact]
    public void A_singular_lane_is_known()
    {
        using LaneBlock block = new();
        double* jacobian = block.Take(2);
        jacobian[0] = 7;
        jacobian[1] = 6;
        using LaneLu lu = LaneLu.Create(SparsityPattern.Dense(1), 2);
        lu.Factor(7, jacobian);
        Assert.False(lu.IsRegular(0));
        Assert.True(lu.IsRegular(1));
    }

    private static SparsityPattern RandomPattern(int size, Random random) => new(
        size,
        [.. from row in Enumerable.Range(0, size) from column in Enumerable.Range(0, size) where random.NextDouble() < 0.2 select (row, column)]);

    private static void Fill(double* target, int count, Random random)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = (2 * random.NextDouble()) - 1;
        }
    }
}
