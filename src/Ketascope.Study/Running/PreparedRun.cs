using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ketascope.Kernels;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Solvers.Trajectories;
using Ketascope.Study.Requests;
using Ketascope.Study.Results;

namespace Ketascope.Study.Running;

/// <summary>
/// A model compiled for a request, to be solved for any number of tables of subjects, also at the same time: each run has buffers of its own, and
/// what it gives depends on its table alone.
/// </summary>
public sealed class PreparedRun
{
    /// <summary>The name of what is integrated where the text integrates nothing.</summary>
    internal const string Still = "(nothing)";

    private readonly RunRequest _request;
    private readonly SharedKernel _shared;
    private readonly StoredQuantities _stored;
    private readonly DosePlan _doses;
    private readonly ParameterPlaces _places;

    private PreparedRun(RunRequest request, SharedKernel shared, ParameterPlaces places, StoredQuantities stored, DosePlan doses)
    {
        _request = request;
        _shared = shared;
        _places = places;
        _stored = stored;
        _doses = doses;
    }

    /// <summary>What is asked.</summary>
    internal RunRequest Request => _request;

    /// <summary>The compiled equations.</summary>
    internal CompiledKernel Kernel => _shared.Kernel;

    /// <summary>The compiled equations with what other runs of them use too.</summary>
    internal SharedKernel Shared => _shared;

    /// <summary>Where doses go.</summary>
    internal DosePlan Doses => _doses;

    /// <summary>What is reported, and where the solver finds it in <see cref="Kernel"/>.</summary>
    internal StoredQuantities Stored => _stored;

    /// <summary>The parameters.</summary>
    internal ParameterPlaces Places => _places;

    /// <summary>The names that are reported.</summary>
    public ImmutableArray<string> Names => _stored.Names;

    /// <summary>What is known of them, in the same order.</summary>
    public ImmutableArray<QuantityInfo> Quantities => _stored.Quantities;

    /// <summary>How many subjects share a vector.</summary>
    public int Width => _shared.Kernel.Width;

    /// <summary>Whether rates of change are linear in the states and do not depend on time, so that the exact method solves the model.</summary>
    public bool IsLinear => Kernel.IsLinear;

    /// <summary>Wall time from flat equations to machine code that is ready to run, s.</summary>
    public double CompileSeconds { get; private set; }

    /// <summary>Compiles the model of a request.</summary>
    /// <param name="request">What is asked; its subjects are not looked at.</param>
    /// <param name="columns">The parameters that will differ between subjects.</param>
    /// <exception cref="UserErrorException">A name is not in the model, or a time or a tolerance makes no sense.</exception>
    public static PreparedRun Compile(RunRequest request, ImmutableArray<string> columns) => Compile(request, columns, []);

