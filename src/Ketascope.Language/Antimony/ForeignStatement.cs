namespace Ketascope.Language.Antimony;

/// <summary>Statements of other languages that people write by habit, and how Antimony says the same.</summary>
internal static class ForeignStatement
{
    /// <summary>What to write in place of the statement that begins here; null where it is none of them.</summary>
    /// <param name="cursor">Stands at a name.</param>
    public static string? Hint(TokenCursor cursor)
    {
        Token name = cursor.Current, next = cursor.Peek(1), third = cursor.Peek(2);
        return (name.Text, next.Kind) switch
        {
            ("if" or "else" or "elseif" or "elif" or "ifelse", not (TokenKind.Assign or TokenKind.Colon or TokenKind.Prime)) =>
                $"there is no '{name.Text}'; what depends on a condition is 'y := piecewise(A, condition, B)', and what happens at one is 'at " +
                    "condition: x = value'",
            ("for" or "while", TokenKind.LeftParenthesis or TokenKind.Word) => $"there is no '{name.Text}': a model says what holds, not what is " +
                "done in turn; 'x' = ...' is a rate of change, 'at condition: x = value' an event",
            ("return", TokenKind.Word or TokenKind.Number or TokenKind.LeftParenthesis) =>
                "there is no 'return'; a function is 'function f(x)', its expression, and 'end'",
            (['d', ..] and not "d", TokenKind.Divide) when third.Is("dt") => $"a rate of change is written with a prime: {name.Text[1..]}' = ...",
            ("d", TokenKind.Divide) when third.Is("dt") => "a rate of change is written with a prime: x' = ...",
            (_, TokenKind.Less) when third.Kind == TokenKind.Minus && third.Start == next.Start + 1 && cursor.Peek(3).Start > third.Start + 1 =>
                $"'<-' is not read; a start value is written '{name.Text} = ...', what always holds '{name.Text} := ...'",
            _ => null,
        };
    }

    /// <summary>Passes over the blocks in braces that belong to a statement, so that what is in them is not reported once more.</summary>
    /// <param name="cursor">Stands at the statement; afterwards at its end, or at the end of its last block.</param>
    public static void SkipBlocks(TokenCursor cursor)
    {
        do
        {
            while (cursor.Current.Kind is not (TokenKind.LeftBrace or TokenKind.EndOfFile) && !cursor.Current.EndsStatement)
            {
                cursor.Take();
            }

            SkipBlock(cursor);
        }
        while (cursor.Current.Is("else"));
    }

    private static void SkipBlock(TokenCursor cursor)
    {
        int depth = 0;
        while (cursor.Current.Kind == TokenKind.LeftBrace || (depth > 0 && cursor.Current.Kind != TokenKind.EndOfFile))
        {
            depth += cursor.Take().Kind switch { TokenKind.LeftBrace => 1, TokenKind.RightBrace => -1, _ => 0 };
            if (depth == 0)
            {
                return;
            }
        }
    }
}
