using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>An instance of a model while submodels are put together: a copy of its element, and what references into it lead to.</summary>
internal sealed class ModelInstance
{
    private const string Comp = CompositeModels.Space;
    private readonly Dictionary<string, XmlNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XmlNode> _byUnit = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XmlNode> _byMetaId = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics;

    /// <summary>Copies a model.</summary>
    /// <param name="definition">The element of the model or model definition.</param>
    /// <param name="home">The text that it stands in.</param>
    /// <param name="diagnostics">Receives references that lead nowhere.</param>
    public ModelInstance(XmlNode definition, CompositeModels home, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        Home = home;
        Definition = definition;
        Model = definition.Copy(("model", home.Core));
        foreach (XmlNode node in Model.All())
        {
            if (node["metaid"] is { } metaId)
            {
                _byMetaId.TryAdd(metaId, node);
            }

            // Parameters of a kinetic law are seen from inside the law alone.
            if (node.Space == home.Core && node["id"] is { } id && node.Name != "localParameter" && node != Model)
            {
                (node.Name == "unitDefinition" ? _byUnit : _byId).TryAdd(id, node);
            }
        }
    }

    /// <summary>The text that the model stands in.</summary>
    public CompositeModels Home { get; }

    /// <summary>The element that was copied.</summary>
    public XmlNode Definition { get; }

    /// <summary>The copy; what stands in submodels is added to it.</summary>
    public XmlNode Model { get; }

    /// <summary>The instances inside, by their identifiers.</summary>
    public Dictionary<string, ModelInstance> Submodels { get; } = new(StringComparer.Ordinal);

    /// <summary>What was taken over from this instance into the model around it, with the lists that hold it.</summary>
    public List<(XmlNode List, XmlNode Node)> TakenOver { get; } = [];

    /// <summary>What a reference means: an element or a whole instance; neither, with an error, where it leads nowhere.</summary>
    /// <param name="reference">An element with <c>portRef</c>, <c>idRef</c>, <c>unitRef</c> or <c>metaIdRef</c>, and maybe a reference further in.</param>
    public (XmlNode? Node, ModelInstance? Submodel) Resolve(XmlNode reference)
    {
        (XmlNode? node, ModelInstance? submodel) = ResolveHere(reference);
        XmlNode? further = reference.Children.FirstOrDefault(c => c is { Name: "sBaseRef", Space: Comp });
        if (further is null)
        {
            return (node, submodel);
        }

        if (submodel is null)
        {
            _diagnostics.Error("unknown-name", "a reference into a submodel must name the submodel", reference.Span);
            return (null, null);
        }

        return submodel.Resolve(further);
    }

    private (XmlNode? Node, ModelInstance? Submodel) ResolveHere(XmlNode reference)
    {
        XmlNode? node = null;
        string wanted = "";
        if (reference.Get(Comp, "portRef") is { } port)
        {
            wanted = port;
            if (Model.List(Comp, "listOfPorts").FirstOrDefault(p => p.Get(Comp, "id") == port) is { } found && found.Get(Comp, "portRef") is null)
            {
                return Resolve(found);
            }
        }
        else if (reference.Get(Comp, "idRef") is { } id)
        {
            wanted = id;
            if (Submodels.TryGetValue(id, out ModelInstance? submodel))
            {
                return (null, submodel);
            }

            // A deletion that has a name is done when it can be referred to.
            if (Model.List(Comp, "listOfSubmodels").SelectMany(s => s.List(Comp, "listOfDeletions")).Any(d => d.Get(Comp, "id") == id))
            {
                return (null, null);
            }

            node = _byId.GetValueOrDefault(id);
        }
        else if (reference.Get(Comp, "unitRef") is { } unit)
        {
            wanted = unit;
            node = _byUnit.GetValueOrDefault(unit);
        }
        else if (reference.Get(Comp, "metaIdRef") is { } metaId)
        {
            wanted = metaId;
            node = _byMetaId.GetValueOrDefault(metaId);
            if (node is { Name: "submodel", Space: Comp } && Submodels.TryGetValue(node.Get(Comp, "id") ?? "", out ModelInstance? submodel))
            {
                return (null, submodel);
            }
        }

        if (node is null)
        {
            _diagnostics.Error("unknown-name", $"the reference '{wanted}' leads to nothing in the submodel{NearestName.Hint(wanted, _byId.Keys)}", reference.Span);
        }

        return (node, null);
    }
}
