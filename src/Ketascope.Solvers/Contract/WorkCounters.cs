namespace Ketascope.Solvers.Contract;

/// <summary>How much work a solution took; counts are of batches (a batch of 8 lanes that makes one step counts one).</summary>
/// <param name="AcceptedSteps">Steps that met the tolerance.</param>
/// <param name="RejectedSteps">Steps that were repeated with a smaller size.</param>
/// <param name="DerivativeCalls">Evaluations of the rates of change.</param>
/// <param name="JacobianCalls">Evaluations of the Jacobian.</param>
/// <param name="Factorizations">LU factorizations.</param>
/// <param name="LinearSolves">Solutions of a factored linear system.</param>
/// <param name="MethodSwitches">Changes between the explicit and the stiff method.</param>
/// <param name="Restarts">Starts anew after a discontinuity or event.</param>
public readonly record struct WorkCounters(
    long AcceptedSteps, long RejectedSteps, long DerivativeCalls, long JacobianCalls, long Factorizations, long LinearSolves, long MethodSwitches, long Restarts)
{
    /// <summary>The sum of two counts.</summary>
    public static WorkCounters operator +(WorkCounters a, WorkCounters b) => new(
        a.AcceptedSteps + b.AcceptedSteps, a.RejectedSteps + b.RejectedSteps, a.DerivativeCalls + b.DerivativeCalls, a.JacobianCalls + b.JacobianCalls,
        a.Factorizations + b.Factorizations, a.LinearSolves + b.LinearSolves, a.MethodSwitches + b.MethodSwitches, a.Restarts + b.Restarts);
}
