using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Units;

namespace Ketascope.Language.Antimony;

/// <summary>Completes the models of a document once all statements are known: what undeclared names are, which reactions the modifiers influence.</summary>
internal sealed class ModelCompletion(DocumentBuilder document)
{
    /// <summary>The compartment of species that are given none, where a model speaks of it.</summary>
    private const string DefaultCompartment = "default_compartment";

    private readonly HashSet<ModelBuilder> _completed = [];

    /// <summary>The finished document; null when it has no model.</summary>
    public ModelDocument? Complete()
    {
        if (document.Main() is not { } main)
        {
            return null;
        }

        ImmutableArray<FunctionDefinition> functions = [.. document.Functions.Values];
        ImmutableDictionary<string, Model>.Builder models = ImmutableDictionary.CreateBuilder<string, Model>(StringComparer.Ordinal);
        foreach (ModelBuilder model in document.Models.Values)
        {
            models[model.Name] = Build(model, functions);
        }

        if (!document.Outside.IsEmpty || main == document.Outside)
        {
            models[document.Outside.Name] = Build(document.Outside, functions);
        }

        return new ModelDocument(models[main.Name], models.ToImmutable());
    }

    private Model Build(ModelBuilder model, ImmutableArray<FunctionDefinition> functions)
    {
        TakeUnits(model);
        CompleteRoles(model);
        ImmutableArray<Symbol>.Builder symbols = ImmutableArray.CreateBuilder<Symbol>(model.Elements.Count);
        foreach (Element element in model.Elements)
        {
            if (element.Role is Role.Parameter or Role.Compartment or Role.Species)
            {
                symbols.Add(element.ToSymbol());
            }
        }

        return new Model
        {
            Name = model.Name,
            Span = model.Span,
            Exports = [.. model.Exports],
            Symbols = symbols.ToImmutable(),
            Reactions = [.. model.Reactions.Values.Select(reaction => CompleteReaction(model, reaction))],
            Rules = [.. model.Rules.OfType<Rule>()],
            Events = [.. model.Events.Values],
            Constraints = [.. model.Constraints],
            Functions = functions,
            Units = [.. model.Units.Values],
            Submodels = [.. model.Submodels.Values],
            Synchronizations = [.. model.Synchronizations],
            // Without submodels, "x = ;" only says that x has no value.
            Deletions = model.Submodels.Count > 0 ? [.. model.Deletions] : [],
            Annotations = [.. model.Annotations, .. document.FunctionAnnotations],
        };
    }

    /// <summary>
    /// The units of the model may be given like values (<c>time_unit = hours</c>), as the reference translator reads them: a formula of units, none of which is
    /// a symbol of the model.
    /// </summary>
    private static void TakeUnits(ModelBuilder model)
    {
        foreach (string name in ModelUnits.Defaults)
        {
            if (model.FindRule(RuleKind.Initial, name) is { } rule && model.Find(name) is { Role: Role.Unknown or Role.Parameter, IsDeclared: false } element
                && rule.Expression.Names() is { Count: > 0 } units && units.All(unit => UnitCatalogue.Find(unit) is not null && model.Find(unit) is null))
            {
                model.TakeRule(RuleKind.Initial, name);
                element.Role = Role.Unit;
                model.Units.TryAdd(name, new UnitDefinition(name, rule.Expression, rule.Span));
            }
        }
    }

    /// <summary>Decides what every name of a model is; the models of its submodels are decided first.</summary>
    private void CompleteRoles(ModelBuilder model)
    {
        if (!_completed.Add(model))
        {
            return;
        }

        foreach (Submodel submodel in model.Submodels.Values)
        {
            if (document.Find(submodel.ModelName) is { } inner)
            {
                CompleteRoles(inner);
                CompleteBindings(model, submodel, inner);
            }
        }

        TouchUsedNames(model);
        foreach (Synchronization synchronization in model.Synchronizations)
        {
            TakeRoleOf(model, synchronization.Kept, synchronization.Replaced);
            TakeRoleOf(model, synchronization.Replaced, synchronization.Kept);
        }

        bool hasDefault = model.Find(DefaultCompartment) is { Role: Role.Compartment };
        foreach (Element element in model.Elements)
        {
            CompleteElement(model, element);
            element.Compartment ??= hasDefault && element is { Role: Role.Species, IsPath: false } ? DefaultCompartment : null;
        }
    }

    private static void CompleteBindings(ModelBuilder model, Submodel submodel, ModelBuilder inner)
    {
        int count = Math.Min(submodel.Arguments.Length, inner.Exports.Count);
        for (int i = 0; i < count; i++)
        {
            if (submodel.Arguments[i] is NameExpression name && inner.Find(inner.Exports[i]) is { } bound)
            {
                Adopt(model.Touch(name.Name, name.Span), bound);
            }
        }
    }

