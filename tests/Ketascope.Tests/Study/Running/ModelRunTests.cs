using System.Collections.Immutable;
using Ketascope.Solvers.Stepping;
using Ketascope.Study.Requests;
using Ketascope.Study.Running;
using Ketascope.Tests.Language.Antimony;
using Ketascope.Tests.Study.Results;

namespace Ketascope.Tests.Study.Running;

public sealed class ModelRunTests
{
    private const string Growth = "model growth\n  k = 0.5; c = 2*k; x = 10; x' = -c*x\n  y := x + k\nend\n";

    [Fact]
    public void Parameters_that_follow_from_an_override_follow() =>
        Assert.Equal(10 * Math.Exp(-4), Run(Growth, new() { ["k"] = 2 }, "x").Trajectories[0, 0, 1], 1e-5);

    [Fact]
    public void An_integrated_variable_can_be_given_another_start() =>
        Assert.Equal(3, Run(Growth, new() { ["x"] = 3 }, "x").Trajectories[0, 0, 0]);

    [Fact]
    public void A_name_asked_twice_is_reported_once() => Assert.Equal(["x", "y"], Run(Growth, [], "x", "y", "x").Trajectories.Names);

    [Theory]
    [InlineData("kk", "did you mean 'k'?")]
    [InlineData("y", "follows from other values")]
    public void A_name_that_cannot_be_set_is_told(string name, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => Run(Growth, new() { [name] = 1 }, "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cancelled_run_ends_within_its_first_batch()
    {
        RunRequest request = Request("model fast\n  w = 1000; x = 1; v = 0; x' = v; v' = -w^2*sin(x)\nend\n", [], ["x"]) with { Times = [0, 1e9] };
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(300));
        Assert.ThrowsAny<OperationCanceledException>(() => ModelRun.Run(request, null, cancellation.Token));
    }

    [Theory]
    [InlineData("BIOMD0000000153")]
    [InlineData("BIOMD0000000569")]
    [InlineData("BIOMD0000000609")]
    public void Published_models_that_run_away_from_the_explicit_method_are_solved(string name)
    {
        Assert.SkipUnless(SharedFiles.Folder is not null, "the corpora are not beside the repository");
        RunRequest request = new() { Model = ModelLoading.Load(SharedFiles.Of($"conformance/antimony/biomodels/{name}.ant")), Times = [0, 100] };
        Assert.Empty(ModelRun.Run(request, null, TestContext.Current.CancellationToken).Failures);
        request = request with { Solver = request.Solver with { AbsoluteTolerance = 1e-12, Method = SolverCatalogue.Tsit5, MaxSteps = 100_000 } };
        Assert.NotEmpty(ModelRun.Run(request, null, TestContext.Current.CancellationToken).Failures);
    }

    private static RunOutcome Run(string text, Dictionary<string, double> overrides, params string[] show) =>
        ModelRun.Run(Request(text, overrides, show), null, TestContext.Current.CancellationToken);

    private static RunRequest Request(string text, Dictionary<string, double> overrides, string[] show)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["m.ant"], text);
        return new RunRequest { Model = ModelLoading.Load(folder["m.ant"]), Times = [0, 1], Show = [.. show], Overrides = overrides.ToImmutableSortedDictionary() };
    }
}
