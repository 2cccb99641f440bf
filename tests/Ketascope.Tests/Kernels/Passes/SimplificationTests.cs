using Ketascope.Kernels.Passes;

namespace Ketascope.Tests.Kernels.Passes;

public sealed class SimplificationTests
{
    private readonly ExpressionGraph _graph = new();

    public static TheoryData<string, string> Equalities() => new()
    {
        { "2*3 + 1", "7" },
        { "x + 0", "x" },
        { "0 + x", "x" },
        { "x - 0", "x" },
        { "0 - x", "-x" },
        { "x*1", "x" },
        { "x*(-1)", "-x" },
        { "x/1", "x" },
        { "-(-x)", "x" },
        { "x - (-y)", "x + y" },
        { "x + (-y)", "x - y" },
        { "(-x)*y", "-(x*y)" },
        { "(-x)/y", "-(x/y)" },
        { "x^0", "1" },
        { "x^1", "x" },
        { "x^2", "x*x" },
        { "x^3", "x*x*x" },
        { "x^4", "(x*x)*(x*x)" },
        { "x^(-1)", "1/x" },
        { "x^0.5", "sqrt(x)" },
        { "x^(-1.5)", "1/(x*sqrt(x))" },
        { "1^x", "1" },
        { "piecewise(x, lt(1, 2), y)", "x" },
        { "piecewise(x, lt(x, y), x)", "x" },
        { "x*y", "y*x" },
        { "root(2, x)", "sqrt(x)" },
        { "log(10, x)", "log10(x)" },
    };

    [Theory, MemberData(nameof(Equalities))]
    public void Both_forms_are_one_node(string written, string simplest) => Assert.Equal(Node(simplest), Node(written));

    [Theory]
    [InlineData("0*x", "0")]
    [InlineData("x - x", "0")]
    [InlineData("x/x", "1")]
    [InlineData("x^9", "1")]
    [InlineData("x - y", "y - x")]
    [InlineData("min(x, y)", "min(y, x)")]
    [InlineData("(x + y) + 1", "x + (y + 1)")]
    public void What_could_change_a_result_is_left_alone(string written, string other) => Assert.NotEqual(Node(other), Node(written));

    [Fact]
    public void Zeros_of_different_sign_are_different_constants_and_NaN_is_one()
    {
        Assert.NotEqual(_graph.Constant(0), _graph.Constant(-0.0));
        Assert.Equal(_graph.Constant(double.NaN), _graph.Constant(double.NaN));
    }

    [Fact]
    public void Equal_subexpressions_are_shared()
    {
        Node("(x + y)*(x + y) + (y + x)");
        Assert.Equal(5, _graph.Count);
    }

    private int Node(string text) =>
        new Lowering(_graph, new Dictionary<string, int> { ["x"] = _graph.State(0), ["y"] = _graph.State(1) }).Lower(SystemText.Parse(text));
}
