using CsCheck;
using Ketascope.Kernels;
using Ketascope.Kernels.Passes;
using Ketascope.Kernels.VectorMath;
using Ketascope.Language.Flattening;

namespace Ketascope.Tests.Kernels.Passes;

/// <summary>Derivatives where functions saturate, overflow or have an infinite slope, against closed forms.</summary>
public sealed partial class DifferentiationTests
{
    // Where no other bound is given, infinite slopes are not looked at.
    private const double SteepestKept = 1e50;

    private static readonly double[] Edges =
    [
        0, -0.0, 1e-300, 1e-200, 1e-120, 1e-100, 1e-60, 1e-20, 1e-9, 1e-3, 0.5, 1, 2, 3.5, 20, 50, 300, 354.9, 500, 700, 708, 709, 709.7, 709.79, 710, 745, 746, 800, 1000, 1e5, 1e10, 1e30, 1e60,
    ];

    /// <summary>A function, its parameters, its derivative, how far off it may be besides rounding, and beyond which slope next to 0 it counts as infinite.</summary>
    private sealed record Row(string Formula, string Parameters, Func<double, double> Derivative, double Off = 1e-90, double Steepest = 1e100);

    private static readonly Row[] Rows =
    [
        new("1/(1 + exp(x))", "", x => -1 / (Math.Exp(x) + 2 + Math.Exp(-x))),
        new("1/(1 + exp(-5*(x - 200)))", "", x => 5 / (Math.Exp(-5 * (x - 200)) + 2 + Math.Exp(5 * (x - 200)))),
        new("1e200/(1 + exp(5*x))", "", x => -5e200 / (Math.Exp(5 * x) + 2 + Math.Exp(-5 * x)), 1e-80),
        new("1/(1 + exp((x - v)/s))", "v = -40; s = -5;", x => 0.2 / (Math.Exp((x + 40) / -5) + 2 + Math.Exp((x + 40) / 5))),
        new("exp(x)/(1 + exp(x))", "", x => 1 / (Math.Exp(x) + 2 + Math.Exp(-x)), 1e-15),
        new("1/(1 + exp(x) + exp(2*x))", "", SumOfExponentialsSlope),
        new("1/(1 + exp(x))^2", "", x => -2 / (1 + Math.Exp(-x)) / Math.Pow(1 + Math.Exp(x), 2)),
        new("x/(1 + exp(x))", "", x => (1 / (1 + Math.Exp(x))) - (x / (Math.Exp(x) + 2 + Math.Exp(-x))), 1e-15),
        new("1/(exp(x)*k)", "k = 4;", x => -0.25 * Math.Exp(-x)),
        new("ln(1 + exp(3*x))", "", x => 3 / (1 + Math.Exp(-3 * x))),
        new("sqrt(1 + exp(2*x))", "", x => x > 300 ? Math.Exp(x) : Math.Exp(2 * x) / Math.Sqrt(1 + Math.Exp(2 * x))),
        new("arctan(exp(x))", "", x => 1 / (2 * Math.Cosh(x))),
        new("arcsinh(exp(x))", "", x => 1 / Math.Sqrt(1 + Math.Exp(-2 * x))),
        new("exp(-exp(x))", "", x => -Math.Exp(x - Math.Exp(x))),
        new("exp(-1/x)", "", x => x == 0 ? 0 : Math.Exp(-1 / x) / x / x),
        new("x + exp(-1/x)", "", x => 1 + (x == 0 ? 0 : Math.Exp(-1 / x) / x / x)),
        new("tanh(x)", "", x => 1 / (Math.Cosh(x) * Math.Cosh(x)), 1e-15),
        new("tanh(exp(x))", "", x => x > 7 ? 0 : Math.Exp(x) / Math.Pow(Math.Cosh(Math.Exp(x)), 2), 1e-15),
        new("sech(x)", "", x => -Math.Tanh(x) / Math.Cosh(x)),
        new("csch(x)", "", x => -1 / Math.Tanh(x) / Math.Sinh(x)),
        new("coth(x)", "", x => -1 / (Math.Sinh(x) * Math.Sinh(x)), 1e-15),
        new("1/cosh(x)^2", "", x => -2 * Math.Tanh(x) / (Math.Cosh(x) * Math.Cosh(x))),
        new("arccot(x)", "", x => -1 / (1 + (x * x))),
        new("1/(1 + k/x)", "k = 3;", x => 3 / ((x + 3) * (x + 3))),
        new("1/(1 + k/x)^2", "k = 3;", x => 2 * x * 3 / ((x + 3) * (x + 3) * (x + 3))),
        new("1/(1 + (k/x)^4)", "k = 3;", x => 4 * 81 * x * x * x / Math.Pow((x * x * x * x) + 81, 2)),
        new("v/(1 + (k/x)^n)", "v = 2; k = 3; n = 2.5;", x => HillSlope(x, 3, 2.5) * 2),
        new("v/(1 + (k/x)^n)", "v = 2; k = 3; n = 1;", x => HillSlope(x, 3, 1) * 2),
        new("1/(1 + (x/k)^(-n))", "k = 3; n = 1.5;", x => HillSlope(x, 3, 1.5), 1e-60),
        new("x^n/(k^n + x^n)", "k = 3; n = 2.5;", x => HillSlope(x, 3, 2.5)),
        new("x^n/(k^n + x^n)", "k = 3; n = 2;", x => HillSlope(x, 3, 2)),
        new("x^n/(k^n + x^n)", "k = 3; n = 1;", x => HillSlope(x, 3, 1)),
        new("x^n/(k^n + x^n)", "k = 3; n = 0.7;", x => HillSlope(x, 3, 0.7), Steepest: 1e40),
        new("k^n/(k^n + x^n)", "k = 3; n = 3.3;", x => -HillSlope(x, 3, 3.3)),
        new("x^2.5/(0.01^2.5 + x^2.5)", "", x => HillSlope(x, 0.01, 2.5)),
        new("x^1.7/(3^1.7 + x^1.7)", "", x => HillSlope(x, 3, 1.7)),
        new("x^2/(9 + x^2)", "", x => HillSlope(x, 3, 2)),
        new("sqrt(x)", "", x => 0.5 / Math.Sqrt(x), Steepest: 1e30),
        new("x*sqrt(x)", "", x => 1.5 * Math.Sqrt(x)),
        new("x/(1 + sqrt(x))", "", x => (1 + (0.5 * Math.Sqrt(x))) / Math.Pow(1 + Math.Sqrt(x), 2)),
        new("x^0.7", "", x => 0.7 * Math.Pow(x, -0.3), Steepest: 1e30),
        new("x^1.5", "", x => 1.5 * Math.Sqrt(x)),
        new("x^2.5", "", x => 2.5 * x * Math.Sqrt(x)),
        new("x^4.5", "", x => 4.5 * x * x * x * Math.Sqrt(x)),
        new("x^10.3", "", x => 10.3 * Math.Pow(x, 9.3)),
        new("x^n", "n = 1;", _ => 1),
        new("x^n", "n = 3;", x => 3 * x * x),
        new("x^n", "n = 0.7;", x => 0.7 * Math.Pow(x, -0.3), Steepest: 1e40),
        new("x^(-1.7)", "", x => -1.7 * Math.Pow(x, -2.7)),
        new("k^x", "k = 0;", _ => 0),
        new("k^x", "k = 2;", x => Math.Log(2) * Math.Pow(2, x)),
        new("1/(1 + 2^x)", "", x => -Math.Log(2) / (Math.Pow(2, x) + 2 + Math.Pow(2, -x))),
        new("x*ln(x)", "", x => Math.Log(x) + 1, 1e-15),
        new("exp(n*ln(x))", "n = 2;", x => 2 * x),
        new("ln(1 + x)", "", x => 1 / (1 + x)),
        new("log10(1 + exp(x))", "", x => 1 / Math.Log(10) / (1 + Math.Exp(-x))),
        new("1e-200*exp(x)", "", x => 1e-200 * Math.Exp(x), 0),
    ];

