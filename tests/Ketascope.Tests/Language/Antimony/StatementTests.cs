using Ketascope.Language.Expressions;
using Ketascope.Language.Models;

namespace Ketascope.Tests.Language.Antimony;

public sealed class StatementTests
{
    [Fact]
    public void Declarations_state_kind_constancy_compartment_and_value()
    {
        Model model = Reading.MainModel("const compartment C = 2 litre; substanceOnly species $S in C = 3, T; var formula k := S/2; species U has mM");
        Symbol compartment = model.Symbol("C"), species = model.Symbol("S"), formula = model.Symbol("k");
        Assert.Equal((SymbolKind.Compartment, true, "litre"), (compartment.Kind, compartment.IsConstant, compartment.UnitName));
        Assert.Equal((SymbolKind.Species, true, true, "C"), (species.Kind, species.IsBoundary, species.IsSubstanceOnly, species.Compartment));
        Assert.True(model.Symbol("T").IsSubstanceOnly);
        Assert.Equal((SymbolKind.Parameter, false), (formula.Kind, formula.IsConstant));
        Assert.Equal("mM", model.Symbol("U").UnitName);
        Assert.Equal("3", model.Rule(RuleKind.Initial, "S"));
        Assert.Equal("S/2", model.Rule(RuleKind.Assignment, "k"));
    }

    [Fact]
    public void The_order_of_statements_does_not_matter()
    {
        Model model = Reading.MainModel("J0 = k*S; k = 2; S in C; J0: S -> P; ; species P");
        Assert.Equal("k*S", ExpressionPrinter.Print(Assert.Single(model.Reactions).Rate!));
        Assert.Equal("C", model.Symbol("S").Compartment);
        Assert.Equal(SymbolKind.Compartment, model.Symbol("C").Kind);
        Assert.DoesNotContain(model.Rules, r => r.Variable == "J0");
    }

    [Fact]
    public void A_reaction_may_be_fast_and_a_name_too()
    {
        Model model = Reading.MainModel("fast reaction J0, J1; J0: fast A -> B; fast*A; J1: B -> A; 1; J2: A -> ; 1; fast = 2");
        Assert.Equal([true, true, false], model.Reactions.Select(r => r.IsFast));
        Assert.Equal("fast", ExpressionPrinter.Print(model.Reactions[0].Reactants[0].Stoichiometry));
    }

    [Fact]
    public void A_reaction_has_sides_stoichiometries_and_a_rate()
    {
        Model model = Reading.MainModel("J0 in C: 2 A + n B => $X + 0.5Y; k*A*B\n -> A; 1\n B -> ; ;");
        Reaction reaction = model.Reactions[0];
        Assert.Equal("J0", reaction.Name);
        Assert.False(reaction.IsReversible);
        Assert.Equal(["A", "B"], reaction.Reactants.Select(r => r.Species));
        Assert.Equal(["2", "n"], reaction.Reactants.Select(r => ExpressionPrinter.Print(r.Stoichiometry)));
        Assert.Equal(["1", "0.5"], reaction.Products.Select(r => ExpressionPrinter.Print(r.Stoichiometry)));
        Assert.True(model.Symbol("X").IsBoundary);
        Assert.Equal(SymbolKind.Parameter, model.Symbol("n").Kind);
        Assert.Equal("C", model.Symbol("Y").Compartment);
        Assert.Equal(["J0", "_J0", "_J1"], model.Reactions.Select(r => r.Name));
        Assert.Null(model.Reactions[2].Rate);
    }

    [Fact]
    public void Interactions_make_modifiers()
    {
        Model model = Reading.MainModel("J0: A -> B; v\n I1: M -o J0\n N -| J0; P -( J0");
        Assert.Equal(["M", "N", "P"], model.Reactions[0].Modifiers);
        Assert.Equal(SymbolKind.Species, model.Symbol("M").Kind);
    }

