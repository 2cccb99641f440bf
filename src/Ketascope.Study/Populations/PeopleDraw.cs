using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Flattening;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;

namespace Ketascope.Study.Populations;

/// <summary>Who the people are: covariates from distributions, correlated or not, and whole rows of a table of people, each drawn with equal probability and put back.</summary>
internal sealed class PeopleDraw
{
    private const string DonorStream = "row of the table of people";

    private readonly ImmutableArray<Covariate> _covariates;
    private readonly ImmutableArray<RandomStream> _streams;
    private readonly ImmutableArray<CovarianceBlock> _blocks;
    private readonly SubjectTable? _donors;
    private readonly int[] _donorColumns;
    private readonly RandomStream _donorStream;

    /// <summary>Prepares the draws.</summary>
    /// <param name="settings">Which people.</param>
    /// <param name="system">The model: columns of the table of people that it does not know are left out.</param>
    /// <exception cref="UserErrorException">Something is given twice, correlated without being drawn, or impossible.</exception>
    public PeopleDraw(PopulationSettings settings, OdeSystem system)
    {
        _covariates = settings.Covariates;
        _donors = settings.Donors;
        _donorStream = new RandomStream(settings.Seed, DonorStream);
        _streams = [.. _covariates.Select(one => new RandomStream(settings.Seed, one.Parameter))];
        HashSet<string> known = [.. system.Parameters.Select(one => one.Name), .. system.Assignments.Select(one => one.Name), .. StartNames.Of(system)];
        ImmutableArray<string> offered = _donors?.Columns ?? [];
        _donorColumns = [.. Enumerable.Range(0, offered.Length).Where(i => known.Contains(offered[i]))];
        if (_donors is not null && _donorColumns.Length == 0)
        {
            throw new UserErrorException($"none of the columns of {settings.DonorsName} is a parameter of the model: {string.Join(", ", offered.Select(Suggested))}");
        }

        string Suggested(string name) => NearestName.Find(name, known.Except(offered)) is { } near ? $"{name} (did you mean '{near}'?)" : name;
        string[] unused = [.. offered.Except(_donorColumns.Select(i => offered[i]))];
        Unused = unused.Length == 0 ? null : $"Not used, as the model has no such parameter: {string.Join(", ", unused.Select(Suggested))} in {settings.DonorsName}.";

        Columns = [.. _donorColumns.Select(i => offered[i]), .. _covariates.Select(one => one.Parameter)];
        if (Columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UserErrorException(_donorColumns.Any(i => offered[i] == twice.Key)
                ? $"the covariate '{twice.Key}' is drawn and a column of {settings.DonorsName} too; leave one of them out"
                : $"the covariate '{twice.Key}' is given twice");
        }

        ImmutableArray<string> names = [.. _covariates.Select(one => one.Parameter)];
        (int, int, double)[] correlations = [.. settings.Correlations.Select(one => (Index(names, one.First), Index(names, one.Second), one.Value))];
        _blocks = CovarianceBlock.Find(names, [.. names.Select(_ => new NormalDistribution(0, 1))], correlations);
    }

    /// <summary>Which columns of the table of people the model does not know, in a sentence; null for none.</summary>
    public string? Unused { get; }

    /// <summary>The parameters that are drawn.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>A person in the middle of each distribution, or the first row of the table of people.</summary>
    public IEnumerable<KeyValuePair<string, double>> Middle() => _donorColumns
        .Select(column => KeyValuePair.Create(_donors!.Columns[column], _donors.Values.Span[column]))
        .Concat(_covariates.Select(one => KeyValuePair.Create(one.Parameter, one.Distribution.Quantile(0.5))));

    /// <summary>Draws a person.</summary>
    /// <param name="subject">The subject's number.</param>
    /// <param name="values">Receives a value for each of <see cref="Columns"/>.</param>
    public void Draw(long subject, Span<double> values)
    {
        if (_donors is not null)
        {
            int row = (int)(_donorStream.Uniform(subject) * _donors.Ids.Length) * _donors.Columns.Length;
            for (int i = 0; i < _donorColumns.Length; i++)
            {
                values[i] = _donors.Values.Span[row + _donorColumns[i]];
            }
        }

        Span<double> drawn = values.Slice(_donorColumns.Length, _covariates.Length);
        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = _streams[i].Uniform(subject);
        }

        foreach (CovarianceBlock block in _blocks)
        {
            block.Correlate(drawn);
            foreach (int member in block.Members)
            {
                drawn[member] = RandomDistribution.StandardNormalShare(drawn[member]);
            }
        }

        for (int i = 0; i < drawn.Length; i++)
        {
            drawn[i] = _covariates[i].Distribution.Quantile(drawn[i]);
        }
    }

    private static int Index(ImmutableArray<string> names, string name) => names.IndexOf(name) is >= 0 and var index
        ? index
        : throw new UserErrorException($"the correlation names '{name}', which is not drawn: --covariate {name}=...{NearestName.Hint(name, names)}");
}
