using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;

namespace Ketascope.Language.Sbml;

/// <summary>Reads what the text says about an element: notes, terms of the Systems Biology Ontology, and relations to addresses in the MIRIAM form of RDF.</summary>
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

        if (node.Child("notes") is { } notes && PlainText(notes) is { Length: > 0 } text)
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
        return creator.All().FirstOrDefault(node => node.Space is AnnotationWriter.Card or AnnotationWriter.OldCard && names.Contains(node.Name)) is { } found ? PlainText(found) : null;
    }

    /// <summary>The text of notes that may be XHTML; what is no XHTML stands as it is.</summary>
    public static string PlainText(string notes)
    {
        if (!notes.Contains('<', StringComparison.Ordinal))
        {
            return notes;
        }

        return XmlTree.Read(new SourceText("notes", $"<notes>{notes}</notes>"), new DiagnosticBag()) is { } tree ? PlainText(tree) : notes;
    }

    /// <summary>The text in an element of XHTML, its blocks on lines of their own.</summary>
    public static string PlainText(XmlNode node)
    {
        StringBuilder text = new();
        Append(node);
        return text.ToString().Trim();

        void Append(XmlNode part)
        {
            if (part.Text.Trim() is { Length: > 0 } own)
            {
                text.Append(text.Length == 0 || text[^1] == '\n' ? "" : " ").Append(string.Join(' ', own.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
            }

            foreach (XmlNode child in part.Children)
            {
                Append(child);
            }

            if (part.Name is "p" or "div" or "br" or "li" or "tr" or "h1" or "h2" or "h3" or "h4" && text.Length > 0 && text[^1] != '\n')
            {
                text.Append('\n');
            }
        }
    }
}
