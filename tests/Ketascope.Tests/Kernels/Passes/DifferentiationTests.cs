using CsCheck;
using Ketascope.Kernels;
using Ketascope.Language.Expressions;

namespace Ketascope.Tests.Kernels.Passes;

public sealed partial class DifferentiationTests
{
    // Derivatives of the truncated formulas of a finite difference: its own error limits the agreement.
    private const double Tolerance = 2e-7;

    private static readonly double[] Points = [-2.3, -1.2, -0.6, -0.35, 0.15, 0.4, 0.8, 1.25, 1.7, 2.6];

    public static TheoryData<Function, int> Cases() => BackendAgreementTests.Cases();

    [Theory, MemberData(nameof(Cases))]
    public void The_derivative_of_every_function_agrees_with_a_finite_difference(Function function, int arguments)
    {
        if (arguments == 0 || function == Function.Factorial)
        {
            return;
        }

        Expression call = SystemText.Call(function, [.. Enumerable.Range(0, arguments).Select(i => new NameExpression($"x{i}"))]);
        using FunctionProbe probe = new(call, arguments, new KernelOptions { Width = 1, Backend = KernelBackend.Interpreted });
        double[][] rows = arguments == 1 ? [.. Points.Select(x => new[] { x })] : [.. from x in Points from y in Points select new[] { x, y + 0.03, 0.7, 1 }[..arguments]];
        Assert.Contains(rows, row => double.IsFinite(probe.Value(row)) || (function == Function.Piecewise));
        foreach (double[] row in rows)
        {
            for (int variable = 0; variable < arguments; variable++)
            {
                Check(probe, row, variable, function.ToString());
            }
        }
    }

    [Theory]
    [InlineData("x0^3", 2.0)]
    [InlineData("x0^(-2)", 2.0)]
    [InlineData("x0^2.5", 2.0)]
    [InlineData("x0^0.3", 2.0)]
    [InlineData("2^x0", 1.5)]
    [InlineData("x0^x0", 1.5)]
    [InlineData("exp(-x0^2)*sin(3*x0)/(1+x0)", 0.4)]
    [InlineData("piecewise(x0^2, lt(x0, 1), 2*x0)", 0.5)]
    [InlineData("piecewise(x0^2, lt(x0, 1), 2*x0)", 1.5)]
    public void Chain_product_and_quotient_rules_hold(string text, double x)
    {
        using FunctionProbe probe = new(SystemText.Parse(text), 1, new KernelOptions());
        Check(probe, [x], 0, text);
    }

    [Fact]
    public void At_a_kink_the_derivative_is_that_of_the_branch_taken()
    {
        Assert.Equal(1, DerivativeAt("abs(x0)", 0));
        Assert.Equal(-1, DerivativeAt("abs(x0)", -1e-300));
        Assert.Equal(1, DerivativeAt("min(x0, 2)", 2));
        Assert.Equal(0, DerivativeAt("min(x0, 2)", 2.5));
        Assert.Equal(0, DerivativeAt("x0^1.7", 0));
        Assert.Equal(0, DerivativeAt("piecewise(1, lt(x0, 1), x0)", 0.5));
    }

    [Fact]
    public void Time_is_differentiated_too()
    {
        CompiledKernel kernel = KernelCompiler.Compile(SystemText.Read("k = 3; x = 0; y = 0; x' = k*time^2 + x; y' = x;"), new KernelOptions());
        using KernelRun run = new KernelRun(kernel, time: 2).Initialize();
        unsafe
        {
            kernel.SetModes(run.Time, run.State, run.Context);
            kernel.Jacobian(run.Time, run.State, run.Context, run.Jacobian, run.TimeDerivative);
            Assert.Equal([12, 0], run.Lanes(run.TimeDerivative, 2));
        }
    }

    [Fact]
    public void Random_smooth_expressions_agree_with_finite_differences() =>
        RandomExpressions.Smooth.Sample(expression =>
        {
            using FunctionProbe probe = new(expression, 2, new KernelOptions { Width = 1, Backend = KernelBackend.Interpreted });
            Check(probe, [0.7, 1.2], 0, ExpressionPrinter.Print(expression));
            Check(probe, [0.7, 1.2], 1, ExpressionPrinter.Print(expression));
        }, iter: 300, print: ExpressionPrinter.Print);

    private static double DerivativeAt(string text, double x)
    {
        using FunctionProbe probe = new(SystemText.Parse(text), 1, new KernelOptions());
        return probe.Derivative([x], 0);
    }

    private static void Check(FunctionProbe probe, double[] row, int variable, string name)
    {
        (double fine, double coarse) = (FiniteDifference(probe, row, variable, 1e-4), FiniteDifference(probe, row, variable, 2e-4));
        double scale = 1 + Math.Abs(fine) + Math.Abs(probe.Value(row));
        // A point outside the domain, or where the finite difference itself has not converged (a step of the function), says nothing.
        if (double.IsFinite(fine) && Math.Abs(fine - coarse) < Tolerance * scale)
        {
            double derivative = probe.Derivative(row, variable);
            Assert.True(Math.Abs(derivative - fine) < 10 * Tolerance * scale, $"d {name} / dx{variable} at ({string.Join(", ", row)}): {derivative:R}, by finite difference {fine:R}");
        }
    }

    // Central, of order 4.
    private static double FiniteDifference(FunctionProbe probe, double[] row, int variable, double h)
    {
        double At(double step) => probe.Value([.. row.Select((x, i) => i == variable ? x + step : x)]);
        return ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
    }
}
