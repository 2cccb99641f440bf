using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Ketascope.Study.Populations;

/// <summary>Normal deviations that vary together: means and the lower triangle L with L L' = covariance (Cholesky).</summary>
internal sealed class CovarianceBlock
{
    private readonly int[] _members;
    private readonly double[] _means;
    private readonly double[,] _factor;

    private CovarianceBlock(int[] members, double[] means, double[,] factor)
    {
        _members = members;
        _means = means;
        _factor = factor;
    }

    /// <summary>Finds the blocks that covariances tie together.</summary>
    /// <param name="names">The names of the deviations.</param>
    /// <param name="distributions">Their distributions.</param>
    /// <param name="covariances">Pairs of deviations with their covariance.</param>
    /// <exception cref="UserErrorException">A block is not positive definite, or a member of it is not normal.</exception>
    public static ImmutableArray<CovarianceBlock> Find(ImmutableArray<string> names, RandomDistribution[] distributions, (int X, int Y, double Value)[] covariances)
    {
        return [.. TiedBlocks.Find(names.Length, covariances.Select(one => (one.X, one.Y))).Select(block => Make(block, names, distributions, covariances))];
    }

    /// <summary>Which deviations belong to the block.</summary>
    public ReadOnlySpan<int> Members => _members;

    /// <summary>Whether a deviation belongs to the block.</summary>
    /// <param name="index">Which deviation.</param>
    public bool Contains(int index) => Array.IndexOf(_members, index) >= 0;

    /// <summary>Turns uniform numbers into deviations, in place.</summary>
    /// <param name="values">One number for each deviation of the model; those of other blocks stay as they are.</param>
    public void Correlate(Span<double> values)
    {
        Span<double> normal = stackalloc double[_members.Length];
        for (int i = 0; i < _members.Length; i++)
        {
            normal[i] = RandomDistribution.StandardNormal(values[_members[i]]);
        }

        for (int i = 0; i < _members.Length; i++)
        {
            double sum = _means[i];
            for (int k = 0; k <= i; k++)
            {
                sum += _factor[i, k] * normal[k];
            }

            values[_members[i]] = sum;
        }
    }

    private static CovarianceBlock Make(int[] members, ImmutableArray<string> names, RandomDistribution[] distributions, (int X, int Y, double Value)[] covariances)
    {
        string block = string.Join(", ", members.Select(member => names[member]));
        NormalDistribution[] normal = [.. members.Select(member => distributions[member] as NormalDistribution
            ?? throw new UserErrorException($"'{names[member]}' has covariances with {block}, so its distribution must be normal"))];
        DenseMatrix covariance = DenseMatrix.OfDiagonalArray([.. normal.Select(one => one.StandardDeviation * one.StandardDeviation)]);
        foreach ((int x, int y, double value) in covariances.Where(one => members.Contains(one.X)))
        {
            (int i, int j) = (Array.IndexOf(members, x), Array.IndexOf(members, y));
            (covariance[i, j], covariance[j, i]) = (value, value);
        }

        try
        {
            Matrix<double> factor = covariance.Cholesky().Factor;
            return new CovarianceBlock(members, [.. normal.Select(one => one.Mean)], factor.ToArray());
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException($"the covariances of {block} are not positive definite: a covariance is too large for the variances beside it", e);
        }
    }
}
