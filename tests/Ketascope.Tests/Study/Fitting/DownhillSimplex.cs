namespace Ketascope.Tests.Study.Fitting;

/// <summary>
/// A minimizer that shares nothing with the fitter: Nelder and Mead (1965), Comput J 7:308, doi:10.1093/comjnl/7.4.308, begun again at its own result
/// until nothing changes.
/// </summary>
internal static class DownhillSimplex
{
    /// <summary>The place of the least value.</summary>
    public static double[] Minimize(Func<double[], double> function, double[] start, double width = 0.2)
    {
        double[] best = [.. start];
        for (int round = 0; round < 40; round++)
        {
            double[] next = Once(function, best, width);
            bool same = next.Zip(best, (a, b) => Math.Abs(a - b)).Max() < 1e-10;
            best = next;
            width *= 0.7;
            if (same)
            {
                break;
            }
        }

        return best;
    }

    private static double[] Once(Func<double[], double> function, double[] start, double width)
    {
        int n = start.Length;
        List<(double[] Place, double Value)> simplex =
        [
            (start, function(start)),
            .. Enumerable.Range(0, n).Select(i => Valued(function, Moved(start, i, width))),
        ];
        for (int step = 0; step < 2000 * n; step++)
        {
            simplex.Sort((a, b) => a.Value.CompareTo(b.Value));
            double[] centre = [.. Enumerable.Range(0, n).Select(i => simplex.Take(n).Average(corner => corner.Place[i]))];
            if (simplex[n].Place.Zip(simplex[0].Place, (a, b) => Math.Abs(a - b)).Max() < 1e-12)
            {
                break;
            }

            (double[] Place, double Value) Along(double by) => Valued(function, [.. centre.Zip(simplex[n].Place, (c, worst) => c + (by * (worst - c)))]);
            (double[] Place, double Value) reflected = Along(-1);
            (double[] Place, double Value) tried = reflected.Value < simplex[0].Value ? Least(reflected, Along(-2))
                : reflected.Value < simplex[n - 1].Value ? reflected : Least(Along(-0.5), Along(0.5));
            if (tried.Value < simplex[n].Value)
            {
                simplex[n] = tried;
                continue;
            }

            for (int i = 1; i <= n; i++)
            {
                simplex[i] = Valued(function, [.. simplex[i].Place.Zip(simplex[0].Place, (a, b) => (a + b) / 2)]);
            }
        }

        return simplex.MinBy(corner => corner.Value).Place;
    }

    private static (double[] Place, double Value) Least((double[] Place, double Value) one, (double[] Place, double Value) other) =>
        one.Value <= other.Value ? one : other;

    private static (double[] Place, double Value) Valued(Func<double[], double> function, double[] place) => (place, function(place));

    private static double[] Moved(double[] start, int index, double width)
    {
        double[] moved = [.. start];
        moved[index] += width;
        return moved;
    }
}
