using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Flattening;

/// <summary>
/// A flat system of ordinary differential equations, with algebraic ones where the text has them: submodels expanded, reactions turned into rates of change,
/// functions replaced by their bodies, equations in an order in which each uses only what is known before it. Names in its expressions are those of
/// <see cref="States"/>, <see cref="Parameters"/> and <see cref="Assignments"/> (all different), with dots for submodels.
/// </summary>
public sealed record OdeSystem
{
    /// <summary>The name of the main model.</summary>
    public required string Name { get; init; }

    /// <summary>What is integrated, in order of declaration.</summary>
    public required ImmutableArray<StateVariable> States { get; init; }

    /// <summary>Numbers that stay as they are between events, in order of declaration.</summary>
    public required ImmutableArray<Parameter> Parameters { get; init; }

    /// <summary>How the species of the text are held, in order of declaration.</summary>
    public ImmutableArray<SpeciesForm> Species { get; init; } = [];

    /// <summary>Values that follow from time, states and parameters at every moment; each uses only those before it.</summary>
    public required ImmutableArray<Assignment> Assignments { get; init; }

    /// <summary>Events at times that follow from parameters alone; empty where <see cref="Conditions"/> holds the events.</summary>
    public required ImmutableArray<TimeEvent> Events { get; init; }

    /// <summary>All events of a system of which at least one is more than a <see cref="TimeEvent"/>: waits for a state, or has a delay or a priority.</summary>
    public ImmutableArray<ConditionEvent> Conditions { get; init; } = [];

    /// <summary>Past values: the last of <see cref="States"/>, in the same order, hold them; a solver sets them before each use.</summary>
    public ImmutableArray<DelayedValue> Delays { get; init; } = [];

    /// <summary>
    /// The order in which start values are found: names of parameters, states and assignments; each initial expression uses only names before its own.
    /// </summary>
    public required ImmutableArray<string> InitialOrder { get; init; }

    /// <summary>The unit of time, or null where the text names none.</summary>
    public string? TimeUnit { get; init; }

    /// <summary>The units that the text defines, by the names that quantities and numbers use.</summary>
    public ImmutableArray<UnitDefinition> Units { get; init; } = [];

    /// <summary>What the text says about elements, by flat name.</summary>
    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    /// <summary>The system with assignments after its own.</summary>
    /// <param name="added">The assignments; each uses only what is in the system and what stands before it.</param>
    public OdeSystem With(ImmutableArray<Assignment> added) => this with
    {
        Assignments = [.. Assignments, .. added],
        InitialOrder = [.. InitialOrder, .. added.Select(assignment => assignment.Name)],
    };

    /// <summary>The system with other numbers for some of its parameters.</summary>
    /// <param name="numbers">The numbers by name; names that are no parameters are passed over.</param>
    public OdeSystem WithNumbers(IReadOnlyDictionary<string, double> numbers) => numbers.Count == 0 ? this : this with
    {
        Parameters =
        [
            .. Parameters.Select(one => numbers.TryGetValue(one.Name, out double number) ? one with { Initial = new NumberExpression(number) } : one),
        ],
    };

    /// <summary>Whether a system is this one with the same or other numbers for its parameters: code that is made for one serves the other.</summary>
    /// <param name="other">The other system.</param>
    public bool DiffersInNumbersAlone(OdeSystem other) =>
        ReferenceEquals(this, other)
        || (States == other.States && Assignments == other.Assignments && Events == other.Events && Conditions == other.Conditions && Delays == other.Delays
            && InitialOrder == other.InitialOrder && Species == other.Species && Parameters.Length == other.Parameters.Length
            && Parameters.Zip(other.Parameters).All(pair => pair.First.Name == pair.Second.Name && (ReferenceEquals(pair.First.Initial, pair.Second.Initial)
                || (pair.First.Initial is NumberExpression && pair.Second.Initial is NumberExpression))));

    /// <summary>
    /// The addresses that describe each element (<c>isDescribedBy</c>), by flat name, each once: symbols that are one bring the citations of all their texts.
    /// </summary>
    public ILookup<string, string> Sources() => Annotations.Where(note => note.Qualifier == "isDescribedBy")
        .SelectMany(note => note.Values.Select(value => (note.Subject, Value: value))).Distinct().ToLookup(pair => pair.Subject, pair => pair.Value);
}

/// <summary>A quantity of a flat system, with what people need to know of it.</summary>
public abstract record Quantity
{
    private protected Quantity()
    {
    }

    /// <summary>The flat name, for example <c>V1</c> or <c>cord.neuron.V</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The unit as written or inferred, in a form for people (<c>mg/L</c>), or null where none is known.</summary>
    public string? Unit { get; init; }

    /// <summary>The display name, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Where it was declared.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>A variable that is integrated.</summary>
/// <remarks>
/// A species in a compartment is integrated as its amount under the name <c>amount(S)</c>, and an assignment <c>S = amount(S)/compartment</c> gives the
/// concentration that the name <c>S</c> means in the text; a substance-only species or a parameter with a rate rule is integrated under its own name.
/// </remarks>
public sealed record StateVariable : Quantity
{
    /// <summary>The value at the start, in terms of names before it in <see cref="OdeSystem.InitialOrder"/>.</summary>
    public required Expression Initial { get; init; }

    /// <summary>
    /// The rate of change, in terms of time, states, parameters and assignments; for an algebraic variable the expression that is 0 at all times.
    /// </summary>
    public required Expression Derivative { get; init; }

    /// <summary>Whether the variable has no rate of change of its own but follows from <see cref="Derivative"/> = 0.</summary>
    public bool IsAlgebraic { get; init; }

