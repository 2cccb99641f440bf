using Ketascope.Solvers.Contract;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Running;

/// <summary>Errors that a step's own estimate does not see.</summary>
public sealed class HonestStepTests
{
    private static RunOutcome RunByDefault(string text, string show, bool isChecked, params double[] times)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], $"model m\n  {text}\nend\n");
        RunRequest request = new() { Model = ModelLoading.Load(folder["m.ant"]), Times = [.. times], Show = [.. show.Split(',')], IsChecked = isChecked };
        return ModelRun.Run(request, null, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1e-9")]
    [InlineData("1e-15")]
    [InlineData("1e-21")]
    public void Concentrations_do_not_depend_on_the_size_of_the_cell(string size)
    {
        // SciPy's LSODA at 1e-12 with the volume divided out.
        RunOutcome outcome = RunByDefault(
            $"compartment cell; cell = {size}; species S1 in cell, S2 in cell, S3 in cell; S1 = 1e-6; S2 = 0; S3 = 0; J1: S1 -> S2; cell*50*S1; " +
                "J2: S2 -> S3; cell*0.5*S2; J3: S3 -> S1; cell*1e6*S3*S3",
            "S2",
            isChecked: false,
            0,
            10);
        Assert.Equal(4.967e-7, outcome.Trajectories[0, 0, 1], 1e-3 * 4.967e-7);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1.0)]
    [InlineData(1e9)]
    public void Variables_without_a_compartment_are_measured_by_their_own_size(double size)
    {
        // y'' = -y and a chain of seven that starts empty, in units of any size.
        string text = FormattableString.Invariant($"a = {size:R}; b = 0; a' = b; b' = -a; c1 = {size:R}; c1' = -c1; ")
            + string.Concat(Enumerable.Range(2, 6).Select(i => $"c{i} = 0; c{i}' = c{i - 1} - c{i}; "));
        RunOutcome outcome = RunByDefault(text + "n' = 0*a*b; n = 1", "a,c7", isChecked: false, 0, 6);
        Assert.Equal(Math.Cos(6), outcome.Trajectories[0, 0, 1] / size, 1e-5);
        Assert.Equal(Math.Pow(6, 6) / 720 * Math.Exp(-6), outcome.Trajectories[0, 1, 1] / size, 1e-5);
    }

    [Fact]
    public void A_pole_is_not_stepped_over()
    {
        // The inflow into s grows without bound as s falls to q + J, and holds it above; BIOMD0000000111 in small. The equilibrium: 0.5 s = e q' s.
        RunOutcome outcome = RunByDefault("s = 2; q = 0.02; J = 0.001; e = 1.4e-6; s' = e*(q - s)/(J + q - s) - 0.25*s/(0.001 + s)", "s",
            isChecked: false, 0, 20);
        Assert.Empty(outcome.Failures);
        Assert.InRange(outcome.Trajectories[0, 0, 1], 0.021, 0.02101);
    }

    [Fact]
    public void A_solution_that_ends_at_a_pole_ends_there()
    {
        // y = 1 - sqrt(...) reaches 0.5 at 0.375 and has no course beyond.
        RunOutcome outcome = RunByDefault("y = 1; y' = -1/(y - 0.5)", "y", isChecked: false, 0, 0.1, 10);
        LaneFailure failure = Assert.Single(outcome.Failures).Failure;
        Assert.Equal(0.125, failure.Time, 1e-4);
        Assert.Equal(0.5 + Math.Sqrt(0.25 - 0.2), outcome.Trajectories[0, 0, 1], 1e-5);
    }

    [Fact]
    public void A_removable_zero_of_a_denominator_is_passed()
    {
        // The rate constant of a channel, x/(1 - exp(-x)), passes 0/0.
        RunOutcome outcome = RunByDefault("V = -60; V' = 1; n = 0; n' = 0.01*(V + 40)/(1 - exp(-(V + 40)/10))*(1 - n) - 0.05*n", "n", isChecked: false, 0, 60);
        Assert.Empty(outcome.Failures);
        Assert.Equal(0.89, outcome.Trajectories[0, 0, 1], 0.03);
    }

    [Fact]
    public void Powers_of_values_that_start_at_0_are_solved()
    {
        // SciPy at tight tolerance.
        RunOutcome outcome = RunByDefault(
            "species S = 1, P = 0, A1 = 0, A2 = 0, A3 = 0, A4 = 0; J1: S -> A1; S; J2: A1 -> A2; A1; J3: A2 -> A3; A2; J4: A3 -> A4; A3; JP: -> P; " +
                "A4^2.5/(0.01^2.5 + A4^2.5)",
            "P,A4",
            isChecked: true,
            0,
            10);
        Assert.Empty(outcome.Failures);
        Assert.Empty(outcome.Doubts);
        Assert.Equal(9.1525, outcome.Trajectories[0, 0, 1], 1e-3);
        Assert.Equal(0.98966, outcome.Trajectories[0, 1, 1], 1e-4);
    }

    [Fact]
    public void A_value_that_depends_on_the_tolerance_is_warned_of()
    {
        // Lorenz's equations make an error of 1e-6 as large as the attractor within 25 units of time.
        RunOutcome outcome = RunByDefault("x = 1; y = 1; z = 1; x' = 10*(y - x); y' = x*(28 - z) - y; z' = x*y - 8/3*z", "x,z", isChecked: true, 0, 10, 40);
        Doubt doubt = outcome.Doubts.First(doubt => doubt.Deviation!.Name == "x");
        Assert.Equal(40, doubt.Deviation!.Time);
        Assert.Contains("'x' at 40 is", doubt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_changes_no_number()
    {
        const string Text = "x = 1; y = 1; z = 1; x' = 10*(y - x); y' = x*(28 - z) - y; z' = x*y - 8/3*z";
        double[] times = [0, 1, 5, 20];
        RunOutcome one = RunByDefault(Text, "x", isChecked: true, times), other = RunByDefault(Text, "x", isChecked: false, times);
        Assert.Equal(other.Trajectories.Course(0, 0), one.Trajectories.Course(0, 0));
        Assert.Empty(other.Doubts);
    }

    [Fact]
    public void A_harmless_run_is_not_warned_of() =>
        Assert.Empty(RunByDefault("x = 1; y = 0; x' = -0.3*x*x; y' = 0.3*x*x - 0.01*y", "x,y", isChecked: true, 0, 1, 10, 100).Doubts);
}
