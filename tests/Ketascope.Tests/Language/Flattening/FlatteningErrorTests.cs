using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Flattening;

public sealed class FlatteningErrorTests
{
    [Theory]
    [InlineData("a := b; b := 2*c; c := a", "the assignments form a cycle: a -> b -> c -> a")]
    [InlineData("a := a + 1", "the assignments form a cycle: a -> a")]
    [InlineData("a = b; b = a", "the start values form a cycle: a -> b -> a")]
    [InlineData("a = b; b := 3*c; c = a", "the start values form a cycle: a -> b -> c -> a")]
    [InlineData("compartment C; C = 1; species S in C, T in C; S = 2*T; T = S; J: S -> T; S", "the start values form a cycle: S -> T -> S")]
    [InlineData("species S; S = 1; J: -> S; J1 + 1; J1: -> S; J", "the assignments form a cycle: J -> J1 -> J")]
    public void Cycles_are_named(string text, string message) => Assert.Equal([message], Flat.Errors(text));

    [Theory]
    [InlineData("x := rateOf(2*y); y' = 1; y = 0", "'rateOf' needs the name of a species, compartment or parameter: 'rateOf(2*y)'")]
    [InlineData("x := rateOf(y); y := time", "'rateOf' of 'y', which is given by ':=' or an algebraic rule, is not read")]
    public void What_cannot_be_held_yet_is_refused_by_name(string text, string message) => Assert.Equal([message], Flat.Errors(text));

    [Theory]
    [InlineData("x := CLL*2; CL = 3", "there is no 'CLL'; did you mean 'CL'?")]
    [InlineData("x := y; y has mg", "'y' has no value; give it one with 'y = ...'")]
    [InlineData("x' = 1", "'x' has no start value; give it one with 'x = ...'")]
    [InlineData("function f(x)\n delay(x, 2)\nend\nspecies S; S = 1; J: S -> ; f(Q)", "there is no 'Q'")]
    [InlineData("species S; S = 1; J: S -> ; ; ", "the reaction 'J' has no rate")]
    [InlineData("species S; S := 1; J: -> $S; 2; S2 = 1; E: at time > 1: S = 3", "an event cannot assign 'S', which is given by ':=' (test.ant:1:12)")]
    [InlineData("const x; x = 1; E: at time > 1: x = 3", "'x' is declared constant and cannot be assigned by an event")]
    [InlineData("const x; x = 1; 0 = x - 1", "the algebraic rule '0 = x - 1' determines nothing: each of 'x' is constant or determined by another equation")]
    [InlineData("var x; 0 = x - 1; 0 = x - 2", "the algebraic rule '0 = x - 2' determines nothing: each of 'x' is constant or determined by another equation")]
    [InlineData("var x; 0 = x^2 - 1; a = x", "the start value of 'a' follows from 'x', which an algebraic rule determines that no formula solves")]
    [InlineData("const x; x = 1; x' = 3", "'x' is declared constant and cannot have a rate of change")]
    [InlineData("function f(x)\n g(x)\nend\nfunction g(x)\n f(x)\nend\ny = f(1)", "the function 'f' calls itself: f -> g -> f")]
    public void What_is_missing_or_contradicts_is_named(string text, string message) => Assert.Equal([message], Flat.Errors(text));

    [Theory]
    [InlineData("compartment C; species S in C; S = 1")]
    [InlineData("compartment C; x = 2*C")]
    [InlineData("compartment C; C = ; C' = 1")]
    [InlineData("compartment C; C = NaN; species S in C; S = 1; J: S -> ; S")]
    public void A_compartment_without_a_size_is_taken_as_1_with_a_warning(string text)
    {
        Diagnostic warning = Assert.Single(Flat.Diagnostics(text));
        Assert.Equal((Severity.Warning, "no-size", "the compartment 'C' has no size and is taken as 1; give it one with 'C = ...'"), (warning.Severity, warning.Code, warning.Message));
    }

    [Fact]
    public void A_size_that_nothing_depends_on_may_be_open()
    {
        Assert.Empty(Flat.Diagnostics("compartment C; species $S in C; substanceOnly species T in C; S = 1; S' = -S; T' = S; T = 0"));
        Flat.Is("C = nan\nS = 1\nS' = -S", "compartment C; species $S in C; S = 1; S' = -S");
    }

    [Fact]
    public void All_errors_are_reported_at_once_with_their_places()
    {
        IReadOnlyList<Diagnostic> diagnostics = Flat.Diagnostics("a := b\nb := a\nx := CLL\nE: at x > 3, priority = 2: CL = 1\nCL = 3\n0 = 3");
        Assert.Equal(
            ["test.ant:3:6 unknown-name", "test.ant:6:1 overdetermined", "test.ant:1:1 cycle"],
            diagnostics.Select(d => $"{d.Span} {d.Code}"));
    }

    [Fact]
    public void Models_made_by_hand_are_checked_like_read_ones()
    {
        Rule Equation(RuleKind kind, string name, string used) => new(kind, name, new NameExpression(used), default);
        Symbol x = new() { Name = "x", Kind = SymbolKind.Parameter }, s = new() { Name = "s", Kind = SymbolKind.Species, Compartment = "nowhere" };
        Model model = new()
        {
            Name = "hand",
            Symbols = [x, x, s],
            Reactions = [new Reaction { Name = "J", Rate = new NumberExpression(1), Products = [new SpeciesReference("x", new NumberExpression(1))] }],
            Events = [new ModelEvent { Name = "E", Trigger = new NumberExpression(1), Assignments = [new EventAssignment("J", new NumberExpression(1), default)] }],
            Rules = [Equation(RuleKind.Rate, "x", "q"), Equation(RuleKind.Rate, "x", "q"), Equation(RuleKind.Assignment, "x", "y"), Equation(RuleKind.Initial, "z", "x")],
        };
        DiagnosticBag diagnostics = new();
        Assert.Null(Flattener.Flatten(new ModelDocument(model, []), diagnostics));
        Assert.Equal(
            [
                "'x' is declared twice",
                "'x' is given twice by ''='",
                "there is no 'z'",
                "'x' is given by ':=' and also by a rate of change",
                "'x' in the reaction 'J' is no species",
                "'nowhere', which holds the species 's', is no compartment",
                "an event cannot assign 'J': 'J' is a reaction",
            ],
            diagnostics.Items.Select(d => d.Message));
    }

    [Fact]
    public void Long_chains_and_growing_functions_are_safe()
    {
        string chain = string.Concat(Enumerable.Range(1, 5_000).Select(i => $"x{i} := x{i - 1} + 1\n"));
        OdeSystem system = Flat.System("x0 = 1\n" + chain);
        Assert.Equal(("x1", "x5000"), (system.Assignments[0].Name, system.Assignments[^1].Name));
        string functions = "function f0(x)\n x + x\nend\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"function f{i}(x)\n f{i - 1}(x) + f{i - 1}(x)\nend\n"));
        Assert.Equal("the expression becomes too large when functions are replaced by their bodies", Flat.Errors(functions + "y = f60(1)")[0]);
        Assert.Single(Flat.System("x0 = 1\ny = 1\n" + chain + "E: at time > x5000: y = 2").Conditions);
    }
}
