using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Linear;

/// <summary>Which lanes of a batch ended early, and why.</summary>
/// <param name="work">The shared buffers.</param>
/// <param name="writer">Blanks the values of lanes that failed.</param>
internal sealed unsafe class LinearFailures(LaneWorkspace work, OutputWriter writer)
{
    private LaneFailure?[] _failures = [];

    /// <summary>For each active lane null, or why it ended.</summary>
    public IReadOnlyList<LaneFailure?> All => _failures;

    /// <summary>Starts a batch.</summary>
    /// <param name="active">How many lanes hold subjects.</param>
    public void Start(int active) => _failures = new LaneFailure?[active];

    /// <summary>Ends a lane.</summary>
    public void Fail(int lane, FailureCause cause, int state, double time)
    {
        if (work.Mask.Contains(lane))
        {
            _failures[lane] = new LaneFailure(cause, time, state, state < 0 ? "" : work.Kernel.StateName(state));
            work.Mask.Remove(lane);
            writer.Fail(lane);
        }
    }

    /// <summary>Ends all lanes that are left.</summary>
    public void FailAll(FailureCause cause, double time) => FailEach((1u << _failures.Length) - 1, cause, time);

    /// <summary>Ends some lanes.</summary>
    /// <param name="lanes">Which, one bit each.</param>
    /// <param name="cause">Why.</param>
    /// <param name="time">When.</param>
    public void FailEach(uint lanes, FailureCause cause, double time)
    {
        for (int lane = 0; lanes != 0 && lane < _failures.Length; lane++)
        {
            if ((lanes >> lane & 1) != 0)
            {
                Fail(lane, cause, -1, time);
            }
        }
    }

    /// <summary>Ends the lanes with a state, rate of change or coefficient that is not finite.</summary>
    /// <param name="matrix">The coefficients, in the order of the kernel's pattern.</param>
    /// <param name="time">The time.</param>
    public void FailNotFinite(double* matrix, double time)
    {
        work.Evaluate(time, work.State, work.Derivative);
        for (int i = 0; i < work.Size; i++)
        {
            if (!double.IsFinite(work.State[i]) || !double.IsFinite(work.Derivative[i]))
            {
                Fail(i % work.Width, FailureCause.NotFinite, i / work.Width, time);
            }
        }

        for (int i = 0; i < work.Kernel.JacobianPattern.Entries.Length * work.Width; i++)
        {
            if (!double.IsFinite(matrix[i]))
            {
                Fail(i % work.Width, FailureCause.NotFinite, work.Kernel.JacobianPattern.Entries[i / work.Width].Row, time);
            }
        }
    }

    /// <summary>Ends a lane at the first time at which its states are not finite.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="states">The states at each of the times.</param>
    /// <param name="times">The times.</param>
    /// <param name="count">The number of times.</param>
    public void FailOverflown(int lane, double* states, double* times, int count)
    {
        bool failed = false;
        for (int element = lane; element < count * work.Size; element += work.Width)
        {
            if (!failed && !double.IsFinite(states[element]))
            {
                failed = true;
                element -= element % work.Size - lane;
                int state = Enumerable.Range(0, work.StateCount).First(s => !double.IsFinite(states[element + (s * work.Width)]));
                _failures[lane] = new LaneFailure(FailureCause.NotFinite, times[element / work.Size], state, work.Kernel.StateName(state));
                work.Mask.Remove(lane);
            }

            states[element] = failed ? double.NaN : states[element];
        }
    }

    /// <summary>Makes the later values of the lanes that ended not-a-number.</summary>
    public void Blank()
    {
        for (int lane = 0; lane < _failures.Length; lane++)
        {
            if (!work.Mask.Contains(lane))
            {
                writer.Fail(lane);
            }
        }
    }
}
