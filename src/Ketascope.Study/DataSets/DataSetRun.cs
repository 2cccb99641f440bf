using System.Collections.Immutable;
using System.Diagnostics;
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
/// <param name="Values">For each subject the values: record by record (or point by point, where points are asked for), one for each quantity;
/// not-a-number after a failure.</param>
/// <param name="Failures">Subjects whose solution ended early, by index, with the reason.</param>
public sealed record DataSetOutcome(ImmutableArray<QuantityInfo> Quantities, ImmutableArray<double[]> Values,
    ImmutableArray<(int Subject, LaneFailure Failure)> Failures)
{
    /// <summary>
    /// Courses that depend on the settings of the solver by more than they explain, where that was looked for (<see cref="RunRequest.IsChecked"/>).
    /// </summary>
    public ImmutableArray<Doubt> Doubts { get; init; } = [];
    /// <summary>When the last dose of each subject has been given; minus infinity where there was none.</summary>
    public ImmutableArray<double> LastDoses { get; init; } = [];

    /// <summary>The work done.</summary>
    public WorkCounters Counters { get; init; }

    /// <summary>Wall time of the solution, s.</summary>
    public double SolveSeconds { get; init; }
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
    private bool _isChecked;

    private DataSetRun(RunRequest request, DataSet set, DataSetRules rules)
    {
        OdeSystem system = request.Model.System;
        (_request, _set, _rules) = (request, set, rules);
        PreparedRun prepared = PreparedRun.Compile(request with { Doses = [] }, set.Parameters, DosePlan.OutputsOf(system, Compartments.Of(system)));
        (_kernel, _stored, _defaults) = (prepared.Kernel, prepared.Stored, prepared.Places.Defaults);
        _states = Compartments.States(system, _kernel);
        CompileSeconds = prepared.CompileSeconds;
        _columns = prepared.Places.Of(set.Parameters);
    }

    /// <summary>Compiles the model, to be solved for one list of subjects after another.</summary>
    /// <param name="request">As for a run.</param>
    /// <param name="set">The file and its parameter columns; its own subjects are not looked at.</param>
    /// <param name="rules">How the data set is read.</param>
    /// <param name="most">The most subjects that will be solved at a time; one alone gains nothing from lanes.</param>
    /// <exception cref="UserErrorException">A name is not in the model, or a tolerance makes no sense.</exception>
    public static DataSetRun Prepare(RunRequest request, DataSet set, DataSetRules rules, int most = int.MaxValue) =>
        new(most == 1 && request.Width == 0 ? request with { Width = 1 } : request, set, rules);

    /// <summary>What is reported.</summary>
    public ImmutableArray<QuantityInfo> Quantities => _stored.Quantities;

    /// <summary>How many subjects share a vector.</summary>
    internal int Width => _kernel.Width;

    /// <summary>How many threads work.</summary>
    internal int Threads => _request.Threads > 0 ? _request.Threads : Environment.ProcessorCount;

    /// <summary>Wall time from flat equations to machine code that is ready to run, s.</summary>
    internal double CompileSeconds { get; }


    /// <summary>Solves.</summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">A record is wrong, or a steady state cannot be found.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public DataSetOutcome Solve(ImmutableArray<DataSubject> subjects, IProgress<int>? progress, CancellationToken cancellation)
    {
        ImmutableArray<Stretch> stretches = [.. subjects.SelectMany(Stretch.Of)];
        RequireOneCourse(stretches);
        ImmutableArray<Range> batches = Batches(stretches);
        StretchResults results = new(stretches.Length);
        int done = 0;
        long start = Stopwatch.GetTimestamp();
        try
        {
            Parallel.For(
                0,
                batches.Length,
                new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellation },
                () => new BatchSolver(),
                (batch, _, solver) =>
                {
                    SolveBatch(solver, _request.Solver, stretches.AsSpan()[batches[batch]], results, (batches[batch].Start.Value, cancellation));
                    progress?.Report(Interlocked.Add(ref done, stretches[batches[batch]].Count(stretch => stretch.IsLast)));
                    return solver;
                },
                solver => solver.Dispose());
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is UserErrorException))
        {
            throw new UserErrorException(string.Join('\n', e.InnerExceptions.Select(inner => inner.Message).Distinct()), e);
        }

        DataSetOutcome outcome = results.Outcome(_stored.Quantities, stretches) with { SolveSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds };
        if (!_request.IsChecked || _isChecked || batches.IsEmpty)
        {
            return outcome;
        }

        _isChecked = true;
        return outcome with { Doubts = Doubts(stretches[batches[0]], results, cancellation) };
    }

    /// <summary>What a second, tighter solution of the first stretches says of their values.</summary>
    private ImmutableArray<Doubt> Doubts(ImmutableArray<Stretch> stretches, StretchResults results, CancellationToken cancellation)
    {
        SolvedCourses Courses(StretchResults solved, int i)
        {
            DataSubject subject = stretches[i].Records;

            // A time that stands twice is a jump; a course has it twice too.
            ImmutableArray<double> times = _rules.Points.IsEmpty ? [.. subject.Records.Select(record => record.Time)] : _rules.Points;
            Trajectories course = new([.. _stored.Names], times, 1, 1);
            solved[i].Values.CopyTo(course.Batch(0));
            return new SolvedCourses(course, [subject.Id], [solved[i].Failure], i == 0 ? solved.Counters : default);
        }

        IReadOnlyList<SolvedCourses> All(StretchResults solved) => [.. Enumerable.Range(0, stretches.Length).Select(i => Courses(solved, i))];
        double span = stretches.Max(stretch => stretch.Records.Records[^1].Time) - stretches.Min(stretch => stretch.Start);
        using BatchSolver solver = new();
        return SecondOpinion.Of(_request.Solver, span, All(results), settings =>
        {
            StretchResults again = new(stretches.Length);
            SolveBatch(solver, settings, stretches.AsSpan(), again, (0, cancellation));
            return All(again);
        });
    }

    /// <summary>Refuses times that would have two meanings.</summary>
    private void RequireOneCourse(ImmutableArray<Stretch> stretches)
    {
        if (!_rules.Points.IsEmpty && stretches.FirstOrDefault(stretch => !stretch.IsLast) is { } first)
        {
            throw new UserErrorException($"{_set.Path}: TIME of ID {first.Records.Id} starts again after line {first.Records.Lines[^1]}, so a time " +
                "is there more than once; "
                + "leave out --points and --for to get values at the records");
        }
    }

    /// <summary>
    /// Which stretches are solved side by side. Where the text has events or past values they begin together: an event would else happen to a
    /// neighbour before its first record.
    /// </summary>
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

    private void SolveBatch(BatchSolver solver, SolverSettings settings, ReadOnlySpan<Stretch> stretches, StretchResults results,
        (int First, CancellationToken Cancellation) place)
    {
        int width = _kernel.Width, lanes = stretches.Length;
        DataSubject[] subjects = [.. stretches.ToArray().Select(stretch => stretch.Records)];
        SteadyStateSolver steadyStates = new(_kernel, settings, solver, place.Cancellation);
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
        int rows = subjects.Max(Rows);
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
                OutputTimes = new[]
                {
                    Math.Max(subjects.Max(subject => subject.Records[^1].Time), _rules.Points.IsEmpty ? double.NegativeInfinity : _rules.Points[^1]),
                },
                SampleRows = rows,
                Stored = _stored.Indices,
                Discontinuities = courses,
                Settings = settings,
                Cancellation = place.Cancellation,
            },
            values);
        results.Add(result.Counters);
        for (int lane = 0; lane < lanes; lane++)
        {
            double[] own = new double[Rows(subjects[lane]) * stored];
            for (int i = 0; i < own.Length; i++)
            {
                own[i] = values[((stored + i) * width) + lane];
            }

            results[place.First + lane] = (own, result.Failures[lane], LastDose(courses[lane]));
        }
    }

    private int Rows(DataSubject subject) => _rules.Points.IsEmpty ? subject.Records.Length : _rules.Points.Length;

    private static double LastDose(IReadOnlyList<Discontinuity> course) =>
        course.Where(what => what.Kind is DiscontinuityKind.AddAmount or DiscontinuityKind.AddRate).Select(what => what.Time)
            .DefaultIfEmpty(double.NegativeInfinity).Max();

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
