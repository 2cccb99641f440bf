using System.Globalization;
using System.Xml.Linq;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

/// <summary>Compares a model that was read with the SBML that the reference translator makes of the same text.</summary>
internal sealed class ReferenceMeaning(string file, Model model, XElement reference)
{
    private readonly List<string> _differences = [];
    private readonly HashSet<string> _ruled = [.. model.Rules.Where(r => r.Kind is RuleKind.Assignment or RuleKind.Rate).Select(r => r.Variable)];
    private readonly HashSet<string> _assigned = [.. model.Events.SelectMany(e => e.Assignments).Select(a => a.Variable)];

    public static XElement? FindModel(XDocument document, string name) =>
        document.Descendants().FirstOrDefault(e => e.Name.LocalName is "model" or "modelDefinition" && (string?)e.Attribute("id") == name);

    public IReadOnlyList<string> Differences()
    {
        CompareSymbols();
        CompareReactions();
        CompareEvents();
        CompareRules();
        CompareIds("submodel", model.Submodels.Select(s => s.Name), Ids("submodel"));
        return _differences;
    }

    private IEnumerable<XElement> All(string element) => reference.Descendants().Where(e => e.Name.LocalName == element);

    private IEnumerable<string> Ids(string element) =>
        All(element).Select(e => (string?)e.Attributes().FirstOrDefault(a => a.Name.LocalName == "id") ?? "").Where(id => id.Length > 0);

    private void Differ(string what) => _differences.Add($"{Path.GetFileName(file)}: {model.Name}: {what}");

    private void CompareIds(string what, IEnumerable<string> ours, IEnumerable<string> theirs)
    {
        string left = string.Join(' ', ours.Order(StringComparer.Ordinal));
        string right = string.Join(' ', theirs.Order(StringComparer.Ordinal));
        if (left != right)
        {
            Differ($"{what}: read [{left}], reference [{right}]");
        }
    }

    private void CompareSymbols()
    {
        foreach ((string element, SymbolKind kind) in new[] { ("compartment", SymbolKind.Compartment), ("species", SymbolKind.Species), ("parameter", SymbolKind.Parameter) })
        {
            IEnumerable<string> ours = model.Symbols.Where(s => s.Kind == kind && !s.Name.Contains('.', StringComparison.Ordinal)).Select(s => s.Name);
            IEnumerable<string> theirs = Ids(element).Concat(kind == SymbolKind.Parameter ? Ids("speciesReference") : []);
            CompareIds(element, ours, theirs.Where(id => id != "default_compartment" || ours.Contains(id)));
            foreach (XElement theirSymbol in All(element))
            {
                if (model.Symbols.FirstOrDefault(s => s.Name == (string?)theirSymbol.Attribute("id") && s.Kind == kind) is { } symbol)
                {
                    CompareSymbol(symbol, theirSymbol);
                }
            }
        }
    }

    private void CompareSymbol(Symbol symbol, XElement theirs)
    {
        bool changes = _ruled.Contains(symbol.Name) || _assigned.Contains(symbol.Name) || symbol.Kind == SymbolKind.Species;
        bool isSharedOrImplied = model.Submodels.Length > 0 || model.Rules.Any(r => r.Kind == RuleKind.Algebraic);
        if (!isSharedOrImplied)
        {
            Compare($"constant of {symbol.Name}", symbol.IsConstant ?? !changes, theirs.Attribute("constant"));
        }

        if (symbol.Kind == SymbolKind.Species)
        {
            Compare($"boundary of {symbol.Name}", symbol.IsBoundary, theirs.Attribute("boundaryCondition"));
            Compare($"substance only of {symbol.Name}", symbol.IsSubstanceOnly, theirs.Attribute("hasOnlySubstanceUnits"));
            string compartment = symbol.Compartment ?? "default_compartment";
            if (compartment != (string?)theirs.Attribute("compartment"))
            {
                Differ($"compartment of {symbol.Name}: read {compartment}, reference {(string?)theirs.Attribute("compartment")}");
            }
        }

        // Values that come from a submodel or a rule are written twice by the translator.
        if (model.Submodels.Length == 0 && !_ruled.Contains(symbol.Name))
        {
            CompareValue(symbol, theirs);
        }
    }

