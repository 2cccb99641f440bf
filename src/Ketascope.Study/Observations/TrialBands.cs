using Ketascope.Language.Units;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Ketascope.Study.Observations;

/// <summary>What a trial of some people would find: the mean or share of many virtual people, and where the middle 90 % of such trials lie.</summary>
internal static class TrialBands
{
    private const double Low = 0.05, High = 0.95;

    /// <summary>A mean: its interval is that of means of so many people, by the central limit theorem.</summary>
    /// <param name="values">The values of virtual people, at least two.</param>
    /// <param name="count">How many people were studied; null for no interval.</param>
    /// <param name="model">The model.</param>
    public static Prediction Mean(IReadOnlyList<double> values, int? count, string model)
    {
        double mean = values.Average();
        if (count is not { } people)
        {
            return new Prediction(mean, null, null, model) { Note = NoCount };
        }

        double half = Normal.InvCDF(0, 1, High) * Math.Sqrt(values.Variance() / people);
        return new Prediction(mean, mean - half, mean + half, model);
    }

    /// <summary>A share: its interval is that of the binomial distribution.</summary>
    /// <param name="share">The share of virtual people.</param>
    /// <param name="count">How many people were studied; null for no interval.</param>
    /// <param name="unit">The unit of the row.</param>
    /// <param name="model">The model.</param>
    public static Prediction Share(double share, int? count, Unit unit, string model)
    {
        double In(double value) => Unit.One.ConvertTo(value, unit);
        if (count is not { } people)
        {
            return new Prediction(In(share), null, null, model);
        }

        if (share is 0 or 1)
        {
            return new Prediction(In(share), In(share), In(share), model);
        }

        Binomial trials = new(share, people);
        double Quantile(double probability) =>
            Enumerable.Range(0, people + 1).First(number => trials.CumulativeDistribution(number) >= probability) / (double)people;
        return new Prediction(In(share), In(Quantile(Low)), In(Quantile(High)), model);
    }

    private const string NoCount = "no interval: the row does not say of how many people the mean is";
}
