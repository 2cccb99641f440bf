using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;

namespace Ketascope.Tests.Study.Running;

/// <summary>Rates of change that saturate, overflow on the way, or have an infinite slope at the start, by both methods.</summary>
public sealed class SteepRateTests
{
    // Forces the stiff method upon what comes with it.
    private const string Stiff = "y = 1; y' = -1e6*(y - cos(time));";

    public static TheoryData<SolverMethod> Methods => [SolverMethod.Automatic, SolverCatalogue.Rodas5P];

    [Theory, MemberData(nameof(Methods))]
    public void A_logistic_curve_that_is_far_from_its_middle_is_integrated(SolverMethod method)
    {
        double[] times = [1, 199, 200.2, 250];
        double[] found = TextRun.Run($"x = 0; x' = 1/(1 + exp(-5*(time - 200))); {Stiff}", method, "x", times);
        Assert.All(times.Zip(found), pair => Assert.Equal(Math.Log(1 + Math.Exp(5 * (pair.First - 200))) / 5, pair.Second, 1e-6));
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_square_root_that_starts_at_0_leaves_it(SolverMethod method)
    {
        double[] times = [0.01, 1, 5];
        double[] found = TextRun.Run($"p = 0; p' = 1 - 0.5*sqrt(p); {Stiff}", method, "p", times);
        // With s = sqrt(p), 2 s ds/dt = 1 - s/2.
        Assert.All(times.Zip(found), pair => Assert.Equal(pair.First, (-4 * Math.Sqrt(pair.Second)) - (8 * Math.Log(1 - (Math.Sqrt(pair.Second) / 2))), 1e-5));
    }

    [Theory, MemberData(nameof(Methods))]
    public void An_event_that_sets_the_argument_of_a_square_root_to_0_is_survived(SolverMethod method)
    {
        double[] found = TextRun.Run($"p = 1; p' = 1 - 0.5*sqrt(p); {Stiff} E: at time >= 5: p = 0", method, "p", 5.01, 6, 10);
        double[] fresh = TextRun.Run($"p = 0; p' = 1 - 0.5*sqrt(p); {Stiff}", method, "p", 0.01, 1, 5);
        TextRun.Near(fresh, found, 1e4);
    }

    [Theory]
    [InlineData("1e-300")]
    [InlineData("1e-100")]
    [InlineData("1e-20")]
    public void An_argument_of_a_square_root_that_is_all_but_0_is_left_too(string start)
    {
        double[] fresh = TextRun.Run($"p = 0; p' = 1 - 0.5*sqrt(p); {Stiff}", SolverCatalogue.Rodas5P, "p", 1, 5);
        TextRun.Near(fresh, TextRun.Run($"p = 1; p' = 1 - 0.5*sqrt(p); {Stiff} E: at time >= 5: p = {start}", SolverCatalogue.Rodas5P, "p", 6, 10), 1e4);
    }

    [Theory]
    [InlineData("x^n/(k^n + x^n)", "1/(1 + (k/x)^n)", "n = 2.5")]
    [InlineData("x^n/(k^n + x^n)", "1/(1 + (x/k)^(-n))", "n = 1.5")]
    [InlineData("x/(k + x)", "1/(1 + k/x)", "n = 1")]
    [InlineData("x^2/(k^2 + x^2)", "exp(2*ln(x/k))/(1 + exp(2*ln(x/k)))", "n = 2")]
    public void Forms_of_a_saturating_rate_have_the_same_solution_from_0_on(string plain, string other, string exponent)
    {
        string Text(string rate) => $"k = 0.3; {exponent}; x = 0; x' = 0.1 + 0.4*sin(time)^2 - 50*({rate}); {Stiff}";
        double[] expected = TextRun.Run(Text(plain), SolverCatalogue.Rodas5P, "x", 0.01, 0.5, 4);
        TextRun.Near(expected, TextRun.Run(Text(other), SolverCatalogue.Rodas5P, "x", 0.01, 0.5, 4), 100);
        TextRun.Near(expected, TextRun.Run(Text(other), SolverMethod.Automatic, "x", 0.01, 0.5, 4), 100);
    }
}
