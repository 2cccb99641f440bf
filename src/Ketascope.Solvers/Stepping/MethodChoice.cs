namespace Ketascope.Solvers.Stepping;

/// <summary>
/// The automatic choice: counts steps that stability limits rather than accuracy, and changes to the stiff method when they persist and enough of them lie
/// ahead to pay for it; changes back when the steps of the stiff method have for some time been no longer than the explicit method could take.
/// </summary>
internal sealed class MethodChoice
{
    // Estimates are made at every fourth step only, because they cost a tenth of an explicit step.
    private const int StepsBetweenEstimates = 4;
    private const int EstimatesBeforeStiff = 4;
    private const int EstimatesBeforeExplicit = 4;

    // A step of the stiff method costs several explicit ones, and the change starts with small steps.
    private const double StepsAheadToPay = 150;
    private int _count;

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _count = 0;

    /// <summary>Whether an estimate is due for an accepted step of the explicit method.</summary>
    /// <param name="accepted">The number of accepted steps before it.</param>
    /// <param name="stepsAhead">How many such steps are left to the end.</param>
    public static bool IsDueForExplicit(long accepted, double stepsAhead) => IsDueForStiff(accepted) && stepsAhead > StepsAheadToPay;

    /// <summary>Whether an estimate is due for an accepted step of the stiff method.</summary>
    /// <param name="accepted">The number of accepted steps before it.</param>
    public static bool IsDueForStiff(long accepted) => accepted % StepsBetweenEstimates == 0;

    /// <summary>Counts an accepted step of the explicit method.</summary>
    /// <param name="stiffness">How far it reached, in units of the stability limit.</param>
    /// <returns>Whether to change to the stiff method.</returns>
    public bool CountExplicit(double stiffness)
    {
        _count = stiffness > 0.75 ? _count + 1 : 0;
        return _count >= EstimatesBeforeStiff;
    }

    /// <summary>Counts an accepted step of the stiff method.</summary>
    /// <param name="stiffness">How far an explicit step of the same size would reach, in units of the stability limit.</param>
    /// <returns>Whether to change to the explicit method.</returns>
    public bool CountStiff(double stiffness)
    {
        _count = stiffness < 0.5 ? _count + 1 : 0;
        return _count >= EstimatesBeforeExplicit;
    }
}
