using Ketascope.Language.Flattening;
using Ketascope.Tests.Language.Antimony;

namespace Ketascope.Tests.Language.Flattening;

public sealed class FlattenerTests
{
    [Fact]
    public void Rules_become_states_parameters_and_ordered_assignments() => Flat.Is(
        """
        CL = 3
        V = 2*CL
        A = 10
        c := A/V
        rate := CL*c
        A' = -rate
        """,
        "A' = -rate; A = 10; CL = 3; V = 2*CL; rate := CL*c; c := A/V");

    [Fact]
    public void Start_values_come_in_an_order_in_which_each_uses_only_known_ones()
    {
        OdeSystem system = Flat.System("x = 2*y; y = z + 1; z := A*2; A' = 1; A = 5");
        Assert.Equal(["A", "z", "y", "x"], system.InitialOrder);
    }

    [Fact]
    public void Species_in_a_compartment_are_held_as_amounts() => Flat.Is(
        """
        V = 2
        k = 0.1
        amount(S) = 5*V
        amount(P) = 3
        S := amount(S)/V
        P := amount(P)/V
        J := k*S*V
        amount(S)' = -J
        amount(P)' = 2*J
        """,
        "compartment V; V = 2; species S in V, P in V; S = 5; P = 3/V; k = 0.1; J: S -> 2 P; k*S*V");

    [Fact]
    public void Species_without_a_compartment_and_amounts_are_held_under_their_own_name()
    {
        Flat.Is(
            """
            V = 2
            S = 5
            P = 3*V
            Q = 4
            J := S
            S' = -J
            P' = J
            Q' = 0
            """,
            "compartment V; V = 2; species S; substanceOnly species P in V, Q in V; S = 5; P = 3; Q = 4/V; J: S -> P; S");
    }

    [Fact]
    public void Boundary_species_are_parameters_and_may_become_amounts_where_the_compartment_changes()
    {
        Flat.Is("V = 2\nB = 3\nS = 0\nJ := B\nS' = J", "compartment V; V = 2; species $B in V, S; B = 3; S = 0; J: B -> S; B");
        Flat.Is(
            "amount(B) = 3*V\nV = 2\nB := amount(B)/V\nV' = 1",
            "compartment V; V = 2; V' = 1; species $B in V; B = 3");
    }

    [Fact]
    public void A_rate_rule_of_a_concentration_changes_the_amount()
    {
        Flat.Is("V = 2\namount(S) = V\nS := amount(S)/V\namount(S)' = -3*S*V", "compartment V; V = 2; species S in V; S = 1; S' = -3*S");
        Flat.Is(
            "V = 2\namount(S) = V\nS := amount(S)/V\nV' = 0.5\namount(S)' = -3*S*V + S*0.5",
            "compartment V; V = 2; V' = 0.5; species S in V; S = 1; S' = -3*S");
    }

    [Fact]
    public void Functions_are_replaced_by_their_bodies() => Flat.Is(
        "Vmax = 3\nS = 2\nS' = -(Vmax*(S/(5 + S)))",
        "function mm(v, s, k)\n v*part(s, k)\nend\nfunction part(s, k)\n s/(k + s)\nend\nS' = -mm(Vmax, S, 5); Vmax = 3; S = 2");

    [Fact]
    public void Species_start_empty_where_no_value_is_given() =>
        Flat.Is("k = 1\nS = 0\nJ := k*S\nS' = -J", "species S; J: S -> ; k*S; k = 1");

    [Fact]
    public void Stoichiometries_count_net_and_may_be_symbols() => Flat.Is(
        """
        n = 2
        A = 1
        B = 0
        C = 0
        J := A
        A' = J
        B' = -(n*J)
        C' = 0
        """,
        "species A, B, C; A = 1; B = 0; C = 0; n = 2; J: A + n B + C -> 2 A + C; A");

    [Fact]
    public void Events_at_times_keep_what_they_depend_on() => Flat.Is(
        """
        var rate = 5
        start = 2
        A = 0
        over := start + 1
        A' = rate
        stop: at (start + 1) + 40/60: rate = 0
        again: at start or start: rate = rate*2, A = A + 1
        early: at (3 + -1)*60: rate = 1
        """,
        """
        A' = rate; A = 0; rate = 5; start = 2; over := start + 1
        stop: at time >= over + 40/60: rate = 0
        again: at start < time, t0=false: rate = rate*2, A = A + 1
        early: at time/60 + 1 > 3: rate = 1
        """);

    [Fact]
    public void Events_assign_concentrations_through_amounts() => Flat.Is(
        """
        var V = 2
        amount(S) = V
        S := amount(S)/V
        amount(S)' = 0
        a: at 1: amount(S) = 5*V
        b: at 2: V = 4, amount(S) = S*V
        """,
        "compartment V; V = 2; species S in V; S = 1; a: at time > 1: S = 5; b: at time > 2: V = 4, S = S");

    [Fact]
    public void Rates_of_change_are_those_of_concentrations() => Flat.Is(
        """
        V = 2
        amount(S) = V
        p = 0
        S := amount(S)/V
        rateOf(p) := 3
        J := 4*V + rateOf(p)
        rateOf(S) := (J - S*0.5)/V
        x := rateOf(S)
        V' = 0.5
        amount(S)' = J
        p' = 3
        """,
        "compartment V; V = 2; V' = 0.5; species S in V; S = 1; J: -> S; 4*V + rateOf(p); p = 0; p' = 3; x := rateOf(S)");

    [Fact]
    public void A_concentration_with_a_rate_of_change_is_held_itself_where_the_compartment_follows_from_others() => Flat.Is(
        """
        S = 1
        C := time + 1
        S' = 2
        """,
        "compartment C; C := time + 1; species S in C; S = 1; S' = 2");

    [Theory]
    [InlineData("bench/population-pk.ant", 7, 14, 5, 1)]
    [InlineData("bench/stiff-receptor.ant", 18, 7, 20, 1)]
    [InlineData("bench/long-course.ant", 40, 23, 18, 11)]
    public void The_timing_models_flatten(string file, int states, int parameters, int assignments, int events)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        OdeSystem system = FlatFile.Read(SharedFiles.Of(file));
        Assert.Equal((states, parameters, assignments, events), (system.States.Length, system.Parameters.Length, system.Assignments.Length, system.Events.Length));
    }
}
