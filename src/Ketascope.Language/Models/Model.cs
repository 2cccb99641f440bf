using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Language.Models;

/// <summary>
/// A model with SBML's concepts, as Antimony or SBML text declares it, before submodels are expanded. Immutable; order of declaration is kept.
/// </summary>
/// <remarks>Names in expressions may be dotted paths into submodels (<c>A.S1</c>).</remarks>
public sealed record Model
{
    /// <summary>The model's identifier.</summary>
    public required string Name { get; init; }

    /// <summary>Where the model begins.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>The symbols in the parentheses of the model's head, in order: what an instance may bind by position.</summary>
    public ImmutableArray<string> Exports { get; init; } = [];

    /// <summary>
    /// Compartments, species, parameters (Antimony's <c>formula</c> or undeclared names) and named stoichiometries.
    /// A dotted name adds what it says to the declaration of a submodel's symbol.
    /// </summary>
    public ImmutableArray<Symbol> Symbols { get; init; } = [];

    /// <summary>Reactions.</summary>
    public ImmutableArray<Reaction> Reactions { get; init; } = [];

    /// <summary>Assignment, rate and algebraic rules and initial assignments.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>Events.</summary>
    public ImmutableArray<ModelEvent> Events { get; init; } = [];

    /// <summary>Conditions that are to hold.</summary>
    public ImmutableArray<Constraint> Constraints { get; init; } = [];

    /// <summary>Functions that the model may call; in Antimony these are all functions of the text and its imports.</summary>
    public ImmutableArray<FunctionDefinition> Functions { get; init; } = [];

    /// <summary>Units that the text defines.</summary>
    public ImmutableArray<UnitDefinition> Units { get; init; } = [];

    /// <summary>Instances of other models inside this one.</summary>
    public ImmutableArray<Submodel> Submodels { get; init; } = [];

    /// <summary>Symbols of submodels that are one and the same (<c>A.S is B.T</c>).</summary>
    public ImmutableArray<Synchronization> Synchronizations { get; init; } = [];

    /// <summary>Elements of submodels that are removed (<c>delete A.S</c>).</summary>
    public ImmutableArray<Deletion> Deletions { get; init; } = [];

    /// <summary>Notes, display names, citations and other statements about elements.</summary>
    public ImmutableArray<Annotation> Annotations { get; init; } = [];

    /// <summary>Every formula of the model: those of rules, reactions, events, functions and constraints.</summary>
    internal IEnumerable<Expression> Formulas =>
        Rules.Select(r => (Expression?)r.Expression).Concat(Reactions.Select(r => r.Rate))
            .Concat(Events.SelectMany(e => e.Assignments.Select(a => (Expression?)a.Expression).Concat([e.Trigger, e.Delay, e.Priority])))
            .Concat(Functions.Select(f => f.Body)).Concat(Constraints.Select(c => c.Condition)).OfType<Expression>();
}

/// <summary>The models read from one file and its imports.</summary>
/// <param name="Main">The model that a run uses: the starred one, else the one outside any <c>model ... end</c> if it holds anything, else the last.</param>
/// <param name="Models">All models by name, for submodels.</param>
public sealed record ModelDocument(Model Main, ImmutableDictionary<string, Model> Models)
{
    /// <summary>The same models with all their reactions as ordinary ones, none of them fast.</summary>
    public ModelDocument WithoutFastReactions() => new(Ordinary(Main), Models.ToImmutableDictionary(pair => pair.Key, pair => Ordinary(pair.Value), Models.KeyComparer));

    private static Model Ordinary(Model model) => model with { Reactions = [.. model.Reactions.Select(reaction => reaction with { IsFast = false })] };
}
