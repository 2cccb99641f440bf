using Ketascope.Language.Diagnostics;
using Ketascope.Study.Requests;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Requests;

public sealed class FastReactionWarningTests
{
    private const string Reactions = "species A, B, C; A = 1; B = 0; C = 0; J: A -> B; A - B; K: B -> C; B;";

    [Theory]
    [InlineData("fast reaction J, K;", "all 2 reactions are marked fast: they are taken to be at equilibrium at every moment, and no reaction is left that takes time; ")]
    [InlineData("fast reaction J;", "one of the 2 reactions, 'J', is marked fast: it is taken to be at equilibrium at every moment; ")]
    [InlineData("fast reaction J, K; L: C -> A; C;", "2 of the 3 reactions are marked fast: they are taken to be at equilibrium at every moment; ")]
    public void It_tells_how_many_reactions_are_marked_fast_and_what_to_do(string more, string expected)
    {
        Diagnostic warning = Assert.Single(Load($"{Reactions} {more}", ignoreFast: false).Warnings);
        Assert.Equal((Severity.Warning, "fast-reactions"), (warning.Severity, warning.Code));
        Assert.StartsWith(expected, warning.Message, StringComparison.Ordinal);
        Assert.Contains("--ignore-fast", warning.Message, StringComparison.Ordinal);
        Assert.NotNull(warning.Span.Source);
    }

    [Fact]
    public void A_fast_reaction_of_a_submodel_counts_as_one_of_the_whole_model()
    {
        LoadedModel model = Load("model part\n species S, P; S = 1; P = 0; fast reaction R; R: S -> P; S\nend\nmodel *whole\n one: part(); two: part(); J: one.P -> two.S; one.P\nend", ignoreFast: false);
        Assert.StartsWith("2 of the 3 reactions are marked fast", Assert.Single(model.Warnings).Message, StringComparison.Ordinal);
        Assert.Contains(model.System.States, state => state.Fast is not null);
    }

    [Fact]
    public void It_comes_before_other_warnings()
    {
        LoadedModel model = Load($"{Reactions} fast reaction J; x = 1 second; y = 1 litre; z := x + y; w := y + x; v := 2*x + y;", ignoreFast: false);
        Assert.True(model.Warnings.Length > 2);
        Assert.Equal("fast-reactions", model.Warnings[0].Code);
    }

    [Fact]
    public void Ignored_fast_reactions_are_ordinary_ones_without_a_warning()
    {
        LoadedModel model = Load($"{Reactions} fast reaction J, K;", ignoreFast: true), plain = Load(Reactions, ignoreFast: false);
        Assert.True(model.IgnoresFast);
        Assert.Empty(model.Warnings);
        Assert.Equal(plain.System.States.Select(state => (state.Name, state.Derivative.ToString(), state.Fast)), model.System.States.Select(state => (state.Name, state.Derivative.ToString(), state.Fast)));
        Assert.DoesNotContain(model.Document.Main.Reactions, reaction => reaction.IsFast);
    }

    [Fact]
    public void A_model_without_fast_reactions_has_no_warning() => Assert.Empty(Load(Reactions, ignoreFast: false).Warnings);

    private static LoadedModel Load(string text, bool ignoreFast)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], text);
        return ModelLoading.Load(folder["m.ant"], UnitPolicy.Warn, ignoreFast: ignoreFast);
    }
}