    private void TakeRoleOf(ModelBuilder model, string name, string path)
    {
        if (model.Find(name) is { Role: Role.Unknown, IsPath: false } element && FindThrough(model, path) is { } other)
        {
            Adopt(element, other);
        }
    }

    /// <summary>A name that is bound to a submodel's element is of the same kind; it is not left without a value by being undeclared.</summary>
    private static void Adopt(Element element, Element other)
    {
        element.IsStated = true;
        element.IsSubstanceOnly |= element.Role == Role.Unknown && other.IsSubstanceOnly;
        element.Role = element.Role == Role.Unknown || (element.Role == Role.Parameter && !element.IsDeclared) ? other.Role : element.Role;
    }

    private Element? FindThrough(ModelBuilder model, string path)
    {
        int dot = path.LastIndexOf('.');
        return dot < 0 ? model.Find(path) : document.Follow(model, path.AsSpan(0, dot))?.Find(path[(dot + 1)..]);
    }

    private void CompleteElement(ModelBuilder model, Element element)
    {
        if (element.Role == Role.Unknown)
        {
            bool saysSomething = !element.IsPath || element.UnitName is not null || element.DisplayName is not null || element.IsConstant is not null
                || element.IsBoundary || element.Uncertainty.Count > 0;
            if (saysSomething)
            {
                Role role = element.IsPath ? FindThrough(model, element.Name)?.Role ?? Role.Parameter : Role.Parameter;
                element.Role = role == Role.Unknown ? Role.Parameter : role;
            }
        }

        if (element.Role == Role.Species)
        {
            // What a rule determines is no longer changed by reactions; neither is a constant.
            element.IsBoundary |= element.IsConstant == true
                || model.FindRule(RuleKind.Assignment, element.Name) is not null
                || model.FindRule(RuleKind.Rate, element.Name) is not null;
        }
    }

    private static void TouchUsedNames(ModelBuilder model)
    {
        foreach (Rule? rule in model.Rules)
        {
            TouchNames(model, rule?.Expression);
        }

        foreach (Reaction reaction in model.Reactions.Values)
        {
            TouchNames(model, reaction.Rate);
            TouchStoichiometry(model, reaction.Reactants);
            TouchStoichiometry(model, reaction.Products);
            PlaceSpecies(model, reaction);
        }

        foreach (ModelEvent modelEvent in model.Events.Values)
        {
            TouchNames(model, modelEvent.Trigger);
            TouchNames(model, modelEvent.Delay);
            TouchNames(model, modelEvent.Priority);
            foreach (EventAssignment assignment in modelEvent.Assignments)
            {
                TouchNames(model, assignment.Expression);
            }
        }

        model.Constraints.ForEach(constraint => TouchNames(model, constraint.Condition));

        // Bounds such as x.range = {low, high} may be symbols of their own.
        foreach (Element element in model.Elements.FindAll(e => e.Uncertainty.Count > 0))
        {
            foreach (Expression value in element.Uncertainty.Values.SelectMany(values => values))
            {
                TouchNames(model, value);
            }
        }

        foreach (Submodel submodel in model.Submodels.Values)
        {
            TouchNames(model, submodel.TimeConversion);
            TouchNames(model, submodel.ExtentConversion);
        }
    }

    private static void TouchStoichiometry(ModelBuilder model, ImmutableArray<SpeciesReference> side)
    {
        foreach (SpeciesReference reference in side)
        {
            TouchNames(model, reference.Stoichiometry);
        }
    }

    private static void PlaceSpecies(ModelBuilder model, Reaction reaction)
    {
        if (model.ReactionCompartments.TryGetValue(reaction.Name, out string? compartment))
        {
            foreach (SpeciesReference reference in reaction.Reactants.AddRange(reaction.Products))
            {
                if (model.Find(reference.Species) is { } species)
                {
                    species.Compartment ??= compartment;
                }
            }
        }
    }

    private static void TouchNames(ModelBuilder model, Expression? expression) => expression?.Visit(node =>
    {
        if (node is NameExpression name && !name.Name.Contains('.', StringComparison.Ordinal))
        {
            model.Touch(name.Name, name.Span);
        }
    });

    private static Reaction CompleteReaction(ModelBuilder model, Reaction reaction)
    {
        Element? element = model.Find(reaction.Name);
        ImmutableArray<string> modifiers = [.. model.Interactions.Where(i => i.Reaction == reaction.Name).Select(i => i.Species).Distinct()];
        Expression? rate = reaction.Rate;
        if (model.TakeRule(RuleKind.Initial, reaction.Name) is { } rule)
        {
            rate = rule.Expression;
        }

        return reaction with { IsFast = element?.IsFast == true, Modifiers = modifiers, Rate = rate, UnitName = element?.UnitName, DisplayName = element?.DisplayName };
    }
}
