using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;
using Ketascope.Language.Recognition;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Reads SBML, the exchange format of systems biology, Level 1 to Level 3 Version 2 (Keating, Waltemath, König et al. 2020, doi:10.15252/msb.20199110).
/// </summary>
/// <remarks>
/// Submodels are put into the model that holds them (<c>A__x</c>). Packages that are required and not understood are refused by name.
/// Nothing is fetched but files that the text names as model definitions.
/// </remarks>
public static class SbmlReader
{
    private const string Prefix = "http://www.sbml.org/sbml/level";

    /// <summary>Whether a text is XML rather than Antimony: its first sign is <c>&lt;</c>.</summary>
    /// <param name="text">The text.</param>
    public static bool IsXml(string text) => text.AsSpan().TrimStart('\uFEFF').TrimStart().StartsWith("<");

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Receives what is wrong, with its place.</param>
    /// <param name="sources">Receives the text and those of files that it names, or null.</param>
    /// <returns>The models, or null when there was any error.</returns>
    public static ModelDocument? Read(SourceText text, DiagnosticBag diagnostics, ICollection<SourceText>? sources = null)
    {
        DiagnosticBag found = new();
        sources ??= [];
        sources.Add(text);
        ModelDocument? document = SbmlTree.Read(text, found) is { } root ? Read(root, found, sources) : null;
        foreach (Diagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        return found.HasErrors ? null : document;
    }

    private static ModelDocument? Read(XmlNode root, DiagnosticBag diagnostics, ICollection<SourceText> sources)
    {
        if (root.Name != "sbml")
        {
            diagnostics.Error("xml", ForeignFile.DescribeXml(root.Name) ?? $"the text holds '{root.Name}'; a model in XML must be SBML", root.Span);
            return null;
        }

        if (LevelOf(root, diagnostics) is not { } level || !CheckPackages(root, diagnostics))
        {
            return null;
        }

        if (root.Child("model") is not { } node)
        {
            diagnostics.Error("empty", "the text holds no model", root.Span);
            return null;
        }

        if (node.List(CompositeModels.Space, "listOfSubmodels").Any())
        {
            node = new ModelComposition(diagnostics).Flatten(node, new CompositeModels(root, diagnostics, sources));
        }

        if (diagnostics.HasErrors)
        {
            return null;
        }

        Model model = new ModelReader(node, level, diagnostics).Read();
        return new ModelDocument(model, ImmutableDictionary.Create<string, Model>(StringComparer.Ordinal).Add(model.Name, model));
    }

    private static SbmlLevel? LevelOf(XmlNode root, DiagnosticBag diagnostics)
    {
        AttributeReader attributes = new(new SbmlLevel(3, 2), diagnostics);
        double number = attributes.Number(root, "level") ?? 0, version = attributes.Number(root, "version") ?? 0;
        SbmlLevel level = new(Small(number), Small(version));
        if (!level.IsKnown)
        {
            diagnostics.Error("level", $"SBML Level {number.ToString(CultureInfo.InvariantCulture)} Version {version.ToString(CultureInfo.InvariantCulture)} is not known; Level 1 Version 2 to Level 3 Version 2 are read", root.Span);
            return null;
        }

        return level;

        static int Small(double value) => value is >= 0 and < 100 && value == Math.Floor(value) ? (int)value : 0;
    }

    /// <summary>Refuses packages that change what the mathematics means and are not read.</summary>
    private static bool CheckPackages(XmlNode root, DiagnosticBag diagnostics)
    {
        bool isReadable = true;
        foreach (XmlAttribute required in root.Attributes.Where(a => a.Name == "required" && a.Space.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string package = required.Space.Split('/') is [.., var name, var version] && version.StartsWith("version", StringComparison.Ordinal) ? name : required.Space;
            bool isRequired = required.Value.Trim() is "true" or "1";
            if (isRequired && required.Space is not (CompositeModels.Space or UncertaintyReader.Space))
            {
                diagnostics.Error("package", $"the model requires the package '{package}', which is not read", required.Span);
                isReadable = false;
            }
        }

        return isReadable;
    }
}
