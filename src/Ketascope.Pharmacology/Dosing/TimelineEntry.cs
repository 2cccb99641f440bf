using Ketascope.Solvers.Contract;

namespace Ketascope.Pharmacology.Dosing;

/// <summary>One thing that happens to a subject, in the order in which it happens.</summary>
/// <param name="Time">When.</param>
public abstract record TimelineEntry(double Time)
{
    /// <summary>The same at another time.</summary>
    /// <param name="time">When.</param>
    public virtual TimelineEntry At(double time) => this with { Time = time };
}

/// <summary>An amount is added or a rate changed.</summary>
/// <param name="Time">When.</param>
/// <param name="Change">What.</param>
public sealed record DoseEntry(double Time, Discontinuity Change) : TimelineEntry(Time)
{
    /// <inheritdoc/>
    public override TimelineEntry At(double time) => new DoseEntry(time, Change with { Time = time });
}

/// <summary>A record takes its turn: what stands before it has happened when its values are taken.</summary>
/// <param name="Time">When.</param>
/// <param name="Record">Which record, from 0.</param>
public sealed record RecordEntry(double Time, int Record) : TimelineEntry(Time);

/// <summary>All states go back to their start values (EVID 3 and 4). Running infusions have been ended in the entries before.</summary>
/// <param name="Time">When.</param>
/// <param name="Record">The record that asks for it, from 0.</param>
public sealed record ResetEntry(double Time, int Record) : TimelineEntry(Time);

/// <summary>A compartment is emptied and switched off (EVID 2 with a negative CMT), or on again by a dose or a reset.</summary>
/// <param name="Time">When.</param>
/// <param name="State">The state variable.</param>
/// <param name="Off">Whether off.</param>
public sealed record SwitchEntry(double Time, int State, bool Off) : TimelineEntry(Time);

/// <summary>The states become those of a steady state, or the steady state is added to them.</summary>
/// <param name="Time">When.</param>
/// <param name="Record">The record that asks for it, from 0.</param>
/// <param name="Dosing">The repeated dose.</param>
/// <param name="Adds">Whether the steady state is added (SS 2) rather than put in place (SS 1).</param>
public sealed record SteadyStateEntry(double Time, int Record, RepeatedDose Dosing, bool Adds) : TimelineEntry(Time);
