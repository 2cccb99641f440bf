using System.Globalization;
using System.Text.RegularExpressions;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Language.Units;

namespace Ketascope.Tests.Language.Antimony;

/// <summary>
/// What a model states, with its submodels put into it, apart from the language that it was written in: what is stated of what (<c>start of S</c>) and the value.
/// Left out is what means nothing: a value NaN, the default compartment as it is when no text says anything of it, in which order things stand, how numbers are multiplied.
/// </summary>
internal sealed partial class ModelStatements
{
    private const string DefaultCompartment = "default_compartment";
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Model _model;
    private readonly ModelUnits _units;
    private readonly HashSet<string> _stoichiometries;

    private ModelStatements(Model model, IEnumerable<string> submodels)
    {
        _model = model;
        _units = new ModelUnits(model, null);
        _stoichiometries = [.. model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(s => s.Stoichiometry).OfType<NameExpression>().Select(n => n.Name)];
        HashSet<string> determined = [.. model.Rules.Where(r => r.Kind is RuleKind.Assignment or RuleKind.Rate).Select(r => r.Variable), .. model.Events.SelectMany(e => e.Assignments).Select(a => a.Variable)];
        determined.UnionWith(model.Rules.Where(r => r.Kind == RuleKind.Algebraic).SelectMany(r => r.Expression.Names()));
        foreach (Symbol symbol in model.Symbols)
        {
            AddSymbol(symbol, !determined.Contains(symbol.Name), model.Rules.Any(r => r.Variable == symbol.Name && r.Kind != RuleKind.Initial));
        }

        AddRules();
        model.Reactions.ToList().ForEach(AddReaction);
        model.Events.ToList().ForEach(AddEvent);
        foreach (FunctionDefinition function in model.Functions)
        {
            Add($"function {function.Name}", $"({string.Join(", ", function.Parameters)}) {Print(function.Body)}");
        }

        foreach (UnitDefinition unit in model.Units)
        {
            Add($"unit {unit.Name}", UnitText(unit.Name));
        }

        // In a flat model there are no submodels to say anything of.
        HashSet<string> absent = [.. submodels];
        foreach (IGrouping<string, Annotation> notes in model.Annotations.Where(note => !absent.Contains(note.Subject.Split('.')[0]) && note.Subject != DefaultCompartment).GroupBy(note => $"{note.Qualifier} of {(note.Subject == model.Name ? "the model" : note.Subject)}"))
        {
            Add(notes.Key, string.Join(", ", notes.SelectMany(note => note.Values).Distinct().Order(StringComparer.Ordinal)));
        }

        foreach (Constraint constraint in model.Constraints)
        {
            Add($"constraint {Print(constraint.Condition)}", constraint.Message ?? "");
        }
    }

    /// <summary>What two texts state differently of their main models, one line each.</summary>
    public static IEnumerable<string> Differences(ModelDocument left, ModelDocument right)
    {
        SortedDictionary<string, string> ours = Of(left), theirs = Of(right);
        foreach (string what in ours.Keys.Union(theirs.Keys).Order(StringComparer.Ordinal))
        {
            string? mine = ours.GetValueOrDefault(what), other = theirs.GetValueOrDefault(what);
            if (mine != other)
            {
                yield return $"{what}: {mine ?? "(nothing)"} <> {other ?? "(nothing)"}";
            }
        }
    }

    private static SortedDictionary<string, string> Of(ModelDocument document)
    {
        DiagnosticBag diagnostics = new();
        Model model = SubmodelExpansion.Expand(document, diagnostics);
        Assert.False(diagnostics.HasErrors, string.Join("\n", diagnostics.Items));
        return new ModelStatements(model, document.Main.Submodels.Select(s => s.Name))._values;
    }

    private void Add(string what, string? value)
    {
        if (value is not null)
        {
            _values[what.Replace(".", "__", StringComparison.Ordinal)] = value;
        }
    }

    private void AddSymbol(Symbol symbol, bool isUntouched, bool isRuled)
    {
        string name = symbol.Name;
        bool isSpecies = symbol.Kind == SymbolKind.Species;
        if (name == DefaultCompartment && symbol is { IsConstant: null or true, Dimensions: 3, UnitName: null, DisplayName: null } && isUntouched)
        {
            return;
        }

        Add($"kind of {name}", symbol.Kind.ToString());
        Add($"constant {name}", (symbol.IsConstant ?? (!isSpecies && isUntouched)).ToString());
        Add($"unit of {name}", symbol.UnitName is { } unit ? UnitText(unit) : null);
        Add($"display name of {name}", symbol.DisplayName);
        foreach ((string field, var values) in symbol.Uncertainty)
        {
            Add($"{field} of {name}", string.Join(", ", values.Select(Print)));
        }

        if (symbol.Kind == SymbolKind.Compartment)
        {
            Add($"dimensions of {name}", symbol.Dimensions.ToString(CultureInfo.InvariantCulture));
        }
        else if (isSpecies)
        {
            Add($"boundary {name}", (symbol.IsBoundary || symbol.IsConstant == true || isRuled).ToString());
            Add($"substance only {name}", symbol.IsSubstanceOnly.ToString());
            Add($"compartment of {name}", Flat(symbol.Compartment ?? DefaultCompartment));
            Add($"conversion factor of {name}", symbol.ConversionFactor is { } factor ? Flat(factor) : null);
        }
    }

    private void AddRules()
    {
        HashSet<string> ruled = [.. _model.Rules.Where(r => r.Kind == RuleKind.Assignment).Select(r => r.Variable)];
        foreach (Rule rule in _model.Rules)
        {
            bool saysNothing = rule.Kind == RuleKind.Initial
                && (ruled.Contains(rule.Variable) || IsDefault(rule));
            if (!saysNothing)
            {
                Add(rule.Kind == RuleKind.Algebraic ? $"0 = {Print(rule.Expression)}" : $"{rule.Kind} value of {rule.Variable}", rule.Kind == RuleKind.Algebraic ? "" : Print(WithoutUnit(rule)));
            }
        }
    }

