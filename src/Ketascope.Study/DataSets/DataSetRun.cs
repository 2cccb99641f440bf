using System.Collections.Immutable;
using Ketascope.Kernels;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;
using Ketascope.Study.Running;

namespace Ketascope.Study.DataSets;

/// <summary>What a run over a data set gave.</summary>
/// <param name="Quantities">The quantities, in the order asked.</param>
/// <param name="Values">For each subject the values: record by record, one for each quantity; not-a-number after a failure.</param>
/// <param name="Failures">Subjects whose solution ended early, by index, with the reason.</param>
public sealed record DataSetOutcome(ImmutableArray<QuantityInfo> Quantities, ImmutableArray<double[]> Values, ImmutableArray<(int Subject, LaneFailure Failure)> Failures)
{
    /// <summary>Courses that depend on the settings of the solver by more than they explain, where that was looked for (<see cref="RunRequest.IsChecked"/>).</summary>
    public ImmutableArray<Doubt> Doubts { get; init; } = [];
}

/// <summary>Solves a model over a data set: each subject with its own records, doses, covariates and times.</summary>
public sealed class DataSetRun
{
    private readonly RunRequest _request;
    private readonly DataSet _set;
    private readonly DataSetRules _rules;
    private readonly StoredQuantities _stored;
    private readonly CompiledKernel _kernel;
    private readonly double[] _defaults;
    private readonly int[] _columns;
    private readonly ImmutableDictionary<string, int> _states;

    private DataSetRun(RunRequest request, DataSet set, DataSetRules rules, int subjects)
    {
        OdeSystem system = request.Model.System;
        (_request, _set, _rules) = (request, set, rules);
        RunRequest sized = request with { Width = request.Width == 0 && subjects == 1 ? 1 : request.Width, Doses = [] };
        PreparedRun prepared = PreparedRun.Compile(sized, set.Parameters, DosePlan.OutputsOf(system, Compartments.Of(system)));
        (_kernel, _stored, _defaults) = (prepared.Kernel, prepared.Stored, PopulationRunner.Defaults(request, prepared.Kernel));
        _states = Compartments.States(system, _kernel);
        _columns = [.. set.Parameters.Select(name => PopulationRunner.Index(request, _kernel, name))];
    }

    /// <summary>Compiles the model, to be solved for one list of subjects after another.</summary>
    /// <param name="request">As for a run.</param>
    /// <param name="set">The file and its parameter columns; its own subjects are not looked at.</param>
    /// <param name="rules">How the data set is read.</param>
    /// <exception cref="UserErrorException">A name is not in the model, or a tolerance makes no sense.</exception>
    internal static DataSetRun Prepare(RunRequest request, DataSet set, DataSetRules rules) => new(request, set, rules, int.MaxValue);

