using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace Ketascope.Study.Fitting;

/// <summary>
/// The second derivatives of the objective itself at its minimum, by central differences, which describe the curvature of the data at hand better than their
/// expectation does: Efron and Hinkley (1978), Biometrika 65:457, doi:10.1093/biomet/65.3.457.
/// </summary>
internal static class ObservedInformation
{
    // In conditional standard errors: the objective changes by a hundredth, far above the rounding of predictions, over a distance on which it is a parabola.
    private const double Step = 0.1;
    private const double LongestStep = 0.05;

    /// <summary>The second derivatives of several searches at once; null where they are not positive definite, so that the place is no clear minimum.</summary>
    /// <param name="searches">Searches that ended at a minimum.</param>
    /// <param name="components">For each the components that are free to move.</param>
    /// <param name="predictor">Predicts.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static Matrix<double>?[] Of(IReadOnlyList<Search> searches, int[][] components, IPredictor predictor, CancellationToken cancellation)
    {
        double[][][] places = [.. searches.Select((search, i) => Places(search, components[i]).ToArray())];
        ImmutableArray<ParameterRow> rows = [.. searches.SelectMany((search, i) => places[i].Select(search.Space.Row))];
        ImmutableArray<double[]> predictions = rows.IsEmpty ? [] : predictor.Predict(rows, cancellation);
        Matrix<double>?[] all = new Matrix<double>?[searches.Count];
        int row = 0;
        for (int i = 0; i < all.Length; i++)
        {
            double[] values = [.. places[i].Select(place => Objective.Value(searches[i].Space, place, predictions[row++], searches[i].Variances))];
            all[i] = Assemble(searches[i], components[i], values);
        }

        return all;
    }

    private static double StepOf(Search search, int component)
    {
        double step = Step * Math.Sqrt(2 / search.Curvature!.Information[component, component]);
        return double.IsInfinity(search.Space[component].LongestMove) ? step : Math.Min(step, LongestStep);
    }

    private static IEnumerable<double[]> Places(Search search, int[] components)
    {
        double[] Moved(int j, double byJ, int k, double byK)
        {
            double[] place = [.. search.Place];
            place[components[j]] += byJ * StepOf(search, components[j]);
            place[components[k]] += byK * StepOf(search, components[k]);
            return place;
        }

        for (int j = 0; j < components.Length; j++)
        {
            yield return Moved(j, 1, j, 0);
            yield return Moved(j, -1, j, 0);
            for (int k = 0; k < j; k++)
            {
                yield return Moved(j, 1, k, 1);
                yield return Moved(j, 1, k, -1);
                yield return Moved(j, -1, k, 1);
                yield return Moved(j, -1, k, -1);
            }
        }
    }

    private static Matrix<double>? Assemble(Search search, int[] components, double[] values)
    {
        Matrix<double> second = search.Curvature!.Information.Clone();
        int next = 0;
        for (int j = 0; j < components.Length; j++)
        {
            double step = StepOf(search, components[j]);
            second[components[j], components[j]] = (values[next++] - (2 * search.Value) + values[next++]) / (step * step);
            for (int k = 0; k < j; k++)
            {
                double mixed = (values[next++] - values[next++] - values[next++] + values[next++]) / (4 * step * StepOf(search, components[k]));
                second[components[j], components[k]] = second[components[k], components[j]] = mixed;
            }
        }

        Matrix<double> free = Matrix<double>.Build.Dense(components.Length, components.Length, (j, k) => second[components[j], components[k]]);
        bool clear = free.Enumerate().All(double.IsFinite) && free.Diagonal().All(value => value > 0);
        if (!clear)
        {
            return null;
        }

        Matrix<double> scaled = Matrix<double>.Build.Dense(components.Length, components.Length, (j, k) => free[j, k] / Math.Sqrt(free[j, j] * free[k, k]));
        return scaled.Evd(Symmetricity.Symmetric).EigenValues.All(value => value.Real > 1e-8) ? second : null;
    }
}
