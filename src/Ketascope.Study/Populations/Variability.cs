using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>
/// What a model's text says about differences between people: parameters with a <c>.distribution</c>, and covariances <c>cov_X_Y</c> of <c>eta_X</c> and <c>eta_Y</c>
/// (docs/models.md). A parameter <c>kappa_X</c> is drawn for each occasion of a subject, every other one once for each subject.
/// </summary>
public sealed class Variability
{
    private readonly RandomDistribution[] _distributions;
    private readonly bool[] _perOccasion;
    private readonly ImmutableArray<CovarianceBlock> _blocks;

    private Variability(ImmutableArray<string> names, RandomDistribution[] distributions, ImmutableArray<CovarianceBlock> blocks)
    {
        Names = names;
        _distributions = distributions;
        _blocks = blocks;
        _perOccasion = [.. names.Select(name => LocalName(name).StartsWith("kappa_", StringComparison.Ordinal))];
    }

    /// <summary>The parameters that are drawn.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads what a model says.</summary>
    /// <param name="system">The model.</param>
    /// <param name="overrides">Parameters with another value than in the text; those with a distribution are then not drawn.</param>
    /// <exception cref="UserErrorException">A distribution is unknown or has impossible numbers, or a block of covariances is not positive definite.</exception>
    public static Variability Read(OdeSystem system, ImmutableSortedDictionary<string, double> overrides)
    {
        Parameter[] drawn = [.. system.Parameters.Where(parameter => parameter.Uncertainty.ContainsKey("distribution") && !overrides.ContainsKey(parameter.Name))];
        UserCallExpression[] calls = [.. drawn.Select(parameter => (UserCallExpression)parameter.Uncertainty["distribution"][0])];
        ImmutableArray<string> names = [.. drawn.Select(parameter => parameter.Name)];
        List<(int X, int Y, string Name)> covariances = [.. Covariances(system, names)];
        Queue<double> numbers = new(StartNumbers.Of(system, overrides, [.. calls.SelectMany(call => call.Arguments), .. covariances.Select(one => new NameExpression(one.Name))]));
        RandomDistribution[] distributions = [.. calls.Select((call, i) => Distributions.Make(
            $"the distribution of '{names[i]}'", call.FunctionName, [.. call.Arguments.Select(_ => numbers.Dequeue())]))];
        (int, int, double)[] values = [.. covariances.Select(one => (one.X, one.Y, numbers.Dequeue()))];
        return new Variability(names, distributions, CovarianceBlock.Find(names, distributions, values));
    }

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

    private static IEnumerable<(int X, int Y, string Name)> Covariances(OdeSystem system, ImmutableArray<string> names)
    {
        HashSet<string> known = [.. system.Parameters.Select(parameter => parameter.Name), .. system.Assignments.Select(assignment => assignment.Name)];
        for (int x = 0; x < names.Length; x++)
        {
            for (int y = 0; y < names.Length; y++)
            {
                if (x != y && Deviation(names[x]) is var (place, first) && Deviation(names[y]) is var (other, second) && place == other
                    && $"{place}cov_{first}_{second}" is var name && known.Contains(name))
                {
                    yield return (x, y, name);
                }
            }
        }
    }

    private static (string Place, string Name)? Deviation(string name)
    {
        const string Prefix = "eta_";
        string local = LocalName(name);
        return local.StartsWith(Prefix, StringComparison.Ordinal) ? (name[..^local.Length], local[Prefix.Length..]) : null;
    }

    private static string LocalName(string name) => name[(name.LastIndexOf('.') + 1)..];
}
