using System.Collections.Immutable;
using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Flattening;
using Ketascope.Language.Models;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Flattening;

public sealed class SubmodelExpansionTests
{
    private const string Inner = "model inner(S, k)\n species S; S = 1; k = 2; J: S -> ; k*S; x := k + time\nend\n";

    [Fact]
    public void Elements_of_submodels_get_dotted_names() => Flat.Is(
        """
        A.k = 2
        A.S = 1
        A.x := A.k + time
        A.J := A.k*A.S
        A.S' = -A.J
        """,
        Inner + "model *outer()\n A: inner()\nend");

    [Fact]
    public void Arguments_bind_by_position_and_the_outer_value_counts() => Flat.Is(
        """
        A.k = 7
        T = 5
        total := 2*T
        A.x := A.k + time
        A.J := A.k*T
        T' = -A.J
        """,
        Inner + "model *outer()\n A: inner(T, 7); T = 5; total := 2*A.S\nend");

    [Fact]
    public void What_the_kept_name_lacks_comes_from_the_replaced_one() => Flat.Is(
        """
        c = 4
        k = 2
        T = 1
        A.x := c + time
        B.x := k + time
        A.J := c*T
        B.J := k*T
        T' = -A.J - B.J
        """,
        Inner + "model *outer()\n A: inner(); B: inner(); A.S is T; B.S is T; A.k is c; c = 4; B.k is k\nend");

    [Fact]
    public void Two_submodels_share_a_symbol() => Flat.Is(
        """
        A.k = 2
        B.k = 2
        B.S = 9
        A.x := A.k + time
        B.x := B.k + time
        A.J := A.k*B.S
        B.J := B.k*B.S
        B.S' = -A.J - B.J
        """,
        Inner + "model *outer()\n A: inner(); B: inner(); A.S is B.S; B.S = 9\nend");

    [Fact]
    public void Conversion_factors_reach_every_use() => Flat.Is(
        """
        f = 10
        A.k = 2
        T = f
        A.x := A.k + time
        A.J := A.k*(T/f)
        T' = -A.J
        A.stop: at 3: T = 4*f
        """,
        Inner.Replace("time\nend", "time; stop: at time > 3: S = 4\nend", StringComparison.Ordinal)
            + "model *outer()\n f = 10; A: inner(); A.S * f is T\nend");

    [Fact]
    public void Time_and_extent_are_converted() => Flat.Is(
        """
        tc = 60
        var A.k = 2
        A.S = 1
        A.r = 0
        A.J := A.k*A.S/tc*1000
        A.y := A.J/1000*tc + time/tc
        A.S' = -A.J
        A.r' = 3/tc
        A.E: at 5*tc: A.k = 0
        """,
        "model inner()\n species S; S = 1; k = 2; J: S -> ; k*S; y := J + time; r' = 3; r = 0; E: at time > 5: k = 0\nend\n"
            + "model *outer()\n A: inner(), timeconv = tc, extentconv = 1000; tc = 60\nend");

    [Fact]
    public void Past_values_and_rates_of_change_follow_the_submodels_time()
    {
        Model flat = SubmodelExpansion.Expand(
            Reading.Document("model inner()\n x' = 1; x = 0; y := delay(x, 3) + rateOf(x)\nend\nmodel *outer()\n A: inner(), timeconv = tc; tc = 60\nend"), new DiagnosticBag());
        Assert.Equal("delay(A.x, 3*tc) + rateOf(A.x)*tc", flat.Rule(RuleKind.Assignment, "A.y"));
    }

    [Fact]
    public void Named_conditions_and_algebraic_equations_are_replaced_and_deleted_from_outside()
    {
        Model flat = SubmodelExpansion.Expand(
            Reading.Document(
                "model inner()\n var x, y; x = 1; y = 1; low: x > 0; constraint high: x < 9; x + y < 20; first: 0 = x - 1; second: 0 = y - 2\nend\n"
                    + "model *outer()\n A: inner(); delete A.low, A.first; A.second: 0 = A.y - 3\nend"), new DiagnosticBag());
        Assert.Equal(["A.x < 9", "A.x + A.y < 20"], flat.Constraints.Select(c => ExpressionPrinter.Print(c.Condition)));
        Assert.Equal(["A.y - 3"], flat.Rules.Where(r => r.Kind == RuleKind.Algebraic).Select(r => ExpressionPrinter.Print(r.Expression)));
    }

    [Fact]
    public void Statements_about_paths_replace_those_inside() => Flat.Is(
        """
        A.k = 8
        A.S = 3
        A.x := 5*A.k
        A.J := A.k*A.S
        A.S' = -A.J
        """,
        Inner + "model *outer()\n A: inner(); A.S = 3; A.k = 8; A.x := 5*A.k\nend");

