using Ketascope.Language.Antimony;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Language.Antimony;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("a + b + c", "Plus(a, b, c)")]
    [InlineData("a - b", "Minus(a, b)")]
    [InlineData("a - b - c + d", "Plus(a, Negate(b), Negate(c), d)")]
    [InlineData("a * b * c", "Times(a, b, c)")]
    [InlineData("a / b * c", "Times(Divide(a, b), c)")]
    [InlineData("a / b / c", "Divide(Divide(a, b), c)")]
    [InlineData("a % b", "Remainder(a, b)")]
    [InlineData("-2^2", "Negate(Power(2, 2))")]
    [InlineData("2^3^4", "Power(2, Power(3, 4))")]
    [InlineData("2^-3", "Power(2, -3)")]
    [InlineData("-a * b", "Times(Negate(a), b)")]
    [InlineData("a * -b", "Times(a, Negate(b))")]
    [InlineData("-3 + 4", "Plus(-3, 4)")]
    [InlineData("-(3)", "Negate(3)")]
    [InlineData("!a && b", "And(Not(a), b)")]
    [InlineData("a || b && c", "And(Or(a, b), c)")]
    [InlineData("a < b && b < c", "And(Less(a, b), Less(b, c))")]
    [InlineData("a < b < c", "Less(a, b, c)")]
    [InlineData("a < b <= c", "And(Less(a, b), LessOrEqual(b, c))")]
    [InlineData("a + b == c * d", "Equal(Plus(a, b), Times(c, d))")]
    [InlineData("a ! = b", "NotEqual(a, b)")]
    public void Operators_bind_as_in_the_reference(string text, string tree) => Assert.Equal(tree, Tree(Reading.Expression(text)));

    [Theory]
    [InlineData("log(x)", "Log10(x)")]
    [InlineData("log(2, x)", "Log(2, x)")]
    [InlineData("ln(x)", "Ln(x)")]
    [InlineData("LOG10(x)", "Log10(x)")]
    [InlineData("sqr(x)", "Power(x, 2)")]
    [InlineData("ceiling(x)", "Ceiling(x)")]
    [InlineData("power(x, y)", "Power(x, y)")]
    [InlineData("acos(x)", "Arccos(x)")]
    [InlineData("minus(x)", "Negate(x)")]
    [InlineData("piecewise(1, x < 2, 3, x < 4, 5)", "Piecewise(1, Less(x, 2), 3, Less(x, 4), 5)")]
    [InlineData("rateOf(S)", "RateOf(S)")]
    [InlineData("mine(x)", "mine(x)")]
    [InlineData("A.B.S + 1", "Plus(A.B.S, 1)")]
    public void Functions_are_found_by_all_their_names(string text, string tree) => Assert.Equal(tree, Tree(Reading.Expression(text)));

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("pi", Math.PI)]
    [InlineData("exponentiale", Math.E)]
    [InlineData("avogadro", 6.02214179e23)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-INF", double.NegativeInfinity)]
    [InlineData("notanumber", double.NaN)]
    public void Constants_become_numbers(string text, double value) => Assert.Equal(value, Assert.IsType<NumberExpression>(Reading.Expression(text)).Value);

    [Fact]
    public void Time_is_the_time_but_Time_is_a_name()
    {
        Assert.IsType<TimeExpression>(Reading.Expression("time"));
        Assert.IsType<NameExpression>(Reading.Expression("Time"));
    }

    [Fact]
    public void A_unit_may_stand_behind_a_number()
    {
        NumberExpression number = Assert.IsType<NumberExpression>(Reading.Expression("3.3 mL"));
        Assert.Equal((3.3, "mL"), (number.Value, number.UnitName));
    }

    [Fact]
    public void The_span_covers_the_whole_expression()
    {
        Expression sum = Reading.Expression("k1*S1 + 2");
        Assert.Equal((0, 9), (sum.Span.Start, sum.Span.Length));
    }

    [Fact]
    public void A_sum_of_ten_thousand_terms_is_flat() =>
        Assert.Equal(10_000, Assert.IsType<CallExpression>(Reading.Expression(string.Join(" - ", Enumerable.Repeat("k*x/2", 10_000)))).Arguments.Length);

    [Theory]
    [InlineData("(", ")")]
    [InlineData("exp(", ")")]
    [InlineData("- ", "")]
    [InlineData("2^", "")]
    [InlineData("!", "")]
    public void Ten_thousand_levels_are_refused_with_one_error(string open, string close)
    {
        string text = $"x = {string.Concat(Enumerable.Repeat(open, 10_000))}1{string.Concat(Enumerable.Repeat(close, 10_000))}";
        Assert.Equal("the expression is nested more than 256 levels deep", Reading.Error(text));
    }

    [Fact]
    public void Ten_thousand_divisions_in_a_row_are_refused_with_one_error() =>
        Assert.Equal("the expression has more than 2000 divisions in a row; split it", Reading.Error($"x = 1{string.Concat(Enumerable.Repeat("/2", 10_000))}"));

    [Theory]
    [InlineData("1 +", "expected an expression, found the end of the file")]
    [InlineData("(1", "expected ')', found the end of the file")]
    [InlineData("1 2", "expected an operator or the end of the expression, found '2'")]
    [InlineData("3 sin(x)", "expected an operator or the end of the expression, found 'sin'")]
    [InlineData("species + 1", "'species' is a word of the language; expected an expression")]
    [InlineData("exp(1, 2)", "'exp' takes 1 argument, found 2")]
    [InlineData("root(1, 2, 3)", "'root' takes 1 to 2 arguments, found 3")]
    [InlineData("max()", "'max' takes at least 1 arguments, found 0")]
    [InlineData("a--b", "expected an operator or the end of the expression, found '--' (DNA strands are not read by Ketascope; for a difference put a blank between the signs)")]
    public void Mistakes_are_named(string text, string message)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(AntimonyReader.ReadExpression(new SourceText("test.ant", text), diagnostics));
        Assert.Equal(message, Assert.Single(diagnostics.Items).Message);
    }

    private static string Tree(Expression expression) => expression switch
    {
        CallExpression call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Tree))})",
        UserCallExpression call => $"{call.FunctionName}({string.Join(", ", call.Arguments.Select(Tree))})",
        _ => ExpressionPrinter.Print(expression),
    };
}
