using System.Globalization;
using Ketascope.Kernels;
using Ketascope.Language.Flattening;
using Ketascope.Solvers.Contract;
using Ketascope.Solvers.Stepping;
using Ketascope.Tests.Language.Flattening;
using Ketascope.Tests.Solvers;

namespace Ketascope.Tests.Kernels;

/// <summary>Algebraic rules and fast reactions from text to solution.</summary>
public sealed class AlgebraicSystemTests
{
    // y = ln x and x' = -x y have the solution y = y0 exp(-t).
    private const string Logarithm = "x0 = 3; x = x0; x' = -x*y; var y; 0 = exp(y) - x";
    private static readonly SolverSettings s_tight = Solve.At(1e-10, SolverMethod.Automatic, 1e-12);

    [Fact]
    public void Linear_rules_become_formulas_by_a_chain_of_exchanges()
    {
        OdeSystem system = Flat.System("var a, b; 0 = a + b - 3; 0 = 2*a - 1; k = 1; z' = -k*b; z = 0");
        Assert.Equal("z", Assert.Single(system.States).Name);
        Solution solution = Run(system, [1], s_tight, outputs: ["a", "b"]);
        Assert.Equal([0.5, 2.5], [solution[0, 1], solution[0, 2]]);
        Assert.Equal(-2.5, solution[0, 0], 1e-9);
    }

    [Fact]
    public void Linear_rules_that_depend_on_each_other_are_solved_together()
    {
        OdeSystem system = Flat.System("var a, b; 0 = a + b - 3 - time; 0 = a - b - 1");
        Solution solution = Run(system, [0, 2], s_tight, outputs: ["a", "b"]);
        Assert.Equal(2, Value(system, solution, 0, "a"), 1e-10);
        Assert.Equal(3, Value(system, solution, 1, "a"), 1e-9);
        Assert.Equal(solution[1, 1] - 1, solution[1, 2], 1e-9);
    }

