using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Sbml;

public sealed class MathTests
{
    [Theory]
    [InlineData("<cn>1.5</cn>", "1.5")]
    [InlineData("<cn type=\"integer\"> -3 </cn>", "-3")]
    [InlineData("<cn type=\"integer\" base=\"16\">1F</cn>", "31")]
    [InlineData("<cn type=\"e-notation\">2<sep/>-3</cn>", "0.002")]
    [InlineData("<cn type=\"rational\">1<sep/>4</cn>", "0.25")]
    [InlineData("<infinity/>", "inf")]
    [InlineData("<notanumber/>", "nan")]
    [InlineData("<true/>", "1")]
    [InlineData("<apply><plus/></apply>", "plus()")]
    [InlineData("<apply><minus/><ci>a</ci></apply>", "-a")]
    [InlineData("<apply><minus/><ci>a</ci><ci> b </ci></apply>", "a - b")]
    [InlineData("<apply><root/><ci>a</ci></apply>", "sqrt(a)")]
    [InlineData("<apply><root/><degree><cn>3</cn></degree><ci>a</ci></apply>", "root(3, a)")]
    [InlineData("<apply><log/><ci>a</ci></apply>", "log10(a)")]
    [InlineData("<apply><log/><logbase><cn>2</cn></logbase><ci>a</ci></apply>", "log(2, a)")]
    [InlineData("<apply><lt/><ci>a</ci><ci>b</ci><ci>c</ci></apply>", "a < b < c")]
    [InlineData("<apply><rem/><ci>a</ci><ci>b</ci></apply>", "a%b")]
    [InlineData("<apply><implies/><ci>a</ci><ci>b</ci></apply>", "implies(a, b)")]
    [InlineData("<piecewise><piece><ci>a</ci><true/></piece></piecewise>", "piecewise(a, 1)")]
    [InlineData("<piecewise><otherwise><ci>a</ci></otherwise></piecewise>", "piecewise(a)")]
    [InlineData("<semantics><ci>a</ci><annotation>x</annotation></semantics>", "a")]
    [InlineData("<apply><ci>f</ci><ci>a</ci></apply>", "f(a)")]
    public void MathML_means(string math, string expression) => Assert.Equal(expression, Read(math));

    [Theory]
    [InlineData("time", "time")]
    [InlineData("avogadro", "6.02214179E+23")]
    public void Symbols_mean(string symbol, string expression) => Assert.Equal(expression, Read(SbmlText.Symbol(symbol)));

    [Fact]
    public void Rates_of_change_and_delays_are_functions()
    {
        Assert.Equal("rateOf(a)", Read($"<apply>{SbmlText.Symbol("rateOf")}<ci>a</ci></apply>"));
        Assert.Equal("delay(a, 2)", Read($"<apply>{SbmlText.Symbol("delay")}<ci>a</ci><cn>2</cn></apply>"));
    }

    [Theory]
    [InlineData("<apply><integral/><ci>a</ci></apply>", "'integral' is not a function that SBML allows")]
    [InlineData("<apply><divide/><ci>a</ci></apply>", "'divide' has 1 arguments, which SBML does not allow")]
    [InlineData("<cn>1,5</cn>", "'1,5' is not a number of the type 'real'")]
    [InlineData("<csymbol definitionURL=\"http://www.sbml.org/sbml/symbols/uniform\">u</csymbol>", "the symbol 'http://www.sbml.org/sbml/symbols/uniform' is not known here")]
    [InlineData("<matrix/>", "'matrix' is not MathML that SBML allows here")]
    public void What_is_not_allowed_is_said(string math, string message) => Assert.Equal(message, Assert.Single(SbmlText.Errors(Text(math))).Message);

    [Theory]
    [InlineData("2*a^b", "2*a^b")]
    [InlineData("-a^2", "-a^2")]
    [InlineData("log(a) + log10(b)", "ln(a) + log10(b)")]
    [InlineData("pow(a, 1.5e-3)/sqr(b)", "a^0.0015/b^2")]
    [InlineData("a - (b - 3)", "a - (b - 3)")]
    public void Formulas_of_Level_1_mean(string formula, string expression)
    {
        Model model = SbmlText.Model(Level1(formula));
        Assert.Equal(expression, ExpressionPrinter.Print(model.Rules.Single(r => r.Kind == RuleKind.Assignment).Expression));
    }

    [Theory]
    [InlineData("a +", "expected a number, a name or '(', found the end")]
    [InlineData("(a", "expected ')', found the end")]
    [InlineData("a ? b", "expected an operator or the end, found '?'")]
    [InlineData("massi(a)", "the function 'massi' is not read in formulas of Level 1")]
    public void Wrong_formulas_of_Level_1_are_said(string formula, string message) => Assert.StartsWith(message, Assert.Single(SbmlText.Errors(Level1(formula))).Message, StringComparison.Ordinal);

    private static string Read(string math) => ExpressionPrinter.Print(SbmlText.Model(Text(math)).Rules.Single(r => r.Variable == "x" && r.Kind == RuleKind.Assignment).Expression);

    private static string Text(string math) => SbmlText.Level3(
        "<listOfParameters><parameter id=\"x\" constant=\"false\"/></listOfParameters>\n" +
        $"<listOfRules><assignmentRule variable=\"x\">{SbmlText.Formula(math)}</assignmentRule></listOfRules>");

    private static string Level1(string formula) =>
        "<sbml xmlns=\"http://www.sbml.org/sbml/level1\" level=\"1\" version=\"2\"><model name=\"m\"><listOfParameters><parameter name=\"x\" value=\"1\"/></listOfParameters>" +
        $"<listOfRules><parameterRule name=\"x\" formula=\"{formula}\"/></listOfRules></model></sbml>";
}
