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
    [InlineData("a = cauchy(m)", "m*0.25", "a 1 cauchy(0, 1)")]
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
    [InlineData("a := normal(1, 2)", "'normal' in the rule of 'a' would be drawn again and again; Ketascope draws start values and what events assign")]
    [InlineData("a' = poisson(2); a = 1", "'poisson' in the rate of change of 'a' would be drawn again and again; Ketascope draws start values and what events assign")]
    [InlineData("J: -> S; uniform(0, 1)", "'uniform' in the rate of 'J' would be drawn again and again; Ketascope draws start values and what events assign")]
    [InlineData("a = 1; E: at a > uniform(1, 2): a = 0", "'uniform' in what the event 'E' waits for would be drawn again and again; Ketascope draws start values and what events assign")]
    [InlineData("a = 1; E: at time > 1: a = poisson(1)", "'poisson' with 1 numbers can be drawn for start values alone, not in the event 'E'")]
    [InlineData("a = 1; E: at 2 after time > 1: a = laplace(1)", "'laplace' in the event 'E': an event with a delay draws as it is executed; write fromTrigger=false")]
    [InlineData("function f(x) normal(x, 1); end\na = f(2)", "'normal' in the function 'f' would be drawn again and again; Ketascope draws start values and what events assign")]
    [InlineData("b := time; a = gamma(b, 1)", "'b' must be a number, or follow from values that are given as numbers: 'gamma' is drawn before the model runs")]
    [InlineData("a = gamma(1, -1)", "these numbers make no distribution, or are too large or small to draw: gamma(1, -1)")]
    public void What_cannot_be_drawn_is_refused_by_name_and_place(string text, string message)
    {
        DiagnosticBag diagnostics = new();
        Assert.Null(Flattener.Flatten(Reading.Document(text), diagnostics, (_, name, numbers) => numbers.All(n => n >= 0) ? 0.5 : null));
        Assert.Equal(message, Assert.Single(diagnostics.Items).Message);
    }

    [Fact]
    public void An_event_draws_from_a_stream_of_its_own() => Flat.Is(
        """
        var a = 1
        var draw(E a 1) = 7
        E: at 1: a = 2 + (5 - 2)*(48271*draw(E a 1)%2147483647/2147483647), draw(E a 1) = 48271*draw(E a 1)%2147483647
        """,
        Flattener.Flatten(Reading.Document("a = 1; E: at time > 1: a = uniform(2, 5)"), new DiagnosticBag(), (_, _, _) => 6.5)!);
}
