using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Checks what can only be known when all of a document is read: called functions, models of submodels, targets of interactions.</summary>
internal static class DocumentChecks
{
    /// <summary>Reports what is wrong.</summary>
    public static void Check(DocumentBuilder document, ReadErrors errors)
    {
        FunctionChecks functions = new(document.Functions, errors);
        foreach (FunctionDefinition function in document.Functions.Values)
        {
            functions.CheckCalls(function.Body);
        }

        foreach (ModelBuilder model in document.Models.Values.Append(document.Outside))
        {
            CheckCalls(model, functions);
            CheckSubmodels(model, document, errors);
            CheckRules(model, errors);
            DropUnusedValues(model, errors);
            CheckInteractions(model, errors);
            CheckConstraints(model, errors);
        }

        CheckInstances(document, errors);
    }

    private static void CheckCalls(ModelBuilder model, FunctionChecks functions)
    {
        foreach (Rule? rule in model.Rules)
        {
            functions.CheckCalls(rule?.Expression);
        }

        foreach (Reaction reaction in model.Reactions.Values)
        {
            functions.CheckCalls(reaction.Rate);
        }

        model.Constraints.ForEach(constraint => functions.CheckCalls(constraint.Condition));
        foreach (ModelEvent modelEvent in model.Events.Values)
        {
            functions.CheckCalls(modelEvent.Trigger);
            functions.CheckCalls(modelEvent.Delay);
            functions.CheckCalls(modelEvent.Priority);
            foreach (EventAssignment assignment in modelEvent.Assignments)
            {
                functions.CheckCalls(assignment.Expression);
            }
        }
    }

    /// <summary>Refuses bounds of fluxes: comparisons of a reaction with numbers.</summary>
    private static void CheckConstraints(ModelBuilder model, ReadErrors errors)
    {
        foreach (Constraint constraint in model.Constraints)
        {
            if (constraint.Condition.Names() is [var name] && model.Reactions.ContainsKey(name))
            {
                errors.Error("not-read", $"flux bounds ('{name}' is a reaction) are not read by Ketascope", constraint.Span);
            }
        }
    }

    private static void CheckSubmodels(ModelBuilder model, DocumentBuilder document, ReadErrors errors)
    {
        foreach (Submodel submodel in model.Submodels.Values)
        {
            if (document.Find(submodel.ModelName) is not { } inner)
            {
                errors.Error("unknown-model", $"there is no model '{submodel.ModelName}'{NearestName.Hint(submodel.ModelName, document.Models.Keys)}", submodel.Span);
            }
            else if (submodel.Arguments.Length > inner.Exports.Count)
            {
                errors.Error("argument-count", $"the model '{inner.Name}' takes {FunctionCalls.Count(0, inner.Exports.Count)} arguments, found {submodel.Arguments.Length}", submodel.Span);
            }
        }
    }

    private static void CheckRules(ModelBuilder model, ReadErrors errors)
    {
        foreach (Rule? rule in model.Rules)
        {
            if (rule is not null && rule.Kind != RuleKind.Algebraic)
            {
                // A value given to a reaction's name is its rate.
                CheckTarget(model, rule.Variable, rule.Span, mayBeReaction: rule.Kind == RuleKind.Initial, errors);
            }
        }

        foreach (ModelEvent modelEvent in model.Events.Values)
        {
            foreach (EventAssignment assignment in modelEvent.Assignments)
            {
                CheckTarget(model, assignment.Variable, assignment.Span, mayBeReaction: false, errors);
            }
        }
    }

    private static void CheckTarget(ModelBuilder model, string name, SourceSpan span, bool mayBeReaction, ReadErrors errors)
    {
        Role role = model.Find(name)?.Role ?? Role.Unknown;
        if (role is Role.Event or Role.Submodel or Role.Unit or Role.Interaction || (role == Role.Reaction && !mayBeReaction))
        {
            string word = role.ToString().ToLowerInvariant();
            errors.Error("two-roles", $"'{name}' is {(role is Role.Event or Role.Interaction ? "an" : "a")} {word} and cannot be given a value like this", span);
        }
    }

    /// <summary>An assignment rule holds from the start, so a start value beside it says nothing.</summary>
    private static void DropUnusedValues(ModelBuilder model, ReadErrors errors)
    {
        foreach (Rule? rule in model.Rules.ToArray())
        {
            if (rule is { Kind: RuleKind.Assignment } && model.TakeRule(RuleKind.Initial, rule.Variable) is { } value)
            {
                errors.Warning("unused-value", $"the start value of '{rule.Variable}' is not used, because ':=' determines it ({rule.Span})", value.Span);
            }
        }
    }

    private static void CheckInteractions(ModelBuilder model, ReadErrors errors)
    {
        foreach (Element element in model.Elements.Where(element => element.IsFast && !model.Reactions.ContainsKey(element.Name)))
        {
            errors.Error("unknown-reaction", $"'{element.Name}' cannot be fast: it is no reaction{NearestName.Hint(element.Name, model.Reactions.Keys)}", element.RoleSpan);
        }

        foreach ((string species, string reaction) in model.Interactions)
        {
            bool isElsewhere = reaction.Contains('.', StringComparison.Ordinal) || model.Synchronizations.Exists(s => s.Kept == reaction);
            if (!isElsewhere && !model.Reactions.ContainsKey(reaction))
            {
                SourceSpan span = model.Find(reaction)?.Span ?? default;
                errors.Error("unknown-reaction", $"'{species}' cannot influence '{reaction}', which is no reaction{NearestName.Hint(reaction, model.Reactions.Keys)}", span);
            }
        }
    }

    /// <summary>Reports a model that contains itself.</summary>
    private static void CheckInstances(DocumentBuilder document, ReadErrors errors)
    {
        Dictionary<ModelBuilder, bool> isDone = [];
        foreach (ModelBuilder model in document.Models.Values)
        {
            Visit(model);
        }

        void Visit(ModelBuilder model)
        {
            if (!isDone.TryAdd(model, false))
            {
                return;
            }

            foreach (Submodel submodel in model.Submodels.Values)
            {
                if (document.Find(submodel.ModelName) is { } inner)
                {
                    if (isDone.TryGetValue(inner, out bool done) && !done)
                    {
                        errors.Error("model-cycle", $"the model '{inner.Name}' contains itself", submodel.Span);
                    }
                    else
                    {
                        Visit(inner);
                    }
                }
            }

            isDone[model] = true;
        }
    }
}
