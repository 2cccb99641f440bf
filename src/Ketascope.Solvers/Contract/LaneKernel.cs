using System.Collections.Immutable;

namespace Ketascope.Solvers.Contract;

/// <summary>
/// A system of ordinary differential equations evaluated for <see cref="Width"/> subjects at once: all that a solver knows of a model.
/// </summary>
/// <remarks>
/// <para>Every buffer is a structure of arrays: element <c>i</c> of lane <c>l</c> stands at <c>[i*Width + l]</c>, aligned to 64 bytes.
/// Time is a buffer of one element (<see cref="Width"/> numbers), so that lanes may differ in time.</para>
/// <para>The context of a batch is <see cref="ParameterCount"/> parameters followed by <see cref="HoistedCount"/> numbers that
/// <see cref="Prepare"/> computes from them (terms that do not change within a segment of the solution).</para>
/// <para>Implementations hold no state between calls and may be called from several threads with different buffers.</para>
/// </remarks>
public abstract unsafe class LaneKernel
{
    /// <summary>The number of lanes: 1, 2, 4 or 8.</summary>
    public abstract int Width { get; }

    /// <summary>The number of state variables.</summary>
    public abstract int StateCount { get; }

    /// <summary>The number of parameters.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The number of hoisted terms that follow the parameters in the context.</summary>
    public virtual int HoistedCount => 0;

    /// <summary>The number of values that <see cref="Outputs"/> computes.</summary>
    public virtual int OutputCount => 0;

    /// <summary>The number of time events.</summary>
    public virtual int EventCount => 0;

    /// <summary>The events that wait for conditions; none where the events wait for known times alone (<see cref="EventCount"/>).</summary>
    public virtual ImmutableArray<ConditionDescription> Conditions => [];

    /// <summary>
    /// Relations and other jumps in the rates of change and in conditions, each held in a mode: element <see cref="ParameterCount"/> + index of the context.
    /// The rates of change and the conditions use the modes; whoever moves time sets them. <see cref="Initialize"/> sets those of the start.
    /// </summary>
    public virtual ImmutableArray<SwitchDescription> Switches => [];

    /// <summary>
    /// The texts of denominators in the rates of change that can pass 0 as states change: at such a pole a solution may end or turn back, and a step must not
    /// jump over it.
    /// </summary>
    public virtual ImmutableArray<string> DenominatorTexts => [];

    /// <summary>How many past values the rates of change use: the last states hold them, and the solver sets these before each use.</summary>
    public virtual int DelayCount => 0;

    /// <summary>Whether the rates of change are, between events, a matrix times the states plus a vector, both independent of time and state.</summary>
    public virtual bool IsLinear => false;

    /// <summary>
    /// The mass matrix M of a differential-algebraic system M y' = f, where <see cref="Derivatives"/> gives f; null for the identity. Such a system is never
    /// linear in the sense of <see cref="IsLinear"/>.
    /// </summary>
    public virtual MassMatrix? Mass => null;

    /// <summary>The places of the Jacobian that can differ from zero; the order is that of the values of <see cref="Jacobian"/>.</summary>
    public abstract SparsityPattern JacobianPattern { get; }

    /// <summary>Whether a state is an amount, so that its size divided by its unit is a concentration that compares with those of the others.</summary>
    /// <param name="state">Its index.</param>
    public virtual bool IsConcentration(int state) => false;

    /// <summary>What a value of 1 is in each state: for the amount of a species the size of its compartment, else 1.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="units">Where they go (as many as states).</param>
    public virtual void Units(double* time, double* state, double* context, double* units) => new Span<double>(units, StateCount * Width).Fill(1);

    /// <summary>The name of a state variable, for messages.</summary>
    /// <param name="state">Its index.</param>
    public virtual string StateName(int state) => $"y[{state}]";

    /// <summary>Sets parameters that follow from others, and the start values of the states. Then calls <see cref="Prepare"/>.</summary>
    /// <param name="time">The start time (one element).</param>
    /// <param name="context">The context; given parameters are filled in, dependent ones and hoisted terms are written.</param>
    /// <param name="state">Where the start values go.</param>
    public abstract void Initialize(double* time, double* context, double* state);

    /// <summary>Computes the hoisted terms from the parameters; called after parameters changed.</summary>
    /// <param name="context">The context.</param>
    public virtual void Prepare(double* context)
    {
    }

    /// <summary>The rates of change.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="derivative">Where the rates of change go (as many as states); never the same buffer as <paramref name="state"/>.</param>
    public abstract void Derivatives(double* time, double* state, double* context, double* derivative);