    /// <summary>Compiles the model of a request, with values beside those that are asked for.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="columns">The parameters that will differ between subjects.</param>
    /// <param name="outputs">What the kernel is to compute besides.</param>
    internal static PreparedRun Compile(RunRequest request, ImmutableArray<string> columns, ImmutableArray<string> outputs)
    {
        Check(request);
        ImmutableArray<string> given = [.. request.Overrides.Keys, .. columns];
        OdeSystem system = WithState(GivenStarts.Apply(request.Model.System, given));
        ImmutableArray<string> overridden = [.. given.Select(name => StartNames.ParameterOf(request.Model.System, name)).Distinct()];
        ImmutableArray<string> changed = ChangePlan.Parameters(system, request.Changes);
        overridden = [.. overridden.Union(changed)];
        StoredQuantities stored = StoredQuantities.Select(system, request.Show);
        system = system.With(stored.Derived);
        DosePlan doses = DosePlan.For(system, request.Doses, stored.Outputs.Length, request.Scaling, request.OwnDoses);
        long start = Stopwatch.GetTimestamp();
        ImmutableArray<string> differences = [.. given, "derived", .. stored.Derived.Select(one => one.Name), .. Computed(system, changed)];
        SharedKernel shared = SharedKernel.Of(request.Model.System, system, differences, new KernelOptions
        {
            Width = request.Width != 0 ? request.Width : null,
            Outputs = [.. stored.Outputs, .. doses.Outputs, .. outputs.Except(stored.Outputs)],
            Overridden = overridden,
        });
        CompiledKernel kernel = shared.Kernel;
        if (kernel.Mass is not null && request.Solver.Method.Kind is (MethodKind.Exact or MethodKind.Explicit))
        {
            throw new UserErrorException($"this model has algebraic equations (that of '{kernel.StateName(kernel.FirstNonlinearState)}'), which " +
                $"only implicit methods solve; use --method {SolverCatalogue.AlgebraicWords}");
        }

        if (request.Solver.Method.Kind == MethodKind.Exact && !kernel.IsLinear)
        {
            throw new UserErrorException(
                $"the linear method cannot solve this model: the rate of change of '{kernel.StateName(kernel.FirstNonlinearState)}' is not linear in the states, or depends on time; use --method auto");
        }

        return new PreparedRun(request, shared, new ParameterPlaces(request, system, kernel), stored, doses)
        {
            CompileSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    /// <summary>Solves a table of subjects.</summary>
    /// <param name="subjects">The subjects; their columns are those the run was compiled for. Null for one subject with the request's values.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="UserErrorException">There is no room for the values.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public RunOutcome Run(SubjectTable? subjects, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Run(subjects, _request.IsChecked, room: null, progress, cancellation);

    /// <summary>Solves a table of subjects, also into room that is there already.</summary>
    /// <param name="subjects">The subjects.</param>
    /// <param name="isChecked">Whether a second opinion is asked for, on the first subjects of the table.</param>
    /// <param name="room">Where the values go, of an earlier outcome of as many subjects without failures that nobody needs any more; null for new
    /// room.</param>
    /// <param name="progress">Told the number of subjects done, from any thread; or null.</param>
    /// <param name="cancellation">Ends the run early.</param>
    internal RunOutcome Run(SubjectTable? subjects, bool isChecked, Trajectories? room, IProgress<int>? progress, CancellationToken cancellation)
    {
        int count = subjects?.Ids.Length ?? 1;
        RequireRoom(_request.Times.Length, _stored.Names.Length, count);
        Trajectories trajectories = room ?? new(_stored.Names, _request.Times, count, _shared.Kernel.Width);
        PopulationRunner runner = new(_request with { Subjects = subjects }, this, trajectories);
        CompileSeconds += _shared.WarmUp(() => runner.WarmUp(cancellation));
        int threads = Math.Min(_request.Threads > 0 ? _request.Threads : Environment.ProcessorCount, trajectories.BatchCount);
        for (int i = 1; i < _request.Repetitions; i++)
        {
            runner.Run(threads, progress: null, cancellation);
        }

        TimeSpan used = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        runner.Run(threads, progress, cancellation);
        (TimeSpan solved, TimeSpan busy) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - used);
        RunOutcome outcome = new()
        {
            Trajectories = trajectories,
            SubjectIds = subjects?.Ids ?? [1],
            Quantities = _stored.Quantities,
            Failures = runner.Failures,
            Counters = runner.Counters,
            Width = _shared.Kernel.Width,
            Threads = threads,
            CompileSeconds = CompileSeconds,
            SolveSeconds = solved.TotalSeconds,
            SolveProcessorSeconds = busy.TotalSeconds,
        };
        if (!isChecked)
        {
            return outcome;
        }

        SubjectTable? first = subjects?.First(Width);
        return outcome with
        {
            Doubts = SecondOpinion.Of(
                _request.Solver, _request.Times[^1] - _request.StartTime, [SolvedCourses.Of(outcome)], settings => [SolvedCourses.Of(With(settings).Run(first, progress: null, cancellation))]),
        };
    }

    /// <summary>The same run with other settings of the solver, on one thread and not checked.</summary>
    /// <param name="settings">The settings.</param>
    public PreparedRun With(SolverSettings settings) =>
        new(_request with { Solver = settings, IsChecked = false, Repetitions = 1, Threads = 1 }, _shared, _places, _stored, _doses)
        { CompileSeconds = CompileSeconds };

    /// <summary>The same model with other changes, at other times; nothing is compiled anew.</summary>
    /// <param name="start">The start, in the model's time unit.</param>
    /// <param name="times">The times at which values are asked, ascending.</param>
    /// <param name="changes">What changes: a list for each subject. Parameters among them are columns that the run was compiled for.</param>
    /// <exception cref="UserErrorException">A time makes no sense.</exception>
    public PreparedRun For(double start, ImmutableArray<double> times, ImmutableArray<ImmutableArray<ValueChange>> changes)
    {
        RunRequest request = _request with { StartTime = start, Times = times, Changes = changes };
        Check(request);
        return new(request, _shared, _places, _stored, _doses) { CompileSeconds = CompileSeconds };
    }

    /// <summary>The same run on one thread, beside which others may go on; not checked.</summary>
    internal PreparedRun Alone() =>
        new(_request with { IsChecked = false, Threads = 1 }, _shared, _places, _stored, _doses) { CompileSeconds = CompileSeconds };

    private static void Check(RunRequest request)
    {
        SolverSettings solver = request.Solver;
        if (!(solver.RelativeTolerance > 0 && solver.RelativeTolerance < 1) || solver.AbsoluteTolerance <= 0)
        {
            throw new UserErrorException("tolerances must be above 0, and the relative one below 1");
        }

        if (request.Times[0] < request.StartTime)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture, $"values are asked at {request.Times[0]}, before the start at {request.StartTime}"));
        }

        if (!(solver.MaxStep > 0))
        {
            throw new UserErrorException("the longest step must be above 0");
        }

        if (solver.Method.Kind == MethodKind.Exact && double.IsFinite(solver.MaxStep))
        {
            throw new UserErrorException(
                "the linear method is exact whatever its steps, so a longest step has no meaning beside it; leave --max-step out, or use --method auto");
        }

        if (solver.MaxSteps < 1)
        {
            throw new UserErrorException("the number of steps must be above 0");
        }

        if (!request.Changes.IsEmpty && !request.Doses.IsEmpty)
        {
            throw new ArgumentException("Changes of values and doses are not given together: a list of changes takes the place of the doses.", nameof(request));
        }

        if (request.Repetitions < 1)
        {
            throw new UserErrorException("the number of repetitions must be above 0");
        }

        if (request.Threads < 0 || request.Width is not (0 or 1 or 2 or 4 or 8))
        {
            throw new UserErrorException(request.Threads < 0 ? "the number of threads must not be negative" : "the width must be 1, 2, 4 or 8");
        }
    }

    /// <summary>
    /// The numbers of a system where it computes from them what changes begin from: such a start is found when the kernel is made, and not in each run.
    /// </summary>
    private static IEnumerable<string> Computed(OdeSystem system, ImmutableArray<string> changed) =>
        !system.Parameters.Any(one => changed.Contains(one.Name) && one.Initial is not NumberExpression) ? []
        : system.Parameters.Select(one => one.Initial).OfType<NumberExpression>().Select(number => number.Value.ToString("R", CultureInfo.InvariantCulture));

    private static void RequireRoom(long times, long names, long subjects)
    {
        const long LargestBatch = int.MaxValue / 8;
        double bytes = (double)times * names * subjects * sizeof(double);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (times * names > LargestBatch || bytes > 0.8 * available)
        {
            throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"{times} times of {names} quantities in {subjects} subjects take {bytes / 1e9:G3} GB, which is too much; ask for fewer times, or name with --show what is needed"));
        }
    }

    /// <summary>A model of rules alone has nothing that is integrated; the solver gets something that stays 0.</summary>
    private static OdeSystem WithState(OdeSystem system)
    {
        return system.States.Length > system.Delays.Length ? system : system with
        {
            States = [new StateVariable { Name = Still, Initial = new NumberExpression(0), Derivative = new NumberExpression(0) }, .. system.States],
            InitialOrder = [.. system.InitialOrder, Still],
        };
    }
}
