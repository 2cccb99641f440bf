using System.Collections.Frozen;
using System.Globalization;
using System.Xml;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>Writes what a model says about its elements: terms of the Systems Biology Ontology, notes, and addresses in the MIRIAM form of RDF.</summary>
internal sealed class AnnotationWriter
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Biology = "http://biomodels.net/biology-qualifiers/";
    private const string OfModel = "http://biomodels.net/model-qualifiers/";
    private static readonly FrozenSet<string> BiologyWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "encodes", "hasPart", "hasProperty", "hasTaxon", "hasVersion", "is", "isDescribedBy", "isEncodedBy", "isHomologTo", "isPartOf", "isPropertyOf", "isVersionOf", "occursIn");

    private static readonly FrozenSet<string> ModelWords = FrozenSet.Create(StringComparer.Ordinal, "is", "isDerivedFrom", "isDescribedBy", "isInstanceOf", "hasInstance");
    private readonly XmlWriter _xml;
    private readonly ILookup<string, Annotation> _bySubject;
    private int _count;

    /// <summary>Prepares the work.</summary>
    public AnnotationWriter(XmlWriter xml, Model model)
    {
        _xml = xml;
        _bySubject = model.Annotations.ToLookup(a => a.Subject, StringComparer.Ordinal);
    }

    /// <summary>Writes the attributes and elements about a subject; must follow the element's own attributes.</summary>
    /// <param name="subject">The element's name in the model.</param>
    /// <param name="isModel">Whether it is the model.</param>
    public void Write(string subject, bool isModel = false)
    {
        if (_bySubject[subject].FirstOrDefault(a => a.Qualifier == "sboTerm") is { } term && int.TryParse(term.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            _xml.WriteAttributeString("sboTerm", string.Create(CultureInfo.InvariantCulture, $"SBO:{number:D7}"));
        }

        (string Word, Annotation Note)[] relations = [.. _bySubject[subject].Select(a => (a.Qualifier == "identity" ? "is" : a.Qualifier, a)).Where(pair => (isModel && ModelWords.Contains(pair.Item1)) || BiologyWords.Contains(pair.Item1))];
        string metaId = $"_meta{++_count}";
        if (relations.Length > 0)
        {
            _xml.WriteAttributeString("metaid", metaId);
        }

        string[] notes = [.. _bySubject[subject].Where(a => a.Qualifier == "notes").SelectMany(a => a.Values)];
        if (notes.Length > 0)
        {
            WriteNotes(notes);
        }

        if (relations.Length > 0)
        {
            WriteRelations(relations, metaId, isModel);
        }
    }

    private void WriteNotes(string[] notes)
    {
        const string Html = "http://www.w3.org/1999/xhtml";
        _xml.WriteStartElement("notes");
        _xml.WriteStartElement("body", Html);
        foreach (string line in notes.SelectMany(note => note.Split('\n')))
        {
            _xml.WriteElementString("p", Html, line);
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteRelations((string Word, Annotation Note)[] relations, string metaId, bool isModel)
    {
        _xml.WriteStartElement("annotation");
        _xml.WriteStartElement("rdf", "RDF", Rdf);
        _xml.WriteStartElement("Description", Rdf);
        _xml.WriteAttributeString("about", Rdf, "#" + metaId);
        foreach ((string word, Annotation note) in relations)
        {
            bool isOfModel = isModel && ModelWords.Contains(word);
            _xml.WriteStartElement(isOfModel ? "bqmodel" : "bqbiol", word, isOfModel ? OfModel : Biology);
            _xml.WriteStartElement("Bag", Rdf);
            foreach (string address in note.Values)
            {
                _xml.WriteStartElement("li", Rdf);
                _xml.WriteAttributeString("resource", Rdf, address);
                _xml.WriteEndElement();
            }

            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }
}
