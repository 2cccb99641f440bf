using System.Collections.Immutable;
using Ketascope.Pharmacology.Randomness;

namespace Ketascope.Study.Fitting;

/// <summary>Where the searches of a problem start.</summary>
internal static class FitStarts
{
    // On a logarithmic scale up to four times larger or smaller; between bounds the middle 90 % of the range.
    private static readonly double Reach = Math.Log(4);

    /// <summary>The parameters with the start values of each search: the first with their own, the others drawn from the prior, between the bounds, or around their own.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="settings">How many, and the seed.</param>
    public static IEnumerable<ImmutableArray<FitParameter>> Of(FitProblem problem, FitSettings settings)
    {
        RandomStream[] streams = [.. problem.Parameters.Select(parameter => new RandomStream(settings.Seed, $"start {parameter.Name}"))];
        yield return problem.Parameters;
        for (int start = 1; start < settings.Starts; start++)
        {
            int occasion = start;
            yield return [.. problem.Parameters.Select((parameter, i) => parameter.IsFixed ? parameter : parameter with { Start = Draw(parameter, streams[i].Uniform(problem.Unit, occasion)) })];
        }
    }

    private static double Draw(FitParameter parameter, double share)
    {
        if (parameter.Prior is { } prior)
        {
            double drawn = prior.Quantile(RandomDistribution.StandardNormal(share));
            bool inside = !(drawn <= parameter.Lower) && !(drawn >= parameter.Upper) && (parameter.Lower is not null || parameter.Start <= 0 || drawn > 0);
            return inside ? drawn : parameter.Start;
        }

        if (parameter is { Lower: { } lower, Upper: { } upper } && double.IsFinite(upper - lower))
        {
            double middle = 0.05 + (0.9 * share);
            return lower > 0 ? lower * Math.Pow(upper / lower, middle) : lower + ((upper - lower) * middle);
        }

        ParameterScale scale = ParameterScale.Of(parameter);
        double place = scale.ToPlace(parameter.Start), move = (2 * share) - 1;
        return scale.ToValue(place + (double.IsInfinity(scale.LongestMove) ? move * Math.Max(1, Math.Abs(place)) : move * Reach));
    }
}
