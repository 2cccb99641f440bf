using System.Collections.Immutable;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Writing;

namespace Ketascope.Language.Sbml;

/// <content>Reactions and events.</content>
public sealed partial class SbmlWriter
{
    /// <summary>A species reference as SBML has it: with a number, or with an identifier that a rule or a start value determines.</summary>
    private sealed record Participant(string Species, string? Id, double? Stoichiometry, bool IsConstant);

    private ImmutableArray<Participant> Side(Reaction reaction, ImmutableArray<SpeciesReference> side) => [.. side.Select(reference => ParticipantOf(reaction, reference))];

    private Participant ParticipantOf(Reaction reaction, SpeciesReference reference)
    {
        switch (reference.Stoichiometry)
        {
            case NumberExpression number:
                return new Participant(reference.Species, null, number.Value, true);
            case NameExpression name when _stoichiometries.Contains(name.Name):
                double? value = _initial.TryGetValue(name.Name, out Rule? rule) && IsAttribute(rule) ? NumberOf(rule.Expression) : null;
                return new Participant(reference.Species, name.Name, value is { } v && double.IsNaN(v) ? null : value, !_changed.Contains(name.Name));
            default:
                string helper = WritableModel.Free(_taken, $"{reaction.Name}_{reference.Species}_stoichiometry");
                _helpers.Add((helper, reference.Stoichiometry));
                return new Participant(reference.Species, helper, null, false);
        }
    }

    private void Write((Reaction Reaction, ImmutableArray<Participant> Left, ImmutableArray<Participant> Right) item)
    {
        Reaction reaction = item.Reaction;
        _xml.WriteStartElement("reaction");
        _xml.WriteAttributeString("id", reaction.Name);
        Name(reaction.DisplayName);
        Flag("reversible", reaction.IsReversible);
        if (_isVersion1)
        {
            Flag("fast", reaction.IsFast);
        }

        _annotations.Write(reaction.Name);
        List("listOfReactants", item.Left, Write);
        List("listOfProducts", item.Right, Write);
        HashSet<string> taking = [.. item.Left.Concat(item.Right).Select(p => p.Species)];
        HashSet<string> species = [.. _model.Symbols.Where(s => s.Kind == SymbolKind.Species).Select(s => s.Name)];
        // Every species that a rate uses must be listed.
        List("listOfModifiers", reaction.Modifiers.Concat(reaction.Rate?.Names().Where(species.Contains) ?? []).Distinct().Where(m => !taking.Contains(m) && species.Contains(m)), modifier =>
        {
            _xml.WriteStartElement("modifierSpeciesReference");
            _xml.WriteAttributeString("species", modifier);
            _xml.WriteEndElement();
        });
        if (reaction.Rate is { } rate)
        {
            _xml.WriteStartElement("kineticLaw");
            _math.Write(rate);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void Write(Participant participant)
    {
        _xml.WriteStartElement("speciesReference");
        if (participant.Id is { } id)
        {
            _xml.WriteAttributeString("id", id);
            Name(_model.Symbols.FirstOrDefault(s => s.Name == id)?.DisplayName);
        }

        _xml.WriteAttributeString("species", participant.Species);
        if (participant.Stoichiometry is { } value)
        {
            Number("stoichiometry", value);
        }

        Flag("constant", participant.IsConstant);
        if (participant.Id is not null)
        {
            _annotations.Write(participant.Id);
        }

        _xml.WriteEndElement();
    }

    private void Write(ModelEvent modelEvent)
    {
        _xml.WriteStartElement("event");
        _xml.WriteAttributeString("id", modelEvent.Name);
        Flag("useValuesFromTriggerTime", modelEvent.UseValuesFromTriggerTime);
        _annotations.Write(modelEvent.Name);
        _xml.WriteStartElement("trigger");
        Flag("initialValue", modelEvent.InitialTriggerValue);
        Flag("persistent", modelEvent.IsPersistent);
        _math.Write(modelEvent.Trigger);
        _xml.WriteEndElement();
        Math("priority", modelEvent.Priority);
        Math("delay", modelEvent.Delay);
        List("listOfEventAssignments", modelEvent.Assignments, assignment =>
        {
            _xml.WriteStartElement("eventAssignment");
            _xml.WriteAttributeString("variable", assignment.Variable);
            _math.Write(assignment.Expression);
            _xml.WriteEndElement();
        });
        _xml.WriteEndElement();
    }

    private void Math(string name, Expression? expression)
    {
        if (expression is not null)
        {
            _xml.WriteStartElement(name);
            _math.Write(expression);
            _xml.WriteEndElement();
        }
    }
}