    /// <summary>Without a value a species starts empty, and a stoichiometry of SBML counts once.</summary>
    private bool IsDefault(Rule rule) => rule.Expression switch
    {
        NumberExpression { Value: double.NaN } => true,
        NumberExpression { Value: 0 } or CallExpression { Function: Function.Divide, Arguments: [NumberExpression { Value: 0 }, _] } => _model.Symbols.Any(s => s.Name == rule.Variable && s.Kind == SymbolKind.Species),
        NumberExpression { Value: 1 } => rule.Variable == DefaultCompartment || _stoichiometries.Contains(rule.Variable),
        _ => false,
    };

    /// <summary>A value in the unit of its symbol: <c>p = 1 mM</c>.</summary>
    private Expression WithoutUnit(Rule rule) =>
        rule.Expression is NumberExpression { UnitName: { } unit } number && _model.Symbols.FirstOrDefault(s => s.Name == rule.Variable)?.UnitName == unit ? new NumberExpression(number.Value) : rule.Expression;

    private void AddReaction(Reaction reaction)
    {
        Add($"reactants of {reaction.Name}", Side(reaction.Reactants));
        Add($"products of {reaction.Name}", Side(reaction.Products));
        Add($"modifiers of {reaction.Name}", string.Join(" ", Modifiers(reaction).Select(Flat).Order(StringComparer.Ordinal)));
        Add($"reversible {reaction.Name}", reaction.IsReversible.ToString());
        Add($"fast {reaction.Name}", reaction.IsFast.ToString());
        Add($"rate of {reaction.Name}", reaction.Rate is null ? "0" : Print(reaction.Rate));
        Add($"unit of {reaction.Name}", reaction.UnitName);
        Add($"display name of {reaction.Name}", reaction.DisplayName);
    }

    /// <summary>What the text says, and, as SBML demands, the other species in the rate.</summary>
    private IEnumerable<string> Modifiers(Reaction reaction) => reaction.Modifiers
        .Union((reaction.Rate?.Names() ?? []).Where(name => _model.Symbols.Any(s => s.Name == name && s.Kind == SymbolKind.Species)))
        .Except(reaction.Reactants.Concat(reaction.Products).Select(s => s.Species));

    private void AddEvent(ModelEvent stated)
    {
        ModelEvent e = stated with { Name = Unnamed().Replace(Flat(stated.Name), "event") };
        Add($"trigger of {e.Name}", Print(e.Trigger));
        Add($"delay of {e.Name}", e.Delay is null ? null : Print(e.Delay));
        Add($"priority of {e.Name}", e.Priority is null ? null : Print(e.Priority));
        Add($"options of {e.Name}", $"t0={e.InitialTriggerValue} persistent={e.IsPersistent} fromTrigger={e.UseValuesFromTriggerTime}");
        foreach (EventAssignment assignment in e.Assignments)
        {
            Add($"{assignment.Variable} at {e.Name}", Print(assignment.Expression));
        }
    }

    /// <summary>A name that a text gives to an event of an SBML model without names, and the one that such an event has in ours.</summary>
    [GeneratedRegex("^(\\w+__)?_E\\d+$")]
    private static partial Regex Unnamed();

    private static string Flat(string name) => name.Replace(".", "__", StringComparison.Ordinal);

    private static string Side(IEnumerable<SpeciesReference> side) =>
        string.Join(" + ", side.Select(s => $"{Print(s.Stoichiometry)} {Flat(s.Species)}").Order(StringComparer.Ordinal));

    private string UnitText(string name) => _units.Find(name)?.Unit.ToString() ?? (ModelUnits.Defaults.Contains(name) ? $"the model's {name}" : $"unknown {name}");

    private static string Print(Expression expression) => ExpressionPrinter.Print(expression.Rewrite(Plain));

    private static Expression? Plain(Expression node) => node switch
    {
        NameExpression name => new NameExpression(Flat(name.Name)),
        CallExpression { Function: Function.Negate, Arguments: [NumberExpression number] } => number with { Value = -number.Value },
        CallExpression { Function: Function.Plus } sum => sum with { Arguments = [.. sum.Arguments.SelectMany(a => a is CallExpression { Function: Function.Plus } inner ? inner.Arguments : [a])] },
        CallExpression { Function: Function.Times or Function.Divide } => Quotient(node),
        _ => null,
    };

    /// <summary>A product or quotient as one fraction: (a/b*c)/d is a*c/(b*d).</summary>
    private static Expression Quotient(Expression node)
    {
        List<Expression> above = [], below = [];
        Collect(node, above, below);
        Expression dividend = Product(above);
        return below.Count == 0 ? dividend : new CallExpression(Function.Divide, [dividend, Product(below)]);

        static void Collect(Expression part, List<Expression> above, List<Expression> below)
        {
            switch (part)
            {
                case CallExpression { Function: Function.Times } product:
                    product.Arguments.ToList().ForEach(factor => Collect(factor, above, below));
                    break;
                case CallExpression { Function: Function.Divide, Arguments: [var dividend, var divisor] }:
                    Collect(dividend, above, below);
                    Collect(divisor, below, above);
                    break;
                default:
                    above.Add(part);
                    break;
            }
        }

        static Expression Product(List<Expression> factors) => factors.Count switch
        {
            0 => new NumberExpression(1),
            1 => factors[0],
            _ => new CallExpression(Function.Times, [.. factors.OrderBy(ExpressionPrinter.Print, StringComparer.Ordinal)]),
        };
    }
}
