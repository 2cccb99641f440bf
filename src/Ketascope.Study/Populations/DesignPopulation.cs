using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.DataSets;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>
/// Virtual people on the design of a data set: each subject's records - doses, times, covariates - for as many people as are asked for (numbered as
/// in <see cref="DesignOrigin"/>). A person is solved
/// as a subject of the data set would be that had the drawn parameters in columns of its own.
/// </summary>
public sealed class DesignPopulation : IVirtualPeople
{
    private const long GroupBytes = 8 << 20;
    private const int LargestGroup = 1 << 14;

    // So many people that are drawn alike are no chance.
    private const int MostCompared = 1024;

    private readonly DataSet _set;
    private readonly DataSetRules _rules;
    private readonly PopulationSettings _settings;
    private readonly PeopleDraw _people;
    private readonly Variability _variability;
    private readonly ImmutableArray<RandomStream> _deviations;
    private readonly ImmutableArray<DesignRecords> _designs;
    private readonly ImmutableArray<ImmutableArray<ImmutableArray<double>>> _boluses;
    private readonly int _occasions;
    private readonly DataSetRun _run;

    private DesignPopulation(RunRequest request, DataSet set, DataSetRules rules, PopulationSettings settings)
    {
        (_set, _rules, _settings) = (set, rules, settings);
        _people = new PeopleDraw(settings, request.Model.System);
        RequireOnce(_people.Columns, set);
        ImmutableSortedDictionary<string, double> known = request.Overrides.SetItems(_people.Middle())
            .SetItems(set.Parameters.Select((name, i) => KeyValuePair.Create(name, set.Subjects[0].Values[0][i])));
        _variability = Variability.Read(request.Model.System, known);
        _deviations = _variability.Streams(settings.Seed);
        RequireOccasions();
        _designs = [.. set.Subjects.Select(subject => DesignRecords.Of(set, subject, settings, rules))];
        _occasions = settings.HasOccasions ? _designs.Max(design => design.OccasionCount) : 1;
        if (settings.HasOccasions && _occasions == 1)
        {
            throw new UserErrorException($"no subject of '{set.Path}' has a second occasion: none begins within its records; leave out the occasions");
        }

        Columns = [.. _people.Columns, .. _variability.Names];
        _run = DataSetRun.Prepare(request, set with { Parameters = [.. set.Parameters, .. Columns] }, rules);
        ImmutableArray<string> names = [.. _run.Quantities.Select(one => one.Name)];
        ResidualError = settings.ResidualError ? ResidualError.Read(request.Model.System, known, names, settings.Seed) : null;
        ImmutableArray<ImmutableArray<double>> text = TextBoluses.OfEvents(request, names, [.. set.Parameters, .. Columns]);
        _boluses =
        [
            .. _designs.Select(design =>
                BolusTimes.Of(request.Model.System, names, design.Subject.Records).Select((own, i) => own.Union(text[i]).Order().ToImmutableArray())
                .ToImmutableArray()),
        ];
    }

    /// <summary>Whether a bolus of a record, or of the text, enters a quantity directly.</summary>
    public bool HasBoluses => _boluses.Any(design => design.Any(own => !own.IsEmpty));

    /// <inheritdoc/>
    public ImmutableArray<string> Columns { get; }

    /// <inheritdoc/>
    public IEnumerable<string> OccasionColumns => Enumerable.Range(2, _occasions - 1)
        .SelectMany(occasion =>
            _variability.PerOccasion.Select(i => string.Create(CultureInfo.InvariantCulture, $"{_variability.Names[i]} occasion {occasion}")));

    /// <inheritdoc/>
    public bool HasDesign => true;

    /// <inheritdoc/>
    public long Subjects => _settings.Subjects * _designs.Length;

    /// <inheritdoc/>
    public ImmutableArray<QuantityInfo> Quantities => _run.Quantities;

    /// <inheritdoc/>
    public string? UnusedColumns => _people.Unused;

    /// <inheritdoc/>
    public string? Alike
    {
        get
        {
            int count = (int)Math.Min(_settings.Subjects, MostCompared);
            bool differs = Enumerable.Range(1, count - 1).Any(i => !Values(1, 0).AsSpan().SequenceEqual(Values(1 + (long)i, 0)));
            string reason = Columns.IsEmpty ? "the model's text gives no variability (no parameter has a distribution)"
                : $"what is drawn ({string.Join(", ", Columns)}) does not vary";
            string error = ResidualError is null ? "" : " but for the residual error";
            string who = string.Create(CultureInfo.InvariantCulture, $"The {_settings.Subjects} people of each subject");
            return differs || count == 1 ? null : $"{who} are all the same{error}: {reason}. --covariate \"NAME=normal(MEAN,SD)\" draws a parameter.";
        }
    }

