using Ketascope.Language.Diagnostics;
using Ketascope.Language.Expressions;
using Ketascope.Language.Models;
using Ketascope.Language.Sbml;
using Ketascope.Language.Writing;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Sbml;

/// <summary>The package for distributions: how uncertain values are, and random draws in formulas.</summary>
public sealed class DistributionTests
{
    [Fact]
    public void What_is_said_of_a_values_uncertainty_is_read()
    {
        Symbol a = SbmlText.Model(Uncertain("""
            <distrib:uncertParameter distrib:type="mean" distrib:value="25" distrib:units="second"/>
            <distrib:uncertParameter distrib:type="coeffientOfVariation" distrib:var="b"/>
            <distrib:uncertSpan distrib:type="range" distrib:valueLower="-1" distrib:varUpper="b"/>
            """ + $"<distrib:uncertParameter distrib:type=\"distribution\">{Draw("normal", 1, 2, 0, 5)}</distrib:uncertParameter>")).Symbol("a");
        Assert.Equal(
            ["coefficientOfVariation = b", "distribution = truncatedNormal(1, 2, 0, 5)", "mean = 25 second", "range = -1, b"],
            a.Uncertainty.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} = {string.Join(", ", p.Value.Select(ExpressionPrinter.Print))}"));
    }

    [Theory]
    [InlineData("""<distrib:uncertParameter distrib:type="meen" distrib:value="2"/>""", "'meen' is no kind of uncertainty; did you mean 'mean'?")]
    [InlineData("""<distrib:uncertParameter distrib:type="mean" distrib:value="two"/>""", "'value' must be a number, found 'two'")]
    [InlineData("""<distrib:uncertParameter distrib:type="distribution" distrib:var="b"/>""", "a 'distribution' holds a random distribution of the package, such as 'normal'")]
    public void What_cannot_be_an_uncertainty_is_refused(string content, string message) =>
        Assert.Equal(message, Assert.Single(SbmlText.Errors(Uncertain(content))).Message);

    [Theory]
    [InlineData("cauchy", 3)]
    [InlineData("weibull", 2)]
    public void A_distribution_that_the_package_does_not_have_is_refused(string name, int count) =>
        Assert.Equal($"there is no distribution '{name}' with {count} arguments", Assert.Single(SbmlText.Errors(Assigned(Draw(name, [.. Enumerable.Repeat(1.0, count)])))).Message);

    [Fact]
    public void A_draw_and_a_function_of_its_name_cannot_be_told_apart() => Assert.Equal(
        "the model has a function 'gamma' beside the distribution of that name; rename the function",
        Assert.Single(SbmlText.Errors(Assigned(Draw("gamma", 1, 2), $"<functionDefinition id=\"gamma\">{SbmlText.Formula("<lambda><bvar><ci>x</ci></bvar><ci>x</ci></lambda>")}</functionDefinition>"))).Message);

    [Fact]
    public void Bounds_that_are_formulas_are_left_out_with_a_warning()
    {
        DiagnosticBag diagnostics = new();
        WrittenModel? written = SbmlWriter.Write(Reading.Document("a = 3; b = 2; a.range = {b - 1, b + 1}"), diagnostics);
        Assert.NotNull(written);
        Assert.Equal("SBML takes numbers and names as the bounds of 'a.range', not formulas; these are left out", Assert.Single(diagnostics.Items).Message);
    }

    [Theory]
    [InlineData("a = normal(1, 2)", true)]
    [InlineData("a = 3; a.distribution = normal(1, 2)", false)]
    public void Only_draws_in_formulas_make_the_package_necessary(string text, bool isNecessary)
    {
        string written = SbmlWriter.Write(Reading.Document(text), new DiagnosticBag())!.Text;
        Assert.Equal(isNecessary, written.Contains("distrib:required=\"true\"", StringComparison.Ordinal));
        Assert.Contains("distrib/normal", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = normal(1)", "'normal' takes 2 or 4 arguments, found 1")]
    [InlineData("a = normall(1, 2)", "there is no function 'normall'; did you mean 'normal'?")]
    public void A_draw_must_be_written_rightly_in_Antimony(string text, string message) => Assert.Equal(message, Reading.Error(text));

    private static string Draw(string name, params double[] numbers) =>
        SbmlText.Formula($"<apply>{SbmlText.Symbol($"distrib/{name}")}{string.Concat(numbers.Select(n => $"<cn>{n}</cn>"))}</apply>");

    private static string Uncertain(string content) => Package(
        $"<listOfParameters><parameter id=\"a\" value=\"1\" constant=\"true\"><distrib:listOfUncertainties><distrib:uncertainty>{content}</distrib:uncertainty></distrib:listOfUncertainties></parameter>"
            + "<parameter id=\"b\" value=\"2\" constant=\"true\"/></listOfParameters>");

    private static string Assigned(string formula, string functions = "") => Package(
        $"<listOfFunctionDefinitions>{functions}</listOfFunctionDefinitions><listOfParameters><parameter id=\"a\" constant=\"true\"/></listOfParameters>"
            + $"<listOfInitialAssignments><initialAssignment symbol=\"a\">{formula}</initialAssignment></listOfInitialAssignments>");

    private static string Package(string content) =>
        SbmlText.Level3(content).Replace(" version=\"2\">", $" version=\"2\" xmlns:distrib=\"{SbmlText.Distrib}\" distrib:required=\"true\">", StringComparison.Ordinal);
}