    [Fact]
    public void Equations_and_elements_are_deleted_with_what_needs_them()
    {
        Flat.Is("A.k = 2\nA.x = 4\nA.S = 1\nA.J := A.k*A.S\nA.S' = -A.J", Inner + "model *outer()\n A: inner(); A.x := ; A.x = 4\nend");
        Flat.Is("A.k = 2\nA.S = 1\nA.x := A.k + time\nA.S' = 0", Inner + "model *outer()\n A: inner(); delete A.J\nend");
        Flat.Is("x = 3\nk = 2", "model inner()\n p := 4*q; q = 1\nend\nmodel *outer()\n A: inner(); A.p is x; x = 3; A.q is k; k = 2\nend");
        Flat.Is("A.r = 0\nA.r' = 1\nA.E: at 1: ", "model inner()\n p := 4*q; q = 1; r' = 1; r = 0; E: at time > 1: q = 3\nend\nmodel *outer()\n A: inner(); delete A.q, A.p\nend");
    }

    [Fact]
    public void The_default_compartment_of_an_instance_is_given_with_in() => Flat.Is(
        """
        C = 2
        amount(A.B.S) = 3*C
        A.B.S := amount(A.B.S)/C
        amount(A.B.S)' = 0
        """,
        "model leaf()\n species S; S = 3\nend\nmodel mid()\n B: leaf()\nend\nmodel *outer()\n compartment C; C = 2; A: mid() in C\nend");

    [Fact]
    public void Units_of_one_name_and_two_meanings_are_told_apart()
    {
        OdeSystem system = Flat.System(
            "model inner()\n unit u = 1e-3 gram; x = 2 u; y = 3; y has u\nend\nmodel *outer()\n unit u = gram; A: inner(); z = 1 u\nend");
        Assert.Equal(["u", "A.u"], system.Units.Select(u => u.Name));
        Assert.Equal(["u", "A.u", "A.u"], system.Parameters.Select(p => p.Unit));
        Assert.Equal("2 A.u", ExpressionPrinter.Print(system.Parameters[1].Initial));
    }

    [Theory]
    [InlineData("test39", "p1 = 100\nsub1.C = 1\nsub1.s1 = 0.001\nsub1.J0 := p1*sub1.s1\nsub1.s1' = sub1.J0")]
    [InlineData("test45", "paramconv = 0.01\ntimeconv = 60\nt1 = paramconv\nt1' = (time/timeconv/(t1/paramconv) + 3)/timeconv*paramconv")]
    [InlineData("test54", "")]
    public void Files_flatten_as_the_reference_library_flattens_them(string name, string expected)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        Flat.Is(expected, FlatFile.Read(SharedFiles.Of($"conformance/antimony/language/from-libsbml/{name}.ant")));
    }

    [Theory]
    [InlineData("A.x = 5", "'A.x' is given by ':=' inside its submodel; take that back with 'A.x := ;' first")]
    [InlineData("A.x' = 5", "'A.x' is given by ':=' inside its submodel; take that back with 'A.x := ;' first")]
    [InlineData("delete A.Sx", "the model 'inner' has no 'Sx'; did you mean 'S'?")]
    [InlineData("y := A.kk", "the model 'inner' has no 'kk'; did you mean 'k'?")]
    [InlineData("B: inner(); A is B", "submodels cannot be made one as a whole; make their elements one")]
    [InlineData("A.x is y; y' = 3", "'y' is given by ':=' and also by a rate of change (first at test.ant:5:24)")]
    public void Contradictions_are_named(string statements, string message) =>
        Assert.Equal([message], Flat.Errors($"{Inner}model *outer()\n A: inner(); {statements}\nend").Take(1));

    [Fact]
    public void A_model_that_contains_itself_is_an_error_that_names_the_cycle()
    {
        Model a = new() { Name = "a", Submodels = [new Submodel("B", "b", [], null, null, default)] };
        Model b = new() { Name = "b", Submodels = [new Submodel("A", "a", [], null, null, default)] };
        DiagnosticBag diagnostics = new();
        Assert.Null(Flattener.Flatten(new ModelDocument(a, ImmutableDictionary<string, Model>.Empty.Add("a", a).Add("b", b)), diagnostics));
        Assert.Equal("the model 'a' contains itself: a -> b -> a", Assert.Single(diagnostics.Items).Message);
    }

    [Fact]
    public void An_unbounded_number_of_instances_is_refused()
    {
        string text = "model m0()\n x = 1\nend\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"model m{i}()\n A: m{i - 1}(); B: m{i - 1}()\nend\n"));
        Assert.Equal(["the submodels are more than 10000 or deeper than 100 levels"], Flat.Errors(text));
    }
}
