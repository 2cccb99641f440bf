using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>Renames identifiers in a model's element, where they are declared and where they are used.</summary>
/// <param name="names">The new name of a compartment, species, parameter, reaction, event, function or species reference; null keeps it.</param>
/// <param name="units">The new name of a unit; null keeps it.</param>
internal sealed class XmlRenaming(Func<string, string?> names, Func<string, string?> units)
{
    /// <summary>Renames everywhere in an element.</summary>
    public void Apply(XmlNode model) => Apply(model, []);

    private void Apply(XmlNode node, HashSet<string> hidden)
    {
        HashSet<string> inside = hidden;
        switch (node.Name)
        {
            case "kineticLaw":
                inside = [.. hidden, .. node.Children.SelectMany(list => list.Children).Where(c => c.Name is "localParameter" or "parameter").Select(c => c["id"]).OfType<string>()];
                break;
            case "lambda" when node.Space == MathNames.Space:
                inside = [.. hidden, .. node.Children.Where(c => c.Name == "bvar").Select(c => c.First?.Text.Trim()).OfType<string>()];
                break;
            case "ci" when node.Space == MathNames.Space && !hidden.Contains(node.Text.Trim()):
                node.SetText(names(node.Text.Trim()) ?? node.Text);
                return;
            case "annotation" or "notes":
                return;
        }

        bool isLocal = node.Name == "localParameter" || (node.Name == "parameter" && hidden.Contains(node["id"] ?? ""));
        node.ChangeAttributes(attribute => (attribute.Name, attribute.Space.Length) switch
        {
            ("id", 0) when node.Name == "unitDefinition" => units(attribute.Value),
            ("id", 0) when !isLocal && node.Name != "model" => names(attribute.Value),
            ("compartment" or "species" or "variable" or "symbol" or "conversionFactor" or "outside", 0) => names(attribute.Value.Trim()),
            ("var" or "varLower" or "varUpper", _) when node.Space == UncertaintyReader.Space => names(attribute.Value.Trim()),
            ("units", _) when node.Space == UncertaintyReader.Space => units(attribute.Value.Trim()),
            ("units", _) when node.Name == "cn" => units(attribute.Value.Trim()),
            ("units" or "substanceUnits" or "timeUnits" or "volumeUnits" or "areaUnits" or "lengthUnits" or "extentUnits" or "spatialSizeUnits", 0) => units(attribute.Value.Trim()),
            _ => null,
        });
        foreach (XmlNode child in node.Children)
        {
            Apply(child, inside);
        }
    }
}