    [Fact]
    public void Rules_of_every_kind_are_read()
    {
        Model model = Reading.MainModel("x = 3; y := x^2; z' = -z; z = 1; 0 = a - b; alg1: 0 = a + b");
        Assert.Equal("3", model.Rule(RuleKind.Initial, "x"));
        Assert.Equal("x^2", model.Rule(RuleKind.Assignment, "y"));
        Assert.Equal("-z", model.Rule(RuleKind.Rate, "z"));
        Assert.Equal(2, model.Rules.Count(r => r.Kind == RuleKind.Algebraic));
        Assert.All(["a", "b", "x", "y", "z"], name => Assert.Equal(SymbolKind.Parameter, model.Symbol(name).Kind));
    }

    [Fact]
    public void A_species_with_a_rule_is_not_changed_by_reactions()
    {
        Model model = Reading.MainModel("species S, T, U; S := 3; T' = 1; const U");
        Assert.All(model.Symbols, s => Assert.True(s.IsBoundary));
    }

    [Fact]
    public void Event_options_have_the_defaults_of_the_reference_program()
    {
        ModelEvent modelEvent = Assert.Single(Reading.MainModel("at (time > 3): x = 1").Events);
        Assert.Equal("_E0", modelEvent.Name);
        Assert.True(modelEvent.IsPersistent && modelEvent.InitialTriggerValue && modelEvent.UseValuesFromTriggerTime);
        Assert.Null(modelEvent.Delay);
        Assert.Null(modelEvent.Priority);
    }

    [Fact]
    public void Event_options_are_read()
    {
        ModelEvent modelEvent = Assert.Single(Reading.MainModel("E1: at 2*d after time >= 40/60, priority = p + 1, t0=false, fromTrigger=false, persistent=false: x = 1, y = 2,\n z = 3").Events);
        Assert.Equal("time >= 40/60", ExpressionPrinter.Print(modelEvent.Trigger));
        Assert.Equal("2*d", ExpressionPrinter.Print(modelEvent.Delay!));
        Assert.Equal("p + 1", ExpressionPrinter.Print(modelEvent.Priority!));
        Assert.False(modelEvent.IsPersistent || modelEvent.InitialTriggerValue || modelEvent.UseValuesFromTriggerTime);
        Assert.Equal(["x", "y", "z"], modelEvent.Assignments.Select(a => a.Variable));
    }

    [Fact]
    public void Functions_belong_to_every_model()
    {
        ModelDocument document = Reading.Document("function mm(V, K, S)\n  V*S/(K + S);\nend\nmodel a()\n x = mm(1, 2, 3)\nend\nmodel b()\n y = 1\nend");
        FunctionDefinition function = Assert.Single(document.Models["b"].Functions);
        Assert.Equal("mm", function.Name);
        Assert.Equal(["V", "K", "S"], function.Parameters);
        Assert.Equal("V*S/(K + S)", ExpressionPrinter.Print(function.Body));
        Assert.Equal("mm(1, 2, 3)", document.Models["a"].Rule(RuleKind.Initial, "x"));
    }

    [Fact]
    public void Units_keep_their_formula()
    {
        Model model = Reading.MainModel("unit mM = 1e-3 mole / litre; unit area = (1e-6 metre)^2; x = 3 mM; y has mM; z has 2 mole/second");
        Assert.Equal(["0.001*mole/litre", "(1E-06*metre)^2", "2*mole/second"], model.Units.Select(u => ExpressionPrinter.Print(u.Formula)));
        Assert.Equal(["mM", "mM", "2*mole/second"], new[] { "x", "y", "z" }.Select(n => model.Symbol(n).UnitName));
        Assert.DoesNotContain(model.Symbols, s => s.Name is "mM" or "mole");
    }

    [Fact]
    public void Uncertainty_is_kept_by_field()
    {
        Symbol symbol = Reading.MainModel("k = 3; k.mean = 3; k.stdev = s; k.confidenceInterval = {1, 5}; k.distribution = lognormal(ln(3), 0.2)").Symbol("k");
        Assert.Equal("3", ExpressionPrinter.Print(Assert.Single(symbol.Uncertainty["mean"])));
        Assert.Equal("s", ExpressionPrinter.Print(Assert.Single(symbol.Uncertainty["standardDeviation"])));
        Assert.Equal(["1", "5"], symbol.Uncertainty["confidenceInterval"].Select(ExpressionPrinter.Print));
        Assert.Equal("lognormal(ln(3), 0.2)", ExpressionPrinter.Print(Assert.IsType<UserCallExpression>(Assert.Single(symbol.Uncertainty["distribution"]))));
    }

