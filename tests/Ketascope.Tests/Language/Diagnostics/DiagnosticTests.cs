using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Language.Diagnostics;

public sealed class DiagnosticTests
{
    [Fact]
    public void The_place_is_shown_with_a_caret()
    {
        SourceText text = new("model.ant", "a = 1\n\tb = CLL*2\n");
        Diagnostic diagnostic = new("unknown-name", Severity.Error, "there is no 'CLL'", new SourceSpan(text, 11, 3));
        Assert.Equal("model.ant:2:6: error: there is no 'CLL' [unknown-name]\n     b = CLL*2\n         ^^^", diagnostic.ToString());
    }

    [Fact]
    public void A_very_long_line_is_cut_around_the_place()
    {
        SourceText text = new("model.ant", new string('x', 100_000));
        string shown = new Diagnostic("syntax", Severity.Error, "wrong", new SourceSpan(text, 50_000, 2)).ToString();
        Assert.InRange(shown.Length, 100, 400);
        Assert.EndsWith($"\n    {new string(' ', 60)}^^", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_that_disturb_a_terminal_are_not_shown() =>
        Assert.DoesNotContain('\u001b', new Diagnostic("x", Severity.Warning, "w", new SourceSpan(new SourceText("f", "a\u001b[2Jb"), 0, 1)).ToString());

    [Fact]
    public void A_diagnostic_without_a_place_is_its_message() =>
        Assert.Equal("error: the file is empty [file]", new Diagnostic("file", Severity.Error, "the file is empty", default).ToString());
}