    public static TheoryData<string, string> Formulas() => new(Rows.Select(row => (row.Formula, row.Parameters)));

    [Theory, MemberData(nameof(Formulas))]
    public void A_derivative_is_finite_and_right_wherever_value_and_slope_are_finite(string formula, string parameters)
    {
        Row row = Rows.Single(row => row.Formula == formula && row.Parameters == parameters);
        Gen<double> arguments = Gen.Frequency((3, Gen.Int[0, Edges.Length - 1].Select(i => Edges[i])), (1, Gen.Double[-100, 80].Select(power => Math.Pow(10, power))), (1, Gen.Double[0, 1000]));
        using SlopeProbe emitted = new(formula, parameters, new KernelOptions()), interpreted = new(formula, parameters, new KernelOptions { Width = 1, Backend = KernelBackend.Interpreted });
        (double X, double Found, double True)[] tried = [.. Edges.SelectMany(x => new[] { x, -x }).Select(x => Check(row, emitted, interpreted, x)).OfType<(double, double, double)>()];
        Assert.True(tried.Length > 8, $"{formula} was tried at {tried.Length} places only");
        Gen.Select(arguments, Gen.Bool, (x, isNegative) => isNegative ? -x : x).Sample(x => { Check(row, emitted, interpreted, x); }, iter: 200, threads: 1);
    }

