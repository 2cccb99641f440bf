using Ketascope.Ketamine.Cord;
using Ketascope.Study.Requests;

namespace Ketascope.Ketamine.Pain;

/// <summary>
/// Doses of two drugs that bring the pain of a typical person to the same rating at a time. Concentrations are in proportion to doses, so that a dose is a
/// multiple of one that was simulated.
/// </summary>
/// <param name="group">The people, of whom the typical one is followed.</param>
/// <param name="first">What the first drug brings in its unit dose.</param>
/// <param name="second">What the second drug brings in its unit dose.</param>
/// <param name="way">What ketamine does in the cord.</param>
/// <param name="seconds">When pain is rated, s after the start.</param>
internal sealed class Isobole(PainGroup group, CordExposure first, CordExposure second, CordAlternative way, double seconds)
{
    private const double Most = 1000, Near = 1e-4;

    /// <summary>The rating after multiples of both unit doses.</summary>
    /// <param name="ofFirst">How many unit doses of the first drug.</param>
    /// <param name="ofSecond">How many of the second.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public double Rating(double ofFirst, double ofSecond, CancellationToken cancellation)
    {
        CordExposure given = CordExposure.Sum([first.Times(ofFirst), second.Times(ofSecond)]);
        return group.Follow(group.Typical(), new PainTreatment(given, true, way), [0, seconds], progress: null, cancellation).Ratings[0][1];
    }

    /// <summary>The multiple of a pair of doses that brings pain to a rating.</summary>
    /// <param name="ofFirst">How many unit doses of the first drug are in the pair.</param>
    /// <param name="ofSecond">How many of the second.</param>
    /// <param name="rating">The rating.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No dose does, or none is needed.</exception>
    public double Multiple(double ofFirst, double ofSecond, double rating, CancellationToken cancellation)
    {
        double low = 0, high = 1;
        if (Rating(0, 0, cancellation) <= rating)
        {
            throw new UserErrorException(FormattableString.Invariant($"a rating of {rating:G3} is reached without a drug"));
        }

        for (; Rating(high * ofFirst, high * ofSecond, cancellation) > rating; (low, high) = (high, 2 * high))
        {
            if (high > Most)
            {
                throw new UserErrorException(FormattableString.Invariant($"no dose brings pain to a rating of {rating:G3}"));
            }
        }

        while (high - low > Near * high)
        {
            double middle = (low + high) / 2;
            (low, high) = Rating(middle * ofFirst, middle * ofSecond, cancellation) > rating ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>
    /// The interaction index (Tallarida 2000, Drug Synergism and Dose-Effect Data Analysis): what of the dose of each drug alone is in the pair that does as
    /// much, added up. 1 is additive, less is more than that.
    /// </summary>
    /// <param name="share">What of the pair's effect the first drug would have, by its dose alone: 0 to 1, neither of them.</param>
    /// <param name="rating">The rating.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No dose of one of them brings pain to the rating.</exception>
    public double Index(double share, double rating, CancellationToken cancellation)
    {
        double firstAlone = Multiple(1, 0, rating, cancellation), secondAlone = Multiple(0, 1, rating, cancellation);
        return Multiple(share * firstAlone, (1 - share) * secondAlone, rating, cancellation);
    }
}
