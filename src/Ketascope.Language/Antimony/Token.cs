namespace Ketascope.Language.Antimony;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
#pragma warning disable CS1591 // Each name says which sign it is.
    EndOfFile, NewLine, Semicolon,
    Word, Number, Text,
    Comma, Colon, Dot, Dollar, Prime,
    LeftParenthesis, RightParenthesis, LeftBrace, RightBrace,
    Plus, Minus, Times, Divide, Power, Percent, Not, And, Or,
    Assign, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    Arrow, DoubleArrow, Activates, Inhibits,
    Dashes, Ellipsis,
#pragma warning restore CS1591
}

/// <summary>A word, number, text or sign of the source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first position.</param>
/// <param name="Length">Its length in the source.</param>
/// <param name="Value">The value of a number.</param>
/// <param name="Text">The word itself or the content of a text; empty for other kinds.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, double Value, string Text)
{
    /// <summary>Whether the token ends a statement.</summary>
    public bool EndsStatement => Kind is TokenKind.EndOfFile or TokenKind.NewLine or TokenKind.Semicolon;

    /// <summary>Whether it is this word.</summary>
    public bool Is(string word) => Kind == TokenKind.Word && Text == word;
}
