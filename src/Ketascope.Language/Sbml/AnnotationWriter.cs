using System.Collections.Frozen;
using System.Globalization;
using System.Xml;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>Writes what a model says about its elements: terms of the Systems Biology Ontology, notes, and addresses in the MIRIAM form of RDF.</summary>
internal sealed class AnnotationWriter
{
    /// <summary>The vocabulary of dates and creators.</summary>
    public const string Terms = "http://purl.org/dc/terms/";

    /// <summary>The vocabulary of creators before Level 3 Version 2.</summary>
    public const string OldTerms = "http://purl.org/dc/elements/1.1/";

    /// <summary>The vocabulary of people.</summary>
    public const string Card = "http://www.w3.org/2006/vcard/ns#";

    /// <summary>The vocabulary of people before Level 3 Version 2.</summary>
    public const string OldCard = "http://www.w3.org/2001/vcard-rdf/3.0#";

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
    /// <param name="isFunction">Whether it is a function.</param>
    /// <param name="more">Writes more into the annotation, or null.</param>
    public void Write(string subject, bool isModel = false, bool isFunction = false, Action? more = null)
    {
        if (_bySubject[subject].FirstOrDefault(a => a.Qualifier == "sboTerm") is { } term && int.TryParse(term.Values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            _xml.WriteAttributeString("sboTerm", string.Create(CultureInfo.InvariantCulture, $"SBO:{number:D7}"));
        }

        (string Word, Annotation Note)[] relations = [.. _bySubject[subject].Select(a => (a.Qualifier == "identity" ? "is" : a.Qualifier, a)).Where(pair => (isModel && ModelWords.Contains(pair.Item1)) || BiologyWords.Contains(pair.Item1))];
        if ((isModel || isFunction) && _bySubject[subject].FirstOrDefault(a => a.Qualifier == "name") is { } title)
        {
            _xml.WriteAttributeString("name", title.Values[0]);
        }

        string metaId = $"_meta{++_count}";
        Annotation[] history = [.. _bySubject[subject].Where(a => a.Qualifier is "created" or "modified" || History.Creator(a.Qualifier) is not null)];
        bool isDescribed = relations.Length > 0 || history.Length > 0;
        if (isDescribed)
        {
            _xml.WriteAttributeString("metaid", metaId);
        }

        string[] notes = [.. _bySubject[subject].Where(a => a.Qualifier == "notes").SelectMany(a => a.Values)];
        if (notes.Length > 0)
        {
            WriteNotes(notes);
        }

        if (!isDescribed && more is null)
        {
            return;
        }

        _xml.WriteStartElement("annotation");
        if (isDescribed)
        {
            _xml.WriteStartElement("rdf", "RDF", Rdf);
            _xml.WriteStartElement("Description", Rdf);
            _xml.WriteAttributeString("about", Rdf, "#" + metaId);
            WriteHistory(history);
            WriteRelations(relations, isModel);
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        more?.Invoke();
        _xml.WriteEndElement();
    }

    private void WriteHistory(Annotation[] history)
    {
        var creators = history.Select(note => (Creator: History.Creator(note.Qualifier), Value: note.Values[0])).Where(pair => pair.Creator is not null)
            .GroupBy(pair => pair.Creator!.Value.Number, pair => (pair.Creator!.Value.Field, pair.Value)).OrderBy(g => g.Key).ToArray();
        if (creators.Length > 0)
        {
            _xml.WriteStartElement("dcterms", "creator", Terms);
            _xml.WriteStartElement("Bag", Rdf);
            Array.ForEach(creators, fields => WriteCreator(fields.DistinctBy(f => f.Field).ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal)));
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }

        foreach ((string qualifier, string date) in history.Where(note => note.Qualifier is "created" or "modified").OrderBy(note => note.Qualifier, StringComparer.Ordinal)
            .SelectMany(note => note.Values.Select(value => (note.Qualifier, value))))
        {
            _xml.WriteStartElement("dcterms", qualifier, Terms);
            _xml.WriteAttributeString("parseType", Rdf, "Resource");
            _xml.WriteElementString("W3CDTF", Terms, date);
            _xml.WriteEndElement();
        }
    }

    private void WriteCreator(Dictionary<string, string> fields)
    {
        _xml.WriteStartElement("li", Rdf);
        _xml.WriteAttributeString("parseType", Rdf, "Resource");
        if (fields.ContainsKey("familyName") || fields.ContainsKey("givenName"))
        {
            _xml.WriteStartElement("vCard4", "hasName", Card);
            _xml.WriteAttributeString("parseType", Rdf, "Resource");
            WriteField("family-name", "familyName");
            WriteField("given-name", "givenName");
            _xml.WriteEndElement();
        }

        if (fields.TryGetValue("name", out string? name))
        {
            _xml.WriteStartElement("vCard4", "fn", Card);
            _xml.WriteElementString("text", Card, name);
            _xml.WriteEndElement();
        }

        WriteField("hasEmail", "email");
        WriteField("organization-name", "organization");
        _xml.WriteEndElement();

        void WriteField(string element, string field)
        {
            if (fields.TryGetValue(field, out string? value))
            {
                _xml.WriteElementString(element, Card, value);
            }
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

    private void WriteRelations((string Word, Annotation Note)[] relations, bool isModel)
    {
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
    }
}
