using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using Ketascope.Language.Expressions;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Expressions;

public sealed class ExpressionPrinterTests
{
    [Theory]
    [InlineData("a + b*c")]
    [InlineData("(a + b)*c")]
    [InlineData("a - b - c")]
    [InlineData("a - (b - c)")]
    [InlineData("(a + b) - c")]
    [InlineData("a/b*c/d")]
    [InlineData("a/(b*c)")]
    [InlineData("-a^2")]
    [InlineData("(-a)^2")]
    [InlineData("(-2)^2")]
    [InlineData("(a^b)^c")]
    [InlineData("a^b^c")]
    [InlineData("-(-a)")]
    [InlineData("a*-3")]
    [InlineData("!(a && b) || c < d")]
    [InlineData("piecewise(1, time >= 40, 0)")]
    [InlineData("exp(-k*time) + f(A.x, 3.3 mL)")]
    [InlineData("(a < b) < c")]
    [InlineData("a < b < c")]
    [InlineData("log(2, x) + log10(y)")]
    public void Text_that_was_printed_prints_as_it_is(string text) => Assert.Equal(text, ExpressionPrinter.Print(Reading.Expression(text)));

    [Fact]
    public void Printed_expressions_read_back_as_the_same_tree() =>
        Generated.Sample(expression => Same(expression, Reading.Expression(ExpressionPrinter.Print(expression))), iter: 2000);

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal("1.5 + x", ExpressionPrinter.Print(Reading.Expression("1.5 + x")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static readonly Gen<string> Names = Gen.OneOf("a", "k1", "S_2", "A.x", "_b", "Time");

    private static readonly Gen<Expression> Leaf = Gen.OneOf<Expression>(
        Gen.Double.Select(v => (Expression)new NumberExpression(v)),
        Gen.OneOf(0.0, -0.0, 1e-300, double.PositiveInfinity, double.NegativeInfinity, double.NaN).Select(v => (Expression)new NumberExpression(v)),
        Gen.Int[-5, 5].Select(v => (Expression)new NumberExpression(v) { UnitName = "mL" }),
        Names.Select(n => (Expression)new NameExpression(n)),
        Gen.Const((Expression)new TimeExpression()));

    private static readonly Gen<Expression> Generated = Gen.Int[0, 4].SelectMany(Tree);

    private static Gen<Expression> Tree(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (1, Leaf),
        (5, Gen.Select(Gen.Enum<Function>(), Gen.Int[0, 4], Tree(depth - 1).Array[5]).Select(Call)),
        (1, Tree(depth - 1).Array[0, 3].Select(a => (Expression)new UserCallExpression("mine", [.. a]))));

    /// <summary>A call as the reader makes it: no sum inside a difference's place, no logarithm without its base.</summary>
    private static Expression Call(Function function, int count, Expression[] arguments)
    {
        FunctionRow row = FunctionCatalogue.RowOf(function);
        int fewest = function == Function.Log ? 2 : row.MinArguments;
        ImmutableArray<Expression> taken = [.. arguments.Take(Math.Clamp(count, fewest, Math.Min(row.MaxArguments, 5)))];
        return new CallExpression(function, taken);
    }

    private static bool Same(Expression a, Expression b) => (a, b) switch
    {
        (CallExpression x, CallExpression y) => x.Function == y.Function && Same(x.Arguments, y.Arguments),
        (UserCallExpression x, UserCallExpression y) => x.FunctionName == y.FunctionName && Same(x.Arguments, y.Arguments),
        (NumberExpression x, NumberExpression y) => BitConverter.DoubleToInt64Bits(x.Value) == BitConverter.DoubleToInt64Bits(y.Value) && x.UnitName == y.UnitName,
        (NameExpression x, NameExpression y) => x.Name == y.Name,
        (TimeExpression, TimeExpression) => true,
        _ => false,
    };

    private static bool Same(ImmutableArray<Expression> a, ImmutableArray<Expression> b) => a.Length == b.Length && a.Zip(b).All(pair => Same(pair.First, pair.Second));
}
