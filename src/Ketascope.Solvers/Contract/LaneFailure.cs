namespace Ketascope.Solvers.Contract;

/// <summary>Why the solution of one subject ended early.</summary>
public enum FailureCause
{
    /// <summary>A rate of change or a state became infinite or not a number.</summary>
    NotFinite,

    /// <summary>The tolerance could not be met with any step that still moves time forward.</summary>
    StepTooSmall,

    /// <summary>The allowed number of steps was used up.</summary>
    TooManySteps,

    /// <summary>The linear system of the stiff method had no solution at any step size.</summary>
    SingularMatrix,

    /// <summary>Events went on triggering one another without time moving on.</summary>
    EndlessEvents,

    /// <summary>A condition turned again and again without time moving on.</summary>
    Standstill,

    /// <summary>A denominator went to 0.</summary>
    Pole,

    /// <summary>The matrix exponential would lose more digits than the tolerance allows.</summary>
    LostDigits,

    /// <summary>No values were found that satisfy the algebraic equations.</summary>
    Inconsistent,

    /// <summary>What drives the fast equations led nowhere.</summary>
    NoEquilibrium,
}

/// <summary>The failure of one subject: a value, not an exception, so that its neighbours go on.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Time">When, in the model's time unit.</param>
/// <param name="State">The index of the state variable that was worst at that moment, or -1.</param>
/// <param name="StateName">Its name; for events without an end that of one of them, where it is known; for a condition or a denominator its text.</param>
public sealed record LaneFailure(FailureCause Cause, double Time, int State, string StateName)
{
    /// <summary>One sentence: what failed, when, and what to try.</summary>
    public override string ToString()
    {
        string at = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at time {Time:G6}");
        return Cause switch
        {
            FailureCause.NotFinite => $"'{StateName}' is no longer a finite number {at}; look for a division by zero, a logarithm or root of a negative number, or unbounded growth in its equation",
            FailureCause.StepTooSmall => $"the step became too small {at} because of '{StateName}'; look for a jump in its equation, or allow a larger tolerance",
            FailureCause.TooManySteps when State < 0 => $"the allowed number of steps was used up {at}; allow more steps, or ask for fewer times",
            FailureCause.TooManySteps => $"the allowed number of steps was used up {at}, '{StateName}' needing the smallest ones; allow a larger tolerance, more steps, or the stiff method",
            FailureCause.SingularMatrix => $"the linear system of the stiff method cannot be solved {at} (worst: '{StateName}'); try --method tsit5",
            FailureCause.EndlessEvents => $"events trigger one another without end {at}{(StateName.Length > 0 ? $", '{StateName}' among them" : "")}; look for assignments that make a trigger false and true again",
            FailureCause.Standstill => $"the condition '{StateName}' turns again and again {at} and time stands still, as of a ball that bounces " +
                "ever lower or of a switch without hysteresis; end the bouncing by an event of its own, or switch on and off at two different thresholds",
            FailureCause.Pole => $"the denominator '{StateName}' goes to 0 {at}, and a rate of change there is infinite: the equations have no solution beyond",
            FailureCause.LostDigits => $"the linear method would lose more digits {at} than the tolerance allows: the system oscillates too often in the time that is left; use --method auto, or a larger tolerance",
            FailureCause.Inconsistent => $"no values satisfy the algebraic equations {at} (worst: that of '{StateName}'); give '{StateName}' a start value near the solution, or look for equations that contradict each other or do not determine it",
            FailureCause.NoEquilibrium => $"the fast reactions reach no equilibrium {at} (worst: '{StateName}'); a fast reaction needs a rate that vanishes as it goes on, through what it uses up or a way back",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