    private void CompareValue(Symbol symbol, XElement theirs)
    {
        XAttribute? value = theirs.Attribute("value") ?? theirs.Attribute("size") ?? theirs.Attribute("initialConcentration") ?? theirs.Attribute("initialAmount");
        Expression? ours = model.Rules.LastOrDefault(r => r.Kind == RuleKind.Initial && r.Variable == symbol.Name)?.Expression;
        // An initial amount is written as amount / compartment.
        ours = ours is CallExpression { Function: Function.Divide } quotient && theirs.Attribute("initialAmount") is not null ? quotient.Arguments[0] : ours;
        if (value is not null && ours is NumberExpression number)
        {
            double expected = value.Value switch
            {
                "INF" => double.PositiveInfinity,
                "-INF" => double.NegativeInfinity,
                _ => double.Parse(value.Value, CultureInfo.InvariantCulture),
            };
            if (!number.Value.Equals(expected))
            {
                Differ($"value of {symbol.Name}: read {number.Value}, reference {expected}");
            }
        }
        else if (value is not null != ours is NumberExpression && symbol.Name != "default_compartment")
        {
            Differ($"value of {symbol.Name}: read {(ours is null ? "none" : ExpressionPrinter.Print(ours))}, reference {value?.Value ?? "none"}");
        }
    }

    private void Compare(string what, bool ours, XAttribute? theirs)
    {
        if (theirs is not null && ours != (bool)theirs)
        {
            Differ($"{what}: read {ours}, reference {theirs.Value}");
        }
    }

    private void CompareReactions()
    {
        CompareIds("reactions", model.Reactions.Select(r => r.Name), Ids("reaction"));
        foreach (XElement theirs in All("reaction"))
        {
            if (model.Reactions.FirstOrDefault(r => r.Name == (string?)theirs.Attribute("id")) is not { } reaction)
            {
                continue;
            }

            Compare($"reversible of {reaction.Name}", reaction.IsReversible, theirs.Attribute("reversible"));
            CompareSide($"reactants of {reaction.Name}", reaction.Reactants, theirs, "listOfReactants");
            CompareSide($"products of {reaction.Name}", reaction.Products, theirs, "listOfProducts");
            if (reaction.Rate is not null != theirs.Elements().Any(e => e.Name.LocalName == "kineticLaw"))
            {
                Differ($"rate of {reaction.Name}");
            }
        }
    }

    private void CompareSide(string what, IEnumerable<SpeciesReference> ours, XElement reaction, string list)
    {
        IEnumerable<XElement> theirs = reaction.Elements().Where(e => e.Name.LocalName == list).Elements();
        CompareIds(
            what,
            ours.Select(r => $"{(r.Stoichiometry is NumberExpression n ? n.Value.ToString(CultureInfo.InvariantCulture) : ((NameExpression)r.Stoichiometry).Name)} {r.Species}"),
            theirs.Select(e => $"{(string?)e.Attribute("id") ?? (string?)e.Attribute("stoichiometry")} {(string?)e.Attribute("species")}"));
    }

    private void CompareEvents()
    {
        CompareIds("events", model.Events.Select(e => e.Name), Ids("event"));
        foreach (XElement theirs in All("event"))
        {
            if (model.Events.FirstOrDefault(e => e.Name == (string?)theirs.Attribute("id")) is not { } ours)
            {
                continue;
            }

            XElement trigger = theirs.Elements().First(e => e.Name.LocalName == "trigger");
            Compare($"persistent of {ours.Name}", ours.IsPersistent, trigger.Attribute("persistent"));
            Compare($"initial value of {ours.Name}", ours.InitialTriggerValue, trigger.Attribute("initialValue"));
            Compare($"trigger time values of {ours.Name}", ours.UseValuesFromTriggerTime, theirs.Attribute("useValuesFromTriggerTime"));
            CompareIds(
                $"assignments of {ours.Name}",
                ours.Assignments.Select(a => a.Variable),
                theirs.Descendants().Where(e => e.Name.LocalName == "eventAssignment").Select(e => (string?)e.Attribute("variable") ?? ""));
            if (ours.Delay is not null != theirs.Elements().Any(e => e.Name.LocalName == "delay")
                || ours.Priority is not null != theirs.Elements().Any(e => e.Name.LocalName == "priority"))
            {
                Differ($"delay or priority of {ours.Name}");
            }
        }
    }

    private void CompareRules()
    {
        foreach ((string element, RuleKind kind) in new[] { ("assignmentRule", RuleKind.Assignment), ("rateRule", RuleKind.Rate) })
        {
            CompareIds(
                element,
                model.Rules.Where(r => r.Kind == kind && !r.Variable.Contains('.', StringComparison.Ordinal)).Select(r => r.Variable),
                All(element).Select(e => (string?)e.Attribute("variable") ?? ""));
        }

        int algebraic = model.Rules.Count(r => r.Kind == RuleKind.Algebraic);
        if (algebraic != All("algebraicRule").Count())
        {
            Differ($"algebraic rules: read {algebraic}");
        }
    }
}