    [Theory]
    [InlineData("sqrt(x)", "", 0)]
    [InlineData("sqrt(x)", "", 1e-70)]
    [InlineData("sqrt(x^2 + x*x)", "", 0)]
    [InlineData("x^0.7", "", 0)]
    [InlineData("x^n", "n = 0.7;", 0)]
    [InlineData("x^n/(k^n + x^n)", "k = 3; n = 0.5;", 0)]
    [InlineData("1 - 0.5*sqrt(x)", "", 0)]
    [InlineData("arcsin(x)", "", 1)]
    [InlineData("arccos(x)", "", -1)]
    [InlineData("arccosh(x)", "", 1)]
    [InlineData("(1 - x)^0.3", "", 1)]
    [InlineData("(x - 1)^n", "n = 0.3;", 1)]
    [InlineData("sqrt(x - x^2)", "", 1)]
    public void An_infinite_slope_counts_as_none(string formula, string parameters, double x)
    {
        using SlopeProbe probe = new(formula, parameters, new KernelOptions());
        Assert.True(double.IsFinite(probe.At(x).Value));
        Assert.Equal(0, probe.At(x).ByState);
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(0)]
    [InlineData(6)]
    public void What_divides_by_an_absolute_value_of_0_has_the_sign_of_the_numerator(double x)
    {
        using SlopeProbe probe = new("exp(-1/abs(0*x)) + exp(-1/abs(-(0*x)))", "", new KernelOptions());
        Assert.Equal(0, probe.At(x).Value);
    }

    [Fact]
    public void The_derivative_by_time_is_finite_too()
    {
        using SlopeProbe probe = new("1/(1 + exp(-5*(time - 200)))", "", new KernelOptions());
        Assert.Equal((0, 0, 0), probe.At(0, 0));
        Assert.Equal(1.25, probe.At(0, 200).ByTime);
        Assert.Equal(0, probe.At(0, 1e6).ByTime);
    }

    [Fact]
    public void Random_functions_that_saturate_agree_with_finite_differences() => RandomExpressions.Saturating.Sample(AgreesWithDifferences, iter: 200);

    /// <summary>Found at random: the numerator is large but finite (e^452), and the scale, which is the denominator further out, small.</summary>
    [Theory]
    [InlineData("1/(1 + (2/abs(x0*(exp(1.11*(x0 + 7.91))/(1 + exp(1.11*(x0 + 7.91))))*sech(0.74*(x0 - 5.65))))^3)")]
    [InlineData("1/(1 + (2/abs(225*(250*(exp(-1.48*(x0 - 10.17))" +
        "/(1 + exp(-1.48*(x0 - 10.17)))))/(1 + exp(250*(exp(-1.48*(x0 - 10.17))/(1 + exp(-1.48*(x0 - 10.17))))))))^1.6)")]
    [InlineData("exp(803*(abs(-6.29*(x0 - 7.91))^1.6/(3 + abs(-6.29*(x0 - 7.91))^1.6)))" +
        "/(1 + exp(803*(abs(-6.29*(x0 - 7.91))^1.6/(3 + abs(-6.29*(x0 - 7.91))^1.6))))/(1 + abs(exp(-1/abs(-5.92*(x0 + 1.13)))))")]
    public void A_large_numerator_over_a_small_scale_has_a_finite_slope(string formula) => AgreesWithDifferences(formula);

