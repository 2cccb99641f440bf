namespace Ketascope.Solvers.Contract;

/// <summary>What happens at a known time from outside the model.</summary>
public enum DiscontinuityKind
{
    /// <summary>An amount is added to a state variable at once: a bolus.</summary>
    AddAmount,

    /// <summary>The constant input into a state variable changes by a rate: an infusion starts (positive) or ends (negative).</summary>
    AddRate,
}

/// <summary>Something that happens to one subject at a known time: the solver steps to it exactly, applies it, and starts anew.</summary>
/// <param name="Time">When, in the model's time unit.</param>
/// <param name="Kind">What.</param>
/// <param name="State">The index of the state variable.</param>
/// <param name="Value">The amount, or the change of rate (amount per time), in the model's units.</param>
public readonly record struct Discontinuity(double Time, DiscontinuityKind Kind, int State, double Value);
