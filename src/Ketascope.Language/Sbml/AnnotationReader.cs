using System.Collections.Immutable;
using System.Globalization;
using Ketascope.Language.Markup;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>
/// Reads what the text says about an element: notes, terms of the Systems Biology Ontology, and relations to addresses in the MIRIAM form of RDF.
/// </summary>
internal static class AnnotationReader
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Biology = "http://biomodels.net/biology-qualifiers/";
    private const string OfModel = "http://biomodels.net/model-qualifiers/";

    /// <summary>Adds the statements about an element.</summary>
    /// <param name="node">The element.</param>
    /// <param name="subject">Its name in the model.</param>
    /// <param name="annotations">Receives them.</param>
    public static void Read(XmlNode node, string subject, ICollection<Annotation> annotations)
    {
        if (node["sboTerm"] is { } term && term.StartsWith("SBO:", StringComparison.Ordinal) && int.TryParse(term.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            annotations.Add(new Annotation(subject, "sboTerm", [number.ToString(CultureInfo.InvariantCulture)], node.PlaceOf("sboTerm")));
        }

        if (node.Child("notes") is { } notes && XhtmlText.Plain(notes) is { Length: > 0 } text)
        {
            annotations.Add(new Annotation(subject, "notes", [text], notes.Span));
        }

        foreach (XmlNode description in node.Child("annotation")?.Children.Where(c => c is { Name: "RDF", Space: Rdf }).SelectMany(c => c.Children) ?? [])
        {
            ReadHistory(description, subject, annotations);
            foreach (XmlNode relation in description.Children.Where(c => c.Space is Biology or OfModel))
            {
                ImmutableArray<string> addresses = [.. relation.Children.SelectMany(bag => bag.Children).Select(item => item.Get(Rdf, "resource")).OfType<string>()];
                if (addresses.Length > 0)
                {
                    annotations.Add(new Annotation(subject, relation.Name == "is" ? "identity" : relation.Name, addresses, relation.Span));
                }
            }
        }
    }

    /// <summary>Reads who made an element and when.</summary>
    private static void ReadHistory(XmlNode description, string subject, ICollection<Annotation> annotations)
    {
        foreach (string qualifier in (string[])["created", "modified"])
        {
            XmlNode[] dates = [.. description.Children.Where(c => c.Space == AnnotationWriter.Terms && c.Name == qualifier)];
            string[] values = [.. dates.SelectMany(d => d.Children).Where(c => c.Name == "W3CDTF").Select(c => c.Text.Trim()).Where(text => text.Length > 0)];
            if (values.Length > 0)
            {
                annotations.Add(new Annotation(subject, qualifier, [.. values], dates[0].Span));
            }
        }

        // Before Level 3 Version 2 the creators are in another version of both vocabularies.
        XmlNode[] creators = [.. description.Children.Where(c => c is { Name: "creator", Space: AnnotationWriter.Terms or AnnotationWriter.OldTerms }).SelectMany(c => c.Children).SelectMany(bag => bag.Children)];
        for (int i = 0; i < creators.Length; i++)
        {
            foreach (string field in History.CreatorFields)
            {
                if (FieldOf(creators[i], field) is { Length: > 0 } value)
                {
                    annotations.Add(new Annotation(subject, History.Qualifier(i + 1, field), [value], creators[i].Span));
                }
            }
        }
    }

    private static string? FieldOf(XmlNode creator, string field)
    {
        string[] names = field switch
        {
            "name" => ["fn", "FN"],
            "familyName" => ["family-name", "Family"],
            "givenName" => ["given-name", "Given"],
            "email" => ["hasEmail", "EMAIL"],
            _ => ["organization-name", "Orgname"],
        };
        return creator.All().FirstOrDefault(node => node.Space is AnnotationWriter.Card or AnnotationWriter.OldCard && names.Contains(node.Name)) is { } found ? XhtmlText.Plain(found) : null;
    }
}
