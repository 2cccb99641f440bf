using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Solvers.Lanes;

public sealed unsafe class VectorLoopsTests
{
    private const int Count = 24;

    public static TheoryData<int> Terms() => [.. Enumerable.Range(0, 16)];

    [Theory]
    [MemberData(nameof(Terms))]
    public void Sums_of_any_number_of_terms_are_those_of_plain_loops(int terms)
    {
        using LaneBlock block = new();
        Random random = new(terms);
        double** slopes = stackalloc double*[16];
        double* weights = block.Take(32), origin = Filled(block, random), sum = block.Take(Count);
        double** results = stackalloc double*[] { block.Take(Count), block.Take(Count) };
        for (int i = 0; i < 32; i++)
        {
            weights[i] = random.NextDouble() - 0.5;
            slopes[i % 16] = i < 16 ? Filled(block, random) : slopes[i % 16];
        }

        VectorLoops.Combine(sum, origin, slopes, weights, (terms, Count));
        VectorLoops.CombineTwo(results, origin, slopes, weights, (terms, Count));
        for (int i = 0; i < Count; i++)
        {
            double first = origin[i], second = 0;
            for (int term = 0; term < terms; term++)
            {
                first += weights[term] * slopes[term][i];
                second += weights[terms + term] * slopes[term][i];
            }

            Assert.Equal(first, sum[i], 1e-14);
            Assert.Equal(first, results[0][i], 1e-14);
            Assert.Equal(second, results[1][i], 1e-14);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    public void Scaled_squares_are_those_of_a_plain_loop(int count)
    {
        using LaneBlock block = new();
        Random random = new(count);
        double* before = Filled(block, random), after = Filled(block, random), error = Filled(block, random), slope = Filled(block, random),
            absolute = block.Take(count);
        for (int i = 0; i < count; i++)
        {
            absolute[i] = 0.01 * (1 + i);
        }

        System.Runtime.Intrinsics.Vector512<double> squares =
            VectorLoops.ScaledSquares(before, after, new ErrorSum(error, slope, 0.3), count, new Tolerances(0.1, absolute));
        for (int place = 0; place < 8; place++)
        {
            double expected = 0;
            for (int i = place; i < count; i += 8)
            {
                double ratio = (error[i] + (0.3 * slope[i])) / (absolute[i] + (0.1 * Math.Max(Math.Abs(before[i]), Math.Abs(after[i]))));
                expected += ratio * ratio;
            }

            Assert.Equal(expected, squares[place], 1e-12 * expected);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void The_worst_lane_is_found_among_those_that_count(int width)
    {
        LaneMask mask = new();
        mask.Reset(width, width);
        System.Runtime.Intrinsics.Vector512<double> sums = System.Runtime.Intrinsics.Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8);
        double[] lanes = [.. Enumerable.Range(0, width).Select(lane => Enumerable.Range(1, 8).Where(place => (place - 1) % width == lane).Sum(place => (double)place))];
        Assert.Equal(lanes.Max(), mask.Largest(sums));
        mask.Remove(width - 1);
        Assert.Equal(lanes[..^1].DefaultIfEmpty().Max(), mask.Largest(sums));
        Assert.Equal(width == 1 ? 0 : double.PositiveInfinity, mask.Largest(System.Runtime.Intrinsics.Vector512.Create(double.NaN)));
    }

    [Fact]
    public void Approximate_logarithms_and_powers_are_good_to_three_digits()
    {
        for (double x = 1e-20; x < 1e20; x *= 1.37)
        {
            Assert.Equal(Math.Log2(x), StepController.Logarithm(x), 0.003);
            Assert.Equal(1, StepController.Exponential(Math.Log2(x)) / x, 0.001);
        }
    }

    private static double* Filled(LaneBlock block, Random random)
    {
        double* buffer = block.Take(Count);
        for (int i = 0; i < Count; i++)
        {
            buffer[i] = random.NextDouble() - 0.5;
        }

        return buffer;
    }
}
