using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Populations;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Fitting;

/// <summary>
/// What a model's text says of people as what is known of one of them before the data: distributions of <c>eta_X</c> become priors where that is
/// asked for, and covariances of two deviations tie their priors as they tie the deviations of virtual people.
/// </summary>
internal static class TextPriors
{
    /// <summary>The request with the priors and the correlations of the text.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="UserErrorException">The text has no distribution that could be a prior.</exception>
    public static FitRequest Apply(FitRequest request)
    {
        HashSet<string> free = [.. request.Parameters.Where(parameter => !parameter.IsFixed).Select(parameter => parameter.Name)];
        if (!request.TakesTextPriors && request.Parameters.Count(parameter => parameter.Prior is NormalPrior) < 2)
        {
            return request;
        }

        // A start value that is given does not take the distribution away.
        Variability text = Variability.Read(request.Run.Model.System, request.Run.Overrides.RemoveRange(free));
        if (request.TakesTextPriors)
        {
            request = request with
            {
                Parameters = [
                .. request.Parameters.Select(parameter => free.Contains(parameter.Name) && parameter.Prior is null
                ? parameter with { Prior = PriorOf(parameter.Name, text) } : parameter)]
            };
            if (!request.Parameters.Any(parameter => parameter.Prior is not null))
            {
                string drawn = text.Names.IsEmpty ? "none of any parameter" : $"of {string.Join(", ", text.Names.Take(12))}";
                throw new UserErrorException($"--prior text: the text gives no distribution of {string.Join(", ", free.Order(StringComparer.Ordinal))}, but {drawn}; estimate one of these, or write --prior \"NAME=normal(0,0.3)\"");
            }
        }

        HashSet<string> normal = [.. request.Parameters.Where(parameter => parameter.Prior is NormalPrior).Select(parameter => parameter.Name)];
        return request with
        {
            Correlations =
            [
                .. request.Correlations,
                .. text.Correlations.Where(tie => normal.Contains(tie.First) && normal.Contains(tie.Second)
                    && !request.Correlations.Any(own => IsSamePair(own, tie))),
            ],
        };
    }

    private static Prior? PriorOf(string name, Variability text) => text.DistributionOf(name) switch
    {
        null => null,
        NormalDistribution { Minimum: double.NegativeInfinity, Maximum: double.PositiveInfinity, StandardDeviation: > 0 } normal =>
            new NormalPrior(normal.Mean, normal.StandardDeviation),
        LogNormalDistribution { LogStandardDeviation: > 0 } lognormal => new LogNormalPrior(Math.Exp(lognormal.LogMean), lognormal.LogStandardDeviation),
        var other => throw new UserErrorException($"--prior text: the text draws '{name}' from {Distributions.Text(other)}, which is no prior; write --prior \"{name}=normal(0,0.3)\", or hold it with --fix {name}"),
    };

    private static bool IsSamePair(CovariateCorrelation one, CovariateCorrelation other) =>
        (one.First == other.First && one.Second == other.Second) || (one.First == other.Second && one.Second == other.First);
}
