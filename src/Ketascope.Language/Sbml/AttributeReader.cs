using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>Reads attributes and says where one is not what it must be.</summary>
internal sealed class AttributeReader(SbmlLevel level, DiagnosticBag diagnostics)
{
    /// <summary>The identifier, or null where there is none or it is not of the form of one.</summary>
    public string? OptionalId(XmlNode node)
    {
        string? id = node[level.IdAttribute]?.Trim();
        if (id is not null && !IsId(id))
        {
            diagnostics.Error("attribute", $"'{id}' is not an identifier: letters, digits and '_', the first no digit", node.PlaceOf(level.IdAttribute));
            return null;
        }

        return id;
    }

    /// <summary>The identifier; null, with an error, where there is none.</summary>
    public string? Id(XmlNode node)
    {
        if (node[level.IdAttribute] is null)
        {
            diagnostics.Error("attribute", $"'{node.Name}' needs the attribute '{level.IdAttribute}'", node.Span);
            return null;
        }

        return OptionalId(node);
    }

    /// <summary>An attribute that must be there; null, with an error, where it is not.</summary>
    public string? Required(XmlNode node, string name)
    {
        string? value = node[name]?.Trim();
        if (value is null)
        {
            diagnostics.Error("attribute", $"'{node.Name}' needs the attribute '{name}'", node.Span);
        }

        return value;
    }

    /// <summary>An attribute that is true or false, or null where there is none.</summary>
    public bool? Flag(XmlNode node, string name)
    {
        string? text = node[name]?.Trim();
        bool? value = text switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => null,
        };
        if (text is not null && value is null)
        {
            diagnostics.Error("attribute", $"'{name}' must be 'true' or 'false', found '{text}'", node.PlaceOf(name));
        }

        return value;
    }

    /// <summary>An attribute that is a number, or null where there is none.</summary>
    public double? Number(XmlNode node, string name)
    {
        string? text = node[name];
        double? value = text is null ? null : XmlNumber.Parse(text);
        if (text is not null && value is null)
        {
            diagnostics.Error("attribute", $"'{name}' must be a number, found '{text}'", node.PlaceOf(name));
        }

        return value;
    }

    /// <summary>What people call an element: from Level 2 on.</summary>
    public string? DisplayName(XmlNode node) => level.Level > 1 && node["name"] is { Length: > 0 } name ? name : null;

    private static bool IsId(string id) => id.Length > 0 && !char.IsAsciiDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
