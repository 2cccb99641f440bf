using System.Runtime.CompilerServices;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Events;
using Ketascope.Solvers.Lanes;
using Ketascope.Solvers.Tableaus;

namespace Ketascope.Solvers.Stepping;

/// <summary>Solves batches of one kernel, one after the other, in buffers that it keeps.</summary>
internal sealed unsafe class BatchIntegrator : IDisposable
{
    private const long StepsBetweenCancellationChecks = 256;
    private const double Epsilon = 2.220446049250313e-16;
    private readonly LaneWorkspace _work;
    private readonly KnownTimes _known;
    private readonly LaneFailures _failures;
    private readonly OutputWriter _writer;
    private readonly DelayHistory? _past;
    private readonly Turns _turns;
    private readonly PoleSearch? _poles;
    private readonly CrossingSearch? _crossings;
    private readonly StepController _controller = new();
    private readonly MethodChoice _choice = new();
    private readonly Steppers _steppers;
    private readonly ConsistentStates? _consistent;
    private Stepper _stepper;
    private int _rejectedInTurn;
    private double _time;
    private double _end;
    private double _step;
    private double _acceptedStep;
    private double _smallestSpan;
    private double _longestStep;
    private bool _isInterrupted;
    private SolverSettings _settings = new();
    private CancellationToken _cancellation;
    private long _accepted;
    private long _rejected;
    private long _methodChanges;
    private long _restarts;

    /// <summary>Makes the buffers for a kernel.</summary>
    /// <param name="kernel">The equations.</param>
    public BatchIntegrator(LaneKernel kernel)
    {
        _work = new LaneWorkspace(kernel);
        _writer = new OutputWriter(_work);
        _known = new KnownTimes(_work, _writer);
        _failures = new LaneFailures(_work, _writer);
        _past = kernel.DelayCount > 0 ? new DelayHistory(_work) : null;
        _work.Past = _past;
        _turns = new Turns(_work, kernel.Mass is null ? null : MakeConsistent, _failures);
        _crossings = _turns.Switches is { DependOnStates: true } switches ? new CrossingSearch(switches, _work) : null;
        _poles = kernel.DenominatorTexts.IsEmpty ? null : new PoleSearch(_work);

        _steppers = new Steppers(_work);
        _stepper = _steppers.Explicit;
        _consistent = ConsistentStates.For(_work);
    }

    /// <summary>The equations.</summary>
    public LaneKernel Kernel => _work.Kernel;

    /// <summary>Solves one batch.</summary>
    /// <param name="problem">What is asked; checked by the caller.</param>
    /// <param name="times">The output times, pinned.</param>
    /// <param name="values">Where the values go.</param>
    public BatchResult Solve(BatchProblem problem, double* times, double* values)
    {
        Start(problem, times, values);
        bool restart = true;
        while (true)
        {
            restart |= MeetPast();
            restart |= _known.Apply(_time);
            _failures.FailAll(_known.EndlessLanes, FailureCause.EndlessEvents, _time, "");
            if (restart)
            {
                MakeConsistent();
            }

            restart |= _turns.Turn(_time, Moment.Arrive);
            _writer.WriteAt(_time);
            if (_time >= _end)
            {
                break;
            }

            restart |= _turns.Turn(_time, Moment.Leave);
            if (restart)
            {
                Restart();
            }

            AdvanceTo(NextStop());
            if (_work.Mask.Bits == 0)
            {
                _writer.Abandon();
                break;
            }

            restart = false;
        }

        return new BatchResult(_failures.All, Counters());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _steppers.Dispose();
        _consistent?.Dispose();
        _known.Dispose();
        _past?.Dispose();
        _turns.Dispose();
        _poles?.Dispose();
        _work.Dispose();
    }