    /// <summary>The values of the Jacobian's entries, and the partial derivative of the rates with respect to time.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="values">Where the entries go, in the order of <see cref="JacobianPattern"/>.</param>
    /// <param name="timeDerivative">Where the derivatives with respect to time go (as many as states).</param>
    public abstract void Jacobian(double* time, double* state, double* context, double* values, double* timeDerivative);

    /// <summary>The values to be reported that are no states.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="outputs">Where the values go (<see cref="OutputCount"/> elements).</param>
    public virtual void Outputs(double* time, double* state, double* context, double* outputs)
    {
    }

    /// <summary>What past values are asked for at a moment.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="arguments">Where they go: for each past value what it is a past value of, as it is at that time, how long ago it is wanted, and what it
    /// would be at that time if that were before the start (3 * <see cref="DelayCount"/> elements).</param>
    public virtual void DelayArguments(double* time, double* state, double* context, double* arguments)
    {
    }

    /// <summary>What drives the states of the fast equations of <see cref="Mass"/>, without the trace of what is not fast.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="drives">Where they go, in the places of those states (as many as states); the others are left as they are.</param>
    public virtual void FastDrives(double* time, double* state, double* context, double* drives)
    {
    }

    /// <summary>Sets the modes of all switches to what they are at a moment, in all lanes.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    public virtual void SetModes(double* time, double* state, double* context)
    {
    }

    /// <summary>What the switches are at a moment.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context; its modes are not used.</param>
    /// <param name="values">Where they go: the values of all switches, then the margin of each (for a relation left side minus right side; else what is
    /// rounded).</param>
    public virtual void SwitchValues(double* time, double* state, double* context, double* values)
    {
    }

    /// <summary>The values of the denominators that can pass 0.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="values">Where they go (one element for each of <see cref="DenominatorTexts"/>).</param>
    public virtual void Denominators(double* time, double* state, double* context, double* values)
    {
    }

    /// <summary>When a switch that depends on the time and parameters alone turns next; for an equality, when it next holds.</summary>
    /// <param name="index">Which of <see cref="Switches"/>.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="context">The context.</param>
    /// <param name="after">The time after which is looked.</param>
    /// <param name="end">The time until which is looked.</param>
    /// <returns>The moment, infinity for none; or a moment before which it does not turn, to look on from.</returns>
    public virtual double NextTurn(int index, int lane, double* context, double after, double end) => double.PositiveInfinity;

    /// <summary>Which conditions hold, by the modes of the switches.</summary>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="values">Where the answers go: 1 for each of <see cref="Conditions"/> that holds, else 0.</param>
    public virtual void Triggers(double* time, double* state, double* context, double* values)
    {
    }

    /// <summary>An event's delay and its priority, in all lanes.</summary>
    /// <param name="condition">Which of <see cref="Conditions"/>.</param>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="values">Where they go (two elements).</param>
    public virtual void ConditionTiming(int condition, double* time, double* state, double* context, double* values)
    {
    }

    /// <summary>The values that an event assigns, in all lanes.</summary>
    /// <param name="condition">Which of <see cref="Conditions"/>.</param>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="values">Where they go (one element for each target).</param>
    public virtual void ConditionValues(int condition, double* time, double* state, double* context, double* values)
    {
    }

    /// <summary>What the values that an event assigns are multiplied by as it is executed, in all lanes.</summary>
    /// <param name="condition">Which of <see cref="Conditions"/>.</param>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states.</param>
    /// <param name="context">The context.</param>
    /// <param name="values">Where they go (one element for each target).</param>
    public virtual void ConditionFactors(int condition, double* time, double* state, double* context, double* values)
    {
    }

    /// <summary>The times from which each event's trigger is true; infinity for never.</summary>
    /// <param name="context">The context.</param>
    /// <param name="times">Where the times go (<see cref="EventCount"/> elements).</param>
    public virtual void EventTimes(double* context, double* times)
    {
    }

    /// <summary>Whether an event's trigger is true only after its time, not at it.</summary>
    /// <param name="eventIndex">Which event.</param>
    public virtual bool IsAfterTime(int eventIndex) => false;

    /// <summary>Whether an event may fire at the very start, when its time is not later than the start.</summary>
    /// <param name="eventIndex">Which event.</param>
    public virtual bool MayFireAtStart(int eventIndex) => false;

    /// <summary>
    /// Carries out an event's assignments in one lane (all values computed before any is stored). The caller calls <see cref="Prepare"/> afterwards.
    /// </summary>
    /// <param name="eventIndex">Which event.</param>
    /// <param name="lane">Which lane.</param>
    /// <param name="time">The time (one element).</param>
    /// <param name="state">The states; assigned ones are overwritten in that lane alone.</param>
    /// <param name="context">The context; assigned parameters are overwritten in that lane alone.</param>
    public virtual void Fire(int eventIndex, int lane, double* time, double* state, double* context)
    {
    }
}
