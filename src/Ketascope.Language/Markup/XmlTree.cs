using System.Xml;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Markup;

/// <summary>Reads XML into <see cref="XmlNode"/>s: no document type, so no entities; bounded in size and depth.</summary>
internal static class XmlTree
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The most levels of elements.</summary>
    public const int MaxDepth = 600;

    /// <summary>Stands in an element's text where an element is in between.</summary>
    public const char Seam = '\u001F';

    /// <summary>The root element, or null with one diagnostic.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    public static XmlNode? Read(SourceText text, DiagnosticBag diagnostics)
    {
        if (text.Text.Length > MaxLength)
        {
            diagnostics.Error("too-large", $"{text.Name} is longer than {MaxLength} characters", new SourceSpan(text, 0, 1));
            return null;
        }

        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxLength,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using StringReader characters = new(text.Text.TrimStart('\uFEFF'));
            using XmlReader reader = XmlReader.Create(characters, settings);
            return Read(reader, (IXmlLineInfo)reader, text, diagnostics);
        }
        catch (XmlException e)
        {
            // The reader's message ends with the place, which the diagnostic has itself.
            string message = e.Message.Contains("DTD", StringComparison.Ordinal) ? "a document type ('<!DOCTYPE ...>') is not read; SBML has none" : e.Message.Split(" Line ", 2)[0];
            diagnostics.Error("xml", message, new SourceSpan(text, text.Position(e.LineNumber, e.LinePosition), 1));
            return null;
        }
    }

    private static XmlNode? Read(XmlReader reader, IXmlLineInfo place, SourceText text, DiagnosticBag diagnostics)
    {
        XmlNode? root = null;
        Stack<XmlNode> open = new();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    XmlNode node = new(reader.LocalName, reader.NamespaceURI, Span(reader.Name));
                    if (open.Count >= MaxDepth)
                    {
                        diagnostics.Error("too-large", $"the elements are nested deeper than {MaxDepth} levels", node.Span);
                        return null;
                    }

                    bool isEmpty = reader.IsEmptyElement;
                    AddAttributes(node);
                    root ??= node;
                    if (open.TryPeek(out XmlNode? parent))
                    {
                        parent.Add(node);
                        if (parent.Name == "cn")
                        {
                            parent.Append(Seam.ToString());
                        }
                    }

                    if (!isEmpty)
                    {
                        open.Push(node);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek().Append(reader.Value);
                    break;
            }
        }

        return root;

        void AddAttributes(XmlNode node)
        {
            while (reader.MoveToNextAttribute())
            {
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
                {
                    node.Add(new XmlAttribute(reader.LocalName, reader.NamespaceURI, reader.Value, Span(reader.Name)));
                }
            }

            reader.MoveToElement();
        }

        SourceSpan Span(string name) => new(text, text.Position(place.LineNumber, place.LinePosition), name.Length);
    }
}