    /// <summary>The ID of a subject whose TIME starts again, so that its values are no course over one time; null for none.</summary>
    public string? Restarted => _designs.FirstOrDefault(design => design.Own.Skip(1).Any(record => Stretch.StartsAgain(design.Subject, record)))?.Subject.Id;

    /// <inheritdoc/>
    public PopulationManifest Manifest => _settings.ToManifest(Columns) with
    {
        Design = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(_set.Path)}: {_designs.Length} subjects, {_settings.Subjects} people each"),
    };

    /// <inheritdoc/>
    public ResidualError? ResidualError { get; }

    /// <inheritdoc/>
    public ImmutableArray<Doubt> Doubts { get; private set; } = [];

    /// <inheritdoc/>
    public int Width => _run.Width;

    /// <inheritdoc/>
    public int Threads => _run.Threads;

    /// <inheritdoc/>
    public double CompileSeconds => _run.CompileSeconds;

    /// <summary>Prepares the people: compiles the model.</summary>
    /// <param name="request">The model, overrides, names to show, tolerances and threads.</param>
    /// <param name="set">The data set, read for the same model; with the column of occasions among those kept, where there is one.</param>
    /// <param name="rules">How it is read, and whether values are those of records or of points.</param>
    /// <param name="settings">Which people; their number is that of the people of each subject.</param>
    /// <exception cref="UserErrorException">A name, a distribution or a number is wrong, or something is given twice.</exception>
    public static DesignPopulation Prepare(RunRequest request, DataSet set, DataSetRules rules, PopulationSettings settings) => settings.Subjects >= 1
        ? new DesignPopulation(request, set, rules, settings)
        : throw new UserErrorException(
            string.Create(CultureInfo.InvariantCulture, $"a population of {settings.Subjects} people for each subject is none; give at least 1"));

    /// <inheritdoc/>
    public IEnumerable<T> Chunks<T>(Func<PopulationChunk, T> work, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Groups(progress, cancellation).SelectMany(group => OrderedWork<T>.Run(group.Length, Threads, piece => work(group[(int)piece])));

    /// <summary>Solves the people, some whose numbers follow one another after others, each time in chunks of those who have the same records.</summary>
    /// <param name="progress">Told the number of people done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early: what was given out before is whole.</param>
    /// <exception cref="UserErrorException">A record is wrong, or a steady state cannot be found.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IEnumerable<ImmutableArray<PopulationChunk>> Groups(IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        int size = GroupSize();
        for (long done = 0; done < Subjects; done += size)
        {
            // People with the same records side by side: the lanes of a vector then have the same times.
            long[] numbers = [.. Enumerable.Range(1, (int)Math.Min(size, Subjects - done)).Select(k => done + k).OrderBy(DesignOf)];
            Person[] people = [.. numbers.Select(Draw)];
            ShiftedProgress? shifted = progress is null ? null : new ShiftedProgress(progress, (int)Math.Min(done, int.MaxValue - size));
            DataSetOutcome outcome = _run.Solve([.. people.Select(person => person.Subject)], shifted, cancellation);
            Doubts = [.. Doubts, .. outcome.Doubts];
            yield return [.. Enumerable.Range(0, people.Length).GroupBy(i => DesignOf(numbers[i]))
                .Select(group => Chunk(group.Key, [.. group], people, outcome))];
        }
    }

    private int DesignOf(long number) => (int)((number - 1) % _designs.Length);

    private Person Draw(long number)
    {
        DesignRecords design = _designs[DesignOf(number)];
        double[][] drawn = [.. Enumerable.Range(0, _occasions).Select(occasion => Values(number, occasion))];
        ImmutableArray<ImmutableArray<double>>.Builder records = ImmutableArray.CreateBuilder<ImmutableArray<double>>(design.Occasions.Length);
        for (int i = 0; i < design.Occasions.Length; i++)
        {
            bool same = i > 0 && design.Occasions[i] == design.Occasions[i - 1]
                && design.Subject.Values[i].AsSpan().SequenceEqual(design.Subject.Values[i - 1].AsSpan());
            records.Add(same ? records[i - 1] : [.. design.Subject.Values[i], .. drawn[design.Occasions[i]]]);
        }

        return new Person(number, drawn, design.Subject with { Values = records.MoveToImmutable() });
    }

    private double[] Values(long number, int occasion)
    {
        double[] values = new double[Columns.Length];
        _people.Draw(number, values);
        _variability.Draw(_deviations, number, values.AsSpan(_people.Columns.Length), occasion);
        return values;
    }

    private PopulationChunk Chunk(int index, int[] members, Person[] people, DataSetOutcome outcome)
    {
        DesignRecords design = _designs[index];
        ImmutableArray<long> ids = [.. members.Select(member => people[member].Number)];
        Trajectories courses = RecordCourses.Of(design.Subject, design.Own, _rules).Join(Quantities, [.. members.Select(member => outcome.Values[member])]);
        ImmutableDictionary<int, LaneFailure> failures = outcome.Failures.ToImmutableDictionary(pair => pair.Subject, pair => pair.Failure);
        RunOutcome part = new()
        {
            Trajectories = courses,
            SubjectIds = ids,
            Quantities = Quantities,
            Failures =
            [
                .. Enumerable.Range(0, members.Length).Where(member => failures.ContainsKey(members[member]))
                    .Select(member => (member, failures[members[member]])),
            ],

            // The whole group was solved at once; its first chunk counts the work.
            Counters = members[0] == 0 ? outcome.Counters : default,
            SolveSeconds = members[0] == 0 ? outcome.SolveSeconds : 0,
            Width = Width,
            Threads = Threads,
            CompileSeconds = CompileSeconds,
        };
        return new PopulationChunk(Table(ids, [.. members.Select(member => people[member])]), part)
        {
            Observed = ResidualError?.Apply(courses, ids) ?? courses,
            Design = new DesignOrigin(index, design.Subject.Id, _designs.Length),
            LastDoses = [.. members.Select(member => outcome.LastDoses[member])],
            Boluses = _boluses[index],
        };
    }

    /// <summary>What is measured of one person, as a subject of the data set has it: record by record, or point by point.</summary>
    /// <param name="chunk">The person's chunk.</param>
    /// <param name="member">Which of its people, from 0.</param>
    public double[] Rows(PopulationChunk chunk, int member)
    {
        int names = Quantities.Length, left = _rules.Points.IsEmpty ? 0 : _rules.Points.Length - chunk.Observed.Times.Length;
        double[] rows = new double[(left + chunk.Observed.Times.Length) * names];
        for (int i = left * names; i < rows.Length; i++)
        {
            rows[i] = chunk.Observed[member, i % names, (i / names) - left];
        }

        return rows;
    }

    private SubjectTable Table(ImmutableArray<long> ids, Person[] people)
    {
        double[] values = [.. people.SelectMany(person => person.Drawn[0])];
        double[] later =
        [
            .. people.SelectMany(person => person.Drawn.Skip(1).SelectMany(drawn => _variability.PerOccasion.Select(i => drawn[_people.Columns.Length + i]))),
        ];
        return new SubjectTable(ids, Columns, values)
        {
            Occasions = _occasions == 1 ? null
                : new OccasionTable([.. Enumerable.Repeat(double.NaN, _occasions - 1)],
                [.. _variability.PerOccasion.Select(i => _variability.Names[i])], later),
        };
    }

    private int GroupSize()
    {
        long row = sizeof(double) * (long)Quantities.Length * (_rules.Points.IsEmpty ? _designs.Max(design => design.Subject.Records.Length)
            : _rules.Points.Length);
        return (int)Math.Clamp(GroupBytes / row, 1, LargestGroup);
    }

    private void RequireOccasions()
    {
        double before = double.NegativeInfinity;
        foreach (double start in _settings.Occasions)
        {
            before = start > before && double.IsFinite(start) ? start
                : throw new UserErrorException(
                    string.Create(CultureInfo.InvariantCulture, $"an occasion starts at {start}, which is not after {before}; occasions follow in order"));
        }

        if (_settings.HasOccasions && _variability.PerOccasion.IsEmpty)
        {
            throw new UserErrorException("the model's text gives no variability between occasions: it has no parameter kappa_X with a " +
                "distribution, so --occasions would change nothing");
        }
    }

    private static void RequireOnce(ImmutableArray<string> drawn, DataSet set)
    {
        if (drawn.Intersect(set.Parameters).FirstOrDefault() is { } twice)
        {
            throw new UserErrorException($"'{twice}' is drawn for each person and is a column of '{set.Path}' too, which sets it; leave one of them out");
        }
    }

    private sealed record Person(long Number, double[][] Drawn, DataSubject Subject);
}
