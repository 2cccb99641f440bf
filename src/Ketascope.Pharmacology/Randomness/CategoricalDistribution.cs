using System.Collections.Immutable;

namespace Ketascope.Pharmacology.Randomness;

/// <summary>A distribution of a few values, each with its probability.</summary>
public sealed record CategoricalDistribution : RandomDistribution
{
    private const double Rounding = 1e-6;

    /// <summary>The distribution.</summary>
    /// <param name="categories">The values with their probabilities, each 0 or more, which add up to 1 within 1e-6; at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or the probabilities do not add up to 1.</exception>
    public CategoricalDistribution(params ImmutableArray<(double Value, double Probability)> categories)
    {
        foreach ((double value, double probability) in categories)
        {
            Require(value, true, "value of a category", "a finite number");
            Require(probability, probability >= 0, "probability of a category", "0 or more");
        }

        double sum = categories.Sum(category => category.Probability);
        Require(sum, Math.Abs(sum - 1) < Rounding, "sum of the probabilities", "1");
        Categories = categories;
    }

    /// <summary>The values with their probabilities.</summary>
    public ImmutableArray<(double Value, double Probability)> Categories { get; }

    /// <inheritdoc/>
    public override double Quantile(double probability)
    {
        double sum = 0;
        foreach ((double value, double share) in Categories)
        {
            sum += share;
            if (probability < sum)
            {
                return value;
            }
        }

        return Categories.Last(category => category.Probability > 0).Value;
    }

    /// <summary>Whether the categories are the same, in the same order.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(CategoricalDistribution? other) => other is not null && Categories.AsSpan().SequenceEqual(other.Categories.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Categories.Aggregate(0, HashCode.Combine);
}
