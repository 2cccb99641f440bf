using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>Some subjects of a population: who they are and what a run gave.</summary>
/// <param name="Subjects">The drawn parameters.</param>
/// <param name="Outcome">The values.</param>
public sealed record PopulationChunk(SubjectTable Subjects, RunOutcome Outcome)
{
    /// <summary>What is measured: the outcome's values, with residual error where it was asked for.</summary>
    public Trajectories Observed { get; init; } = Outcome.Trajectories;

    /// <summary>The subject of a data set whose records all of them have; null for none.</summary>
    public DesignOrigin? Design { get; init; }

    /// <summary>When the last dose of each has been given, in the model's unit of time; empty where that is the same for all, and known elsewhere.</summary>
    public ImmutableArray<double> LastDoses { get; init; } = [];

    /// <summary>When boluses enter each quantity, ascending, the same for all of these subjects; empty where the whole population has the same.</summary>
    public ImmutableArray<ImmutableArray<double>> Boluses { get; init; } = [];

    /// <summary>Where the room of the values waits for other subjects; null where it does not.</summary>
    internal ConcurrentBag<Trajectories>? Room { get; init; }

    /// <summary>Gives the room of the values to other subjects: they must not be read any more. May be left out.</summary>
    public void Release() => Room?.Add(Outcome.Trajectories);
}

/// <summary>
/// A virtual population: people whose parameters are drawn as the model's text says, solved chunk by chunk so that memory does not grow with their number.
/// A subject is the same whatever the number of subjects, of threads or of subjects in a chunk.
/// </summary>
public sealed class PopulationSimulation : IVirtualPeople
{
    private const int LanesAtMost = 8;
    private const long ChunkBytes = 2 << 20;
    private const int ChunksPerThread = 4;
    private const int LeastShared = 64;

    // So many subjects that are drawn alike are no chance.
    private const int MostCompared = 1024;

    private readonly RunRequest _request;
    private readonly PopulationSettings _settings;
    private readonly Variability _variability;
    private readonly ImmutableArray<RandomStream> _deviations;
    private readonly PeopleDraw _people;
    private readonly ImmutableArray<int> _perOccasion;
    private readonly PreparedRun _prepared;

    private PopulationSimulation(RunRequest request, PopulationSettings settings)
    {
        _request = request;
        _settings = settings;
        _people = new PeopleDraw(settings, request.Model.System);
        ImmutableSortedDictionary<string, double> overrides = request.Overrides.SetItems(_people.Middle());
        _variability = Variability.Read(request.Model.System, overrides);
        _perOccasion = RequireOccasions();
        _deviations = _variability.Streams(settings.DeviationSeed ?? settings.Seed);
        Columns = [.. _people.Columns, .. _variability.Names];
        _prepared = PreparedRun.Compile(request, Columns);
        ResidualError = !settings.ResidualError ? null
            : ResidualError.Read(request.Model.System, overrides, _prepared.Names, settings.DeviationSeed ?? settings.Seed);
    }

    /// <summary>The parameters that differ between subjects: covariates, then what the model's text draws.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>What is known of the reported values, in their order.</summary>
    public ImmutableArray<QuantityInfo> Quantities => _prepared.Quantities;

    /// <summary>Which columns of a table of people the model does not know, in a sentence; null for none.</summary>
    public string? UnusedColumns => _people.Unused;

    /// <summary>That the subjects do not differ, in a sentence; null where they do, or where there is only one.</summary>
    public string? Alike
    {
        get
        {
            int count = (int)Math.Min(Subjects, MostCompared);
            ReadOnlySpan<double> values = Draw(1, count).Values.Span;
            for (int i = Columns.Length; i < values.Length; i++)
            {
                if (values[i] != values[i - Columns.Length])
                {
                    return null;
                }
            }

            string reason = Columns.IsEmpty ? "the model's text gives no variability (no parameter has a distribution)"
                : $"what is drawn ({string.Join(", ", Columns)}) does not vary";
            string error = ResidualError is null ? "" : " but for the residual error";
            return Subjects == 1 ? null
                : string.Create(CultureInfo.InvariantCulture,
                $"The {Subjects} subjects are all the same{error}: {reason}. --covariate \"NAME=normal(MEAN,SD)\" draws a parameter.");
        }
    }

