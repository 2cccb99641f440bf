using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Ketascope.Study.Fitting;

/// <summary>What the second derivatives at a minimum say of the components of a search space.</summary>
internal sealed class Information
{
    // Differences of predictions are good to about a millionth, so that their squares tell an eigenvalue of zero from 1e-9 and no better.
    private const double Singular = 1e-9;

    private Information(Matrix<double> covariance, double condition, ImmutableArray<ImmutableArray<int>> undetermined)
    {
        (Covariance, Condition, Undetermined) = (covariance, condition, undetermined);
    }

    /// <summary>The covariances of the components; not-a-number where there is none.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>The largest over the smallest eigenvalue of the correlation matrix.</summary>
    public double Condition { get; }

    /// <summary>Groups of components of which each can make up for the others, or alone has no effect.</summary>
    public ImmutableArray<ImmutableArray<int>> Undetermined { get; }

    /// <summary>Evaluates second derivatives of -2 log likelihood.</summary>
    /// <param name="second">The second derivatives.</param>
    /// <param name="components">The components that are free to move at the minimum.</param>
    public static Information Of(Matrix<double> second, int[] components)
    {
        int size = second.RowCount, count = components.Length;
        Matrix<double> covariance = Matrix<double>.Build.Dense(size, size, double.NaN);
        double largest = components.Select(j => second[j, j]).DefaultIfEmpty(0).Max();
        int[] idle = [.. components.Where(j => !(second[j, j] > largest * 1e-18))];
        int[] active = [.. components.Except(idle)];
        List<ImmutableArray<int>> undetermined = [.. idle.Select(j => ImmutableArray.Create(j))];
        if (active.Length == 0)
        {
            return new Information(covariance, count == 0 ? 1 : double.PositiveInfinity, [.. undetermined]);
        }

        Matrix<double> scaled = Matrix<double>.Build.Dense(active.Length, active.Length, (j, k) => second[active[j], active[k]] / Math.Sqrt(second[active[j], active[j]] * second[active[k], active[k]]));
        Evd<double> modes = scaled.Evd(Symmetricity.Symmetric);
        double[] values = [.. modes.EigenValues.Select(value => value.Real)];
        HashSet<int> lost = [];
        for (int mode = 0; mode < values.Length; mode++)
        {
            if (values[mode] < Singular * values.Max())
            {
                int[] members = [.. Enumerable.Range(0, active.Length).Where(j => Math.Abs(modes.EigenVectors[j, mode]) > 0.1)];
                lost.UnionWith(members);
                undetermined.Add([.. members.Select(j => active[j])]);
            }
        }

        Fill(covariance, second, active, modes, values, lost);
        double condition = undetermined.Count > 0 ? double.PositiveInfinity : ConditionOf(covariance, active);
        return new Information(covariance, condition, [.. undetermined]);
    }

    /// <summary>The correlation of two components.</summary>
    public double Correlation(int j, int k) => j == k && !double.IsNaN(Covariance[j, j]) ? 1 : Covariance[j, k] / Math.Sqrt(Covariance[j, j] * Covariance[k, k]);

    // Twice the inverse of the second derivatives of -2 log likelihood, over the modes that the data determine.
    private static void Fill(Matrix<double> covariance, Matrix<double> second, int[] active, Evd<double> modes, double[] values, HashSet<int> lost)
    {
        for (int j = 0; j < active.Length; j++)
        {
            for (int k = 0; k < active.Length; k++)
            {
                double sum = 0;
                for (int mode = 0; mode < values.Length; mode++)
                {
                    sum += values[mode] < Singular * values.Max() ? 0 : modes.EigenVectors[j, mode] * modes.EigenVectors[k, mode] / values[mode];
                }

                covariance[active[j], active[k]] = lost.Contains(j) || lost.Contains(k) ? double.NaN : 2 * sum / Math.Sqrt(second[active[j], active[j]] * second[active[k], active[k]]);
            }
        }
    }

    private static double ConditionOf(Matrix<double> covariance, int[] active)
    {
        Matrix<double> correlation = Matrix<double>.Build.Dense(active.Length, active.Length, (j, k) =>
            covariance[active[j], active[k]] / Math.Sqrt(covariance[active[j], active[j]] * covariance[active[k], active[k]]));
        double[] values = [.. correlation.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real)];
        return values.Max() / values.Min();
    }
}