    /// <summary>How fast reactions drive the variable; null where none do. Then <see cref="FastDrive.Time"/> * d(this)/dt = <see cref="Derivative"/>.</summary>
    public FastDrive? Fast { get; init; }

    /// <summary>
    /// Other variables whose rates of change count in this equation: d(this)/dt + sum of weight * d(other)/dt = <see cref="Derivative"/>. Fast reactions leave
    /// only such sums to the slow ones.
    /// </summary>
    public ImmutableArray<StateWeight> Combined { get; init; } = [];

    /// <summary>
    /// Whether the text gives it a distribution, which people are not drawn from: a variable that is integrated has a course, and only its start could be
    /// drawn.
    /// </summary>
    public bool HasDistribution { get; init; }

    /// <summary>
    /// The compartment whose size is what a concentration of 1 is in this variable, which is an amount; null where it is none, or without a compartment.
    /// </summary>
    public string? Compartment { get; init; }

    /// <summary>The species that a dose into this variable names (the text's name), or null when it is no species.</summary>
    public string? Species { get; init; }
}

/// <summary>How fast reactions drive a state variable.</summary>
/// <param name="Rate">What they do, as fast as their rate says.</param>
/// <param name="Time">The time that counts as one unit for them, a tiny number: they are as much faster.</param>
public sealed record FastDrive(Expression Rate, double Time);

/// <summary>A state variable in a sum of rates of change.</summary>
/// <param name="State">Its name.</param>
/// <param name="Weight">Its weight.</param>
public sealed record StateWeight(string State, double Weight);

/// <summary>What a state variable that holds a past value (<c>delay(x, T)</c>) is set to.</summary>
public sealed record DelayedValue
{
    /// <summary>The name of the state variable.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds the past value of.</summary>
    public required Expression Value { get; init; }

    /// <summary>The same before the start, where nothing that is integrated changes: without the rates of change in it.</summary>
    public required Expression Early { get; init; }

    /// <summary>How long ago, in the model's time unit; not negative.</summary>
    public required Expression Time { get; init; }
}

/// <summary>A number that stays as it is between events.</summary>
public sealed record Parameter : Quantity
{
    /// <summary>The value at the start, in terms of names before it in <see cref="OdeSystem.InitialOrder"/>; mostly a number.</summary>
    public required Expression Initial { get; init; }

    /// <summary>Whether an event may change it.</summary>
    public bool IsChangedByEvents { get; init; }

    /// <summary>Uncertainty statements by field (<c>mean</c>, <c>stdev</c>, <c>distribution</c> ...).</summary>
    public ImmutableDictionary<string, ImmutableArray<Expression>> Uncertainty { get; init; } = ImmutableDictionary<string, ImmutableArray<Expression>>.Empty;
}

/// <summary>A value that follows from others at every moment: an assignment rule, a reaction's rate, a concentration.</summary>
public sealed record Assignment : Quantity
{
    /// <summary>The right-hand side.</summary>
    public required Expression Expression { get; init; }
}

/// <summary>An event at a time that follows from parameters alone; it is armed again when an event moves that time into the future.</summary>
public sealed record TimeEvent
{
    /// <summary>The flat name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The time from which the trigger is true, in terms of parameters (and of assignments that depend on parameters alone, already substituted).
    /// </summary>
    public required Expression Time { get; init; }

    /// <summary>Whether the trigger is true only after the time (<c>time > E</c>), not at it.</summary>
    public bool IsAfterTime { get; init; }

    /// <summary>Whether the event may fire at the very start, when its time is not later than the start (SBML's initialValue = false).</summary>
    public bool MayFireAtStart { get; init; }

    /// <summary>What is assigned, all values computed before any is stored: states and parameters by flat name.</summary>
    public required ImmutableArray<EventAssignment> Assignments { get; init; }

    /// <summary>Where it was declared.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>
/// An event with SBML's whole meaning (Level 3 Version 2, section 4.12): its trigger may depend on anything, its execution may wait and may have a priority.
/// </summary>
public sealed record ConditionEvent
{
    /// <summary>The flat name.</summary>
    public required string Name { get; init; }

    /// <summary>The condition: the event is triggered when it turns from false to true.</summary>
    public required Expression Trigger { get; init; }

    /// <summary>How long after the trigger it is executed, computed at the trigger; null for at once.</summary>
    public Expression? Delay { get; init; }

    /// <summary>
    /// Of events to be executed at one time that with the highest value goes first, computed anew before each; null for after all that have one.
    /// </summary>
    public Expression? Priority { get; init; }

    /// <summary>What the trigger was before the start.</summary>
    public required bool InitialTriggerValue { get; init; }

    /// <summary>Whether it is executed even if its trigger turns false before.</summary>
    public required bool IsPersistent { get; init; }

    /// <summary>Whether the assigned values are those at the trigger rather than at the execution.</summary>
    public required bool UseValuesFromTriggerTime { get; init; }

    /// <summary>What is assigned, all values computed before any is stored: states and parameters by flat name.</summary>
    public required ImmutableArray<ConditionAssignment> Assignments { get; init; }

    /// <summary>Where it was declared.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>One assignment of a <see cref="ConditionEvent"/>.</summary>
/// <param name="Variable">The state or parameter.</param>
/// <param name="Expression">The value.</param>
/// <param name="Factor">What the value is multiplied by as the event is executed, computed before anything is stored: the compartment of a concentration; null
/// for 1.</param>
public sealed record ConditionAssignment(string Variable, Expression Expression, Expression? Factor);
