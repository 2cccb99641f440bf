using System.Collections.Immutable;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>Reads how uncertain a value is (package for distributions, section 3.10).</summary>
/// <param name="math">Reads formulas, and knows the names of units.</param>
/// <param name="annotations">Receives names and addresses of fields.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class UncertaintyReader(MathReader math, ICollection<Annotation> annotations, DiagnosticBag diagnostics)
{
    /// <summary>The namespace of the package.</summary>
    public const string Space = "http://www.sbml.org/sbml/level3/version1/distrib/version1";

    /// <summary>How the package spells <c>coefficientOfVariation</c>.</summary>
    public const string SpeltVariation = "coeffientOfVariation";

    /// <summary>The field of that.</summary>
    public const string Variation = "coefficientOfVariation";

    /// <summary>The fields of an element; of two with one name the first counts.</summary>
    /// <param name="node">The element.</param>
    /// <param name="subject">Its name in the model.</param>
    public ImmutableDictionary<string, ImmutableArray<Expression>> Read(XmlNode node, string subject)
    {
        ImmutableDictionary<string, ImmutableArray<Expression>> fields = ImmutableDictionary.Create<string, ImmutableArray<Expression>>(StringComparer.Ordinal);
        foreach (XmlNode parameter in Lists(node).SelectMany(u => u.All()).Where(n => n is { Space: Space, Name: "uncertParameter" or "uncertSpan" }))
        {
            string type = Get(parameter, "type") ?? "";
            type = type == SpeltVariation ? Variation : type;
            if (!Words.UncertaintyFields.Contains(type) || type == "stdev")
            {
                diagnostics.Error("attribute", $"'{type}' is no kind of uncertainty{NearestName.Hint(type, Words.UncertaintyFields)}", parameter.Span);
            }
            else if (Values(parameter, type) is { IsEmpty: false } values && !fields.ContainsKey(type))
            {
                fields = fields.Add(type, values);
            }

            if ((Get(parameter, "definitionURL") ?? Get(parameter, "name")) is { Length: > 0 } name)
            {
                annotations.Add(new Annotation($"{subject}.{type}", "name", [name], parameter.Span));
            }
        }

        return fields;
    }

    /// <summary>The list of the package, or the one that <see cref="UncertaintyWriter"/> puts into the annotation.</summary>
    private static IEnumerable<XmlNode> Lists(XmlNode node) =>
        node.Children.Concat(node.Child("annotation")?.Children ?? []).Where(c => c is { Name: "listOfUncertainties", Space: Space });

    private static string? Get(XmlNode node, string attribute) => (node.Get(Space, attribute) ?? node[attribute])?.Trim();

    private ImmutableArray<Expression> Values(XmlNode node, string type)
    {
        if (node.Name == "uncertSpan" && Value(node, "valueLower", "varLower") is { } lower && Value(node, "valueUpper", "varUpper") is { } upper)
        {
            return [lower, upper];
        }

        Expression? value = Value(node, "value", "var") ?? math.ReadFrom(node);
        if (type == "distribution" && value is not null && !(value is UserCallExpression call && RandomFunctions.Contains(call.FunctionName)))
        {
            diagnostics.Error("uncertainty", "a 'distribution' holds a random distribution of the package, such as 'normal'", node.Span);
            return [];
        }

        return value is null ? [] : [value];
    }

    private Expression? Value(XmlNode node, string valueAttribute, string nameAttribute)
    {
        if (Get(node, nameAttribute) is { } name)
        {
            return new NameExpression(name) { Span = node.PlaceOf(nameAttribute) };
        }

        if (Get(node, valueAttribute) is not { } text)
        {
            return null;
        }

        if (XmlNumber.Parse(text) is not { } number)
        {
            diagnostics.Error("attribute", $"'{valueAttribute}' must be a number, found '{text}'", node.PlaceOf(valueAttribute));
            return null;
        }

        string? unit = Get(node, "units");
        return new NumberExpression(number) { Span = node.PlaceOf(valueAttribute), UnitName = unit is null ? null : math.UnitNames.GetValueOrDefault(unit, unit) };
    }
}
