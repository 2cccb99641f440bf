using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Language.Antimony;

public sealed class LexerTests
{
    [Theory]
    [InlineData("a -> b", "Word Arrow Word")]
    [InlineData("a <==> b => c", "Word Arrow Word DoubleArrow Word")]
    [InlineData("a -o b -| c -( d", "Word Activates Word Inhibits Word Minus LeftParenthesis Word")]
    [InlineData("a-offset", "Word Minus Word")]
    [InlineData("x' := y", "Word Prime Colon Assign Word")]
    [InlineData("a<=b >= c != d == !e", "Word LessOrEqual Word GreaterOrEqual Word NotEqual Word Equal Not Word")]
    [InlineData("a && b || c", "Word And Word Or Word")]
    [InlineData("--p1--...", "Dashes Word Dashes Ellipsis")]
    [InlineData("A.S $x {1,2}", "Word Dot Word Dollar Word LeftBrace Number Comma Number RightBrace")]
    [InlineData("a // b\nc # d\ne /* f \n g */ h", "Word NewLine Word NewLine Word Word")]
    [InlineData("a \\\n b \\ \r\n c", "Word Word Word")]
    [InlineData("\"a b\" ```c\n`d` \"e\"```", "Text Text")]
    public void Text_is_cut_into_tokens(string text, string kinds) =>
        Assert.Equal($"{kinds} EndOfFile", string.Join(' ', Read(text).Select(t => t.Kind)));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("3.25", 3.25)]
    [InlineData(".5", 0.5)]
    [InlineData("2.", 2)]
    [InlineData("1e-9", 1e-9)]
    [InlineData("6.02214179E+23", 6.02214179e23)]
    [InlineData("sbo:0000410", 410)]
    public void Numbers_are_read_in_every_form(string text, double value) => Assert.Equal(value, Read(text)[0].Value);

    [Fact]
    public void A_number_does_not_swallow_a_name_that_begins_with_e() =>
        Assert.Equal(["Number", "Word", "EndOfFile"], Read("2elephants").Select(t => t.Kind.ToString()));

    [Fact]
    public void Texts_hold_their_content_without_the_quotes()
    {
        List<Token> tokens = Read("\"a b\" ```c\nd```");
        Assert.Equal("a b", tokens[0].Text);
        Assert.Equal("c\nd", tokens[1].Text);
    }

    [Theory]
    [InlineData("x = 5 @ 3", "the character '@' has no meaning here")]
    [InlineData("x = a & b", "the character '&' has no meaning here; 'and' is written '&&'")]
    [InlineData("x = 5 \u2212 3", "the character '\u2212' has no meaning here; minus is written '-'")]
    [InlineData("x = 5 \u00B5M", "the character '\u00B5' has no meaning here; micro is written 'u' or '1e-6'")]
    [InlineData("x = \u0001", "the character U+0001 has no meaning here")]
    [InlineData("x is \"open\n", "the text is not closed; expected '\"' before the end of the line")]
    [InlineData("x = 3 /* open", "the comment is not closed; expected '*/'")]
    [InlineData("x = 1e999", "the number 1e999 is too large; the largest is 1.8e308, and 'inf' means infinity")]
    [InlineData("x = 3 \\ 4", "'\\' continues a line and must be the last character on it")]
    public void Unknown_signs_are_named(string text, string message)
    {
        DiagnosticBag diagnostics = new();
        ReadErrors errors = new();
        Lexer.Read(new SourceText("test.ant", text), errors);
        errors.WriteTo(diagnostics);
        Assert.Equal(message, Assert.Single(diagnostics.Items).Message);
    }

    private static List<Token> Read(string text)
    {
        ReadErrors errors = new();
        List<Token> tokens = Lexer.Read(new SourceText("test.ant", text), errors);
        Assert.False(errors.Any);
        return tokens;
    }
}
