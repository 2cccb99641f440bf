using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Solvers.Trajectories;

namespace Ketascope.Study.Running;

/// <summary>Solves the subjects of a request batch by batch on a number of threads. A batch's result does not depend on which thread solves it, nor on their number.</summary>
/// <param name="request">What is asked, with its subjects.</param>
/// <param name="prepared">The compiled model, whose solvers are lent for the run.</param>
/// <param name="trajectories">Where the values go.</param>
internal sealed class PopulationRunner(RunRequest request, PreparedRun prepared, Trajectories trajectories)
{
    private const int WorthWarming = 64;

    /// <summary>Some code is compiled only when it was called a few times.</summary>
    private const int WarmingBatches = 6;

    /// <summary>More values than these, 4 MiB, do not stay in the caches until they are read.</summary>
    private const long MostInCaches = 1 << 19;

    private readonly CompiledKernel _kernel = prepared.Kernel;
    private readonly LaneFailure?[] _failures = new LaneFailure?[trajectories.SubjectCount];
    private readonly WorkCounters[] _counters = new WorkCounters[trajectories.BatchCount];
    private readonly int[] _columns = prepared.Places.Of(request.Subjects?.Columns ?? []);
    private readonly ImmutableArray<IReadOnlyList<Discontinuity>> _changes =
        [.. request.Changes.Select(changes => ChangePlan.Schedule(prepared.Kernel, changes))];
    private int _nextBatch = -1;
    private int _done;

    /// <summary>Subjects whose solution ended early.</summary>
    public ImmutableArray<(int Subject, LaneFailure Failure)> Failures =>
        [.. _failures.Select((failure, subject) => (subject, failure)).Where(pair => pair.failure is not null).Select(pair => (pair.subject, pair.failure!))];

    /// <summary>The work done.</summary>
    public WorkCounters Counters => _counters.Aggregate(default(WorkCounters), (sum, one) => sum + one);

    /// <summary>
    /// Solves the last batches and forgets the results, so that the JIT's work on kernel and solver counts as compilation: in a population of thousands, which takes
    /// a tenth of a second, it would be a third of the solution's time.
    /// </summary>
    /// <returns>Whether there are batches enough for that.</returns>
    public bool WarmUp(CancellationToken cancellation)
    {
        if (trajectories.BatchCount < WorthWarming)
        {
            return false;
        }

        _nextBatch = trajectories.BatchCount - 1 - WarmingBatches;
        Work(progress: null, cancellation);
        return true;
    }

    /// <summary>Solves all batches.</summary>
    public void Run(int threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        (_nextBatch, _done) = (-1, 0);
        if (threads == 1)
        {
            Work(progress, cancellation);
            return;
        }

        Task[] workers = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () => Work(progress, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WhenAll(workers).GetAwaiter().GetResult();
    }

    private void Work(IProgress<int>? progress, CancellationToken cancellation)
    {
        BatchSolver solver = prepared.Shared.TakeSolver();
        int width = trajectories.Width;
        double[] parameters = [.. prepared.Places.Defaults.SelectMany(value => Enumerable.Repeat(value, width))];
        for (int batch = Interlocked.Increment(ref _nextBatch); batch < trajectories.BatchCount; batch = Interlocked.Increment(ref _nextBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            int first = batch * width;
            int active = Math.Min(width, trajectories.SubjectCount - first);
            Fill(parameters, first, active);
            BatchResult result = solver.Solve(
                new BatchProblem
                {
                    Kernel = _kernel,
                    Parameters = parameters,
                    ActiveLanes = active,
                    StartTime = request.StartTime,
                    OutputTimes = request.Times.AsMemory(),
                    Stored = prepared.Stored.Indices,
                    Discontinuities = Schedules(parameters, first, active),
                    WritesPastCaches = (long)trajectories.BatchCount * trajectories.BatchLength > MostInCaches,
                    Settings = request.Solver,
                    Cancellation = cancellation,
                },
                trajectories.Batch(batch));
            _counters[batch] = result.Counters;
            for (int lane = 0; lane < active; lane++)
            {
                _failures[first + lane] = result.Failures[lane];
            }

            progress?.Report(Interlocked.Add(ref _done, active));
        }

        prepared.Shared.GiveBack(solver);
    }

    private IReadOnlyList<Discontinuity>[] Schedules(double[] parameters, int first, int active)
    {
        if (!_changes.IsEmpty)
        {
            return _changes.Length == 1 ? [_changes[0]] : [.. Enumerable.Range(0, _kernel.Width).Select(lane => _changes[first + Math.Min(lane, active - 1)])];
        }

        if (request.Subjects?.Occasions is { } occasions)
        {
            return OccasionPlan.Schedules(
                _kernel, prepared.Doses, occasions, request.StartTime, parameters, (first, active), lane => Number(first, lane, active));
        }

        if (prepared.Doses.IsEmpty)
        {
            return [];
        }

        double[] outputs = StartValues.Of(_kernel, request.StartTime, parameters).Outputs;
        return
        [
            .. Enumerable.Range(0, _kernel.Width)
                .Select(lane => prepared.Doses.Schedule(Number(first, lane, active), outputs, Math.Min(lane, active - 1), _kernel.Width)),
        ];
    }

    /// <summary>The number of the subject in a lane; lanes beyond the last subject repeat it.</summary>
    private long Number(int first, int lane, int active) => request.Subjects?.Ids[first + Math.Min(lane, active - 1)] ?? 1;

    /// <summary>Fills in the values of a batch's subjects; all other parameters have their defaults already.</summary>
    private void Fill(double[] parameters, int first, int active)
    {
        int width = trajectories.Width;
        ReadOnlySpan<double> rows = request.Subjects is { } table ? table.Values.Span : [];
        for (int lane = 0; lane < width; lane++)
        {
            // Lanes beyond the last subject repeat it, so that they do no harm.
            int row = (first + Math.Min(lane, active - 1)) * _columns.Length;
            for (int column = 0; column < _columns.Length; column++)
            {
                parameters[(_columns[column] * width) + lane] = rows[row + column];
            }
        }
    }
}
