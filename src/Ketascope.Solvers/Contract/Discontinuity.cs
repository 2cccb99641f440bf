namespace Ketascope.Solvers.Contract;

/// <summary>What happens at a known time from outside the model.</summary>
public enum DiscontinuityKind
{
    /// <summary>An amount is added to a state variable at once: a bolus.</summary>
    AddAmount,

    /// <summary>The constant input into a state variable changes by a rate: an infusion starts (positive) or ends (negative).</summary>
    AddRate,

    /// <summary>A state variable gets a value.</summary>
    SetState,

    /// <summary>A parameter gets a value. Parameters that follow from it in the model's start values do not follow it here; the caller sets them too.</summary>
    SetParameter,

    /// <summary>A state variable rests: from now on its rate of change is 0, whatever flows into it (value 1), or it goes on (value 0).</summary>
    Rest,

    /// <summary>
    /// Nothing changes: the stored quantities of the lane at this moment, between what stands before and after it in the list, go into a row of their own.
    /// </summary>
    Sample,
}

/// <summary>Something that happens to one subject at a known time: the solver steps to it exactly, applies it, and starts anew.</summary>
/// <param name="Time">When, in the model's time unit.</param>
/// <param name="Kind">What.</param>
/// <param name="State">The index of the state variable; of the parameter for <see cref="DiscontinuityKind.SetParameter"/>; of the row for
/// <see cref="DiscontinuityKind.Sample"/>.</param>
/// <param name="Value">The amount, the change of rate (amount per time), or the new value, in the model's units.</param>
public readonly record struct Discontinuity(double Time, DiscontinuityKind Kind, int State, double Value);
