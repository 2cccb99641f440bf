using System.Collections.Immutable;
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
        double Above(double multiple) => Rating(multiple * ofFirst, multiple * ofSecond, cancellation) - rating;
        double low = 0, high = 1, atLow = Above(low), atHigh = Above(high);
        if (atLow <= 0)
        {
            throw new UserErrorException(FormattableString.Invariant($"a rating of {rating:G3} is reached without a drug"));
        }

        for (; atHigh > 0; (low, high, atLow, atHigh) = (high, 2 * high, atHigh, Above(2 * high)))
        {
            if (high > Most)
            {
                throw new UserErrorException(FormattableString.Invariant($"no dose brings pain to a rating of {rating:G3}"));
            }
        }

        // A line between the ends, the weight of an end that stays halved (Dowell M, Jarratt P (1971) BIT 11:168-174, doi:10.1007/BF01934364).
        double multiple = high;
        for (double last = low; Math.Abs(multiple - last) > Near * multiple;)
        {
            (last, multiple) = (multiple, ((low * atHigh) - (high * atLow)) / (atHigh - atLow));
            double here = Above(multiple);
            if (here > 0)
            {
                (low, atLow, atHigh) = (multiple, here, low == last ? atHigh / 2 : atHigh);
            }
            else
            {
                (high, atHigh, atLow) = (multiple, here, high == last ? atLow / 2 : atLow);
            }
        }

        return multiple;
    }

    /// <summary>The rating before the doses.</summary>
    /// <param name="cancellation">Ends the work early.</param>
    public double Before(CancellationToken cancellation) =>
        group.Follow(group.Typical(), PainTreatment.Placebo, [0, seconds], progress: null, cancellation).Ratings[0][0];

    /// <summary>Pairs of doses that bring pain to a rating, with the interaction index of each.</summary>
    /// <param name="shares">What of the effect the first drug would have by its dose alone, 0 to 1; ascending from 0 to 1.</param>
    /// <param name="rating">The rating.</param>
    /// <param name="progress">Told how many pairs are done; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No dose of one of them brings pain to the rating.</exception>
    public ImmutableArray<IsobolePoint> Points(
        ImmutableArray<double> shares, double rating, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        double firstAlone = Multiple(1, 0, rating, cancellation), secondAlone = Multiple(0, 1, rating, cancellation);
        ImmutableArray<IsobolePoint>.Builder points = ImmutableArray.CreateBuilder<IsobolePoint>(shares.Length);
        foreach (double share in shares)
        {
            double index = share is 0 or 1 ? 1 : Multiple(share * firstAlone, (1 - share) * secondAlone, rating, cancellation);
            points.Add(new IsobolePoint(share, index * share * firstAlone, index * (1 - share) * secondAlone, index));
            progress?.Report(points.Count);
        }

        return points.ToImmutable();
    }

    /// <summary>
    /// The interaction index (Tallarida 2000, Drug Synergism and Dose-Effect Data Analysis): what of the dose of each drug alone is in the pair that does as
    /// much, added up. 1 is additive, less is more than that.
    /// </summary>
    /// <param name="share">What of the pair's effect the first drug would have, by its dose alone: 0 to 1, neither of them.</param>
    /// <param name="rating">The rating.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserErrorException">No dose of one of them brings pain to the rating.</exception>
    public double Index(double share, double rating, CancellationToken cancellation) => Points([share], rating, null, cancellation)[0].Index;
}

/// <summary>A pair of doses that does as much as others.</summary>
/// <param name="Share">What of the effect the first drug would have by its dose alone, 0 to 1.</param>
/// <param name="First">How many unit doses of the first drug.</param>
/// <param name="Second">How many of the second.</param>
/// <param name="Index">What of the dose of each alone is in the pair, added up.</param>
internal readonly record struct IsobolePoint(double Share, double First, double Second, double Index);
