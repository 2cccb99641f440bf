namespace Ketascope.Study.Results;

/// <summary>Quantiles of samples by linear interpolation of order statistics: definition 7 of Hyndman and Fan (1996, doi:10.1080/00031305.1996.10473566).</summary>
public static class SampleQuantile
{
    /// <summary>A quantile.</summary>
    /// <param name="sorted">The sample, ascending; an empty one has no quantile (not a number).</param>
    /// <param name="probability">Between 0 and 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        double place = probability * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
