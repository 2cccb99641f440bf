using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Models;

/// <summary>A species with its stoichiometry on one side of a reaction.</summary>
/// <param name="Species">The species' name.</param>
/// <param name="Stoichiometry">How many take part; a number or the name of a symbol.</param>
public sealed record SpeciesReference(string Species, Expression Stoichiometry);

/// <summary>A reaction.</summary>
public sealed record Reaction
{
    /// <summary>The identifier; in expressions it stands for the rate.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was declared.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>What it consumes.</summary>
    public ImmutableArray<SpeciesReference> Reactants { get; init; } = [];

    /// <summary>What it makes.</summary>
    public ImmutableArray<SpeciesReference> Products { get; init; } = [];

    /// <summary>Species that influence the rate without taking part.</summary>
    public ImmutableArray<string> Modifiers { get; init; } = [];

    /// <summary>Whether it may run backwards (information only, as in SBML).</summary>
    public bool IsReversible { get; init; } = true;

    /// <summary>Whether it is so fast, compared with others, that it is always at equilibrium (SBML up to Level 3 Version 1).</summary>
    public bool IsFast { get; init; }

    /// <summary>The rate in substance per time, or null where none was given.</summary>
    public Expression? Rate { get; init; }

    /// <summary>The unit named for the rate, or null.</summary>
    public string? UnitName { get; init; }

    /// <summary>The display name, or null.</summary>
    public string? DisplayName { get; init; }
}

/// <summary>What kind of equation a rule is.</summary>
public enum RuleKind
{
    /// <summary><c>x = expression</c>: the value at the start.</summary>
    Initial,

    /// <summary><c>x := expression</c>: holds at all times.</summary>
    Assignment,

    /// <summary><c>x' = expression</c>: the rate of change.</summary>
    Rate,

    /// <summary><c>0 = expression</c>.</summary>
    Algebraic,
}

/// <summary>An equation of the model. A plain number given to a symbol is an <see cref="RuleKind.Initial"/> rule with a number.</summary>
/// <param name="Kind">The kind of equation.</param>
/// <param name="Variable">The symbol it determines; empty for an algebraic rule.</param>
/// <param name="Expression">The right-hand side.</param>
/// <param name="Span">Where it was written.</param>
public sealed record Rule(RuleKind Kind, string Variable, Expression Expression, SourceSpan Span)
{
    /// <summary>The name of an algebraic equation, by which an outer model can replace or delete it; null where it has none.</summary>
    public string? Name { get; init; }
}

/// <summary>An event: when its trigger turns from false to true, assignments happen at once.</summary>
public sealed record ModelEvent
{
    /// <summary>The identifier.</summary>
    public required string Name { get; init; }

    /// <summary>Where it was declared.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>The condition.</summary>
    public required Expression Trigger { get; init; }

    /// <summary>The delay between trigger and assignments, or null for none.</summary>
    public Expression? Delay { get; init; }

    /// <summary>The priority among events that execute at the same time, or null.</summary>
    public Expression? Priority { get; init; }

    /// <summary>The value that the trigger is taken to have had before the start: true (the default) means that it cannot fire at the start.</summary>
    public bool InitialTriggerValue { get; init; } = true;

    /// <summary>Whether a triggered event executes even if its trigger turns false before the delay is over.</summary>
    public bool IsPersistent { get; init; } = true;

    /// <summary>Whether the assigned values are computed at the trigger rather than at execution.</summary>
    public bool UseValuesFromTriggerTime { get; init; } = true;

    /// <summary>What is assigned, in order.</summary>
    public ImmutableArray<EventAssignment> Assignments { get; init; } = [];
}

/// <summary>One assignment of an event.</summary>
/// <param name="Variable">The symbol that gets a new value.</param>
/// <param name="Expression">The value.</param>
/// <param name="Span">Where it was written.</param>
public sealed record EventAssignment(string Variable, Expression Expression, SourceSpan Span);

/// <summary>A condition that is to hold at all times; information only: nothing happens when it does not.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Message">What its breach means, for people, or null.</param>
/// <param name="Span">Where it was written.</param>
public sealed record Constraint(Expression Condition, string? Message, SourceSpan Span)
{
    /// <summary>The name by which an outer model can delete it, or null.</summary>
    public string? Name { get; init; }
}

/// <summary>A function that the text defines: one expression of its parameters.</summary>
/// <param name="Name">The name it is called by.</param>
/// <param name="Parameters">The names of its parameters.</param>
/// <param name="Body">The expression; names in it are the parameters alone.</param>
/// <param name="Span">Where it was written.</param>
public sealed record FunctionDefinition(string Name, ImmutableArray<string> Parameters, Expression Body, SourceSpan Span);

/// <summary>A unit that the text defines by a formula of other units: numbers, names, products, quotients and powers.</summary>
/// <param name="Name">The unit's name.</param>
/// <param name="Formula">The formula, for example <c>1e-6 mole / liter</c>.</param>
/// <param name="Span">Where it was written.</param>
public sealed record UnitDefinition(string Name, Expression Formula, SourceSpan Span);

/// <summary>An instance of another model.</summary>
/// <param name="Name">The instance's name, the first part of dotted paths.</param>
/// <param name="ModelName">The model it is an instance of.</param>
/// <param name="Arguments">What is bound to the model's exports, by position: names of this model or numbers.</param>
/// <param name="TimeConversion">The factor <c>timeconv</c>, or null.</param>
/// <param name="ExtentConversion">The factor <c>extentconv</c>, or null.</param>
/// <param name="Span">Where it was written.</param>
public sealed record Submodel(string Name, string ModelName, ImmutableArray<Expression> Arguments, Expression? TimeConversion, Expression? ExtentConversion, SourceSpan Span)
{
    /// <summary>The compartment that stands for the instance's default compartment (<c>A: mod() in C</c>), or null.</summary>
    public string? Compartment { get; init; }
}

/// <summary>States that two symbols are one; the kept one's definitions win.</summary>
/// <param name="Replaced">The dotted path of the symbol that is replaced.</param>
/// <param name="Kept">The dotted path of the symbol that stands for both.</param>
/// <param name="ConversionFactor">The factor f in kept = replaced * f, or null for 1.</param>
/// <param name="Span">Where it was written.</param>
public sealed record Synchronization(string Replaced, string Kept, Expression? ConversionFactor, SourceSpan Span);

/// <summary>Removes an element of a submodel, or only one of its equations.</summary>
/// <param name="Path">The dotted path of the element, or the name that it has in this model through a synchronization.</param>
/// <param name="Span">Where it was written.</param>
public sealed record Deletion(string Path, SourceSpan Span)
{
    /// <summary>The kind of equation that is removed (<c>A.x = ;</c>), or null when the element goes as a whole (<c>delete A.x</c>).</summary>
    public RuleKind? Rule { get; init; }
}

/// <summary>A statement about an element, for people or other programs: a citation, an identity, a note.</summary>
/// <param name="Subject">The element's name; the model's own name for the model.</param>
/// <param name="Qualifier">The relation: <c>isDescribedBy</c>, <c>identity</c>, <c>notes</c>, <c>sboTerm</c> ...</param>
/// <param name="Values">What it points to: addresses, or one text.</param>
/// <param name="Span">Where it was written.</param>
public sealed record Annotation(string Subject, string Qualifier, ImmutableArray<string> Values, SourceSpan Span);
