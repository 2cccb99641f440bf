using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>
/// What a model's text says about differences between people: parameters with a <c>.distribution</c>, and covariances <c>cov_X_Y</c> or correlations
/// <c>cor_X_Y</c> of <c>eta_X</c> and <c>eta_Y</c> (docs/models.md). A parameter <c>kappa_X</c> is drawn for each occasion of a subject, every other
/// one once for each subject.
/// </summary>
public sealed class Variability
{
    private readonly RandomDistribution[] _distributions;
    private readonly bool[] _perOccasion;
    private readonly ImmutableArray<CovarianceBlock> _blocks;

    private Variability(ImmutableArray<string> names, RandomDistribution[] distributions, ImmutableArray<(int X, int Y, double Covariance)> ties)
    {
        Names = names;
        _distributions = distributions;
        _blocks = CovarianceBlock.Find(names, distributions, [.. ties]);
        Correlations =
        [
            .. ties.Select(tie =>
                new CovariateCorrelation(names[tie.X], names[tie.Y], tie.Covariance / (Spread(distributions[tie.X]) * Spread(distributions[tie.Y])))),
        ];
        _perOccasion = [.. names.Select(name => VariabilityText.LocalName(name).StartsWith("kappa_", StringComparison.Ordinal))];
    }

    /// <summary>The parameters that are drawn.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The correlations that the text gives, as correlations of the normal deviations.</summary>
    internal ImmutableArray<CovariateCorrelation> Correlations { get; }

    /// <summary>Reads what a model says.</summary>
    /// <param name="system">The model.</param>
    /// <param name="overrides">Parameters with another value than in the text; those with a distribution are then not drawn.</param>
    /// <exception cref="UserErrorException">A distribution is unknown or has impossible numbers, or a block of covariances is not positive definite.</exception>
    public static Variability Read(OdeSystem system, ImmutableSortedDictionary<string, double> overrides)
    {
        VariabilityText text = VariabilityText.Read(system, overrides);
        ImmutableArray<string> names = [.. text.Drawn.Select(parameter => parameter.Name)];
        if (text.Ties.GroupBy(tie => (tie.X, tie.Y)).FirstOrDefault(pair => pair.Count() > 1) is { } twice)
        {
            throw new UserErrorException($"{string.Join(" and ", twice.Select(tie => $"'{tie.Name}'"))} both tie '{names[twice.Key.Y]}' and " +
                $"'{names[twice.Key.X]}'; leave one of them out");
        }

        ImmutableArray<UserCallExpression> calls = text.Distributions;
        Queue<double> numbers =
            new(StartNumbers.Of(system, overrides, [.. calls.SelectMany(call => call.Arguments), .. text.Ties.Select(tie => new NameExpression(tie.Name))]));
        RandomDistribution[] distributions = [.. calls.Select((call, i) => Distributions.Make(
            $"the distribution of '{names[i]}'", call.FunctionName, [.. call.Arguments.Select(_ => numbers.Dequeue())]))];

        // A covariance of 0 ties nothing, not even a deviation whose variance is 0.
        (int, int, double Value)[] ties = [.. text.Ties.Select(tie => (tie.X, tie.Y, CovarianceOf(tie, numbers.Dequeue(), distributions)))];
        return new Variability(names, distributions, [.. ties.Where(tie => tie.Value != 0)]);
    }

    /// <summary>The distribution of a parameter that is drawn; null for another one.</summary>
    /// <param name="name">The parameter.</param>
    internal RandomDistribution? DistributionOf(string name) => Names.IndexOf(name) is >= 0 and var index ? _distributions[index] : null;

    /// <summary>Which of <see cref="Names"/> are drawn for each occasion.</summary>
    public ImmutableArray<int> PerOccasion => [.. Enumerable.Range(0, _perOccasion.Length).Where(i => _perOccasion[i])];

    /// <summary>The streams of random numbers of a seed, one a parameter.</summary>
    /// <param name="seed">The seed.</param>
    public ImmutableArray<RandomStream> Streams(ulong seed) => [.. Names.Select(name => new RandomStream(seed, name))];

    /// <summary>Draws the parameters of one subject.</summary>
    /// <param name="streams">What <see cref="Streams"/> gave.</param>
    /// <param name="subject">The subject's number.</param>
    /// <param name="values">Receives a value for each of <see cref="Names"/>.</param>
    /// <param name="occasion">The occasion, from 0.</param>
    public void Draw(ImmutableArray<RandomStream> streams, long subject, Span<double> values, int occasion = 0)
    {
        for (int i = 0; i < _distributions.Length; i++)
        {
            values[i] = streams[i].Uniform(subject, _perOccasion[i] ? occasion : 0);
        }

        foreach (CovarianceBlock block in _blocks)
        {
            block.Correlate(values);
        }

        for (int i = 0; i < _distributions.Length; i++)
        {
            values[i] = _blocks.Any(block => block.Contains(i)) ? values[i] : _distributions[i].Quantile(values[i]);
        }
    }

    private static double CovarianceOf(DeviationTie tie, double value, RandomDistribution[] distributions) => !tie.IsCorrelation ? value
        : value is > -1 and < 1 ? value * Spread(distributions[tie.X]) * Spread(distributions[tie.Y])
        : throw new UserErrorException(
            FormattableString.Invariant($"'{tie.Name}' is a correlation, so it must be between -1 and 1; it is {value} (a covariance has the name cov_X_Y)"));

    private static double Spread(RandomDistribution distribution) => distribution is NormalDistribution normal ? normal.StandardDeviation : double.NaN;
}