    private static void AgreesWithDifferences(string formula)
    {
        OdeSystem system = FunctionProbe.SystemOf(SystemText.Parse(formula), 1);
        using SlopeProbe probe = new(system, new KernelOptions { Width = 1, Backend = KernelBackend.Interpreted });
        foreach (double x in new[] { 0.03, 0.7, 6, 60, 400, 705, 720, 1000, 1e6 }.SelectMany(x => new[] { x, -x }))
        {
            double At(double step) => probe.At(x * (1 + step)).Value;
            double Slope(double h) => ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h * x);
            (double fine, double coarse, (double value, double derivative, _)) = (Slope(1e-5), Slope(2e-5), probe.At(x));
            double scale = Math.Abs(fine) + Math.Abs(value / x);
            if (double.IsFinite(fine) && Math.Abs(fine - coarse) <= 1e-6 * scale)
            {
                Assert.True(Math.Abs(derivative - fine) <= (1e-5 * scale) + 1e-9, $"d {formula} at {x}: {derivative:R}, by finite difference {fine:R}");
            }
        }
    }

    [Fact]
    public void A_random_function_that_saturates_has_a_finite_derivative_at_0() =>
        RandomExpressions.Saturating.Sample(formula =>
        {
            using SlopeProbe probe = new(FunctionProbe.SystemOf(SystemText.Parse(formula), 1), new KernelOptions());
            foreach (double x in new[] { 0, -0.0, 1e-300, -1e-200, 1e-100, 1e-30 })
            {
                (double value, double derivative, _) = probe.At(x);
                Assert.True(!double.IsFinite(value) || double.IsFinite(derivative), $"d {formula} at {x}: {derivative:R}");
            }
        }, iter: 200);

    [Theory]
    [InlineData("k*x/(m + x) - x*x/(m*m + x*x) + exp(-k*x)*x - (x/m)^3 + (k/m)^m*x")]
    [InlineData("x/k*exp((m - 3)/k) - max(x, m)*x + 1/(k + exp(m))*x")]
    public void Where_nothing_can_overflow_or_be_steep_nothing_is_added(string formula)
    {
        SystemGraph system = new(SystemText.Read($"k = 2; m = 3; x = 1; x' = {formula};"));
        int before = system.Graph.Count;
        DifferentiableForm form = new(system.Graph, system.Rates);
        Assert.Equal(system.Rates, form.Rates);
        Assert.Equal(before, system.Graph.Count);
        SparseJacobian jacobian = SparseJacobian.Of(system.Graph, system.Rates);
        Schedule schedule = Schedule.Of(system.Graph, [new Store(jacobian.Entries[0], KernelBuffer.First, 0)]);
        Assert.DoesNotContain(schedule.Order, number => system.Graph[number].Operation is Operation.Abs or Operation.Min or Operation.Equal or Operation.And);
    }

    [Fact]
    public void A_power_whose_exponent_is_a_parameter_costs_one_call_of_the_function_in_the_Jacobian()
    {
        SystemGraph system = new(SystemText.Read("k = 2; n = 3; x = 1; x' = x^n/(k^n + x^n);"));
        SparseJacobian jacobian = SparseJacobian.Of(system.Graph, system.Rates);
        int[] entries = new Hoisting(system.Graph, 2, 2).Rewrite(jacobian.Entries);
        Schedule schedule = Schedule.Of(system.Graph, [new Store(entries[0], KernelBuffer.First, 0)]);
        Assert.Single(schedule.Order, number => Operations.IsFunction(system.Graph[number].Operation));
    }

    private static (double X, double Found, double True)? Check(Row row, SlopeProbe emitted, SlopeProbe interpreted, double x)
    {
        (double value, double found, _) = emitted.At(x);
        double slope = row.Derivative(x), expected = Math.Abs(slope) < row.Steepest ? slope : 0, reference = interpreted.At(x).ByState;
        if (!double.IsFinite(value) || (row.Steepest > SteepestKept && expected != slope))
        {
            return null;
        }

        // A slope that is a difference of larger ones is as good as those.
        double tolerance = (1e-10 * Math.Abs(expected)) + (x == 0 ? 0 : 1e-13 * Math.Abs(value / x)) + row.Off;
        Assert.True(Math.Abs(found - expected) <= tolerance, $"d {row.Formula} at {x:R}: {found:R} instead of {expected:R}");
        Assert.True(Math.Abs(found - reference) <= tolerance, $"d {row.Formula} at {x:R}: emitted {found:R}, interpreted {reference:R}");
        return (x, found, expected);
    }

    // -(e^x + 2 e^2x)/(1 + e^x + e^2x)^2, without exponentials that overflow.
    private static double SumOfExponentialsSlope(double x)
    {
        double e = Math.Exp(-Math.Abs(x)), sum = 1 + e + (e * e);
        return x > 0 ? -((2 * e * e) + (e * e * e)) / (sum * sum) : -(e + (2 * e * e)) / (sum * sum);
    }

    // n k^n x^(n - 1)/(k^n + x^n)^2, without powers that overflow.
    private static double HillSlope(double x, double k, double n)
    {
        double power = Math.Pow(x / k, n);
        return x == 0 ? (n > 1 ? 0 : n == 1 ? 1 / k : double.PositiveInfinity) : n / x / (power + 2 + (1 / power));
    }
}
