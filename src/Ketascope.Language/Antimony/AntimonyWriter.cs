using System.Collections.Immutable;
using System.Text;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Writing;

namespace Ketascope.Language.Antimony;

/// <summary>
/// Writes models in Antimony, so that reading gives the same meaning. Submodels are put into the model that holds them (<c>A.x</c> becomes <c>A__x</c>).
/// </summary>
public sealed class AntimonyWriter
{
    private readonly StringBuilder _text = new();
    private readonly Model _model;
    private readonly HashSet<string> _taken;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<string> _helpers = [];

    private AntimonyWriter(WritableModel writable, DiagnosticBag diagnostics)
    {
        _model = writable.Model;
        _taken = writable.Taken();
        _diagnostics = diagnostics;
    }

    /// <summary>Writes the main model of a document.</summary>
    /// <param name="document">The models.</param>
    /// <param name="diagnostics">Receives what Antimony cannot say: fast reactions.</param>
    /// <returns>The text, or null when there was any error.</returns>
    public static WrittenModel? Write(ModelDocument document, DiagnosticBag diagnostics)
    {
        DiagnosticBag found = new();
        WritableModel writable = WritableModel.Of(document, IsReserved, unitsShareNames: true, found);
        AntimonyWriter writer = new(writable, found);
        writer.Write();
        foreach (Diagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        return found.HasErrors ? null : new WrittenModel(writer._text.ToString(), writable.Names);
    }

    private static bool IsReserved(string name) => Words.IsKeyword(name) || name == "time" || Constants.Find(name) is not null || FunctionCatalogue.Find(name) is not null
        || name == "sqr" || RandomFunctions.Contains(name);

    private static string Print(Expression expression) => ExpressionPrinter.Print(expression);

    private void Line(string line) => _text.Append(line).Append('\n');

    private void Write()
    {
        foreach (FunctionDefinition function in _model.Functions)
        {
            Line($"function {function.Name}({string.Join(", ", function.Parameters)})");
            Line($"  {Print(function.Body)};");
            Line("end");
            Line("");
        }

        Line(_model.Exports.IsEmpty ? $"model *{_model.Name}" : $"model *{_model.Name}({string.Join(", ", _model.Exports)})");
        foreach (UnitDefinition unit in _model.Units)
        {
            Line($"  unit {unit.Name} = {Print(unit.Formula)};");
        }

        foreach (Symbol symbol in _model.Symbols)
        {
            Declare(symbol);
        }

        foreach (Reaction reaction in _model.Reactions)
        {
            Write(reaction);
        }

        foreach (Rule rule in _model.Rules)
        {
            Line($"  {Left(rule)} {Print(rule.Expression)};");
        }

        _helpers.ForEach(Line);
        foreach (ModelEvent modelEvent in _model.Events.Where(e => e.Assignments.Length > 0))
        {
            Write(modelEvent);
        }

        foreach (Constraint constraint in _model.Constraints)
        {
            string message = constraint.Message is null ? "" : $" // {string.Join(' ', constraint.Message.Split('\n'))}";
            Line($"  constraint {WritableModel.Free(_taken, "_con")}: {Print(constraint.Condition)};{message}");
        }

        bool IsTitle(Annotation annotation) => annotation.Qualifier == "name" && (annotation.Subject == _model.Name || _model.Functions.Any(f => f.Name == annotation.Subject));
        // What was said of a submodel has no place in a model without submodels.
        HashSet<string> subjects = [_model.Name, .. _model.Symbols.Select(s => s.Name), .. _model.Reactions.Select(r => r.Name), .. _model.Events.Select(e => e.Name), .. _model.Functions.Select(f => f.Name)];
        foreach (Annotation annotation in _model.Annotations.Where(a => !IsTitle(a) && subjects.Contains(a.Subject.Split('.')[0])))
        {
            Write(annotation);
        }

        Line("end");
        foreach (Annotation annotation in _model.Annotations.Where(IsTitle))
        {
            Line($"{annotation.Subject} is {Quoted(annotation.Values[0])};");
        }
    }

    private static string Left(Rule rule) => rule.Kind switch
    {
        RuleKind.Initial => $"{rule.Variable} =",
        RuleKind.Assignment => $"{rule.Variable} :=",
        RuleKind.Rate => $"{rule.Variable}' =",
        _ => "0 =",
    };

    private void Declare(Symbol symbol)
    {
        string kind = symbol.Kind switch
        {
            SymbolKind.Compartment => "compartment",
            SymbolKind.Species => symbol.IsSubstanceOnly ? "substanceOnly species" : "species",
            _ => "formula",
        };
        string constant = symbol.IsConstant switch { true => "const ", false => "var ", null => "" };
        string place = symbol is { Kind: SymbolKind.Species, Compartment: { } compartment } ? $" in {compartment}" : "";
        Line($"  {constant}{kind} {(symbol.IsBoundary ? "$" : "")}{symbol.Name}{place};");
        if (symbol.UnitName is { } unit)
        {
            Line($"  {symbol.Name} has {unit};");
        }

        if (symbol.DisplayName is { } name)
        {
            Line($"  {symbol.Name} is {Quoted(name)};");
        }

        foreach ((string field, ImmutableArray<Expression> values) in symbol.Uncertainty.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line($"  {symbol.Name}.{field} = {(values.Length == 1 ? Print(values[0]) : $"{{{string.Join(", ", values.Select(Print))}}}")};");
        }
    }

    private void Write(Reaction reaction)
    {
        List<string> left = [], right = [];
        foreach ((SpeciesReference reference, bool isLeft) in reaction.Reactants.Select(r => (r, true)).Concat(reaction.Products.Select(r => (r, false))))
        {
            (string participant, bool isTurned) = Participant(reaction.Name, reference);
            (isLeft != isTurned ? left : right).Add(participant);
        }

        if (left.Count + right.Count == 0)
        {
            // A reaction that changes nothing is only a name for its rate.
            Line($"  {reaction.Name} := {Print(reaction.Rate ?? Terms.Number(double.NaN))};");
            return;
        }

        string rate = reaction.Rate is null ? "" : " " + Print(reaction.Rate);
        Line($"  {reaction.Name}: {string.Join(" + ", left)} {(reaction.IsReversible ? "->" : "=>")} {string.Join(" + ", right)};{rate};");
        if (reaction.IsFast)
        {
            Line($"  fast reaction {reaction.Name};");
            _diagnostics.Warning("own-words", $"'fast reaction {reaction.Name}' is Ketascope's own: Antimony has no words for fast reactions, and other programs will not read it", reaction.Span);
        }

        foreach (string modifier in reaction.Modifiers)
        {
            Line($"  {modifier} -( {reaction.Name};");
        }

        if (reaction.UnitName is { } unit)
        {
            Line($"  {reaction.Name} has {unit};");
        }

        if (reaction.DisplayName is { } name)
        {
            Line($"  {reaction.Name} is {Quoted(name)};");
        }
    }

    /// <summary>A species with its stoichiometry, which Antimony writes as a number or a name; a negative number belongs on the other side.</summary>
    private (string Text, bool IsTurned) Participant(string reaction, SpeciesReference reference)
    {
        string? factor = _model.Symbols.FirstOrDefault(s => s.Name == reference.Species)?.ConversionFactor;
        Expression stoichiometry = factor is null ? reference.Stoichiometry : Terms.Multiply(reference.Stoichiometry, Terms.Name(factor));
        switch (stoichiometry)
        {
            case NumberExpression { Value: 1 }:
                return (reference.Species, false);
            case NumberExpression number when double.IsFinite(number.Value):
                string size = Math.Abs(number.Value) == 1 ? "" : Print(Terms.Number(Math.Abs(number.Value))) + " ";
                return (size + reference.Species, number.Value < 0);
            case NameExpression name:
                return ($"{name.Name} {reference.Species}", false);
            default:
                string helper = WritableModel.Free(_taken, $"{reaction}_{reference.Species}_stoichiometry");
                _helpers.Add($"  {helper} := {Print(stoichiometry)};");
                return ($"{helper} {reference.Species}", false);
        }
    }

    private void Write(ModelEvent modelEvent)
    {
        string delay = modelEvent.Delay is null ? "" : $"{Print(modelEvent.Delay)} after ";
        string options = (modelEvent.Priority is null ? "" : $", priority = {Print(modelEvent.Priority)}")
            + (modelEvent.InitialTriggerValue ? "" : ", t0 = false")
            + (modelEvent.IsPersistent ? "" : ", persistent = false")
            + (modelEvent.UseValuesFromTriggerTime ? "" : ", fromTrigger = false");
        Line($"  {modelEvent.Name}: at {delay}{Print(modelEvent.Trigger)}{options}: {string.Join(", ", modelEvent.Assignments.Select(a => $"{a.Variable} = {Print(a.Expression)}"))};");
    }

    private void Write(Annotation annotation)
    {
        string subject = annotation.Subject == _model.Name ? "model" : annotation.Subject;
        if (annotation.Qualifier == "sboTerm")
        {
            Line($"  {subject}.sboTerm = {annotation.Values[0]};");
        }
        else if (annotation.Qualifier == "name")
        {
            Line($"  {subject} is {Quoted(annotation.Values[0])};");
        }
        else if (annotation.Values.Length > 0)
        {
            Line($"  {subject} {annotation.Qualifier} {string.Join(", ", annotation.Values.Select(Quoted))};");
        }
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny('"', '\n', '\\') < 0 ? $"\"{text}\"" : $"```{text.Replace("```", "'''", StringComparison.Ordinal)}```";
}
