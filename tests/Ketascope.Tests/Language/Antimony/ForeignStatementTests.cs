using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;

namespace Ketascope.Tests.Language.Antimony;

/// <summary>What people write by habit from other languages is told once, with what to write instead.</summary>
public sealed class ForeignStatementTests
{
    [Theory]
    [InlineData("k=1; x=10\nif (x > 5) {\n  k = 2\n} else {\n  k = 3\n}\nx' = -k*x",
        "2:1: error: there is no 'if'; what depends on a condition is 'y := piecewise(A, condition, B)'")]
    [InlineData("x=10\nif (x > 5) {}\nx' = -x", "2:1: error: there is no 'if'")]
    [InlineData("if x > 5 then y = 2\nx=1", "1:1: error: there is no 'if'")]
    [InlineData("for (i in 1) { x = 2 }\nx=1", "1:1: error: there is no 'for'")]
    [InlineData("x = 2**3", "1:7: error: '**' is not read; a power is written with '^', as in 2^3")]
    [InlineData("x = a ** 3 * 2; a = 1", "1:8: error: '**' is not read")]
    [InlineData("x=1\ndx/dt = -x", "2:1: error: a rate of change is written with a prime: x' = ...")]
    [InlineData("CENT=1\nd/dt(CENT) = -CENT", "2:1: error: a rate of change is written with a prime: x' = ...")]
    [InlineData("x <- 1", "1:1: error: '<-' is not read; a start value is written 'x = ...'")]
    [InlineData("y := x > 1 ? 2 : 3; x=1", "1:12: error: the character '?' has no meaning here; 'c ? a : b' is written 'piecewise(a, c, b)'")]
    public void A_habit_is_told_once_with_what_to_write(string text, string expected)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(AntimonyReader.Read(new SourceText("m", text), diagnostics, null));
        Diagnostic error = Assert.Single(diagnostics.Items, item => item.Severity == Severity.Error);
        Assert.StartsWith($"m:{expected}", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if = 1; for := 2*if; d = 1; dt = 2; y := d/dt")]
    [InlineData("x = 1; x < -1")]
    [InlineData("x = 1; x <-1")]
    public void What_is_Antimony_stays_so(string text)
    {
        DiagnosticBag diagnostics = new();
        Assert.NotNull(AntimonyReader.Read(new SourceText("m", text), diagnostics, null));
    }

    /// <summary>In R, C and NONMEM log is natural; in Antimony it is to base 10: said once, where the base is not.</summary>
    [Theory]
    [InlineData("x = log(5); y := log(x)", 1)]
    [InlineData("function f(a) log(a) end; x = f(2)", 1)]
    [InlineData("x = ln(5); y := log10(x) + log(2, x)", 0)]
    [InlineData("function log(a) ln(a) end; x = log(2)", -1)]
    public void The_base_of_a_logarithm_is_said_where_there_is_doubt(string text, int warnings)
    {
        DiagnosticBag diagnostics = new();
        AntimonyReader.Read(new SourceText("m", text), diagnostics, null);
        Assert.Equal(Math.Max(0, warnings),
            diagnostics.Items.Count(item => item.Code == "logarithm" && item.Message.Contains("'ln' for the natural one", StringComparison.Ordinal)));
    }
}