    [Theory]
    [InlineData("a part \"u\"", "a hasPart u")]
    [InlineData("a hypernym \"u\"", "a isVersionOf u")]
    [InlineData("a created.year 2019; a created.month 7; a created.day 29; a created.time \"10:53:09\"", "a created 2019-07-29T10:53:09Z")]
    [InlineData("a modified \"2019-07-29T10:53:09Z\"; a modified.second 10", "a modified 2019-07-29T10:53:10Z")]
    [InlineData("a creator.org \"UW\"; a creator2.email \"x@y\"", "a creator1.organization UW, a creator2.email x@y")]
    [InlineData("a notes \"<p>one</p> <p>two</p>\"", "a notes one\ntwo")]
    public void Annotations_have_the_words_of_SBML(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Reading.MainModel($"a = 3; {text}").Annotations.Select(a => $"{a.Subject} {a.Qualifier} {string.Join(' ', a.Values)}")));

    [Fact]
    public void Annotations_and_display_names_are_kept()
    {
        ModelDocument document = Reading.Document(
            "model *pk()\n model notes \"all\"\n model.sboTerm = 5\n CL = 80\n CL is \"clearance\"\n CL isDescribedBy \"doi:1\",\n \"doi:2\"\n CL.sboTerm = 27\n end\n"
            + "pk is \"the model\"\npk creator.name \"A. B.\"\npk identity \"urn:x\"");
        Model model = document.Main;
        Assert.Equal("pk", model.Name);
        Assert.Equal("clearance", model.Symbol("CL").DisplayName);
        Assert.Equal(
            ["pk notes all", "pk sboTerm 5", "CL isDescribedBy doi:1 doi:2", "CL sboTerm 27", "pk name the model", "pk creator1.name A. B.", "pk identity urn:x"],
            model.Annotations.Select(a => $"{a.Subject} {a.Qualifier} {string.Join(' ', a.Values)}"));
    }

    [Fact]
    public void Warnings_name_the_earlier_definition()
    {
        Assert.Equal("'x' was defined before (test.ant:1:1); this later definition counts", Assert.Single(Reading.Diagnostics("x = 3\nx = 4")).Message);
        Assert.Equal("4", Reading.MainModel("x = 3\nx = 4").Rule(RuleKind.Initial, "x"));
        Assert.Equal("'E' was defined before (test.ant:1:1); this later definition counts", Assert.Single(Reading.Diagnostics("E: at time>1: x=3\nE: at time>2: x=3")).Message);
    }

    [Fact]
    public void A_start_value_beside_an_assignment_is_dropped_with_a_warning()
    {
        Assert.Equal("the start value of 'x' is not used, because ':=' determines it (test.ant:2:1)", Assert.Single(Reading.Diagnostics("x = 3\nx := 4")).Message);
        Assert.Single(Reading.MainModel("x = 3\nx := 4").Rules);
    }

    [Fact]
    public void A_blank_value_takes_a_definition_back()
    {
        Model model = Reading.MainModel("x = 3; x = ; y := 2; y := ;");
        Assert.Empty(model.Rules);
        Assert.Empty(model.Deletions);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData(";")]
    public void Statements_end_at_any_line_end_or_semicolon(string end) =>
        Assert.Equal(["x", "y", "z"], Reading.MainModel(string.Join(end, "x = 1", "y = 2", "z = 3", "")).Symbols.Select(s => s.Name));

    [Fact]
    public void Names_of_the_language_differ_by_case()
    {
        Model model = Reading.MainModel("Species = 3; End = Species + Model");
        Assert.Equal(["Species", "End", "Model"], model.Symbols.Select(s => s.Name));
    }

    [Fact]
    public void Names_that_only_expressions_use_are_marked()
    {
        Model model = Reading.MainModel("x := CLL*2; CL = 3");
        Assert.True(model.Symbol("CLL").IsImplicit);
        Assert.False(model.Symbol("CL").IsImplicit);
        Assert.False(model.Symbol("x").IsImplicit);
    }
}
