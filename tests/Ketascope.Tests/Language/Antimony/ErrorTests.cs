using System.Text;
using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Language.Antimony;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("x 3", "expected '=', ':=', ''=', ':' or a reaction after 'x', found '3'")]
    [InlineData("speceis S1", "expected '=' or another sign after 'speceis', found 'S1'; did you mean 'species'?")]
    [InlineData("x = 3 y + 2 z w", "expected ';' or the end of the line, found 'w'")]
    [InlineData("x = (1 +\n", "expected an expression, found the end of the line; '\\' at the end of a line continues it")]
    [InlineData("x = exp(1\n", "expected ')', found the end of the line; '\\' at the end of a line continues it")]
    [InlineData("J0: A -> B", "expected ';' and the rate of the reaction, found the end of the file")]
    [InlineData("J0: A <=> B; k", "a reversible reaction is written with '->'")]
    [InlineData("E: at time > 3, persistant=true: x = 1", "events have no option 'persistant'; the options are priority, t0, persistent, fromTrigger; did you mean 'persistent'?")]
    [InlineData("E: at time > 3, t0=maybe: x = 1", "expected 'true' or 'false'")]
    [InlineData("E: at time > 3; x = 1", "expected ':' and the assignments of the event, found ';'")]
    [InlineData("at = 3", "expected an expression, found '='")]
    [InlineData("compartment C; species C", "'C' is a compartment (test.ant:1:13) and cannot also be a species")]
    [InlineData("J0: A -> B; 1\nJ0 := 3", "'J0' is a reaction and cannot be given a value like this")]
    [InlineData("J0: A -> B; 1\nE: at time > 1: J0 = 3", "'J0' is a reaction and cannot be given a value like this")]
    [InlineData("x = foo(3)", "there is no function 'foo'")]
    [InlineData("x = piecewize(1, true, 2)", "there is no function 'piecewize'; did you mean 'piecewise'?")]
    [InlineData("function f(Vmax, b)\n Vmx*b\nend\nx = 1", "'Vmx' is not a parameter of the function; did you mean 'Vmax'?")]
    [InlineData("function f(a, b)\n a*b\nend\nx = f(1)", "'f' takes 2 arguments, found 1")]
    [InlineData("model inner()\n x=1\nend\nmodel outer()\n A: iner()\nend", "there is no model 'iner'; did you mean 'inner'?")]
    [InlineData("model inner(x)\n x=1\nend\nmodel outer()\n A: inner(y, z)\nend", "the model 'inner' takes 0 to 1 arguments, found 2")]
    [InlineData("model a()\n B: b()\nend\nmodel b()\n A: a()\nend", "the model 'a' contains itself")]
    [InlineData("model a()\n x = 1", "the model 'a' is not closed; expected 'end'")]
    [InlineData("k.range = 5", "'range' takes a lower and an upper bound in braces, for example {3, 8}")]
    [InlineData("k.distribution = 5", "'distribution' takes a random distribution, for example normal(0, 1)")]
    [InlineData("k.distribution = lognorml(0, 1)", "'distribution' takes a random distribution, for example normal(0, 1); did you mean 'lognormal'?")]
    [InlineData("Model pk()", "expected '=' or another sign after 'Model', found 'pk'; did you mean 'model'?")]
    [InlineData("S -o J9", "'S' cannot influence 'J9', which is no reaction")]
    [InlineData("J0: A -> B; 1\nfast reaction JO", "'JO' cannot be fast: it is no reaction; did you mean 'J0'?")]
    [InlineData("import \"other.ant\"", "the imported file 'other.ant' cannot be read")]
    [InlineData("// nothing", "test.ant holds no model")]
    public void Mistakes_are_named_with_what_was_expected(string text, string message) => Assert.Equal(message, Reading.Error(text));

    [Theory]
    [InlineData("--P1--G1--", "DNA strands are not read by Ketascope")]
    [InlineData("strand1: --P1--G1", "DNA strands are not read by Ketascope")]
    [InlineData("P1--G1", "DNA strands are not read by Ketascope")]
    [InlineData("gene G1", "DNA strands are not read by Ketascope")]
    [InlineData("J1: -> A; 1\nJ1 < 1000", "flux bounds ('J1' is a reaction) are not read by Ketascope")]
    [InlineData("J2: -> A; 1\n-10 <= J2 <= 10", "flux bounds ('J2' is a reaction) are not read by Ketascope")]
    [InlineData("maximize J1 + J2", "flux objectives are not read by Ketascope")]
    [InlineData("obj: minimize J1", "flux objectives are not read by Ketascope")]
    [InlineData("import \"model.xml\"", "imports of SBML files are not read by Ketascope")]
    public void What_is_not_read_is_refused_by_name(string text, string message) => Assert.Equal(message, Reading.Error(text));

    [Fact]
    public void All_errors_of_a_file_are_reported_at_once()
    {
        IReadOnlyList<Diagnostic> diagnostics = Reading.Diagnostics("model a()\n x = 3 +\n y = 4\n J: A -> B\n z = )\nend\nfunction f(x)\n q +\nend\nw = 1");
        Assert.Equal(["test.ant:2:9", "test.ant:4:11", "test.ant:5:6", "test.ant:8:5"], diagnostics.Select(d => d.Span.ToString()));
    }

    [Fact]
    public void Errors_come_in_the_order_of_the_text_and_one_cause_is_told_once() =>
        Assert.Equal(
            ["test.ant:1:3 syntax", "test.ant:2:2 unknown-character", "test.ant:3:5 syntax"],
            Reading.Diagnostics("x 1\nk[1] = 3\ny = )").Select(d => $"{d.Span} {d.Code}"));

    [Fact]
    public void An_error_shows_file_line_column_and_a_caret() =>
        Assert.Equal(
            "test.ant:2:11: error: expected an expression, found '/' [syntax]\n    CP := A * / V\n              ^",
            Reading.Diagnostics("A = 1\nCP := A * / V")[0].ToString());

    [Fact]
    public void After_twenty_errors_the_rest_is_summed_up()
    {
        IReadOnlyList<Diagnostic> diagnostics = Reading.Diagnostics(string.Concat(Enumerable.Repeat("x = +\n", 500)));
        Assert.Equal(21, diagnostics.Count);
        Assert.Equal("test.ant: further errors are not shown", diagnostics[^1].Message);
    }

    [Theory]
    [InlineData(' ', '~')]
    [InlineData('\u0001', '\u00ff')]
    [InlineData('a', 'z')]
    [InlineData('(', ')')]
    public void A_megabyte_of_random_text_is_answered_with_a_page_of_messages(char from, char to)
    {
        Random random = new(7);
        StringBuilder text = new();
        for (int i = 0; i < 1_000_000; i++)
        {
            text.Append(i % 80 == 79 ? '\n' : (char)random.Next(from, to + 1));
        }

        IReadOnlyList<Diagnostic> diagnostics = Reading.Diagnostics(text.ToString());
        string shown = string.Join("\n", diagnostics);
        Assert.InRange(diagnostics.Count, 1, 21);
        Assert.InRange(shown.Length, 10, 10_000);
    }

    [Fact]
    public void Files_that_are_no_text_get_one_clear_message()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ketascope");
        try
        {
            Assert.Equal("this is a folder, not a model file", FileError(folder.FullName));
            Assert.Equal("there is no such file", FileError(Path.Combine(folder.FullName, "none.ant")));
            Assert.Equal("there is no such file", FileError(Path.Combine(folder.FullName, "none", "none.ant")));
            Assert.Equal("the file is empty", FileError(Write(folder, [])));
            Assert.Equal("the file is empty", FileError(Write(folder, " \n\t\n"u8)));
            Assert.Equal("this is a binary file, not model text", FileError(Write(folder, [0x50, 0x4b, 0, 3])));
            Assert.Equal("this is not text in UTF-8", FileError(Write(folder, [0x78, 0x20, 0x3d, 0xff, 0xfe])));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo folder, ReadOnlySpan<byte> bytes)
    {
        string file = Path.Combine(folder.FullName, "model.ant");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static string FileError(string path)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(AntimonyReader.ReadFile(path, diagnostics));
        string message = Assert.Single(diagnostics.Items).Message;
        Assert.StartsWith($"{path}: ", message, StringComparison.Ordinal);
        return message[(path.Length + 2)..];
    }
}
