using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Collects the statements of one model; <see cref="ModelCompletion"/> makes the <see cref="Model"/> of them.</summary>
/// <param name="name">The model's name.</param>
/// <param name="span">Where it begins.</param>
/// <param name="errors">Where redefinitions are reported.</param>
internal sealed class ModelBuilder(string name, SourceSpan span, ReadErrors errors)
{
    private readonly Dictionary<string, Element> _elements = new(StringComparer.Ordinal);
    // By kind: initial, assignment, rate.
    private readonly Dictionary<string, int>[] _ruleIndex = [new(StringComparer.Ordinal), new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>The model's name.</summary>
    public string Name { get; } = name;

    /// <summary>Where it begins.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Whether the head marks it as the main model of its file.</summary>
    public bool IsStarred { get; init; }

    /// <summary>Whether it stands in the file that was asked for, rather than in an import.</summary>
    public bool IsInMainFile { get; init; }

    /// <summary>The names in the head's parentheses.</summary>
    public List<string> Exports { get; } = [];

    /// <summary>All names, in order of appearance.</summary>
    public List<Element> Elements { get; } = [];

    /// <summary>Equations; an empty place is one that was taken back.</summary>
    public List<Rule?> Rules { get; } = [];

    /// <summary>Elements of submodels that go, and equations that the text takes back (<c>x = ;</c>).</summary>
    public List<Deletion> Deletions { get; } = [];

    /// <summary>Reactions by name, in order.</summary>
    public OrderedDictionary<string, Reaction> Reactions { get; } = new(StringComparer.Ordinal);

    /// <summary>Compartments of reactions, where given.</summary>
    public Dictionary<string, string> ReactionCompartments { get; } = new(StringComparer.Ordinal);

    /// <summary>Modifiers by the reaction they influence.</summary>
    public List<(string Species, string Reaction)> Interactions { get; } = [];

    /// <summary>Events by name, in order.</summary>
    public OrderedDictionary<string, ModelEvent> Events { get; } = new(StringComparer.Ordinal);

    /// <summary>Conditions that must hold.</summary>
    public List<Constraint> Constraints { get; } = [];

    /// <summary>Units by name, in order.</summary>
    public OrderedDictionary<string, UnitDefinition> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>Submodels by name, in order.</summary>
    public OrderedDictionary<string, Submodel> Submodels { get; } = new(StringComparer.Ordinal);

    /// <summary>Statements that two names are one.</summary>
    public List<Synchronization> Synchronizations { get; } = [];

    /// <summary>Statements for people.</summary>
    public List<Annotation> Annotations { get; } = [];

    /// <summary>Whether the model states anything at all.</summary>
    public bool IsEmpty => Elements.Count == 0 && Rules.Count == 0 && Submodels.Count == 0 && Constraints.Count == 0;

    /// <summary>The element of a name, made where it is new.</summary>
    public Element Touch(string elementName, SourceSpan place)
    {
        if (!_elements.TryGetValue(elementName, out Element? element))
        {
            element = new Element(elementName, place);
            _elements.Add(elementName, element);
            Elements.Add(element);
        }

        return element;
    }

    /// <summary>The element of a name, or null.</summary>
    public Element? Find(string elementName) => _elements.GetValueOrDefault(elementName);

    /// <summary>The element of a name that a statement is about.</summary>
    public Element State(string elementName, SourceSpan place)
    {
        Element element = Touch(elementName, place);
        element.IsStated = true;
        return element;
    }

    /// <summary>A name for an element that the text leaves without one, such as <c>_J0</c>.</summary>
    public string NewName(string prefix)
    {
        int number = _numbers.GetValueOrDefault(prefix);
        string result;
        do
        {
            result = string.Create(CultureInfo.InvariantCulture, $"{prefix}{number++}");
        }
        while (_elements.ContainsKey(result));

        _numbers[prefix] = number;
        return result;
    }

    /// <summary>The rule of a kind for a variable, or null.</summary>
    public Rule? FindRule(RuleKind kind, string variable) => _ruleIndex[(int)kind].TryGetValue(variable, out int index) ? Rules[index] : null;

    /// <summary>Adds an equation. The later one of a kind wins, and so does the later one of an assignment and a rate.</summary>
    public void SetRule(Rule rule)
    {
        Element element = State(rule.Variable, rule.Span);
        if (rule.Expression is NumberExpression { UnitName: { } unit })
        {
            element.UnitName ??= unit;
        }

        RuleKind? other = rule.Kind switch
        {
            RuleKind.Assignment => RuleKind.Rate,
            RuleKind.Rate => RuleKind.Assignment,
            _ => null,
        };
        if (FindRule(rule.Kind, rule.Variable) is { } earlier)
        {
            WarnAgain(rule.Variable, earlier.Span, rule.Span);
            RemoveRule(rule.Kind, rule.Variable);
        }
        else if (other is { } kind && FindRule(kind, rule.Variable) is { } rival)
        {
            WarnAgain(rule.Variable, rival.Span, rule.Span);
            RemoveRule(kind, rule.Variable);
        }

        Deletions.RemoveAll(deletion => deletion.Path == rule.Variable && deletion.Rule == rule.Kind);
        _ruleIndex[(int)rule.Kind][rule.Variable] = Rules.Count;
        Rules.Add(rule);
    }

    /// <summary>Adds an algebraic equation; of those with one name the later one counts.</summary>
    public void AddAlgebraic(Rule rule)
    {
        int index = rule.Name is null ? -1 : Rules.FindIndex(other => other?.Name == rule.Name);
        if (index >= 0)
        {
            WarnAgain(rule.Name!, Rules[index]!.Span, rule.Span);
            Rules[index] = null;
        }

        Rules.Add(rule);
    }

    /// <summary>Takes an equation back, this model's own and a submodel's that comes with the name.</summary>
    public void ClearRule(RuleKind kind, string variable, SourceSpan place)
    {
        State(variable, place);
        RemoveRule(kind, variable);
        Deletions.Add(new Deletion(variable, place) { Rule = kind });
    }

    /// <summary>Adds or replaces an element that has a body.</summary>
    public void Put<T>(OrderedDictionary<string, T> table, string key, T value, (SourceSpan Earlier, SourceSpan Now) places)
    {
        if (table.ContainsKey(key))
        {
            WarnAgain(key, places.Earlier, places.Now);
        }

        table[key] = value;
    }

    /// <summary>Removes an equation and gives it back; null where there is none.</summary>
    public Rule? TakeRule(RuleKind kind, string variable)
    {
        Rule? rule = FindRule(kind, variable);
        RemoveRule(kind, variable);
        return rule;
    }

    private bool RemoveRule(RuleKind kind, string variable)
    {
        bool found = _ruleIndex[(int)kind].Remove(variable, out int index);
        if (found)
        {
            Rules[index] = null;
        }

        return found;
    }

    private void WarnAgain(string what, SourceSpan earlier, SourceSpan now) =>
        errors.Warning("defined-twice", $"'{what}' was defined before ({earlier}); this later definition counts", now);
}
