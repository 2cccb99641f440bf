using System.Collections.Immutable;
using System.Xml;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Writes how uncertain values are (package for distributions, section 3.10). A text that declares the package must say that it is required, and programs that
/// do not know it then refuse the whole model. Where nothing is drawn in formulas the elements therefore stand in annotations, where all programs leave them in
/// peace.
/// </summary>
/// <param name="xml">Where it goes.</param>
/// <param name="math">Writes formulas.</param>
/// <param name="model">The model.</param>
/// <param name="unitId">The identifier of a unit's name, or null where the text does not define it.</param>
/// <param name="diagnostics">Receives a warning for what cannot be written.</param>
internal sealed class UncertaintyWriter(XmlWriter xml, MathWriter math, Model model, Func<string, string?> unitId, DiagnosticBag diagnostics)
{
    private const string Prefix = "distrib", Space = UncertaintyReader.Space;
    private readonly Dictionary<string, string> _names = model.Annotations.Where(a => a.Qualifier == "name" && a.Subject.Contains('.', StringComparison.Ordinal))
        .GroupBy(a => a.Subject, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Values[0], StringComparer.Ordinal);

    /// <summary>Whether the text must declare the package: formulas draw.</summary>
    public bool IsPackage { get; } = RandomDraws.Any(model);

    /// <summary>What writes a symbol's fields into its annotation; null where they do not stand there.</summary>
    public Action? InAnnotation(Symbol symbol) => IsPackage || symbol.Uncertainty.Count == 0 ? null : () => WriteList(symbol);

    /// <summary>Writes a symbol's fields behind its annotation, where they stand there.</summary>
    public void Write(Symbol symbol)
    {
        if (IsPackage && symbol.Uncertainty.Count > 0)
        {
            WriteList(symbol);
        }
    }

    private void WriteList(Symbol symbol)
    {
        Start("listOfUncertainties");
        Start("uncertainty");
        foreach ((string field, ImmutableArray<Expression> values) in symbol.Uncertainty.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            bool isExternal = field == "externalParameter";
            Start(values.Length == 2 || isExternal ? "uncertSpan" : "uncertParameter");
            Attribute("type", field == UncertaintyReader.Variation ? UncertaintyReader.SpeltVariation : field);
            if (_names.TryGetValue($"{symbol.Name}.{field}", out string? name))
            {
                Attribute(isExternal || field == "distribution" ? "definitionURL" : "name", name);
            }

            if (values.Length == 2)
            {
                if (!Value(values[0], "Lower") | !Value(values[1], "Upper"))
                {
                    diagnostics.Warning("not-written", $"SBML takes numbers and names as the bounds of '{symbol.Name}.{field}', not formulas; these are left out", values[0].Span);
                }
            }
            else if (!Value(values[0], ""))
            {
                math.Write(values[0]);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Start(string name) => xml.WriteStartElement(Prefix, name, Space);

    private void Attribute(string name, string value) => xml.WriteAttributeString(Prefix, name, Space, value);

    /// <summary>Writes a number or a name as attributes; false for anything else.</summary>
    private bool Value(Expression value, string end)
    {
        if (value is NameExpression name)
        {
            Attribute("var" + end, name.Name);
            return true;
        }

        if (((value as NumberExpression)?.Value ?? ConstantValue.Of(value, _ => null)) is not { } number)
        {
            return false;
        }

        Attribute("value" + end, XmlNumber.Text(number));
        if (end != "Upper" && (value as NumberExpression)?.UnitName is { } unit && unitId(unit) is { } id)
        {
            Attribute("units", id);
        }

        return true;
    }
}