    /// <summary>What a folder of results tells of the people.</summary>
    public PopulationManifest Manifest => _settings.ToManifest(Columns);

    /// <summary>Headings of what is drawn for the occasions after the first: <c>kappa_X occasion 2</c>.</summary>
    public IEnumerable<string> OccasionColumns => Enumerable.Range(2, _settings.Occasions.Length)
        .SelectMany(occasion => _perOccasion.Select(i => string.Create(CultureInfo.InvariantCulture, $"{_variability.Names[i]} occasion {occasion}")));

    /// <inheritdoc/>
    public bool HasDesign => false;

    /// <summary>The residual error that values get, or null for none.</summary>
    public ResidualError? ResidualError { get; }

    /// <inheritdoc/>
    public ImmutableArray<Doubt> Doubts { get; private set; } = [];

    /// <summary>How many subjects.</summary>
    public long Subjects => _settings.Subjects;

    /// <summary>How many subjects share a vector.</summary>
    public int Width => _prepared.Width;

    /// <summary>How many threads work.</summary>
    public int Threads => _request.Threads > 0 ? _request.Threads : Environment.ProcessorCount;

    /// <summary>Wall time of making machine code, s.</summary>
    public double CompileSeconds => _prepared.CompileSeconds;

    /// <summary>Prepares a population: compiles the model.</summary>
    /// <param name="request">What is asked of every subject; its own subjects are not looked at.</param>
    /// <param name="settings">Which people.</param>
    /// <exception cref="UserErrorException">A name, a distribution or a number is wrong.</exception>
    public static PopulationSimulation Prepare(RunRequest request, PopulationSettings settings)
    {
        if (settings.Subjects < 1 || settings.ChunkSize < 0 || settings.ChunkSize % LanesAtMost != 0)
        {
            throw new UserErrorException(settings.Subjects < 1
                ? string.Create(CultureInfo.InvariantCulture, $"a population of {settings.Subjects} subjects is none; give at least 1")
                : string.Create(CultureInfo.InvariantCulture, $"a chunk of {settings.ChunkSize} subjects is not a multiple of {LanesAtMost}"));
        }

        return new PopulationSimulation(request, settings);
    }

