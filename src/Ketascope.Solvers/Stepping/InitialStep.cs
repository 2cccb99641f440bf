using System.Runtime.Intrinsics;
using Ketascope.Solvers.Lanes;

namespace Ketascope.Solvers.Stepping;

/// <summary>
/// The first step after a start or restart, from the sizes of the states, their rates of change and the change of those over a small trial step.
/// Source: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I (1993), II.4, algorithm "starting step size"; taken for the worst lane.
/// </summary>
internal static unsafe class InitialStep
{
    /// <summary>Estimates the step. Needs and leaves <see cref="LaneWorkspace.Derivative"/> current; costs one evaluation.</summary>
    /// <param name="work">The shared buffers; the new state and derivative are overwritten.</param>
    /// <param name="time">The time.</param>
    /// <param name="span">The longest step that makes sense: the time left.</param>
    /// <param name="order">The power of the step size with which the error falls.</param>
    public static double Estimate(LaneWorkspace work, double time, double span, int order)
    {
        double* zeros = work.Scratch;
        new Span<double>(zeros, work.Padded).Clear();
        double state = Norm(work, work.State, zeros);
        double slope = Norm(work, work.Derivative, zeros);
        // States that start at (nearly) zero say nothing about the scale of time; then the trial step is arbitrary and does not bound the result.
        bool scaled = state > 1e-5 && slope > 1e-5;
        double trial = Math.Min(scaled ? 0.01 * state / slope : 1e-6 * span, span);
        double** slopes = stackalloc double*[] { work.Derivative };
        VectorLoops.Combine(work.NewState, work.State, slopes, &trial, (1, work.Padded));
        work.Evaluate(time + trial, work.NewState, work.NewDerivative);
        double curvature = Norm(work, work.NewDerivative, work.Derivative) / trial;
        double largest = Math.Max(slope, curvature);
        double step = largest <= 1e-15 ? Math.Max(1e-3 * span, trial) : Math.Pow(0.01 / largest, 1.0 / order);
        step = scaled ? Math.Min(step, 100 * trial) : step;
        return double.IsFinite(step) && step > 0 ? Math.Min(step, span) : trial;
    }

    private static double Norm(LaneWorkspace work, double* values, double* subtracted)
    {
        Vector512<double> squares = VectorLoops.ScaledDifference(values, subtracted, work.State, work.Padded, work.Scale.Now);
        return Math.Sqrt(work.Mask.Largest(squares) / work.StateCount);
    }
}
