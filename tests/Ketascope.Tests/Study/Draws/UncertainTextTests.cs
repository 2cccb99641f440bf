using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Study.Draws;
using Ketascope.Study.Requests;

namespace Ketascope.Tests.Study.Draws;

public sealed class UncertainTextTests
{
    [Fact]
    public void Errors_intervals_and_ranges_are_read_in_the_order_of_the_text()
    {
        UncertainValue[] read =
        [
            .. UncertainText.Of(Load("""
                CL = 10; CL.standardError = 0.1*CL
                F = 0.8; F.standardError = 0.05; F.range = {0, 1}
                V = 50; V.confidenceInterval = {40, 62.5}
                slope = -1; slope.confidenceInterval = {-3, 1}
                k = 3
                """).System),
        ];
        Assert.Equal(["CL", "F", "V", "slope"], read.Select(one => one.Name));
        Assert.Equal((1, 0.05), (read[0].Error, read[1].Error));
        Assert.Equal((0, 1), read[1].Bounds);

        // 1.96 standard errors to each side: of the logarithm where all is above 0, else of the value.
        Assert.Equal(62.5, read[2].Draw(1.959964), 1e-4);
        Assert.Equal(40, read[2].Draw(-1.959964), 1e-4);
        Assert.Equal(1, read[3].Draw(1.959964), 1e-5);
    }

    [Fact]
    public void A_draw_changes_the_uncertain_parameters_and_no_other()
    {
        LoadedModel model = Load("CL = 10; CL.standardError = 2; V = 50; ratio = CL/V");
        ParameterDraw draw = new(1, 1);
        LoadedModel drawn = UncertainText.Under(model, draw);
        Dictionary<string, Expression> values = drawn.System.Parameters.ToDictionary(one => one.Name, one => one.Initial);
        Assert.NotEqual(10, Assert.IsType<NumberExpression>(values["CL"]).Value);
        Assert.Equal(50, Assert.IsType<NumberExpression>(values["V"]).Value);
        Assert.Equal(new DrawnSource("the model 'm'", 1), Assert.Single(draw.Sources));
    }

    /// <summary>The error of a submodel's value is none of the value that an outer model puts in its place.</summary>
    [Theory]
    [InlineData("CL_R = 2*S.CL; R.CL is CL_R", "S.CL")]
    [InlineData("CL_R = 5; R.CL is CL_R", "S.CL")]
    [InlineData("R.CL is S.CL", "S.CL")]
    [InlineData("R.CL = 3", "S.CL, R.CL")]
    public void A_value_in_place_of_another_does_not_have_its_error(string outer, string expected)
    {
        LoadedModel model = ModelLoading.LoadText("m.ant", $"model part(); CL = 10; CL.standardError = 1; end\nmodel *m(); S: part(); R: part(); {outer}; end");
        Assert.Equal(expected, string.Join(", ", UncertainText.Of(model.System).Select(one => one.Name)));
    }

    [Theory]
    [InlineData("a = 2; b = 2*a; b.standardError = 1", "'b' of the model 'm' follows from other values")]
    [InlineData("a = 2; a.standardError = 0", "the standard error of 'a' of the model 'm' must be above 0; it is 0")]
    [InlineData("a = 2; a.standardError = 1; a.range = {0, 1}", "'a' of the model 'm' is 2, which does not lie within its range of 0 to 1")]
    public void What_cannot_be_is_told(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => UncertainText.Of(Load(text).System)).Message, StringComparison.Ordinal);

    private static LoadedModel Load(string text)
    {
        DiagnosticBag diagnostics = new();
        return ModelLoading.TryLoad(new SourceText("m.ant", $"model m\nx = 1; x' = -x\n{text}\nend"), diagnostics, UnitPolicy.Warn)
            ?? throw new UserErrorException(diagnostics);
    }
}