    private void Start(BatchProblem problem, double* times, double* values)
    {
        _settings = problem.Settings;
        _cancellation = problem.Cancellation;
        _failures.Start(problem.ActiveLanes);
        (_accepted, _rejected, _methodChanges, _restarts) = (0, 0, 0, 0);
        _time = problem.StartTime;
        _end = problem.OutputTimes.Span[^1];
        _longestStep = _crossings is null ? _settings.MaxStep : Math.Min(_settings.MaxStep, _crossings.MaxStep(_end - _time));
        _smallestSpan = 1e-12 * (_end - _time);
        _work.DerivativeCalls = 0;
        _work.Edge = null;
        _work.Mask.Reset(Kernel.Width, problem.ActiveLanes);
        problem.Parameters.Span.CopyTo(new Span<double>(_work.Context, Kernel.ParameterCount * Kernel.Width));
        _work.SetTime(_time);
        Kernel.Initialize(_work.Time, _work.Context, _work.State);
        _work.Scale.Start(_settings, _work.Time, _work.State, _work.Context);
        _past?.Start(problem);
        _known.Start(problem);
        _turns.Start(_time, _end, _settings.RelativeTolerance);
        _writer.Start(problem, times, values);
        _steppers.ResetCounts();
        _choice.Reset();
        _stepper = _settings.Method is SteppingMethod asked ? _steppers.Of(asked) : Kernel.Mass is null ? _steppers.Explicit : _steppers.Stiff;
    }

    /// <summary>Whether a jump or bend of the past arrives at this moment.</summary>
    private bool MeetPast()
    {
        if (_past is null)
        {
            return false;
        }

        _past.Begin(_time);
        _past.Fill(_time, _work.State);
        return _past.Breaks.Reach(_time);
    }

    private WorkCounters Counters()
    {
        (long jacobians, long factorizations, long solves) = _steppers.Counts;
        return new(_accepted, _rejected, _work.DerivativeCalls, jacobians, factorizations, solves, _methodChanges, _restarts);
    }

    private void MakeConsistent()
    {
        foreach ((int lane, int equation) in _consistent?.Find(_time) ?? [])
        {
            _failures.Fail(lane, Kernel.Mass!.IsFast[equation] ? FailureCause.NoEquilibrium : FailureCause.Inconsistent, _time, equation);
        }
    }

