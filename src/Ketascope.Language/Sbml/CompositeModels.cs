using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>The models that submodels can be instances of: those of a text, and of the files that it names (package <c>comp</c>, section 3.3).</summary>
/// <param name="root">The element <c>sbml</c>.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
/// <param name="sources">Receives every text that was read.</param>
internal sealed class CompositeModels(XmlNode root, DiagnosticBag diagnostics, ICollection<SourceText> sources)
{
    /// <summary>The namespace of the package.</summary>
    public const string Space = "http://www.sbml.org/sbml/level3/version1/comp/version1";

    private const int MaxFiles = 100;
    private readonly Dictionary<string, CompositeModels?> _files = [];

    /// <summary>The namespace of SBML's core in this text.</summary>
    public string Core => root.Space;

    /// <summary>The model of the text itself, or null.</summary>
    public XmlNode? Main => root.Child("model");

    /// <summary>The model that a submodel refers to, and the text that it stands in; null, with an error, where there is none.</summary>
    /// <param name="reference">The model's identifier.</param>
    /// <param name="place">The place that refers to it.</param>
    public (XmlNode Model, CompositeModels Home)? Find(string reference, SourceSpan place) => Find(reference, place, 0);

    private (XmlNode Model, CompositeModels Home)? Find(string? reference, SourceSpan place, int steps)
    {
        if (Main is { } main && (reference is null || main["id"] == reference))
        {
            return (main, this);
        }

        if (root.List(Space, "listOfModelDefinitions").FirstOrDefault(d => d.Get("", "id") == reference || d.Get(Space, "id") == reference) is { } definition)
        {
            return (definition, this);
        }

        XmlNode? external = root.List(Space, "listOfExternalModelDefinitions").FirstOrDefault(d => d.Get(Space, "id") == reference);
        if (external?.Get(Space, "source") is { } source)
        {
            if (steps >= MaxFiles)
            {
                diagnostics.Error("model-cycle", $"the definition '{reference}' refers to itself through other files", place);
                return null;
            }

            return Open(source, external.Span)?.Find(external.Get(Space, "modelRef"), external.Span, steps + 1);
        }

        IEnumerable<string> known = root.List(Space, "listOfModelDefinitions").Concat(root.List(Space, "listOfExternalModelDefinitions")).Select(d => d.Get(Space, "id")).OfType<string>();
        diagnostics.Error("unknown-model", $"there is no model '{reference}'{NearestName.Hint(reference ?? "", known)}", place);
        return null;
    }

    private CompositeModels? Open(string source, SourceSpan place)
    {
        if (_files.TryGetValue(source, out CompositeModels? known))
        {
            return known;
        }

        _files[source] = null;
        if (source.Contains("://", StringComparison.Ordinal) || source.StartsWith("urn:", StringComparison.Ordinal))
        {
            diagnostics.Error("file", $"'{source}' is not fetched; only files are read", place);
            return null;
        }

        if (sources.Count >= MaxFiles)
        {
            diagnostics.Error("too-large", $"the model uses more than {MaxFiles} files", place);
            return null;
        }

        int before = diagnostics.Items.Count;
        SourceText? text = SourceFiles.ReadImport(source, place.Source!, diagnostics);
        if (text is null)
        {
            if (diagnostics.Items.Count == before)
            {
                diagnostics.Error("file", $"{source}: there is no such file", place);
            }

            return null;
        }

        sources.Add(text);
        return SbmlTree.Read(text, diagnostics) is { } other ? _files[source] = new CompositeModels(other, diagnostics, sources) : null;
    }
}
