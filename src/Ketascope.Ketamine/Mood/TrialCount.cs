using Ketascope.Pharmacology.Randomness;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Ketascope.Ketamine.Mood;

/// <summary>What a study of some people would find at one time: the truth of its people, and what their number adds.</summary>
/// <param name="error">The standard deviation of a rating about a person's score.</param>
/// <param name="people">How many people the arm has; null for as many as one likes, so that nothing is added.</param>
/// <param name="seed">The seed of what a number of people adds.</param>
/// <param name="name">A name for what is counted: the same gives the same.</param>
internal sealed class TrialCount(double error, int? people, ulong seed, string name)
{
    private readonly RandomStream _stream = new(seed, name);

    /// <summary>The mean of scores.</summary>
    /// <param name="study">The number of the study.</param>
    /// <param name="scores">The scores of its people.</param>
    public double Mean(int study, double[] scores) => scores.Average() + Added(study, people is { } n ? Math.Sqrt(Variance(scores) / n) : 0);

    /// <summary>The share of people whose rating is at most a bound.</summary>
    /// <param name="study">The number of the study.</param>
    /// <param name="scores">The scores of its people.</param>
    /// <param name="bound">The bound.</param>
    public double Share(int study, double[] scores, double bound)
    {
        double share = scores.Average(score => Normal.CDF(0, 1, (bound - score) / error));
        return people is not { } n ? share : Counted(share, n, _stream.Uniform(study)) / (double)n;
    }

    /// <summary>A standardized difference of two arms of this many people.</summary>
    /// <param name="study">The number of the study.</param>
    /// <param name="scores">The scores of the arm.</param>
    /// <param name="other">Those of the arm that it is held against.</param>
    public double Difference(int study, double[] scores, double[] other) =>
        ((other.Average() - scores.Average()) / Math.Sqrt((Variance(scores) + Variance(other)) / 2)) + Added(study, people is { } n ? Math.Sqrt(2.0 / n) : 0);

    private double Variance(double[] scores) => ArrayStatistics.PopulationVariance(scores) + (error * error);

    private double Added(int study, double sd) => sd == 0 ? 0 : sd * RandomDistribution.StandardNormal(_stream.Uniform(study));

    /// <summary>The number of people that a binomial distribution gives at a probability.</summary>
    private static int Counted(double share, int people, double probability)
    {
        if (share is <= 0 or >= 1)
        {
            return share <= 0 ? 0 : people;
        }

        double log = people * Math.Log(1 - share), sum = Math.Exp(log);
        int number = 0;
        while (sum < probability && number < people)
        {
            log += Math.Log((people - number) / (number + 1.0) * share / (1 - share));
            sum += Math.Exp(log);
            number++;
        }

        return number;
    }
}
