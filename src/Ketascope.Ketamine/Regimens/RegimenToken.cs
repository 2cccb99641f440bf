using Ketascope.Language.Diagnostics;

namespace Ketascope.Ketamine.Regimens;

/// <summary>What a token of the regimen language is.</summary>
internal enum RegimenTokenKind
{
    Number,
    Word,
    Sign,
    End,
}

/// <summary>A number, word or sign of a regimen with its place; <paramref name="Value"/> is that of a number.</summary>
internal readonly record struct RegimenToken(RegimenTokenKind Kind, string Text, SourceSpan Span, double Value)
{
    /// <summary>Whether this is the sign.</summary>
    public bool IsSign(char sign) => Kind == RegimenTokenKind.Sign && Text[0] == sign;

    /// <summary>Whether this is the keyword, as a word or a sign.</summary>
    public bool Is(RegimenKeyword keyword) =>
        Kind is RegimenTokenKind.Word or RegimenTokenKind.Sign && RegimenWords.Keywords.TryFind(Text, out RegimenKeyword found) && found == keyword;
}
