using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Models;
using Ketascope.Language.Recognition;
using Ketascope.Language.Sbml;

namespace Ketascope.Language;

/// <summary>Reads a model file, Antimony or SBML, as its content says.</summary>
public static class ModelFile
{
    /// <summary>Reads a file and what it imports.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">Receives what is wrong, including a file that cannot be read.</param>
    /// <param name="sources">Receives every text that was read, or null.</param>
    /// <returns>The models, or null when there was any error.</returns>
    public static ModelDocument? Read(string path, DiagnosticBag diagnostics, ICollection<SourceText>? sources = null)
    {
        return SourceFiles.Read(path, diagnostics, default) is { } text ? Read(text, diagnostics, sources) : null;
    }

    /// <summary>Reads a text and what it imports; imports are relative to the file that the text is named after.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="sources">Receives every text that was read, or null.</param>
    /// <returns>The models, or null when there was any error.</returns>
    public static ModelDocument? Read(SourceText text, DiagnosticBag diagnostics, ICollection<SourceText>? sources = null)
    {
        if (SbmlReader.IsXml(text.Text))
        {
            return SbmlReader.Read(text, diagnostics, sources);
        }

        DiagnosticBag found = new();
        ModelDocument? document = AntimonyReader.ReadText(text, found, sources);

        // Asked only of what cannot be read, so that no model is ever taken for something else.
        if (document is null && ForeignFile.Describe(text.Text) is { } foreign)
        {
            diagnostics.Error("file", $"{text.Name}: {foreign}", default);
            return null;
        }

        foreach (Diagnostic item in found.Items)
        {
            diagnostics.Add(item);
        }

        return document;
    }
}
