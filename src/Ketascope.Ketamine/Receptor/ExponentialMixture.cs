using System.Collections.Immutable;

namespace Ketascope.Ketamine.Receptor;

/// <summary>
/// Dwell times as a mixture of exponentials, fitted by maximum likelihood (expectation-maximization, Dempster, Laird and Rubin 1977, doi:10.1111/j.2517-6161.1977.tb01600.x). Components are added as
/// long as the Bayesian information criterion (Schwarz 1978, doi:10.1214/aos/1176344136) falls.
/// </summary>
/// <param name="Components">Time constant, s, and area (the part of all dwells, also of those too short to be seen), the fastest first.</param>
public sealed record ExponentialMixture(ImmutableArray<(double Time, double Area)> Components)
{
    private const int Most = 5;
    private const int Iterations = 1000;
    private const int BinsPerDecade = 40;

    /// <summary>The mean, s.</summary>
    public double Mean => Components.Sum(one => one.Area * one.Time);

    /// <summary>Fits dwell times.</summary>
    /// <param name="lengths">The dwell times, s, at least ten.</param>
    /// <param name="resolution">The shortest that is seen, s.</param>
    public static ExponentialMixture Of(IReadOnlyList<double> lengths, double resolution)
    {
        // What exceeds the resolution is a mixture with the same time constants; areas are brought back to zero afterwards.
        (double Length, int Count)[] bins =
        [
            .. lengths.Select(length => length - resolution).Where(length => length > 0).GroupBy(length => (int)Math.Floor(Math.Log10(length) * BinsPerDecade)).OrderBy(bin => bin.Key)
                .Select(bin => (bin.Average(), bin.Count())),
        ];
        double count = bins.Sum(bin => bin.Count);
        (double Time, double Area)[] best = [];
        double lowest = double.PositiveInfinity;
        for (int components = 1; components <= Most; components++)
        {
            ((double Time, double Area)[] found, double logLikelihood) = Starts(bins, best).Select(start => Fit(bins, start)).MaxBy(end => end.LogLikelihood);
            double criterion = (((2 * components) - 1) * Math.Log(count)) - (2 * logLikelihood);
            if (criterion >= lowest)
            {
                break;
            }

            (best, lowest) = (found, criterion);
        }

        double[] areas = [.. best.Select(one => Math.Log(one.Area) + (resolution / one.Time))];
        double sum = Sum(areas);
        return new ExponentialMixture([.. best.Select((one, i) => (one.Time, Math.Exp(areas[i] - sum))).OrderBy(one => one.Item1)]);
    }

    /// <summary>The part of dwells that lie between two lengths.</summary>
    /// <param name="from">The shorter, s.</param>
    /// <param name="to">The longer, s.</param>
    public double Between(double from, double to) => Components.Sum(one => one.Area * (Math.Exp(-from / one.Time) - Math.Exp(-to / one.Time)));

    /// <summary>What was found with one component less, and another one that begins anywhere between the shortest dwell and the longest.</summary>
    private static IEnumerable<(double Time, double Area)[]> Starts((double Length, int Count)[] bins, (double Time, double Area)[] fewer)
    {
        const int Places = 8;
        const double Share = 0.1;
        double low = Math.Log(bins[0].Length), high = Math.Log(bins[^1].Length);
        return fewer.Length == 0
            ? [[(bins.Sum(bin => bin.Length * bin.Count) / bins.Sum(bin => bin.Count), 1)]]
            : Enumerable.Range(0, Places).Select(i => ((double, double)[])[.. fewer.Select(one => (one.Time, (1 - Share) * one.Area)), (Math.Exp(low + ((high - low) * (i + 0.5) / Places)), Share)]);
    }

    /// <summary>
    /// The logarithm of a sum of exponentials: a closing of seconds beside a component of milliseconds has a density below what a number can hold.
    /// </summary>
    private static double Sum(double[] logarithms)
    {
        double largest = logarithms.Max();
        return largest + Math.Log(logarithms.Sum(one => Math.Exp(one - largest)));
    }

    private static ((double Time, double Area)[] Components, double LogLikelihood) Fit((double Length, int Count)[] bins, (double Time, double Area)[] mixture)
    {
        int components = mixture.Length;
        double count = bins.Sum(bin => bin.Count);
        double before = double.NegativeInfinity;
        double[] parts = new double[components];
        for (int iteration = 0; ; iteration++)
        {
            double[] weights = new double[components], sums = new double[components];
            double likelihood = 0;
            foreach ((double length, int number) in bins)
            {
                for (int i = 0; i < components; i++)
                {
                    parts[i] = Math.Log(mixture[i].Area / mixture[i].Time) - (length / mixture[i].Time);
                }

                double density = Sum(parts);
                likelihood += number * density;
                for (int i = 0; i < components; i++)
                {
                    double share = number * Math.Exp(parts[i] - density);
                    weights[i] += share;
                    sums[i] += share * length;
                }
            }

            if (iteration == Iterations || likelihood - before < 1e-6)
            {
                return (mixture, likelihood);
            }

            before = likelihood;
            mixture = [.. Enumerable.Range(0, components).Select(i => weights[i] > 0 ? (sums[i] / weights[i], weights[i] / count) : (mixture[i].Time, 0))];
        }
    }
}
