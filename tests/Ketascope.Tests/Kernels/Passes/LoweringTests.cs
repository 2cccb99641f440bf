using Ketascope.Kernels;
using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Kernels.Passes;

public sealed class LoweringTests
{
    // Remainders and factorials are exact here, but not by the formulas of the test; coth is 1/tanh.
    private static readonly Dictionary<Function, ulong> Tolerances = new() { [Function.Coth] = 2, [Function.Factorial] = 100, [Function.Remainder] = 4 };

    private static readonly double[] Points = [-2, -1.5, -1, -0.5, 0, 0.25, 0.5, 1, 1.5, 2, 3, 12, 20];

    public static TheoryData<Function, int> Cases() => BackendAgreementTests.Cases();

    [Theory, MemberData(nameof(Cases))]
    public void Every_function_means_what_its_definition_says(Function function, int arguments)
    {
        if (arguments == 0)
        {
            return;
        }

        Expression call = SystemText.Call(function, [.. Enumerable.Range(0, arguments).Select(i => new NameExpression($"x{i}"))]);
        using FunctionProbe probe = new(call, arguments, new KernelOptions { Width = 1, Backend = KernelBackend.Interpreted });
        double[][] rows = Rows(arguments);
        double[] values = probe.Values(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            double expected = TreeEvaluator.Apply(function, rows[i]);
            Assert.True(Ulps.Between(expected, values[i]) <= Tolerances.GetValueOrDefault(function), $"{function}({string.Join(", ", rows[i])}): {values[i]:R} instead of {expected:R}");
        }
    }

    [Theory]
    [InlineData(Function.Plus, 0)]
    [InlineData(Function.Times, 1)]
    [InlineData(Function.And, 1)]
    [InlineData(Function.Or, 0)]
    [InlineData(Function.Xor, 0)]
    public void Without_arguments_a_sum_is_0_and_a_product_1(Function function, double expected)
    {
        using FunctionProbe probe = new(SystemText.Call(function), 1, new KernelOptions());
        Assert.Equal(expected, probe.Value([0]));
    }

    [Fact]
    public void What_needs_the_past_is_refused_by_name()
    {
        Expression delay = SystemText.Call(Function.Delay, new NameExpression("x0"), new NumberExpression(1));
        Assert.Contains("delay", Assert.Throws<ArgumentException>(() => new FunctionProbe(delay, 1, new KernelOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("'y'", Assert.Throws<ArgumentException>(() => new FunctionProbe(new NameExpression("y"), 1, new KernelOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_nested_too_deeply_is_an_exception_and_no_crash()
    {
        Expression deep = new NameExpression("x0");
        for (int i = 0; i < 1_000_000; i++)
        {
            deep = SystemText.Call(Function.Sin, deep);
        }

        Assert.Throws<InsufficientExecutionStackException>(() => new FunctionProbe(deep, 1, new KernelOptions()));
    }

    private static double[][] Rows(int arguments) => arguments == 1
        ? [.. Points.Select(x => new[] { x })]
        : [.. from x in Points from y in Points select (double[])[x, y, .. Points.AsSpan(4, arguments - 2)]];
}
