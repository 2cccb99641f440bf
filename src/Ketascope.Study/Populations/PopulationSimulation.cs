using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Pharmacology.Randomness;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;

namespace Ketascope.Study.Populations;

/// <summary>Some subjects of a population: who they are and what a run gave.</summary>
/// <param name="Subjects">The drawn parameters.</param>
/// <param name="Outcome">The values.</param>
public sealed record PopulationChunk(SubjectTable Subjects, RunOutcome Outcome);

/// <summary>
/// A virtual population: people whose parameters are drawn as the model's text says, solved chunk by chunk so that memory does not grow with their number.
/// A subject is the same whatever the number of subjects, of threads or of subjects in a chunk.
/// </summary>
public sealed class PopulationSimulation
{
    private const int LanesAtMost = 8;
    private const long ChunkBytes = 8 << 20;

    private readonly RunRequest _request;
    private readonly PopulationSettings _settings;
    private readonly Variability _variability;
    private readonly ImmutableArray<RandomStream> _deviations;
    private readonly ImmutableArray<RandomStream> _covariates;
    private readonly PreparedRun _prepared;

    private PopulationSimulation(RunRequest request, PopulationSettings settings)
    {
        _request = request;
        _settings = settings;
        foreach (Covariate twice in settings.Covariates.GroupBy(one => one.Parameter).Where(group => group.Count() > 1).Select(group => group.First()))
        {
            throw new UserErrorException($"the covariate '{twice.Parameter}' is given twice");
        }

        _variability = Variability.Read(request.Model.System, request.Overrides.SetItems(settings.Covariates.Select(one => KeyValuePair.Create(one.Parameter, one.Distribution.Quantile(0.5)))));
        _deviations = _variability.Streams(settings.Seed);
        _covariates = [.. settings.Covariates.Select(one => new RandomStream(settings.Seed, one.Parameter))];
        Columns = [.. settings.Covariates.Select(one => one.Parameter), .. _variability.Names];
        _prepared = PreparedRun.Compile(request, Columns);
    }

    /// <summary>The parameters that differ between subjects: covariates, then what the model's text draws.</summary>
    public ImmutableArray<string> Columns { get; }

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
            for (int i = 0; i < _covariates.Length; i++)
            {
                subject[i] = _settings.Covariates[i].Distribution.Quantile(_covariates[i].Uniform(first + row));
            }

            _variability.Draw(_deviations, first + row, subject[_covariates.Length..]);
        }

        return new SubjectTable([.. Enumerable.Range(0, count).Select(row => first + row)], Columns, values);
    }

    /// <summary>Solves the population, some subjects after others in order.</summary>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early: what was given out before is whole.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IEnumerable<PopulationChunk> Chunks(IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        int size = ChunkSize();
        for (long done = 0; done < Subjects; done += size)
        {
            SubjectTable subjects = Draw(done + 1, (int)Math.Min(size, Subjects - done));
            int before = (int)Math.Min(done, int.MaxValue - size);
            yield return Solve(subjects, progress is null ? null : new Shifted(progress, before), cancellation);
        }
    }

    /// <summary>Solves drawn subjects in memory.</summary>
    /// <param name="subjects">The subjects, as <see cref="Draw"/> gave them.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">There is no room for the values.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public PopulationChunk Solve(SubjectTable subjects, IProgress<int>? progress = null, CancellationToken cancellation = default) => new(subjects, _prepared.Run(subjects, progress, cancellation));

    private int ChunkSize()
    {
        int outputs = _request.Show.IsEmpty ? _request.Model.System.States.Length : _request.Show.Length;
        long fitting = ChunkBytes / (sizeof(double) * (long)outputs * _request.Times.Length);
        return _settings.ChunkSize > 0 ? _settings.ChunkSize : (int)Math.Clamp(fitting / LanesAtMost * LanesAtMost, LanesAtMost, 1 << 14);
    }

    private sealed class Shifted(IProgress<int> progress, int before) : IProgress<int>
    {
        public void Report(int value) => progress.Report(before + value);
    }
}
