using Ketascope.Solvers.Contract;

namespace Ketascope.Solvers.Lanes;

/// <summary>Which lanes of a batch ended early and why. A lane that fails is taken out; its neighbours go on.</summary>
/// <param name="work">The buffers of the batch.</param>
/// <param name="writer">Writes no more values of a lane that failed.</param>
internal sealed unsafe class LaneFailures(LaneWorkspace work, OutputWriter writer)
{
    private static readonly IReadOnlyList<LaneFailure?>[] s_none = [.. Enumerable.Range(0, 9).Select(lanes => new LaneFailure?[lanes])];
    private LaneFailure?[]? _failures;
    private int _activeLanes;

    /// <summary>For each active lane null, or why it ended.</summary>
    public IReadOnlyList<LaneFailure?> All => _failures ?? s_none[_activeLanes];

    /// <summary>Begins a batch.</summary>
    /// <param name="activeLanes">How many lanes hold subjects.</param>
    public void Start(int activeLanes) => (_failures, _activeLanes) = (null, activeLanes);

    /// <summary>Ends a lane.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="cause">Why.</param>
    /// <param name="time">When.</param>
    /// <param name="state">The state that was worst, or -1.</param>
    /// <param name="name">Without a state, what is to blame.</param>
    public void Fail(int lane, FailureCause cause, double time, int state, string name = "")
    {
        _failures ??= new LaneFailure?[_activeLanes];
        _failures[lane] = new LaneFailure(cause, time, state, state < 0 ? name : work.Kernel.StateName(state));
        work.Mask.Remove(lane);
        writer.Fail(lane);
    }

    /// <summary>Ends lanes that are still solved.</summary>
    /// <param name="lanes">One bit each.</param>
    /// <param name="cause">Why.</param>
    /// <param name="time">When.</param>
    /// <param name="name">What is to blame.</param>
    public void FailAll(uint lanes, FailureCause cause, double time, string name)
    {
        for (int lane = 0; lanes != 0 && lane < _activeLanes; lane++)
        {
            if ((lanes >> lane & 1) != 0 && work.Mask.Contains(lane))
            {
                Fail(lane, cause, time, -1, name);
            }
        }
    }

    /// <summary>Ends the lanes whose error in the step tried last is above a bound or not finite.</summary>
    /// <param name="stepper">What tried the step.</param>
    /// <param name="time">The time.</param>
    /// <param name="cause">Why, where the error is finite.</param>
    /// <param name="bound">The bound of the squared error.</param>
    public void FailGuilty(Stepper stepper, double time, FailureCause cause, double bound)
    {
        for (int lane = 0; lane < _activeLanes; lane++)
        {
            if (work.Mask.Contains(lane))
            {
                (double error, int worst) = LaneError(stepper, lane);
                if (!double.IsFinite(error))
                {
                    bool singular = !stepper.IsRegular(lane) && !HasBadSlope(lane);
                    Fail(lane, singular ? FailureCause.SingularMatrix : FailureCause.NotFinite, time, worst);
                }
                else if (error >= bound)
                {
                    Fail(lane, cause, time, worst);
                }
            }
        }
    }

    /// <summary>Ends the lanes with a state or a rate of change that is not finite.</summary>
    /// <param name="time">The time.</param>
    public void FailNotFinite(double time)
    {
        for (int lane = 0; lane < _activeLanes; lane++)
        {
            for (int state = 0; state < work.StateCount && work.Mask.Contains(lane); state++)
            {
                int element = (state * work.Width) + lane;
                if (!double.IsFinite(work.State[element]) || !double.IsFinite(work.Derivative[element]))
                {
                    Fail(lane, FailureCause.NotFinite, time, state);
                }
            }
        }
    }

    private bool HasBadSlope(int lane)
    {
        for (int element = lane; element < work.Size; element += work.Width)
        {
            if (!double.IsFinite(work.Derivative[element]))
            {
                return true;
            }
        }

        return false;
    }

    private (double MeanSquare, int Worst) LaneError(Stepper stepper, int lane)
    {
        double sum = 0;
        double largest = -1;
        int worst = -1;
        Tolerances tolerances = work.Scale.Now;
        for (int state = 0; state < work.StateCount; state++)
        {
            int element = (state * work.Width) + lane;
            double size = Math.Max(Math.Abs(work.State[element]), Math.Abs(work.NewState[element]));
            double ratio = Math.Abs(stepper.ErrorOf(element)) / (tolerances.Absolute[element] + (tolerances.Relative * size));
            ratio = double.IsFinite(ratio) ? ratio : double.PositiveInfinity;
            sum += ratio * ratio;
            if (ratio > largest)
            {
                (largest, worst) = (ratio, state);
            }
        }

        return (sum / work.StateCount, worst);
    }
}
