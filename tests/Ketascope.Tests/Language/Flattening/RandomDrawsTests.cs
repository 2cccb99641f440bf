using System.Globalization;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Flattening;

public sealed class RandomDrawsTests
{
    [Theory]
    [InlineData("a = normal(m, 2)", "m + 2*0.25", "a 1 normal(0, 1)")]
    [InlineData("a = 5*uniform(m, m + 1)", "5*(m + ((m + 1) - m)*0.25)", "a 1 uniform(0, 1)")]
    [InlineData("a = exponential(m)", "0.25/m", "a 1 exponential(1)")]
    [InlineData("a = lognormal(m, 2)", "exp(m + 2*0.25)", "a 1 normal(0, 1)")]
    [InlineData("a = cauchy(m)", "0 + m*0.25", "a 1 cauchy(0, 1)")]
    [InlineData("a = bernoulli(m)", "piecewise(1, 0.25 < m, 0)", "a 1 uniform(0, 1)")]
    [InlineData("a = gamma(m, 2) + poisson(2*m)", "plus(0.25) + plus(0.25)", "a 1 gamma(3, 2); a 2 poisson(6)")]
    [InlineData("a = truncatedNormal(0, 1, -m, m)", "plus(0.25)", "a 1 truncatedNormal(0, 1, -3, 3)")]
    public void A_start_value_is_a_formula_with_drawn_numbers(string text, string expected, string drawn)
    {
        List<string> draws = [];
        DiagnosticBag diagnostics = new();
        OdeSystem? system = Flattener.Flatten(Reading.Document($"m = 3; {text}"), diagnostics, (place, name, numbers) =>
        {
            draws.Add($"{place} {name}({string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))})");
            return 0.25;
        });
        Assert.Empty(diagnostics.Items);
        Assert.Equal(expected, ExpressionPrinter.Print(system!.Parameters.Single(p => p.Name == "a").Initial));
        Assert.Equal(drawn, string.Join("; ", draws));
    }

    [Theory]
    [InlineData("a := normal(1, 2)", "'normal' in the rule of 'a' would be drawn again and again; Ketascope draws start values alone")]
    [InlineData("a' = poisson(2); a = 1", "'poisson' in the rate of change of 'a' would be drawn again and again; Ketascope draws start values alone")]
    [InlineData("J: -> S; uniform(0, 1)", "'uniform' in the rate of 'J' would be drawn again and again; Ketascope draws start values alone")]
    [InlineData("a = 1; E: at time > 1: a = laplace(1)", "'laplace' in the event 'E' would be drawn again and again; Ketascope draws start values alone")]
    [InlineData("function f(x) normal(x, 1); end\na = f(2)", "'normal' in the function 'f' would be drawn again and again; Ketascope draws start values alone")]
    [InlineData("b := time; a = gamma(b, 1)", "'b' must be a number, or follow from values that are given as numbers: 'gamma' is drawn before the model runs")]
    [InlineData("a = gamma(1, -1)", "there is no distribution gamma(1, -1)")]
    public void What_cannot_be_drawn_is_refused_by_name_and_place(string text, string message)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(Flattener.Flatten(Reading.Document(text), diagnostics, (_, name, numbers) => numbers.All(n => n >= 0) ? 0.5 : null));
        Assert.Equal(message, Assert.Single(diagnostics.Items).Message);
    }
}
