using Ketascope.Language.Diagnostics;
using Ketascope.Language.Markup;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Puts submodels into the model that holds them (package for hierarchical model composition: Smith, Hucka, Hoops et al. 2015,
/// doi:10.2390/biecoll-jib-2015-268). An element <c>x</c> of a submodel <c>A</c> is called <c>A__x</c> afterwards, as libSBML names it.
/// </summary>
/// <remarks>Works on the elements of the text, so that deletions and replacements of anything that can be referred to need no case of their own.</remarks>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class ModelComposition(DiagnosticBag diagnostics)
{
    /// <summary>Stands before names of the outer model in the mathematics of a submodel.</summary>
    public const char OuterMark = '\u001E';

    private const string Comp = CompositeModels.Space;
    private const int MaxInstances = 10_000, MaxLevels = 100, MaxNodes = 5_000_000;
    private readonly List<XmlNode> _open = [];
    private readonly Dictionary<XmlNode, XmlNode> _replacements = [];
    private int _instances;
    private long _nodes;

    /// <summary>The element of a model without submodels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="home">The text that it stands in.</param>
    public XmlNode Flatten(XmlNode model, CompositeModels home)
    {
        ModelInstance instance = new(model, home, diagnostics);
        Fill(instance);
        return instance.Model;
    }

    private void Fill(ModelInstance outer)
    {
        _open.Add(outer.Definition);
        XmlNode[] submodels = [.. outer.Model.List(Comp, "listOfSubmodels")];
        (XmlNode Node, XmlNode Reference)[] replacements = [.. References(outer.Model)];
        foreach (XmlNode node in submodels)
        {
            if (node.Get(Comp, "id") is { } id && Instance(node, outer) is { } inner)
            {
                outer.Submodels[id] = inner;
            }
        }

        Dictionary<ModelInstance, Dictionary<string, string>> names = outer.Submodels.Values.ToDictionary(i => i, _ => new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (XmlNode node in submodels)
        {
            if (outer.Submodels.TryGetValue(node.Get(Comp, "id") ?? "", out ModelInstance? inner))
            {
                foreach (XmlNode deletion in node.List(Comp, "listOfDeletions"))
                {
                    Delete(inner, deletion);
                }
            }
        }

        foreach ((XmlNode node, XmlNode reference) in replacements)
        {
            Replace(outer, node, reference, names);
        }

        // After the replacements: a replaced reaction is the outer one, whose rate is not converted (SBML Test Suite, cases 1182 and 1183).
        foreach (XmlNode node in submodels)
        {
            if (outer.Submodels.TryGetValue(node.Get(Comp, "id") ?? "", out ModelInstance? inner))
            {
                new XmlConversion(inner.Model).ConvertTime(node.Get(Comp, "timeConversionFactor"), node.Get(Comp, "extentConversionFactor"));
            }
        }

        foreach ((string id, ModelInstance inner) in outer.Submodels)
        {
            TakeOver(outer, inner, id, names[inner]);
        }

        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>What the elements of a model replace or are replaced by; those replaced by others come last.</summary>
    private static IEnumerable<(XmlNode Node, XmlNode Reference)> References(XmlNode model) =>
        model.All().SelectMany(node => node.Children.Where(c => c.Space == Comp && c.Name is "listOfReplacedElements" or "replacedBy")
                .SelectMany(c => c.Name == "replacedBy" ? [c] : c.Children).Select(reference => (node, reference)))
            .OrderBy(pair => pair.reference.Name == "replacedBy" ? 1 : 0);

    private ModelInstance? Instance(XmlNode submodel, ModelInstance outer)
    {
        string reference = submodel.Get(Comp, "modelRef") ?? "";
        if (outer.Home.Find(reference, submodel.Span) is not { } found)
        {
            return null;
        }

        if (_open.Contains(found.Model))
        {
            diagnostics.Error("model-cycle", $"the model '{reference}' contains itself", submodel.Span);
            return null;
        }

        _nodes += found.Model.All().Count();
        if (++_instances > MaxInstances || _open.Count >= MaxLevels || _nodes > MaxNodes)
        {
            if (!diagnostics.Items.Any(d => d.Code == "too-large"))
            {
                diagnostics.Error("too-large", $"the submodels are more than {MaxInstances}, deeper than {MaxLevels} levels, or have more than {MaxNodes} elements", submodel.Span);
            }

            return null;
        }

        ModelInstance inner = new(found.Model, found.Home, diagnostics);
        Fill(inner);
        // The factor of a model is that of its species, wherever they go.
        foreach (XmlNode species in inner.Model.List("listOfSpecies").Where(s => s["conversionFactor"] is null))
        {
            if (inner.Model["conversionFactor"] is { } factor)
            {
                species.Set("conversionFactor", factor);
            }
        }

        return inner;
    }

    private void Delete(ModelInstance inner, XmlNode reference)
    {
        (XmlNode? node, ModelInstance? submodel) = inner.Resolve(reference);
        if (node is not null)
        {
            Remove(inner.Model, Current(node));
        }

        foreach ((XmlNode list, XmlNode taken) in submodel?.TakenOver ?? [])
        {
            list.Remove(taken);
        }
    }

    private void Replace(ModelInstance outer, XmlNode node, XmlNode reference, Dictionary<ModelInstance, Dictionary<string, string>> names)
    {
        // What a deletion took away needs no further replacement.
        if (reference.Get(Comp, "deletion") is not null)
        {
            return;
        }

        string into = reference.Get(Comp, "submodelRef") ?? "";
        if (!outer.Submodels.TryGetValue(into, out ModelInstance? inner))
        {
            diagnostics.Error("unknown-name", $"there is no submodel '{into}'{NearestName.Hint(into, outer.Submodels.Keys)}", reference.Span);
            return;
        }

        (XmlNode? found, ModelInstance? submodel) = inner.Resolve(reference);
        if (submodel is not null)
        {
            diagnostics.Error("not-read", "the replacement of a whole submodel is not read; replace its elements", reference.Span);
            return;
        }

        if (found is null)
        {
            return;
        }

        XmlNode other = Current(found);
        bool isReplacedBy = reference.Name == "replacedBy";
        if (other is { Name: "localParameter" } && other["id"] is { } local && node["id"] is { } global)
        {
            // Only the law of its reaction knows the parameter by this name.
            foreach (XmlNode term in inner.Model.All().First(n => n.Children.Any(list => list.Children.Contains(other))).All().Where(n => n.Name == "ci" && n.Text.Trim() == local).ToArray())
            {
                term.SetText(OuterMark + global);
            }
        }
        else if (other["id"] is { } from && node["id"] is { } to)
        {
            string key = other.Name == "unitDefinition" ? UnitKey(from) : from;
            names[inner][key] = to;
            if (reference.Get(Comp, "conversionFactor") is { } factor && !isReplacedBy)
            {
                new XmlConversion(inner.Model).ConvertElement(from, factor);
            }
        }

        if (isReplacedBy)
        {
            Remove(outer.Model, node);
            _replacements[node] = other;
        }
        else
        {
            Remove(inner.Model, other);
            _replacements[other] = node;
        }
    }

    private static string UnitKey(string unit) => $"unit {unit}";

    private XmlNode Current(XmlNode node)
    {
        XmlNode current = node;
        while (_replacements.TryGetValue(current, out XmlNode? next))
        {
            current = next;
        }

        return current;
    }

    private static void Remove(XmlNode model, XmlNode node) => model.All().FirstOrDefault(n => n.Children.Contains(node))?.Remove(node);

    /// <summary>Renames what is left in a submodel and moves it into the model around it.</summary>
    private static void TakeOver(ModelInstance outer, ModelInstance inner, string prefix, Dictionary<string, string> names)
    {
        HashSet<string> units = [.. inner.Model.List("listOfUnitDefinitions").Select(u => u["id"]).OfType<string>()];
        new XmlRenaming(
            name => name.Length > 0 && name[0] == OuterMark ? name[1..] : names.GetValueOrDefault(name) ?? $"{prefix}__{name}",
            unit => names.GetValueOrDefault(UnitKey(unit)) ?? (units.Contains(unit) ? $"{prefix}__{unit}" : null)).Apply(inner.Model);
        foreach (XmlNode list in inner.Model.Children.Where(c => c.Space == inner.Model.Space && c.Name.StartsWith("listOf", StringComparison.Ordinal)))
        {
            XmlNode? home = outer.Model.Child(list.Name);
            if (home is null)
            {
                home = new XmlNode(list.Name, outer.Model.Space, list.Span);
                outer.Model.Add(home);
            }

            foreach (XmlNode node in list.Children)
            {
                home.Add(node);
                inner.TakenOver.Add((home, node));
            }
        }
    }
}
