using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Reads a text and, where it imports others, those too: each once, and none inside itself.</summary>
internal sealed class DocumentReader(DocumentBuilder document, ReadErrors errors, ImportResolver? import)
{
    /// <summary>Reads a text into the document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="importSpan">The place of the import that asked for it.</param>
    public void Read(SourceText text, SourceSpan importSpan)
    {
        // "x.ant" and "./x.ant" are one file.
        string file = Path.GetFullPath(text.Name);
        if (document.OpenFiles.Contains(file))
        {
            string cycle = string.Join(" -> ", document.OpenFiles.SkipWhile(open => open != file).Append(file).Select(Path.GetFileName));
            errors.Error("import-cycle", $"the imports form a cycle: {cycle}", importSpan);
            return;
        }

        if (!document.Files.Add(file))
        {
            return;
        }

        document.OpenFiles.Add(file);
        new FileParser(text, document, errors, (path, span) => Import(path, text, span)).Parse();
        document.OpenFiles.RemoveAt(document.OpenFiles.Count - 1);
    }

    private void Import(string path, SourceText importer, SourceSpan span)
    {
        if (path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".sbml", StringComparison.OrdinalIgnoreCase))
        {
            errors.Error("not-read", "imports of SBML files are not read by Ketascope", span);
            return;
        }

        if (import?.Invoke(path, importer) is { } text)
        {
            Read(text, span);
        }
        else
        {
            errors.Error("import", $"the imported file '{path}' cannot be read", span);
        }
    }
}