    /// <summary>Solves a whole population in memory.</summary>
    /// <param name="request">What is asked of every subject: outputs (<see cref="RunRequest.Show"/>) and times.</param>
    /// <param name="settings">Which people.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A name, a distribution or a number is wrong, or there is no room for the values.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static PopulationChunk Run(RunRequest request, PopulationSettings settings, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        PopulationSimulation population = Prepare(request, settings);
        return population.Solve(population.Draw(1, checked((int)settings.Subjects)), progress, cancellation);
    }

    /// <summary>Draws subjects.</summary>
    /// <param name="first">The number of the first, from 1.</param>
    /// <param name="count">How many.</param>
    public SubjectTable Draw(long first, int count)
    {
        double[] values = new double[checked(count * Columns.Length)];
        for (int row = 0; row < count; row++)
        {
            Span<double> subject = values.AsSpan(row * Columns.Length, Columns.Length);
            _people.Draw(first + row, subject);
            _variability.Draw(_deviations, first + row, subject[_people.Columns.Length..]);
        }

        return new SubjectTable([.. Enumerable.Range(0, count).Select(row => first + row)], Columns, values) { Occasions = _settings.Occasions.IsEmpty ? null : Occasions(first, count) };
    }

    /// <inheritdoc/>
    public IEnumerable<T> Chunks<T>(Func<PopulationChunk, T> work, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        int size = ChunkSize(), done = (int)Math.Min(size, Subjects);

        // The first chunk is solved by all threads: it warms the solver up, and is looked at twice where that is asked for.
        yield return work(Solve(Draw(1, done), progress, cancellation));
        PreparedRun alone = _prepared.Alone();
        ConcurrentBag<Trajectories> free = [];
        T Piece(long piece)
        {
            cancellation.ThrowIfCancellationRequested();
            long before = (piece + 1) * size;
            SubjectTable subjects = Draw(before + 1, (int)Math.Min(size, Subjects - before));
            Trajectories? room = subjects.Ids.Length == size && free.TryTake(out Trajectories? found) ? found : null;
            RunOutcome outcome = alone.Run(subjects, isChecked: false, room, progress: null, cancellation);
            progress?.Report((int)Math.Min(int.MaxValue, Interlocked.Add(ref done, subjects.Ids.Length)));
            PopulationChunk chunk = Chunk(subjects, outcome with { Threads = Threads, SolveSeconds = outcome.SolveSeconds / Threads });
            return work(chunk with { Room = outcome.Failures.IsEmpty && subjects.Ids.Length == size ? free : null });
        }

        foreach (T result in OrderedWork<T>.Run((Subjects - 1) / size, Threads, Piece))
        {
            yield return result;
        }
    }

    /// <summary>Solves drawn subjects in memory.</summary>
    /// <param name="subjects">The subjects, as <see cref="Draw"/> gave them.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">There is no room for the values.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public PopulationChunk Solve(SubjectTable subjects, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        // A second opinion on the first subjects speaks for all.
        bool isFirst = subjects.Ids[0] == 1;
        RunOutcome outcome = _prepared.Run(subjects, isFirst && _request.IsChecked, room: null, progress, cancellation);
        Doubts = isFirst ? outcome.Doubts : Doubts;
        return Chunk(subjects, outcome);
    }

    private PopulationChunk Chunk(SubjectTable subjects, RunOutcome outcome) =>
        new(subjects, outcome)
        {
            Observed = ResidualError?.Apply(outcome.Trajectories, subjects.Ids) ?? outcome.Trajectories,
            LastDoses = _request.OwnDoses is { } own ? [.. subjects.Ids.Select(id => own(id).End)] : [],
        };

    /// <summary>What is drawn anew for the occasions after the first.</summary>
    private OccasionTable Occasions(long first, int count)
    {
        int occasions = _settings.Occasions.Length, columns = _perOccasion.Length;
        double[] values = new double[checked(count * occasions * columns)];
        double[] drawn = new double[_variability.Names.Length];
        for (int row = 0; row < count; row++)
        {
            for (int occasion = 0; occasion < occasions; occasion++)
            {
                _variability.Draw(_deviations, first + row, drawn, occasion + 1);
                for (int i = 0; i < columns; i++)
                {
                    values[(((row * occasions) + occasion) * columns) + i] = drawn[_perOccasion[i]];
                }
            }
        }

        return new OccasionTable(_settings.Occasions, [.. _perOccasion.Select(i => _variability.Names[i])], values);
    }

    private ImmutableArray<int> RequireOccasions()
    {
        ImmutableArray<double> starts = _settings.Occasions;
        double before = _request.StartTime;
        foreach (double start in starts)
        {
            before = start > before && double.IsFinite(start)
                ? start
                : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"an occasion starts at {start}, which is not after {before}; the first occasion starts with the run, the others follow in order"));
        }

        return !starts.IsEmpty && _variability.PerOccasion.IsEmpty
            ? throw new UserErrorException(
                "the model's text gives no variability between occasions: it has no parameter kappa_X with a distribution, so --occasions would change nothing")
            : _variability.PerOccasion;
    }

    private int ChunkSize()
    {
        int outputs = _request.Show.IsEmpty ? _request.Model.System.States.Length : _request.Show.Length;
        long fitting = ChunkBytes / (sizeof(double) * (long)outputs * _request.Times.Length);

        // Several for each thread, so that none waits long for the last one.
        long shared = Math.Max(LeastShared, Subjects / (ChunksPerThread * Threads));
        return _settings.ChunkSize > 0 ? _settings.ChunkSize : (int)Math.Clamp(Math.Min(fitting, shared) / LanesAtMost * LanesAtMost, LanesAtMost, 1 << 12);
    }
}