    /// <summary>Runs.</summary>
    /// <param name="request">The model, overrides, names to show, tolerances and threads; its times, doses and subjects are those of the data set.</param>
    /// <param name="set">The data set, read for the same model.</param>
    /// <param name="rules">How the data set is read.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A record is wrong, a name is not in the model, or a steady state cannot be found.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static DataSetOutcome Run(
        RunRequest request, DataSet set, DataSetRules rules, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        return new DataSetRun(request, set, rules, set.Subjects.Length).Solve(set.Subjects, progress, cancellation);
    }

    /// <summary>Solves.</summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A record is wrong, or a steady state cannot be found.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    internal DataSetOutcome Solve(ImmutableArray<DataSubject> subjects, IProgress<int>? progress, CancellationToken cancellation)
    {
        ImmutableArray<Stretch> stretches = [.. subjects.SelectMany(Stretch.Of)];
        ImmutableArray<Range> batches = Batches(stretches);
        int done = 0;
        double[][] values = new double[stretches.Length][];
        LaneFailure?[] failures = new LaneFailure?[stretches.Length];
        WorkCounters[] work = new WorkCounters[batches.Length];
        try
        {
            Parallel.For(
                0,
                batches.Length,
                new ParallelOptions { MaxDegreeOfParallelism = _request.Threads > 0 ? _request.Threads : Environment.ProcessorCount, CancellationToken = cancellation },
                () => new BatchSolver(),
                (batch, _, solver) =>
                {
                    ReadOnlySpan<Stretch> active = stretches.AsSpan()[batches[batch]];
                    work[batch] = SolveBatch(solver, _request.Solver, [.. active.ToArray().Select(stretch => stretch.Records)], values.AsSpan(batches[batch]), failures.AsSpan(batches[batch]), cancellation);
                    progress?.Report(Interlocked.Add(ref done, active.ToArray().Count(stretch => stretch.IsLast)));
                    return solver;
                },
                solver => solver.Dispose());
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is UserErrorException))
        {
            throw new UserErrorException(string.Join('\n', e.InnerExceptions.Select(inner => inner.Message).Distinct()), e);
        }

        return new DataSetOutcome(_stored.Quantities, Joined(stretches, values), [.. stretches.Zip(failures, (stretch, failure) => (stretch.Subject, Failure: failure))
            .Where(pair => pair.Failure is not null).DistinctBy(pair => pair.Subject).Select(pair => (pair.Subject, pair.Failure!))])
        {
            Doubts = _request.IsChecked ? Doubts(stretches.AsSpan()[batches[0]].ToArray(), values[batches[0]], failures[batches[0]], work[0], cancellation) : [],
        };
    }

    /// <summary>What a second, tighter solution of the first stretches says of their values.</summary>
    private ImmutableArray<Doubt> Doubts(Stretch[] stretches, double[][] values, LaneFailure?[] failures, WorkCounters work, CancellationToken cancellation)
    {
        DataSubject[] subjects = [.. stretches.Select(stretch => stretch.Records)];
        SolvedCourses Courses(int i, double[][] all, LaneFailure?[] ended, WorkCounters done)
        {
            // A time that stands twice is a jump; a course has it twice too.
            Trajectories course = new([.. _stored.Names], [.. subjects[i].Records.Select(record => record.Time)], 1, 1);
            all[i].CopyTo(course.Batch(0));
            return new SolvedCourses(course, [subjects[i].Id], [ended[i]], i == 0 ? done : default);
        }

        IReadOnlyList<SolvedCourses> All(double[][] all, LaneFailure?[] ended, WorkCounters done) => [.. Enumerable.Range(0, subjects.Length).Select(i => Courses(i, all, ended, done))];
        double span = subjects.Max(subject => subject.Records[^1].Time) - subjects.Min(subject => subject.Records[0].Time);
        using BatchSolver solver = new();
        return SecondOpinion.Of(_request.Solver, span, All(values, failures, work), settings =>
        {
            (double[][] again, LaneFailure?[] ended) = (new double[subjects.Length][], new LaneFailure?[subjects.Length]);
            WorkCounters done = SolveBatch(solver, settings, subjects, again, ended, cancellation);
            return All(again, ended, done);
        });
    }

    /// <summary>Which stretches are solved side by side. Where the text has events or past values they begin together: an event would else happen to a neighbour before its first record.</summary>
    private ImmutableArray<Range> Batches(ImmutableArray<Stretch> stretches)
    {
        bool together = _kernel.EventCount > 0 || !_kernel.Conditions.IsEmpty || _kernel.DelayCount > 0;
        ImmutableArray<Range>.Builder batches = ImmutableArray.CreateBuilder<Range>();
        for (int first = 0, next = 1; first < stretches.Length; next++)
        {
            if (next == stretches.Length || next - first == _kernel.Width || (together && stretches[next].Start != stretches[first].Start))
            {
                batches.Add(first..next);
                first = next;
            }
        }

        return batches.ToImmutable();
    }

    /// <summary>The values of each subject, its stretches one after another.</summary>
    private static ImmutableArray<double[]> Joined(ImmutableArray<Stretch> stretches, double[][] values) =>
        [.. stretches.Zip(values, (stretch, own) => (stretch.Subject, Values: own)).GroupBy(pair => pair.Subject).Select(group => group.Count() == 1 ? group.First().Values : [.. group.SelectMany(pair => pair.Values)])];

    private WorkCounters SolveBatch(
        BatchSolver solver, SolverSettings settings, DataSubject[] subjects, Span<double[]> own, Span<LaneFailure?> failures, CancellationToken cancellation)
    {
        int width = _kernel.Width, lanes = subjects.Length;
        SteadyStateSolver steadyStates = new(_kernel, settings, solver, cancellation);
        double[] parameters = new double[_defaults.Length * width];
        IReadOnlyList<Discontinuity>[] courses = new IReadOnlyList<Discontinuity>[width];
        for (int lane = 0; lane < lanes; lane++)
        {
            SubjectParameters set = new(_kernel, _columns, _defaults, subjects[lane], _rules.Covariates, _states);
            courses[lane] = SubjectCourse.Of(_set, subjects[lane], set, _rules, steadyStates);
            for (int i = 0; i < _defaults.Length; i++)
            {
                parameters[(i * width) + lane] = set[0].Parameters[i * width];
            }
        }

        FillIdleLanes(parameters, courses, lanes);
        int rows = subjects.Max(subject => subject.Records.Length);
        int stored = _stored.Names.Length;
        double[] values = new double[(1 + rows) * stored * width];
        Array.Fill(values, double.NaN);
        BatchResult result = solver.Solve(
            new BatchProblem
            {
                Kernel = _kernel,
                Parameters = parameters,
                ActiveLanes = lanes,
                StartTime = subjects.Min(subject => subject.Records[0].Time),
                OutputTimes = new[] { subjects.Max(subject => subject.Records[^1].Time) },
                SampleRows = rows,
                Stored = _stored.Indices,
                Discontinuities = courses,
                Settings = settings,
                Cancellation = cancellation,
            },
            values);
        for (int lane = 0; lane < lanes; lane++)
        {
            own[lane] = new double[subjects[lane].Records.Length * stored];
            for (int i = 0; i < own[lane].Length; i++)
            {
                own[lane][i] = values[((stored + i) * width) + lane];
            }

            failures[lane] = result.Failures[lane];
        }

        return result.Counters;
    }

    /// <summary>Lanes beyond the last subject repeat it, so that they do no harm.</summary>
    private void FillIdleLanes(double[] parameters, IReadOnlyList<Discontinuity>[] courses, int lanes)
    {
        int width = _kernel.Width;
        for (int lane = lanes; lane < width; lane++)
        {
            courses[lane] = courses[lanes - 1];
            for (int i = 0; i < _defaults.Length; i++)
            {
                parameters[(i * width) + lane] = parameters[(i * width) + lanes - 1];
            }
        }
    }
}
