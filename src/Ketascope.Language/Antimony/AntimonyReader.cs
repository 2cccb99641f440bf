using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Language.Antimony;

/// <summary>Reads Antimony, the human-readable form of SBML (Smith, Bergmann, Chandran and Sauro 2009, doi:10.1093/bioinformatics/btp401).</summary>
/// <remarks>All errors of a text are reported at once. DNA strands, flux bounds and flux objectives are refused by name.</remarks>
public static class AntimonyReader
{
    /// <summary>Reads a file and what it imports; imports are relative to the file that holds them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="diagnostics">Receives what is wrong, including a file that cannot be read.</param>
    /// <param name="sources">Receives every text that was read, or null.</param>
    /// <returns>The models, or null when there was any error.</returns>
    public static ModelDocument? ReadFile(string path, DiagnosticBag diagnostics, ICollection<SourceText>? sources = null) =>
        SourceFiles.Read(path, diagnostics, default) is { } text ? ReadText(text, diagnostics, sources) : null;

    /// <summary>Reads a text and what it imports; imports are relative to the file that the text is named after.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Receives what is wrong, including an imported file that cannot be read.</param>
    /// <param name="sources">Receives every text that was read, or null.</param>
    /// <returns>The models, or null when there was any error.</returns>
    public static ModelDocument? ReadText(SourceText text, DiagnosticBag diagnostics, ICollection<SourceText>? sources = null)
    {
        sources?.Add(text);
        return Read(text, diagnostics, (name, importer) => Kept(SourceFiles.ReadImport(name, importer, diagnostics)));

        SourceText? Kept(SourceText? read)
        {
            if (read is not null)
            {
                sources?.Add(read);
            }

            return read;
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="import">Finds imported texts; null refuses every import.</param>
    /// <returns>The models, or null when there was any error.</returns>
    public static ModelDocument? Read(SourceText text, DiagnosticBag diagnostics, ImportResolver? import)
    {
        ReadErrors errors = new();
        DocumentBuilder document = new(new ModelBuilder(DocumentBuilder.OutsideName, new SourceSpan(text, 0, 0), errors) { IsInMainFile = true });
        int before = diagnostics.Items.Count;
        new DocumentReader(document, errors, import).Read(text, default);
        if (!errors.Any && document.Main() is null)
        {
            errors.Error("empty", $"{text.Name} holds no model", default);
        }

        if (!errors.Any)
        {
            DocumentChecks.Check(document, errors);
        }

        errors.WriteTo(diagnostics);
        bool hasErrors = diagnostics.Items.Skip(before).Any(d => d.Severity == Severity.Error);
        return hasErrors ? null : new ModelCompletion(document).Complete();
    }

    /// <summary>Reads a single expression, as a user types one.</summary>
    /// <param name="text">The text; nothing may follow the expression.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The expression, or null when there was an error.</returns>
    public static Expression? ReadExpression(SourceText text, DiagnosticBag diagnostics) => ReadAlone(text, diagnostics, parser => parser.Parse());

    /// <summary>Reads a single formula of units, in which a number before a unit multiplies it.</summary>
    /// <param name="text">The text; nothing may follow the formula.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>The formula, or null when there was an error.</returns>
    public static Expression? ReadUnitFormula(SourceText text, DiagnosticBag diagnostics) => ReadAlone(text, diagnostics, parser => parser.ParseUnitFormula());

    private static Expression? ReadAlone(SourceText text, DiagnosticBag diagnostics, Func<ExpressionParser, Expression> parse)
    {
        ReadErrors errors = new();
        TokenCursor cursor = new(text, Lexer.Read(text, errors));
        Expression? result = null;
        try
        {
            Expression expression = parse(new ExpressionParser(cursor, new Dictionary<string, FunctionDefinition>()));
            if (cursor.Current.Kind != TokenKind.EndOfFile)
            {
                throw cursor.Expected("an operator or the end of the expression");
            }

            result = errors.Any ? null : expression;
        }
        catch (SyntaxException e)
        {
            errors.Error(e.Code, e.Message, e.Span);
        }

        errors.WriteTo(diagnostics);
        return result;
    }
}
