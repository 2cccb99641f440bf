namespace Ketascope.Solvers.Stepping;

/// <summary>
/// The automatic choice: counts steps that stability limits rather than accuracy, and changes to the stiff method when they persist and enough of them lie ahead to pay
/// for it; changes back when the steps of the stiff method have for some time been no longer than the explicit method could take.
/// </summary>
internal sealed class MethodChoice
{
    private const int StepsBeforeStiff = 12;
    private const int StepsBeforeExplicit = 12;

    // A step of the stiff method costs several explicit ones, and the change starts with small steps.
    private const double StepsAheadToPay = 150;
    private int _count;

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _count = 0;

    /// <summary>Counts an accepted step of the explicit method.</summary>
    /// <param name="stiffness">How far it reached, in units of the stability limit.</param>
    /// <param name="stepsAhead">How many such steps are left to the end.</param>
    /// <returns>Whether to change to the stiff method.</returns>
    public bool CountExplicit(double stiffness, double stepsAhead)
    {
        _count = stiffness > 0.75 ? _count + 1 : Math.Max(0, _count - 2);
        return _count >= StepsBeforeStiff && stepsAhead > StepsAheadToPay;
    }

    /// <summary>Counts an accepted step of the stiff method.</summary>
    /// <param name="stiffness">How far an explicit step of the same size would reach, in units of the stability limit.</param>
    /// <returns>Whether to change to the explicit method.</returns>
    public bool CountStiff(double stiffness)
    {
        _count = stiffness < 0.5 ? _count + 1 : 0;
        return _count >= StepsBeforeExplicit;
    }
}
