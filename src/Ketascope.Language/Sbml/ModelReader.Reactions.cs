using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <content>Reactions and events.</content>
internal sealed partial class ModelReader
{
    private void ReadReactions()
    {
        foreach (XmlNode node in _node.List("listOfReactions"))
        {
            if (_attributes.Id(node) is { } id)
            {
                ReadReaction(node, id);
            }
        }
    }

    private void ReadReaction(XmlNode node, string id)
    {
        Reaction reaction = new()
        {
            Name = id,
            Span = node.Span,
            Reactants = ReadSide(node, "listOfReactants"),
            Products = ReadSide(node, "listOfProducts"),
            Modifiers = [.. node.List("listOfModifiers").Select(m => _attributes.Required(m, "species")).OfType<string>()],
            IsReversible = _attributes.Flag(node, "reversible") ?? true,
            IsFast = _attributes.Flag(node, "fast") ?? false,
            // Without a rate the model says nothing of how fast it is; nothing happens then.
            Rate = ReadRate(node.Child("kineticLaw"), id) ?? new NumberExpression(0) { Span = node.Span },
            DisplayName = _attributes.DisplayName(node),
        };
        if (_symbols.ContainsKey(id) || !_reactions.TryAdd(id, reaction))
        {
            _diagnostics.Error("defined-twice", $"'{id}' is declared twice", node.Span);
        }

        AnnotationReader.Read(node, id, _annotations);
    }

    private ImmutableArray<SpeciesReference> ReadSide(XmlNode node, string list)
    {
        ImmutableArray<SpeciesReference>.Builder side = ImmutableArray.CreateBuilder<SpeciesReference>();
        foreach (XmlNode reference in node.List(list))
        {
            string? species = _level.Level == 1 && reference["specie"] is { } old ? old.Trim() : _attributes.Required(reference, "species");
            if (species is not null)
            {
                side.Add(new SpeciesReference(species, ReadStoichiometry(reference)));
            }
        }

        return side.ToImmutable();
    }

    /// <summary>A number, the formula of Level 2, or the name of the reference, which then is a symbol of the model.</summary>
    private Expression ReadStoichiometry(XmlNode reference)
    {
        Expression? formula = _math.ReadFrom(reference.Child("stoichiometryMath"));
        double? number = _attributes.Number(reference, "stoichiometry");
        if (_level.Level == 1 && _attributes.Number(reference, "denominator") is { } denominator)
        {
            number = (number ?? 1) / denominator;
        }

        // Level 3 has no default; a reference that nothing gives a value counts once, as in earlier levels.
        Expression value = formula ?? new NumberExpression(number ?? 1) { Span = reference.Span };
        if (_level.Level == 1 || _attributes.OptionalId(reference) is not { } id)
        {
            return value;
        }

        AddSymbol(new Symbol
        {
            Name = id,
            Kind = SymbolKind.Parameter,
            Span = reference.Span,
            IsConstant = _level.Level == 3 ? _attributes.Flag(reference, "constant") : null,
            DisplayName = _attributes.DisplayName(reference),
        }, reference);
        if (formula is null)
        {
            SetInitial(id, value, reference.Span);
        }
        else
        {
            _rules.Add(new Rule(RuleKind.Assignment, id, formula, reference.Span));
        }

        return new NameExpression(id) { Span = reference.Span };
    }

    /// <summary>The rate, with the reaction's own parameters turned into parameters of the model that are called after both.</summary>
    private Expression? ReadRate(XmlNode? law, string reaction)
    {
        if (law is null)
        {
            return null;
        }

        Dictionary<string, string> own = new(StringComparer.Ordinal);
        foreach (XmlNode node in law.List(_level.Level == 3 ? "listOfLocalParameters" : "listOfParameters"))
        {
            if (_attributes.Id(node) is not { } id)
            {
                continue;
            }

            string name = NewName($"{reaction}_{id}");
            if (!own.TryAdd(id, name))
            {
                _diagnostics.Error("defined-twice", $"'{id}' is declared twice in the reaction '{reaction}'", node.Span);
                continue;
            }

            AddSymbol(new Symbol
            {
                Name = name,
                Kind = SymbolKind.Parameter,
                Span = node.Span,
                IsConstant = true,
                UnitName = UnitName(node["units"]),
                DisplayName = _attributes.DisplayName(node),
            }, node);
            SetInitial(name, Terms.Number(_attributes.Number(node, "value") ?? double.NaN), node.Span);
        }

        return ReadMath(law)?.Rewrite(node => node is NameExpression name && own.TryGetValue(name.Name, out string? other) ? name with { Name = other } : null);
    }

    private ModelEvent ReadEvent(XmlNode node)
    {
        XmlNode? trigger = node.Child("trigger");
        ImmutableArray<EventAssignment>.Builder assignments = ImmutableArray.CreateBuilder<EventAssignment>();
        foreach (XmlNode assignment in node.List("listOfEventAssignments"))
        {
            if (_attributes.Required(assignment, "variable") is { } variable && _math.ReadFrom(assignment) is { } value)
            {
                assignments.Add(new EventAssignment(variable, value, assignment.Span));
            }
        }

        string name = _attributes.OptionalId(node) ?? NewName("event");
        AnnotationReader.Read(node, name, _annotations);
        return new ModelEvent
        {
            Name = name,
            Span = node.Span,
            // Without a condition (Level 3 Version 2) an event never happens.
            Trigger = _math.ReadFrom(trigger) ?? new NumberExpression(0) { Span = node.Span },
            Delay = _math.ReadFrom(node.Child("delay")),
            Priority = _math.ReadFrom(node.Child("priority")),
            InitialTriggerValue = (trigger is null ? null : _attributes.Flag(trigger, "initialValue")) ?? true,
            IsPersistent = (trigger is null ? null : _attributes.Flag(trigger, "persistent")) ?? true,
            UseValuesFromTriggerTime = _attributes.Flag(node, "useValuesFromTriggerTime") ?? true,
            Assignments = assignments.ToImmutable(),
        };
    }
}
