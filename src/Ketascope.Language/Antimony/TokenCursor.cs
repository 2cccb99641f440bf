using Ketascope.Language.Diagnostics;

namespace Ketascope.Language.Antimony;

/// <summary>Walks over the tokens of a text and says what was expected where something else stands.</summary>
internal sealed class TokenCursor(SourceText source, List<Token> tokens)
{
    private int _index;

    /// <summary>The token that is read next.</summary>
    public Token Current => tokens[_index];

    /// <summary>The span of the token that was taken last.</summary>
    public SourceSpan Last => SpanOf(tokens[Math.Max(0, _index - 1)]);

    /// <summary>The span of the current token.</summary>
    public SourceSpan Span => SpanOf(Current);

    /// <summary>A token further on; the end of the file when there is none.</summary>
    public Token Peek(int ahead) => tokens[Math.Min(_index + ahead, tokens.Count - 1)];

    /// <summary>The span of a token.</summary>
    public SourceSpan SpanOf(Token token) => new(source, token.Start, token.Length);

    /// <summary>Takes the current token.</summary>
    public Token Take()
    {
        Token token = tokens[_index];
        if (token.Kind != TokenKind.EndOfFile)
        {
            _index++;
        }

        return token;
    }

    /// <summary>Takes the current token if it is of a kind.</summary>
    public bool Accept(TokenKind kind)
    {
        bool found = Current.Kind == kind;
        if (found)
        {
            Take();
        }

        return found;
    }

    /// <summary>Takes the current token if it is a word.</summary>
    public bool Accept(string word)
    {
        bool found = Current.Is(word);
        if (found)
        {
            Take();
        }

        return found;
    }

    /// <summary>Takes a token that must be of a kind.</summary>
    public Token Expect(TokenKind kind, string what) => Current.Kind == kind ? Take() : throw Expected(what);

    /// <summary>Takes a name, which must not be a word of the language.</summary>
    public Token ExpectName(string what)
    {
        if (Current.Kind != TokenKind.Word)
        {
            throw Expected(what);
        }

        return Words.IsKeyword(Current.Text)
            ? throw Error("keyword", $"'{Current.Text}' is a word of the language and cannot be used as {what}")
            : Take();
    }

    /// <summary>Goes to the end of the statement.</summary>
    public void SkipStatement()
    {
        while (!Current.EndsStatement)
        {
            Take();
        }
    }

    /// <summary>Skips line ends, as after a comma that continues a list.</summary>
    public void SkipNewLines()
    {
        while (Current.Kind == TokenKind.NewLine)
        {
            Take();
        }
    }

    /// <summary>An error at the current token.</summary>
    public SyntaxException Error(string code, string message) => new(code, message, Span);

    /// <summary>The error that something else was expected at the current token.</summary>
    public SyntaxException Expected(string what) => Error("syntax", $"expected {what}, found {Describe(Current)}");

    /// <summary>A token in words.</summary>
    public string Describe(Token token) => token.Kind switch
    {
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.NewLine => "the end of the line",
        TokenKind.Text => "a text in quotes",
        TokenKind.Dashes => "'--' (DNA strands are not read by Ketascope; for a difference put a blank between the signs)",
        _ => $"'{(token.Length <= 40 ? source.Text.Substring(token.Start, token.Length) : string.Concat(source.Text.AsSpan(token.Start, 37), "..."))}'",
    };
}