    private void Restart()
    {
        _restarts++;
        _turns.Plan(_time);
        _poles?.Start(_time);
        _past?.AddBreaks(_time);
        _stepper.Forget();
        _controller.Reset(_stepper.ErrorOrder);
        _work.EnsureDerivative(_time);
        if (_work.Edge is null && !_work.IsFinite(_work.Derivative))
        {
            _work.Edge = new DomainEdge(_work);
            _work.DerivativeIsCurrent = false;
            _work.EnsureDerivative(_time);
        }

        _failures.FailNotFinite(_time);
        _work.Scale.Guess(_work.State, _work.Derivative, _end - _time);
        _step = InitialStep.Estimate(_work, _time, _end - _time, _stepper.ErrorOrder);
        _work.Scale.Grow(_work.State);
        _acceptedStep = _step;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AdvanceTo(double stop)
    {
        _isInterrupted = false;
        if (stop - _time <= 4 * Epsilon * Math.Max(Math.Abs(_time), _smallestSpan))
        {
            // A moment that is next to this one: nothing moves on the way.
            _time = stop;
            return;
        }

        while (_time < stop && _work.Mask.Bits != 0 && !_isInterrupted)
        {
            if ((_accepted + _rejected) % StepsBetweenCancellationChecks == 0)
            {
                _cancellation.ThrowIfCancellationRequested();
            }

            double left = stop - _time;
            double step = Math.Min(_step, _longestStep);
            bool reaches = step >= left * (1 - 1e-10);
            // Two equal steps rather than one full and one tiny.
            step = reaches ? left : Math.Min(step, Math.Max(0.5 * left, step * 0.5));
            double error = _past is null ? _stepper.TryStep(_time, step) : _past.TryStep(_stepper, _time, step);
            if (error <= 1 && _poles?.IsPassedBy(_stepper, _time, step) == true)
            {
                RejectAtPole(step);
            }
            else if (error <= 1)
            {
                Accept(step, error, reaches ? stop : _time + step);
            }
            else
            {
                Reject(step, error);
            }

            if (_accepted + _rejected >= _settings.MaxSteps)
            {
                _failures.FailGuilty(_stepper, _time, FailureCause.TooManySteps, 0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accept(double step, double error, double end)
    {
        _accepted++;
        _rejectedInTurn = 0;
        if (_crossings?.First(_stepper, _time, step, end) is { } moment)
        {
            _isInterrupted = true;
            if (moment < end)
            {
                AcceptUntil(moment, step);
                return;
            }
        }

        _past?.Accept(_time, end);
        if (_writer.NextTime < end)
        {
            _writer.WriteWithin(_stepper, _time, step, end);
        }

        bool change = _settings.Method is not SteppingMethod && Kernel.Mass is null && ShouldChange(step);
        _work.Accept(_stepper.KnowsNewDerivative);
        _work.Scale.Grow(_work.State);
        _stepper.Accepted();
        _time = end;
        _acceptedStep = step;
        _step = step * _controller.AfterAccepted(error);
        if (change)
        {
            _methodChanges++;
            _stepper = ReferenceEquals(_stepper, _steppers.Explicit) ? _steppers.Stiff : _steppers.Explicit;
            _stepper.Forget();
            _choice.Reset();
            _controller.Reset(_stepper.ErrorOrder);
        }
    }

    /// <summary>Accepts the first part of a step, up to a moment at which a condition turns.</summary>
    private void AcceptUntil(double moment, double step)
    {
        _past?.Guess(_stepper, _time, step, (moment - _time) / step);
        _past?.Accept(_time, moment);
        _writer.WriteWithin(_stepper, _time, step, moment);
        _stepper.Interpolate((moment - _time) / step, _work.NewState);
        _work.Accept(derivativeKnown: false);
        _work.Scale.Grow(_work.State);
        _stepper.Accepted();
        _time = moment;
        _acceptedStep = step;
    }

    private double NextStop()
    {
        double next = Math.Min(_end, _known.Next());
        next = Math.Min(next, _turns.Next());
        return Math.Min(next, _past?.Breaks.Next ?? double.PositiveInfinity);
    }

    private bool ShouldChange(double step) => ReferenceEquals(_stepper, _steppers.Explicit)
        ? MethodChoice.IsDueForExplicit(_accepted, (_end - _time) / step) && _choice.CountExplicit(_steppers.Explicit.Stiffness())
        : MethodChoice.IsDueForStiff(_accepted) && _choice.CountStiff(_steppers.Stiff.Stiffness(step) / Tsit5.Tableau.StabilityRadius);

    private bool IsTooSmall(double step) => step <= 16 * Epsilon * Math.Max(Math.Abs(_time), _smallestSpan);

    private void RejectAtPole(double step)
    {
        _rejected++;
        _step = step * _controller.AfterRejected(double.PositiveInfinity);
        if (IsTooSmall(_step))
        {
            _failures.Fail(_poles!.Passed.Lane, FailureCause.Pole, _time, -1, _poles.Passed.Text);
            _step = _acceptedStep;
            _controller.Reset(_stepper.ErrorOrder);
        }
    }

    private void Reject(double step, double error)
    {
        _rejected++;
        Mind(error);
        _step = step * _controller.AfterRejected(error);
        if (IsTooSmall(_step))
        {
            _failures.FailGuilty(_stepper, _time, FailureCause.StepTooSmall, 1);
            _step = _acceptedStep;
            _controller.Reset(_stepper.ErrorOrder);
        }
    }

    /// <summary>
    /// After steps that were rejected again and again: values just outside a function's domain are taken for its edge, and errors that are rounding are let be.
    /// </summary>
    private void Mind(double error)
    {
        const int Patience = 3;
        _rejectedInTurn++;
        if (_rejectedInTurn <= Patience)
        {
            return;
        }

        if (!double.IsFinite(error))
        {
            _work.Edge ??= new DomainEdge(_work);
            return;
        }

        for (int element = 0; element < _work.Size; element++)
        {
            if (_work.Mask.Contains(element % Kernel.Width))
            {
                _work.Scale.Forgive(element, _stepper.ErrorOf(element));
            }
        }
    }
}
