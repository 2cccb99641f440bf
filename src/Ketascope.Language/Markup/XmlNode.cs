using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Markup;

/// <summary>An element of an XML text, with its place.</summary>
/// <param name="name">The local name.</param>
/// <param name="space">The namespace.</param>
/// <param name="span">The place of the name.</param>
internal sealed class XmlNode(string name, string space, SourceSpan span)
{
    private readonly List<XmlAttribute> _attributes = [];
    private readonly List<XmlNode> _children = [];

    /// <summary>The local name.</summary>
    public string Name => name;

    /// <summary>The namespace.</summary>
    public string Space => space;

    /// <summary>The place.</summary>
    public SourceSpan Span => span;

    /// <summary>The elements inside, in order.</summary>
    public IReadOnlyList<XmlNode> Children => _children;

    /// <summary>The first element inside, or null.</summary>
    public XmlNode? First => _children.Count > 0 ? _children[0] : null;

    /// <summary>The attributes, in order.</summary>
    public IReadOnlyList<XmlAttribute> Attributes => _attributes;

    /// <summary>The text directly inside, without that of elements.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Adds an element.</summary>
    public void Add(XmlNode child) => _children.Add(child);

    /// <summary>Adds an attribute.</summary>
    public void Add(XmlAttribute attribute) => _attributes.Add(attribute);

    /// <summary>Adds text.</summary>
    public void Append(string text) => Text += text;

    /// <summary>Removes an element, if it is directly inside.</summary>
    public void Remove(XmlNode child) => _children.Remove(child);

    /// <summary>Puts an element in the place of another that is directly inside.</summary>
    public void Replace(XmlNode child, XmlNode other) => _children[_children.IndexOf(child)] = other;

    /// <summary>Puts several elements in the place of one that is directly inside.</summary>
    public void Replace(XmlNode child, IReadOnlyList<XmlNode> others)
    {
        int index = _children.IndexOf(child);
        _children.RemoveAt(index);
        _children.InsertRange(index, others);
    }

    /// <summary>Gives an attribute without a prefix a value.</summary>
    public void Set(string attributeName, string value)
    {
        int index = _attributes.FindIndex(a => a.Name == attributeName && a.Space.Length == 0);
        if (index >= 0)
        {
            _attributes[index] = _attributes[index] with { Value = value };
        }
        else
        {
            _attributes.Add(new XmlAttribute(attributeName, "", value, span));
        }
    }

    /// <summary>Changes the values of attributes.</summary>
    /// <param name="change">Gives the new value of an attribute, or null to keep it.</param>
    public void ChangeAttributes(Func<XmlAttribute, string?> change)
    {
        for (int i = 0; i < _attributes.Count; i++)
        {
            _attributes[i] = change(_attributes[i]) is { } value ? _attributes[i] with { Value = value } : _attributes[i];
        }
    }

    /// <summary>Changes the text.</summary>
    public void SetText(string text) => Text = text;

    /// <summary>A copy with all elements inside.</summary>
    /// <param name="copyName">The name of the copy, and its namespace; null for the same.</param>
    public XmlNode Copy((string Name, string Space)? copyName = null)
    {
        XmlNode copy = new(copyName?.Name ?? name, copyName?.Space ?? space, span) { Text = Text };
        copy._attributes.AddRange(_attributes);
        foreach (XmlNode child in _children)
        {
            copy._children.Add(child.Copy());
        }

        return copy;
    }

    /// <summary>This element and all inside, outer ones first.</summary>
    public IEnumerable<XmlNode> All()
    {
        Stack<XmlNode> open = new([this]);
        while (open.TryPop(out XmlNode? node))
        {
            yield return node;
            for (int i = node._children.Count - 1; i >= 0; i--)
            {
                open.Push(node._children[i]);
            }
        }
    }

    /// <summary>The first element of a name, in this element's namespace, or null.</summary>
    public XmlNode? Child(string childName) => _children.Find(c => c.Name == childName && c.Space == space);

    /// <summary>The elements in a list such as <c>listOfSpecies</c>; none where there is no such list.</summary>
    public IEnumerable<XmlNode> List(string listName) => Child(listName)?._children.Where(c => c.Space == space) ?? [];

    /// <summary>The elements in a list of a package.</summary>
    /// <param name="package">The package's namespace.</param>
    /// <param name="listName">The list's name.</param>
    public IEnumerable<XmlNode> List(string package, string listName) =>
        _children.Find(c => c.Name == listName && c.Space == package)?._children.Where(c => c.Space == package) ?? [];

    /// <summary>An attribute without a prefix, or null.</summary>
    public string? this[string attributeName] => Find(attributeName, "")?.Value;

    /// <summary>An attribute of a namespace; one without a prefix counts too where the element itself is of that namespace. Null when there is none.</summary>
    public string? Get(string attributeSpace, string attributeName) =>
        (Find(attributeName, attributeSpace) ?? (space == attributeSpace ? Find(attributeName, "") : null))?.Value;

    /// <summary>The place of an attribute's name, or that of the element where there is no such attribute.</summary>
    public SourceSpan PlaceOf(string attributeName) => _attributes.Find(a => a.Name == attributeName)?.Span ?? span;

    private XmlAttribute? Find(string attributeName, string attributeSpace) => _attributes.Find(a => a.Name == attributeName && a.Space == attributeSpace);
}

/// <summary>An attribute of an element.</summary>
/// <param name="Name">The local name.</param>
/// <param name="Space">The namespace; empty without a prefix.</param>
/// <param name="Value">The value.</param>
/// <param name="Span">The place of the name.</param>
internal sealed record XmlAttribute(string Name, string Space, string Value, SourceSpan Span);