    [Fact]
    public void Robertson_with_a_conserved_sum_is_Robertson()
    {
        const string rates = "k1 = 0.04; k2 = 3e7; k3 = 1e4; y1 = 1; y2 = 0; y1' = -k1*y1 + k3*y2*y3; y2' = k1*y1 - k3*y2*y3 - k2*y2^2; ";
        double[] times = [0, 0.4, 40, 4000];
        SolverSettings settings = Solve.At(1e-9, SolverCatalogue.Rodas5P, 1e-13);
        Solution expected = Run(Flat.System(rates + "y3 = 0; y3' = k2*y2^2"), times, settings);
        OdeSystem system = Flat.System(rates + "var y3; y3 = 0; 0 = (y1 + y2 + y3)^2 - 1");
        Assert.True(system.States.Single(state => state.Name == "y3").IsAlgebraic);
        Solution found = Run(system, times, settings);
        for (int time = 0; time < times.Length; time++)
        {
            for (int state = 0; state < 3; state++)
            {
                Assert.Equal(expected[time, state], found[time, state], 1e-7 * Math.Max(1e-6, expected[time, state]) * 10);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Lanes_differ_in_start_and_solution(int width)
    {
        OdeSystem system = Flat.System(Logarithm);
        double[][] rows = [.. Enumerable.Range(0, width).Select(lane => new[] { 1.5 + lane })];
        Solution solution = Run(system, [0, 0.7, 2], s_tight, rows, width);
        for (int lane = 0; lane < width; lane++)
        {
            double y0 = Math.Log(1.5 + lane);
            Assert.Equal(y0, Value(system, solution, 0, "y", lane), 1e-12);
            Assert.Equal(y0 * Math.Exp(-0.7), Value(system, solution, 1, "y", lane), 1e-8);
            Assert.Equal(Math.Exp(y0 * Math.Exp(-2)), Value(system, solution, 2, "x", lane), 1e-8);
        }
    }

    [Fact]
    public void The_stiff_method_keeps_its_order()
    {
        OdeSystem system = Flat.System(Logarithm);
        double Error(int steps)
        {
            Solution solution = Run(system, [2], Solve.At(1e6, SolverCatalogue.Rodas5P) with { MaxStep = 2.0 / steps });
            Assert.Equal(steps, solution.Counters.AcceptedSteps);
            double exact = Math.Log(3) * Math.Exp(-2);
            return Math.Max(Math.Abs(Value(system, solution, 0, "y") - exact), Math.Abs(Value(system, solution, 0, "x") - Math.Exp(exact)));
        }

        // Order 5; the leading error coefficients are small, so that it is approached from above.
        Assert.InRange(Math.Log2(Error(6) / Error(24)) / 2, 4.6, 8);
    }

    [Fact]
    public void Doses_and_events_leave_consistent_values()
    {
        OdeSystem system = Flat.System(Logarithm + "; E: at time > 2: x = 5");
        int x = system.States.IndexOf(system.States.Single(state => state.Name == "x"));
        Solution solution = Run(system, [1, 1.5, 2.5], s_tight, discontinuities: [new Discontinuity(1, DiscontinuityKind.AddAmount, x, 4)]);
        double after = Math.Exp(Math.Log(3) * Math.Exp(-1)) + 4;
        Assert.Equal(Math.Log(after), Value(system, solution, 0, "y"), 1e-9);
        Assert.Equal(Math.Log(after) * Math.Exp(-0.5), Value(system, solution, 1, "y"), 1e-8);
        Assert.Equal(Math.Log(5) * Math.Exp(-0.5), Value(system, solution, 2, "y"), 1e-8);
    }

    [Fact]
    public void Rules_without_a_solution_end_the_run_by_name()
    {
        OdeSystem system = Flat.System("var x; x = 2; 0 = x^2 + 1; z = 0; z' = x");
        LaneFailure failure = Assert.Single(Run(system, [1], s_tight).Result.Failures)!;
        Assert.Equal((FailureCause.Inconsistent, "x"), (failure.Cause, failure.StateName));
        Assert.Contains("no values satisfy the algebraic equations at time 0 (worst: that of 'x')", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fast_reaction_that_never_ends_ends_the_run_by_name()
    {
        LaneFailure failure = Assert.Single(Run(Flat.System("fast reaction J; species A; A = 0; J: -> A; 1"), [1], s_tight).Result.Failures)!;
        Assert.Equal((FailureCause.NoEquilibrium, "A"), (failure.Cause, failure.StateName));
        Assert.Contains("the fast reactions reach no equilibrium at time 0 (worst: 'A')", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Binding_at_equilibrium_gives_Michaelis_and_Menten_with_depletion()
    {
        const string values = "e0 = 0.5; kon = 40; koff = 20; kcat = 0.8; ";
        OdeSystem fast = Flat.System(values + "fast reaction Bind; species S, E, C, P; S = 3; E = e0; C = 0; P = 0; Bind: S + E -> C; kon*S*E - koff*C; Turn: C -> E + P; kcat*C");
        // The complex at equilibrium is the root of a quadratic equation in the sum of free and bound substrate.
        OdeSystem known = Flat.System(values + "s = 3; s' = -kcat*c; h := s + e0 + koff/kon; c := (h - sqrt(h^2 - 4*s*e0))/2");
        double[] times = [0, 1, 4, 9];
        Solution expected = Run(known, times, s_tight, outputs: ["c"], discontinuities: [new Discontinuity(3, DiscontinuityKind.AddAmount, 0, 1.5)]);
        int s = fast.States.IndexOf(fast.States.Single(state => state.Species == "S"));
        Solution found = Run(fast, times, s_tight, discontinuities: [new Discontinuity(3, DiscontinuityKind.AddAmount, s, 1.5)]);
        for (int time = 0; time < times.Length; time++)
        {
            Assert.Equal(expected[time, 1], Value(fast, found, time, "C"), 1e-8);
            Assert.Equal(expected[time, 0], Value(fast, found, time, "S") + Value(fast, found, time, "C"), 1e-8);
            Assert.Equal(0.5, Value(fast, found, time, "E") + Value(fast, found, time, "C"), 1e-10);
        }
    }

    [Theory]
    [InlineData("S1", 5, 5, -1, 10)] // From the ridge between two equilibria, where Newton's method finds no way.
    [InlineData("S1", 5, 5, 1, 0)]
    [InlineData("S1", 9.999, 0.001, 1, 0)] // From beside the one that is not stable.
    public void Of_two_equilibria_fast_reactions_reach_the_stable_one(string shown, double s1, double s2, double k, double expected)
    {
        OdeSystem system = Flat.System(string.Create(CultureInfo.InvariantCulture, $"fast reaction J; species S1, S2; S1 = {s1}; S2 = {s2}; k = {k}; J: S1 -> S2; k*S1*S2"));
        Solution solution = Run(system, [0, 1], s_tight);
        Assert.Equal(expected, Value(system, solution, 0, shown), 1e-9);
        Assert.Equal(10 - expected, Value(system, solution, 1, "S2"), 1e-9);
    }

    [Fact]
    public void A_fast_reaction_without_a_rate_constant_does_nothing_until_it_has_one()
    {
        OdeSystem system = Flat.System("fast reaction J; species A, B; A = 0; B = 3; k = 0; J: A -> B; k*A; Slow: B -> A; 1; E: at time > 1: k = 2; F: at time > 2: k = 0");
        Solution solution = Run(system, [0.5, 1.5, 2.5], s_tight);
        Assert.Equal(0.5, Value(system, solution, 0, "A"), 1e-6);
        Assert.Equal(0, Value(system, solution, 1, "A"), 1e-9);
        Assert.Equal(0.5, Value(system, solution, 2, "A"), 1e-6);
    }

    [Fact]
    public void An_equilibrium_that_loses_its_hold_is_left_for_the_other()
    {
        OdeSystem system = Flat.System("fast reaction J; species A, B; A = 1; B = 3; k := 2 - time; J: A -> B; piecewise(A*k, k > 0, B*k)");
        Solution solution = Run(system, [1, 3], s_tight);
        Assert.Equal(0, Value(system, solution, 0, "A"), 1e-9);
        Assert.Equal(4, Value(system, solution, 1, "A"), 1e-9);
    }

    [Fact]
    public void A_stoichiometry_of_a_fast_reaction_may_change()
    {
        // After the event 5 A make one B: what is conserved is A + 5 B.
        OdeSystem system = Flat.System("fast reaction J; species A, B; A = 5; B = 0; n = 1; J: n A -> B; A; Slow: B => ; 0.1*B; E: at time > 2: A = 5, n = 5");
        Solution solution = Run(system, [1, 2, 3], s_tight);
        Assert.Equal(0, Value(system, solution, 0, "A"), 1e-6);
        Assert.Equal(5 * Math.Exp(-0.1), Value(system, solution, 0, "B"), 1e-6);
        Assert.Equal(((5 * Math.Exp(-0.2)) + 1) * Math.Exp(-0.1), Value(system, solution, 2, "B"), 1e-6);
    }

    [Fact]
    public void A_rule_determines_a_species_in_a_reactions_place_before_one_at_the_boundary()
    {
        OdeSystem system = Flat.System("species S1, $S2; S1 = 2; S2 = 3; 0 = S2 - S1");
        Assert.Contains("S1", system.Assignments.Select(assignment => assignment.Name));
        Assert.DoesNotContain("S2", system.Assignments.Select(assignment => assignment.Name));
    }

    private static double Value(OdeSystem system, Solution solution, int time, string state, int lane = 0) =>
        solution[time, system.States.IndexOf(system.States.Single(s => s.Name == state)), lane];

    private static Solution Run(OdeSystem system, double[] times, SolverSettings settings, double[][]? rows = null, int width = 1, string[]? outputs = null, Discontinuity[]? discontinuities = null)
    {
        CompiledKernel kernel = KernelCompiler.Compile(system, new KernelOptions { Width = width, Backend = KernelBackend.Interpreted, Outputs = [.. outputs ?? []] });
        return Solve.Run(kernel, rows ?? [[.. kernel.Defaults]], times, settings, discontinuities is null ? [] : [discontinuities]);
    }
}
